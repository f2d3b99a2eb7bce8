"""What a build leaves behind when it is killed, or when the disk is full: nothing that anyone can see."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.test_rebuild import FEW
from tests.build.test_run import snapshot
from tests.conftest import write
from tests.small_site import FILES, fix_surroundings, small_site
from vouch.build.atomic_dir import folder_beside
from vouch.build.failures import reasons
from vouch.build.run import build

BUILD = (
    "import sys; from pathlib import Path; from vouch.build.run import BuildFailed, build\n"
    "try: print(build(Path.cwd(), 'pelicanconf.py', Path('output').absolute()))\n"
    "except BuildFailed as failed: sys.exit(str(failed))"
)


def test_what_is_left_over_goes_at_once_and_what_is_in_use_never(tmp_path):
    write(tmp_path, {".output-dead/site/index.html": "", ".output-x": "a file", "output/a": ""})
    with folder_beside(tmp_path / "output") as first, folder_beside(tmp_path / "output") as second:
        used = {first.folder.name, second.folder.name}
        assert len(used) == 2
        assert {each.name for each in tmp_path.iterdir()} == {*used, ".output-x", "output"}
    assert {each.name for each in tmp_path.iterdir()} == {".output-x", "output"}


def test_who_holds_the_lock_may_be_a_process_that_was_left_alone(tmp_path):
    with folder_beside(tmp_path / "output") as aside:
        keeper = subprocess.Popen(["sleep", "60"], pass_fds=[aside.lock])
        kept = write(tmp_path, {f"{aside.folder.name}/page.html": ""}) / aside.folder.name
        left = kept.rename(tmp_path / ".output-left")
    with folder_beside(tmp_path / "output"):
        assert left.is_dir()
    keeper.kill()
    keeper.wait()
    with folder_beside(tmp_path / "output"):
        assert not left.exists()


def test_the_disk_is_to_blame_and_not_the_line_that_wrote(tmp_path):
    full, closed = OSError(28, "No space left on device"), PermissionError(13, "Permission denied")
    assert reasons(full, "x.py", tmp_path) == (
        "the site was not written: No space left on device; make room, then build again",
    )
    closed.filename = str(tmp_path / "a.html")
    assert reasons(closed, "x.py", tmp_path) == (
        "the site was not written: Permission denied; let its folder be written to",
    )
    closed.filename = "content/a.md"
    assert reasons(closed, "x.py", tmp_path) == (
        "content/a.md:1: Permission denied; make it a file that can be read",
    )


# A plugin that stops where the test wants it, until it is killed or let go.
STOPPING = """
import os, time
from functools import partial
from pathlib import Path
from pelican import signals

def stop_at(name, *_):
    while Path("stop-at").exists() and Path("stop-at").read_text() == name:
        Path("stopping").write_text(str(os.getpid()))
        Path("stopping").replace("stopped")
        time.sleep(0.01)

HANDLERS = [partial(stop_at, name) for name in ("initialized", "article_generator_preread", "finalized")]

def register():
    for handler in HANDLERS:
        getattr(signals, handler.args[0]).connect(handler)
"""
STOPPING_BUILD = f"""
import vouch.build.run
from stopping import stop_at
swap = vouch.build.run.swap
vouch.build.run.swap = lambda *folders: (swap(*folders), stop_at("swapped"))
{BUILD}
"""


@pytest.mark.slow
@pytest.mark.parametrize("group", [False, True], ids=["the tool", "the group"])
def test_a_build_that_is_killed_shows_the_old_site_or_the_new_one(tmp_path, monkeypatch, group):
    fix_surroundings(monkeypatch, tmp_path / "cache")
    root = small_site(tmp_path, {name: FILES[name] for name in FEW})
    settings = (root / "pelicanconf.py").read_text("utf-8") + "PLUGINS += ['stopping']\n"
    write(root, {"stopping.py": STOPPING, "pelicanconf.py": settings})
    output, mark = root / "output", {"old": b"by this it is told from the new one"}
    build(root, "pelicanconf.py", output)
    new = snapshot(output)
    for point in ("initialized", "article_generator_preread", "finalized", "swapped"):
        write(output, mark)
        write(root, {"stop-at": point})
        environment = {**os.environ, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", STOPPING_BUILD]
        with subprocess.Popen(command, cwd=root, env=environment, start_new_session=True) as running:
            wait_until(lambda: (root / "stopped").exists() or running.poll() is not None)
            (os.killpg if group else os.kill)(running.pid, signal.SIGKILL)
        assert running.returncode == -signal.SIGKILL
        assert snapshot(output) == (new if point == "swapped" else new | mark)
        (root / "stop-at").unlink()
        left = Path("/proc", (root / "stopped").read_text())
        wait_until(lambda left=left: not left.exists())  # Pelican goes on where the tool alone was killed
        (root / "stopped").unlink()
        build(root, "pelicanconf.py", output)
        assert snapshot(output) == new
        assert list(root.glob(".output-*")) == []


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.slow
def test_no_room_on_the_disk_is_told_in_one_line(project):
    """To a process, files that must not grow are a disk that is full."""
    output = write(project.root / "output", {"index.html": "old"})
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); {BUILD}"
    environment = {**os.environ, "PYTHONPATH": str(project.root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = {"cwd": project.root, "env": environment, "capture_output": True, "text": True, "check": False}
    done = subprocess.run([sys.executable, "-c", limited], **command)
    assert done.stderr == "the site was not written: File too large; make room, then build again\n"
    assert done.returncode == 1
    assert snapshot(output) == {"index.html": b"old"}
    assert not [*project.root.glob(".output-*")]
