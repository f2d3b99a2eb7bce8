"""Builds the site aside and puts it in place only when nothing is wrong with it.

Pelican runs in a process of its own, so that each build sees the plugins and settings as they
are on disk and in a fixed environment, and cannot take a server down with it.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from vouch.build.atomic_dir import Aside, folder_beside, swap
from vouch.build.freshness import is_fresh, remember, snapshot

KEPT_ENVIRONMENT = ("PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR", "SYSTEMROOT", "SOURCE_DATE_EPOCH")
FIXED_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}

FRAME = re.compile(r'^ *File "(?P<path>[^"]+)", line (?P<line>\d+)', re.MULTILINE)
DAMAGED = "EOFError: marshal data too short"  # Python takes what it wrote on a full disk for whole


class BuildFailed(Exception):
    """Nothing was built. `problems` holds one line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def build(root: Path, settings: str, output: Path, full: bool = False) -> str:
    """Build the project in folder `root` with a settings file of it into folder `output`.

    `output` appears, or is replaced, at the end and at once; a `full` build makes all of it anew. Returns
    a line that says what was built. Raises BuildFailed.
    """
    started = time.monotonic()
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise BuildFailed((f"{output.name}: this is no folder; move it away",))
    with private_folder(output) as aside:
        new = aside.folder / "site"
        places = {"CACHE_PATH": str(aside.folder / "cache")} if full else {}
        warnings = run_pelican(root, settings, new, lock=aside.lock, **places)
        swap(new, output)
    pages = sum(1 for _ in output.rglob("*.html"))
    return "\n".join((*warnings, f"{output.name}/: {pages} pages in {time.monotonic() - started:.1f} s"))


def rebuild(root: Path, settings: str, output: Path, full: bool = False) -> str:
    """The same for a folder `output` that stays, in which nothing is done where nothing has changed."""
    if not full and (report := is_fresh(root, output, settings)):
        return f"{report}, nothing has changed"
    inputs = snapshot(root)
    report = build(root, settings, output, full)
    if "\n" not in report:  # warnings are told each time
        remember(output, settings, inputs, report.partition(" in ")[0])
    return report


@contextmanager
def private_folder(output: Path) -> Iterator[Aside]:
    """A folder to build in before anything is put into `output`. Raises BuildFailed."""
    try:
        with folder_beside(output) as aside:
            yield aside
    except OSError as error:
        what = f"{output.name}: {error.strerror}; make room there, and let it be written to"
        raise BuildFailed((what,)) from error


def run_pelican(
    root: Path,
    settings: str,
    output: Path,
    *,
    lock: int,
    asked_for: Collection[str] | None = None,
    **override: object,
) -> tuple[str, ...]:
    """Build into a new folder with settings of its own; returns warnings that do not stop a build.

    `asked_for` are the addresses of the outputs to make, where it is not all of them.

    Pelican holds on to the lock of the folder: it goes on for a moment when this process is killed.
    Raises BuildFailed.
    """
    override["OUTPUT_PATH"] = str(output)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "vouch.build.pelican_process",
            settings,
            json.dumps(override),
            json.dumps(asked_for),
        ],
        cwd=root,
        env=environment(root),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        pass_fds=[lock],
        check=False,
    )
    told = tuple(done.stdout.strip().splitlines())
    if done.returncode or not (asked_for or (output / "index.html").is_file()):
        raise BuildFailed(told or (accident(done.stderr, root, settings),))
    return told


def environment(root: Path) -> dict[str, str]:
    """In which Pelican runs: the same on every machine, but for where things are."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, **FIXED_ENVIRONMENT, "PYTHONPATH": str(root)}


def accident(stderr: str, root: Path, settings: str) -> str:
    """What ended Pelican before it could tell: the settings by force, or a mistake in the tool itself."""
    if DAMAGED in stderr:
        return "__pycache__: a file in it was cut off, as by a full disk; remove the folders of this name"
    places = [each for each in FRAME.finditer(stderr) if Path(each["path"]).is_relative_to(root)]
    if not places:
        return f"{settings}:1: the build ended early; see what the settings call"
    path, reason = Path(places[-1]["path"]).relative_to(root), stderr.strip().splitlines()[-1]
    return f"{path.as_posix()}:{places[-1]['line']}: {reason}; correct this line"
