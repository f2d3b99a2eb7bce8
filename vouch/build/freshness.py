"""Knows whether anything has changed since the last build, from the stat of files and without Pelican.

`./invoke build` calls its `main` first, which prints that nothing has changed and returns 0, or returns 1.
As in git's index, a file that changed while it was examined is not trusted ("racily clean").
"""
# Importing pathlib takes longer than most of what is done here.
# ruff: noqa: PTH100, PTH105, PTH108, PTH110, PTH116, PTH123

import marshal
import os
import sys
import time
import zlib

NO_INPUTS = ("bench", "docs", "node_modules", "output", "tests")  # folders that no build reads
SINGLE_INPUTS = ("requirements.txt", ".venv/requirements.txt")
RACY_NS = 20_000_000  # within which a second change may have the timestamp of the first
FOLDER = 0

Seen = tuple[int, ...] | int | None  # of a file; of a folder; of what cannot be trusted
Snapshot = dict[str, Seen | str]


def snapshot(root: str | os.PathLike) -> Snapshot:
    """The state of everything that a site depends on.

    Take it before a build, so that changes during the build are noticed.
    """
    root, found = os.fspath(root), {}
    oldest = time.time_ns() - RACY_NS
    folders, files = inputs(root)
    for name in (*files, *SINGLE_INPUTS):
        if os.path.lexists(f"{root}/{name}"):
            found[name] = _seen(f"{root}/{name}", oldest)
    for name in folders:
        _walk(f"{root}/{name}", name, oldest, found, set())
    # "//" is in no file's name
    found["//day"] = _day(root)
    found["//python"] = sys.version
    found["//time"] = os.environ.get("SOURCE_DATE_EPOCH", "")
    return found


def _day(root: str) -> str:
    """The day in the site's time zone, on which what is scheduled for it becomes public."""
    try:
        with open(f"{root}/pelicanconf.py", encoding="utf-8") as file:
            line = next((each for each in file if each.startswith("TIMEZONE")), "")
    except (OSError, UnicodeDecodeError):
        line = ""
    zone = line.replace("'", '"').partition('"')[2].partition('"')[0]
    if zone in ("", "UTC"):
        return time.strftime("%Y-%m-%d", time.gmtime())
    from datetime import datetime  # which takes longer than all that is done here
    from zoneinfo import ZoneInfo

    try:
        return str(datetime.now(ZoneInfo(zone)).date())
    except (ValueError, LookupError, OSError):  # which the build reports
        return ""


def inputs(root: str) -> tuple[list[str], list[str]]:
    """Folders and modules at the top of the project: settings may import any of them."""
    with os.scandir(root) as found:
        entries = sorted((each.name, each.is_dir()) for each in found if not each.name.startswith("."))
    folders = [name for name, is_folder in entries if is_folder and name not in NO_INPUTS]
    built = [name for name in folders if os.path.exists(_state_file(f"{root}/{name}"))]
    files = [name for name, is_folder in entries if not is_folder and name.endswith(".py")]
    return [name for name in folders if name not in built], files


def remember(output: str | os.PathLike, settings: str, inputs: Snapshot, report: str) -> None:
    """Record that `inputs` were built, with what to report as long as nothing has changed.

    If this cannot be recorded, or would not be reliable, the next build simply runs.
    """
    output = os.fspath(output)
    built = _output(output)
    if None in built.values():
        time.sleep(RACY_NS / 1e9)
        built = _output(output)
    try:
        if None in inputs.values() or None in built.values():
            os.unlink(_state_file(output))
            return
        data = marshal.dumps((settings, inputs, built, report))
        temporary = f"{_state_file(output)}.{os.getpid()}"
        with open(temporary, "wb") as file:
            file.write(_digest(data) + data)
        os.replace(temporary, _state_file(output))
    except OSError:  # no space, or no permission
        return


def is_fresh(root: str | os.PathLike, output: str | os.PathLike, settings: str) -> str | None:
    """The report of the last build, if one with these settings would make the same again."""
    output = os.fspath(output)
    try:
        with open(_state_file(output), "rb") as file:
            data = file.read()
        if data[:8] != _digest(data[8:]):
            return None
        for_settings, inputs, built, report = marshal.loads(data[8:])  # noqa: S302 (our own file, and intact)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    is_same = for_settings == settings and inputs == snapshot(root) and built == _output(output)
    return report if is_same else None


def _output(output: str) -> Snapshot:
    found: Snapshot = {}
    _walk(output, ".", time.time_ns() - RACY_NS, found, set())
    return found


def _walk(folder: str, name: str, oldest: int, found: Snapshot, been: set[tuple[int, int]]) -> None:
    """Add what is in a folder at every depth, each under its path from `name` on; links are followed.

    Of a folder only its name counts, because Python creates its caches in it.
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
        return _state(entry.stat(follow_symlinks=False), oldest)
    except OSError:  # gone by now
        return None


def _seen(path: str, oldest: int) -> Seen:
    """The state of a link and of its target; for a file, its own twice."""
    try:
        link = _state(os.lstat(path), oldest)
        there = _state(os.stat(path), oldest) if os.path.exists(path) else ()
    except OSError:
        return None
    return None if link is None or there is None else link + there


def _state(stat: os.stat_result, oldest: int) -> Seen:
    """Times of the last change of data and of metadata, size and inode; None if that change is too recent."""
    if stat.st_ctime_ns > oldest or stat.st_mtime_ns > oldest:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino


def _state_file(output: str) -> str:
    folder, name = os.path.split(os.path.abspath(output))
    return f"{folder}/.{name}.built"


def _digest(data: bytes) -> bytes:
    """A checksum against damage; importing hashlib takes longer than running this."""
    return b"%08x" % zlib.crc32(data)


def main() -> int:
    root = sys.argv[1]
    report = is_fresh(root, f"{root}/output", "pelicanconf.py")
    if report:
        try:
            print(report, flush=True)
        except BrokenPipeError:
            os._exit(1)  # Python would report the standard output once more
    return 0 if report else 1
