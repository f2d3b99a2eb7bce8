"""Builds the site in a private folder, which replaces the output only if nothing is wrong with it.

Pelican runs in a process of its own, so that each build sees plugins and settings as they are on disk, in a
fixed environment, and cannot take a server down.
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

from vouch.build.atomic_dir import PrivateFolder, folder_beside, swap
from vouch.build.freshness import is_fresh, remember, snapshot
from vouch.sources.accepted import DROP_FIXED, LEAVE

KEPT_ENVIRONMENT = ("PATH", "HOME", "XDG_CACHE_HOME", "TMPDIR", "SYSTEMROOT", "SOURCE_DATE_EPOCH")
FIXED_ENVIRONMENT = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}

FRAME = re.compile(r'^ *File "(?P<path>[^"]+)", line (?P<line>\d+)', re.MULTILINE)
DAMAGED_CACHE = "EOFError: marshal data too short"  # of a file that Python wrote on a full disk


class BuildFailed(Exception):
    """Nothing was built. `problems` has one line per problem."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def build(root: Path, settings: str, output: Path, full: bool = False, accepting: str = LEAVE) -> str:
    """Build the project in folder `root`, with one of its settings files, into folder `output`.

    `output` is created or replaced in one step at the end; a `full` build ignores the cache. Returns
    warnings, a line that reports what was built, and one that counts articles. Raises BuildFailed.
    """
    started = time.monotonic()
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise BuildFailed((f"{output.name}: this is not a folder; move it away",))
    with private_folder(output) as private:
        new = private.folder / "site"
        places = {"CACHE_PATH": str(private.folder / "cache")} if full else {}
        *warnings, counts = run_pelican(root, settings, new, lock=private.lock, accepting=accepting, **places)
        swap(new, output)
    pages = sum(1 for _ in output.rglob("*.html"))
    made = f"{output.name}/: {pages} pages in {time.monotonic() - started:.1f} s"
    return "\n".join((*warnings, made, counts))


def rebuild(root: Path, settings: str, output: Path, full: bool = False) -> str:
    """Build like `build`, unless nothing has changed since the last build into `output`."""
    if not full and (report := is_fresh(root, output, settings)):
        return report
    inputs = snapshot(root)
    report = build(root, settings, output, full, DROP_FIXED)
    *warnings, made, counts = report.splitlines()
    if not warnings:  # which are shown each time
        pages = made.partition(" in ")[0]
        remember(output, settings, inputs, f"{pages}, nothing has changed\n{counts}")
    return report


@contextmanager
def private_folder(output: Path) -> Iterator[PrivateFolder]:
    """A folder to build in before `output` is replaced. Raises BuildFailed."""
    try:
        with folder_beside(output) as private:
            yield private
    except OSError as error:
        what = f"{output.name}: {error.strerror}; free some space there and make it writable"
        raise BuildFailed((what,)) from error


def run_pelican(
    root: Path,
    settings: str,
    output: Path,
    *,
    lock: int,
    asked_for: Collection[str] | None = None,
    accepting: str = LEAVE,
    **override: object,
) -> tuple[str, ...]:
    """Build into a new folder, with settings that override those of the file.

    Returns warnings and, as the last line, how many articles there are. `asked_for` are the addresses of the
    outputs to make, None for all. Pelican inherits the `lock` of the folder, because it may outlive this
    process for a moment. Raises BuildFailed.
    """
    override["OUTPUT_PATH"] = str(output)
    arguments = settings, json.dumps(override), json.dumps(asked_for), accepting
    done = subprocess.run(
        [sys.executable, "-m", "vouch.build.pelican_process", *arguments],
        cwd=root,
        env=environment(root),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        pass_fds=[lock],
        check=False,
    )
    report = tuple(done.stdout.strip().splitlines())
    if done.returncode or (asked_for is None and not (output / "index.html").is_file()):
        raise BuildFailed(report or (describe_crash(done.stderr, root, settings),))
    return report


def environment(root: Path) -> dict[str, str]:
    """The environment of Pelican: the same on every machine, except for paths."""
    kept = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, **FIXED_ENVIRONMENT, "PYTHONPATH": str(root)}


def describe_crash(stderr: str, root: Path, settings: str) -> str:
    """One line on what ended Pelican before it could report: the settings, or a bug in the engine."""
    if DAMAGED_CACHE in stderr:
        return "__pycache__: a file in it is truncated, as by a full disk; delete the folders of this name"
    places = [each for each in FRAME.finditer(stderr) if Path(each["path"]).is_relative_to(root)]
    if not places:
        return f"{settings}:1: the build ended early; check what the settings call"
    path, reason = Path(places[-1]["path"]).relative_to(root), stderr.strip().splitlines()[-1]
    return f"{path.as_posix()}:{places[-1]['line']}: {reason}; correct this line"
