"""Knows that nothing has changed since the last build, without Pelican: from what the disk tells of files.

Its `main`, which `./invoke build` calls first, prints so and returns 0, or prints nothing and returns 1.
As with git's index, a file that changed while it was looked at is not trusted ("racily clean").
"""
# To import pathlib takes longer than most of what is done here.
# ruff: noqa: PTH100, PTH105, PTH108, PTH110, PTH116, PTH123

import marshal
import os
import sys
import time
import zlib

NO_INPUTS = ("bench", "docs", "node_modules", "output", "tests")  # folders of which no build reads anything
SINGLE_INPUTS = ("requirements.txt", ".venv/requirements.txt")
TOO_YOUNG = 20_000_000  # nanoseconds, within which a second change may bear the time of the first
FOLDER = 0

Seen = tuple[int, ...] | int | None  # of a file, a folder, and of what must be looked at again
Snapshot = dict[str, Seen | str]


def snapshot(root: str | os.PathLike) -> Snapshot:
    """What the disk tells of all that a site is built from, and what else it depends on.

    To be taken before a build: what changes during it then differs.
    """
    root, found = os.fspath(root), {}
    oldest = time.time_ns() - TOO_YOUNG
    folders, files = inputs(root)
    for name in (*files, *SINGLE_INPUTS):
        if os.path.lexists(f"{root}/{name}"):
            found[name] = _seen(f"{root}/{name}", oldest)
    for name in folders:
        _walk(f"{root}/{name}", name, oldest, found, set())
    # "//" is in no file's name
    found["//day"] = time.strftime("%Y-%m-%d", time.gmtime())
    found["//python"] = sys.version
    found["//time"] = os.environ.get("SOURCE_DATE_EPOCH", "")
    return found


def inputs(root: str) -> tuple[list[str], list[str]]:
    """Folders and programs at the project's top, for settings may import any of them."""
    with os.scandir(root) as found:
        entries = sorted((each.name, each.is_dir()) for each in found if not each.name.startswith("."))
    folders = [name for name, is_folder in entries if is_folder and name not in NO_INPUTS]
    built = [name for name in folders if os.path.exists(_state_file(f"{root}/{name}"))]
    files = [name for name, is_folder in entries if not is_folder and name.endswith(".py")]
    return [name for name in folders if name not in built], files


def remember(output: str | os.PathLike, settings: str, inputs: Snapshot, report: str) -> None:
    """Keep what was built from `inputs`, and a line that says what it is, as `output/: 97 pages`.

    Where it cannot be kept, or could not be relied on, the next build is just not spared.
    """
    output = os.fspath(output)
    built = _output(output)
    if None in built.values():
        time.sleep(TOO_YOUNG / 1e9)
        built = _output(output)
    try:
        if None in inputs.values() or None in built.values():
            os.unlink(_state_file(output))
            return
        data = marshal.dumps((settings, inputs, built, report))
        aside = f"{_state_file(output)}.{os.getpid()}"
        with open(aside, "wb") as file:
            file.write(_digest(data) + data)
        os.replace(aside, _state_file(output))
    except OSError:  # no place, or no leave to write
        return


def is_fresh(root: str | os.PathLike, output: str | os.PathLike, settings: str) -> str | None:
    """The line of the last build, if one with these settings would make the same again."""
    output = os.fspath(output)
    try:
        with open(_state_file(output), "rb") as file:
            data = file.read()
        if data[:8] != _digest(data[8:]):
            return None
        for_settings, inputs, built, report = marshal.loads(data[8:])  # noqa: S302 (our own file, and whole)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    is_same = for_settings == settings and inputs == snapshot(root) and built == _output(output)
    return report if is_same else None


def _output(output: str) -> Snapshot:
    found: Snapshot = {}
    _walk(output, ".", time.time_ns() - TOO_YOUNG, found, set())
    return found


def _walk(folder: str, name: str, oldest: int, found: Snapshot, been: set[tuple[int, int]]) -> None:
    """Add what is in a folder at every depth, each under its path from `name` on; links are followed.

    Of a folder itself only its name counts: Python makes its caches in it.
    """
    try:
        at = os.stat(folder)
        if (at.st_dev, at.st_ino) in been:
            return
        entries = os.scandir(folder)
    except OSError:  # no folder, or a link to none
        return
    been.add((at.st_dev, at.st_ino))
    found[name] = FOLDER
    with entries:
        for entry in entries:
            path = f"{name}/{entry.name}"
            if entry.name == "__pycache__" or entry.name.endswith(".pyc"):
                continue
            if entry.is_dir(follow_symlinks=False):
                _walk(entry.path, path, oldest, found, been)
            elif entry.is_symlink():
                found[path] = _seen(entry.path, oldest)
                _walk(entry.path, f"{path}/", oldest, found, been)
            else:
                found[path] = _seen_file(entry, oldest)


def _seen_file(entry: os.DirEntry, oldest: int) -> Seen:
    try:
        return _told(entry.stat(follow_symlinks=False), oldest)
    except OSError:  # gone by now
        return None


def _seen(path: str, oldest: int) -> Seen:
    """What the disk tells of a link and of the file behind it; of a file the same twice."""
    try:
        link = _told(os.lstat(path), oldest)
        there = _told(os.stat(path), oldest) if os.path.exists(path) else ()
    except OSError:
        return None
    return None if link is None or there is None else link + there


def _told(stat: os.stat_result, oldest: int) -> Seen:
    """When a file's text and what is told of it changed, its size and place; None if that was just now."""
    if stat.st_ctime_ns > oldest or stat.st_mtime_ns > oldest:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _state_file(output: str) -> str:
    folder, name = os.path.split(os.path.abspath(output))
    return f"{folder}/.{name}.built"


def _digest(data: bytes) -> bytes:
    """Against damage alone; hashlib takes longer to import than this to run."""
    return b"%08x" % zlib.crc32(data)


def main() -> int:
    root = sys.argv[1]
    report = is_fresh(root, f"{root}/output", "pelicanconf.py")
    if report:
        print(f"{report}, nothing has changed")
    return 0 if report else 1
