"""The files that a site is made of, and which of them changed since they were last looked at."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from fnmatch import translate
from pathlib import Path

from vouch.build.freshness import inputs

# What Python and systems write beside sources, and what editors do while one writes: the list in
# vouch/sources/near_articles.py, which is not imported because all of Pelican would come with it.
PASSING = (
    *("__pycache__", ".git", "*.pyc", ".DS_Store"),
    *(".#*", "#*#", "*~", "*.swp", "*.swo", "*.swx", "4913", ".~lock.*", ".goutputstream-*", "*.kate-swp"),
    *("*___jb_tmp___", "*___jb_old___"),
)
IS_PASSING = re.compile("|".join(map(translate, PASSING))).match
Stamp = tuple[int, int, int]  # time of the last change in ns, size, inode


class Sources:
    """The sources of the project in folder `root`, with the stamp that each had when last looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen: dict[str, Stamp] = {}
        self.look()

    def folders(self) -> dict[str, tuple[int, int]]:
        """The folders there are now, and what tells each from another one in its place."""
        folders, _ = inputs(str(self.root))
        found = {str(self.root / name): _status(str(self.root / name)) for name in folders}
        return {
            path: (status.st_dev, status.st_ino)
            for path, status in found.items()
            if status and stat.S_ISDIR(status.st_mode)
        }

    def look(self) -> set[Path]:
        """Look at all files; returns those that changed, came or went."""
        now = {path: stamp for path in self._files() if (stamp := _stamp(path))}
        before, self.seen = self.seen, now
        return {Path(path) for path, _ in before.items() ^ now.items()}

    def hear(self, paths: Iterable[str]) -> set[Path]:
        """The files that a system's news about these paths is about: a folder stands for what is in it."""
        told = [path for path in paths if not self._is_passing(path)]
        changed = {Path(path) for path in told if self._hear_of_file(path)}
        rest = {path for path in told if Path(path) not in changed}
        return changed | (self.look() if any(map(self._is_folder, rest)) else set())

    def look_at_settings(self) -> set[Path]:
        """The programs at the top that changed. An editor may put a new file in the place of the old one."""
        _, names = inputs(str(self.root))
        at_top = {path for path in self.seen if os.path.dirname(path) == str(self.root)}  # noqa: PTH120 (fast)
        changed = set()
        for path in at_top | {str(self.root / name) for name in names}:
            before = self.seen.get(path)
            self._hear_of_file(path)
            changed |= {Path(path)} if self.seen.get(path) != before else set()
        return changed

    def _hear_of_file(self, path: str) -> bool:
        """A stamp may be the same after two saves in a moment, so what is told of a file is believed."""
        if stamp := _stamp(path):
            self.seen[path] = stamp
            return True
        return self.seen.pop(path, None) is not None

    def _is_folder(self, path: str) -> bool:
        inside = path + os.sep
        return Path(path).is_dir() or any(each.startswith(inside) for each in self.seen)

    def _is_passing(self, path: str) -> bool:
        file = Path(path)  # macOS may report another case of letters than the root was given in
        return not file.is_relative_to(self.root) or any(map(IS_PASSING, file.relative_to(self.root).parts))

    def _files(self) -> Iterator[str]:
        folders, files = inputs(str(self.root))
        yield from (str(self.root / name) for name in files)
        for name in folders:
            yield from _files_below(str(self.root / name))


def _files_below(folder: str) -> Iterator[str]:
    """All files, and links to folders as files. What cannot be read is passed over."""
    try:
        with os.scandir(folder) as entries:
            found = [each for each in entries if not IS_PASSING(each.name)]
    except OSError:
        return
    for each in found:
        if each.is_dir(follow_symlinks=False):
            yield from _files_below(each.path)
        else:
            yield each.path


def _stamp(path: str) -> Stamp | None:
    """None for a folder, and for what is not there; a link that leads nowhere has one."""
    status = _status(path)
    if status is None or (stat.S_ISDIR(status.st_mode) and not os.path.islink(path)):  # noqa: PTH114 (fast)
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _status(path: str) -> os.stat_result | None:
    for look in (os.stat, os.lstat):
        try:
            return look(path)
        except OSError:
            continue
    return None
