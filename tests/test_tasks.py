"""`./invoke` tasks that are interrupted, or whose reader goes away."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, wait_until, write
from tests.serve.conftest import free_port
from tests.small_site import tree

INTERRUPTED = "interrupted; output/ is intact\n"


@pytest.fixture
def private(project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files of the tasks of the project."""
    write(project.root, {"tasks.py": (ROOT / "tasks.py").read_text("utf-8"), "output/index.html": "old"})
    monkeypatch.setenv("TMPDIR", str(tmp_path / "private"))
    (tmp_path / "private").mkdir()
    return tmp_path / "private"


def started(root: Path, *command: str, **options: object) -> subprocess.Popen:
    words = [sys.executable, "-m", "invoke", *command]
    return subprocess.Popen(words, cwd=root, stderr=subprocess.PIPE, text=True, **options)


def assert_ends_quietly(root: Path, *command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with started(root, *command, stdout=writing) as process:
        os.close(writing)
        errors = process.stderr.read()
    assert errors == ""
    assert process.returncode in (-signal.SIGPIPE, 128 + signal.SIGPIPE)


def test_a_list_of_tasks_that_nobody_reads_ends_quietly():
    assert_ends_quietly(ROOT, "--list")


@pytest.mark.slow
@pytest.mark.parametrize("command", ["build", "resume", "check", "serve"])
def test_a_task_whose_reader_goes_away_ends_quietly(project, private, command):
    options = [f"--port={free_port()}"] if command == "serve" else []
    assert_ends_quietly(project.root, command, *options)
    assert left_in(private) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", ["build", "resume", "check"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda each: each.name)
def test_an_interrupted_task_says_so_and_leaves_nothing(project, private, command, number):
    before = tree(project.root / "output")
    with started(project.root, command, start_new_session=True) as process:
        wait_until(lambda: [*private.glob("*/*"), *project.root.glob(".output-*/*")])
        os.killpg(process.pid, number)
        errors = process.stderr.read()
    assert (process.returncode, errors) == (128 + number, INTERRUPTED)
    assert tree(project.root / "output") == before
    assert [*left_in(private), *project.root.glob(".output-*")] == []


def left_in(private: Path) -> list[str]:
    return [each.name for each in private.iterdir() if "jinja2" not in each.name]


def ended(root: Path, *command: str) -> tuple[int, str, str]:
    with started(root, *command, stdout=subprocess.PIPE) as process:
        out, errors = process.communicate()
    return process.returncode, out, errors


@pytest.mark.slow
def test_an_article_is_begun_and_renamed_by_commands(project, private):
    path = "content/articles/a-plan.md"
    assert ended(project.root, "new", "A plan") == (0, f"{path}\n", "")
    refusal = "the slug 'a-plan' belongs to content/articles/a-plan.md; choose another\n"
    assert ended(project.root, "new", "A plan", "--rst") == (1, "", refusal)
    moved = f"{path} → content/articles/the-plan.md\n"
    assert ended(project.root, "rename", "a-plan", "the-plan") == (0, moved, "")
    assert ended(project.root, "build")[0] == 0
    assert left_in(private) == []
