"""Builds the site aside and puts it in place only when nothing is wrong with it.

Pelican runs in a process of its own, so that each build sees the plugins and settings as they
are on disk and in a fixed environment, and cannot take a server down with it.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KEPT_ENVIRONMENT = ("PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR", "SYSTEMROOT", "SOURCE_DATE_EPOCH")
FIXED_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # renameat2(2)


class BuildFailed(Exception):
    """Nothing was built. `problems` holds one line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def build(root: Path, settings: str, output: Path) -> str:
    """Build the project in folder `root` with a settings file of it into folder `output`.

    `output` appears, or is replaced, at the end and at once. Returns a line that says what was
    built. Raises BuildFailed.
    """
    started = time.monotonic()
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise BuildFailed((f"{output.name}: this is no folder; move it away",))
    output.parent.mkdir(parents=True, exist_ok=True)
    _remove_left_over(output)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as aside:
        new = Path(aside, "site")
        warnings = run_pelican(root, settings, new)
        swap(new, output)
    pages = sum(1 for _ in output.rglob("*.html"))
    return "\n".join((*warnings, f"{output.name}/: {pages} pages in {time.monotonic() - started:.1f} s"))


def run_pelican(root: Path, settings: str, output: Path, *only: str) -> tuple[str, ...]:
    """Build into a new folder, all pages or `only` those; returns warnings that do not stop a build.

    Raises BuildFailed.
    """
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "publishing.pelican_run", settings, output, *only],
        cwd=root,
        env={**kept, **FIXED_ENVIRONMENT, "PYTHONPATH": str(root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    problems = tuple(done.stderr.strip().splitlines())
    if done.returncode or not (only or (output / "index.html").is_file()):
        raise BuildFailed(problems or (f"{settings}:1: the build ended early; see what the settings call",))
    return problems


def _remove_left_over(output: Path) -> None:
    """What a build that was killed left behind; one that is under way is younger than an hour."""
    for aside in output.parent.glob(f".{output.name}-*"):
        if time.time() - aside.stat().st_mtime > 3600:
            shutil.rmtree(aside, ignore_errors=True)


def swap(new: Path, visible: Path) -> None:
    """Put folder `new` in the place of `visible`, whose old content is then at `new` if any."""
    if not visible.exists():
        new.rename(visible)
    elif not _exchange(new, visible):
        old = new.with_name("old")
        visible.rename(old)
        try:
            new.rename(visible)
        except BaseException:
            old.rename(visible)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot (Linux can since 3.15)."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    paths = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other))
    return renameat2 is not None and renameat2(*paths, RENAME_EXCHANGE) == 0
