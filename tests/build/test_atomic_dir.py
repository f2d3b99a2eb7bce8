"""A build that is killed, or that finds the disk full, leaves nothing behind that anyone can see."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import wait_until, write
from tests.small_site import FEW, FILES, fix_surroundings, small_site, tree
from vouch.build.atomic_dir import folder_beside
from vouch.build.failures import reasons
from vouch.build.run import build

BUILD = (
    "import sys; from pathlib import Path; from vouch.build.run import BuildFailed, build\n"
    "try: print(build(Path.cwd(), 'pelicanconf.py', Path('output').absolute()))\n"
    "except BuildFailed as failed: sys.exit(str(failed))"
)


def test_leftover_folders_are_removed_and_folders_in_use_stay(tmp_path):
    write(tmp_path, {".output-dead/site/index.html": "", ".output-x": "a file", "output/a": ""})
    with folder_beside(tmp_path / "output") as first, folder_beside(tmp_path / "output") as second:
        used = {first.folder.name, second.folder.name}
        assert len(used) == 2
        assert {each.name for each in tmp_path.iterdir()} == {*used, ".output-x", "output"}
    assert {each.name for each in tmp_path.iterdir()} == {".output-x", "output"}


def test_an_orphaned_process_keeps_its_folder_locked(tmp_path):
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


def test_an_error_of_the_disk_names_no_line_of_code(tmp_path):
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


# A plugin that stops where the test wants it, until it is killed or may go on.
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
@pytest.mark.parametrize("group", [False, True], ids=["the command", "the group"])
def test_a_killed_build_leaves_the_old_site_or_the_new_one(tmp_path, monkeypatch, cut_fonts, group):
    fix_surroundings(monkeypatch, tmp_path / "cache", cut_fonts)
    root = small_site(tmp_path, {name: FILES[name] for name in FEW})
    settings = (root / "pelicanconf.py").read_text("utf-8") + "PLUGINS += ['stopping']\n"
    write(root, {"stopping.py": STOPPING, "pelicanconf.py": settings})
    output, mark = root / "output", {"old": b"only the old site has this"}
    build(root, "pelicanconf.py", output)
    new = tree(output)
    for point in ("initialized", "article_generator_preread", "finalized", "swapped"):
        write(output, mark)
        write(root, {"stop-at": point})
        environment = {**os.environ, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", STOPPING_BUILD]
        with subprocess.Popen(command, cwd=root, env=environment, start_new_session=True) as running:
            wait_until(lambda: (root / "stopped").exists() or running.poll() is not None)
            (os.killpg if group else os.kill)(running.pid, signal.SIGKILL)
        assert running.returncode == -signal.SIGKILL
        assert tree(output) == (new if point == "swapped" else new | mark)
        (root / "stop-at").unlink()
        left = (root / "stopped").read_text()
        wait_until(lambda left=left: has_ended(left))  # Pelican goes on where the command alone was killed
        (root / "stopped").unlink()
        build(root, "pelicanconf.py", output)
        assert tree(output) == new
        assert list(root.glob(".output-*")) == []


def has_ended(pid: str) -> bool:
    """Also if nobody has asked for its exit status yet."""
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(") ")[2].startswith("Z")
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.slow
def test_a_full_disk_is_reported_in_one_line(project):
    """To a process, files that must not grow are a disk that is full."""
    output = write(project.root / "output", {"index.html": "old"})
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); {BUILD}"
    environment = {**os.environ, "PYTHONPATH": str(project.root), "PYTHONDONTWRITEBYTECODE": "1"}
    command = {"cwd": project.root, "env": environment, "capture_output": True, "text": True, "check": False}
    done = subprocess.run([sys.executable, "-c", limited], **command)
    assert done.stderr == "the site was not written: File too large; make room, then build again\n"
    assert done.returncode == 1
    assert tree(output) == {"index.html": b"old"}
    assert not [*project.root.glob(".output-*")]
