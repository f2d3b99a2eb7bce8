"""A whole publish that is ended at some moment, and the next one."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, wait_until
from tests.publish.transaction import snapshot

pytestmark = pytest.mark.slow

OF_PUBLISH = (0, 3, 4)
OF_START = (128 + signal.SIGINT, 128 + signal.SIGTERM)  # before anything was done
LONGEST_S = 2.0  # that a publish takes here, and some more


def started(project) -> subprocess.Popen:
    command = ["sh", "-c", f"trap '' INT; exec {sys.executable} -m invoke publish"]  # as ./invoke does
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=project.root, start_new_session=True, **pipes)


def is_running(group: int) -> bool:
    """Whether any process of a group is, but for those that only wait to be asked for their exit status."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            state, _, of_group = stat.read_text().rpartition(") ")[2].split()[:3]
            if int(of_group) == group and state != "Z":
                return True
    return False


def left_over() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("publish-*"))


@pytest.mark.parametrize(
    ("number", "group"),
    [(signal.SIGKILL, False), (signal.SIGKILL, True), (signal.SIGTERM, False), (signal.SIGINT, True)],
    ids=["SIGKILL, the command", "SIGKILL, the group", "SIGTERM, the command", "SIGINT, the group"],
)
def test_a_whole_publish_can_be_ended_at_any_moment(project, tmp_path, monkeypatch, number, group, request):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    project.commit({"tasks.py": (ROOT / "tasks.py").read_text("utf-8"), ".gitignore": "__pycache__/\n"})
    moments = random.Random(f"{number} {group}")
    for run in range(200 if request.config.getoption("--long") else 1):
        project.commit({"content/articles/new.md": f"Title: New\nDate: 2024-01-02\n\nNumber {run}.\n"})
        old, local = project.live("for-each-ref"), snapshot(project.root / ".git")
        with started(project) as publishing:
            with contextlib.suppress(subprocess.TimeoutExpired):
                publishing.wait(moments.uniform(0, LONGEST_S))
            with contextlib.suppress(ProcessLookupError):  # it has ended
                (os.killpg if group else os.kill)(publishing.pid, number)
            _, errors = publishing.communicate()
        # Pelican goes on for a moment where the command alone was killed
        wait_until(lambda group=publishing.pid: not is_running(group))
        assert snapshot(project.root / ".git") == local
        assert (publishing.returncode == 0) <= (project.live("for-each-ref") != old)
        assert publishing.returncode in (*OF_PUBLISH, *OF_START, -number), errors
        assert "Traceback" not in errors
        with started(project) as again:
            assert (again.wait(), again.stderr.read()) == (0, "")
        assert project.live("log", "-1", "--format=%(trailers:key=Source-Commit,valueonly)", "gh-pages") == (
            project.git("rev-parse", "HEAD")
        )
        assert left_over() == []
