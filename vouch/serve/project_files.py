"""The files that a site is made of, and which of them changed since the last scan."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from fnmatch import translate
from pathlib import Path

from vouch.build.freshness import inputs

# Files that Python and systems write beside sources, and temporary files of editors: the list in
# vouch/sources/near_articles.py, which is not imported because it imports Pelican.
TRANSIENT = (
    *("__pycache__", ".git", "*.pyc", ".DS_Store"),
    *(".#*", "#*#", "*~", "*.swp", "*.swo", "*.swx", "4913", ".~lock.*", ".goutputstream-*", "*.kate-swp"),
    *("*___jb_tmp___", "*___jb_old___"),
)
IS_TRANSIENT = re.compile("|".join(map(translate, TRANSIENT))).match
Stamp = tuple[int, int, int]  # time of the last change in ns, size, inode


class Sources:
    """The sources of the project in folder `root`, each with its stamp at the last scan."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen: dict[str, Stamp] = {}
        self.scan()

    def folders(self) -> dict[str, tuple[int, int]]:
        """The folders there are now, and what identifies each, should another take its place."""
        folders, _ = inputs(str(self.root))
        found = {str(self.root / name): _status(str(self.root / name)) for name in folders}
        return {
            path: (status.st_dev, status.st_ino)
            for path, status in found.items()
            if status and stat.S_ISDIR(status.st_mode)
        }

    def scan(self) -> set[Path]:
        """Stat all files; returns those that changed, came or went."""
        now = {path: stamp for path in self._files() if (stamp := _stamp(path))}
        before, self.seen = self.seen, now
        return {Path(path) for path, _ in before.items() ^ now.items()}

    def changed_at(self, paths: Iterable[str]) -> set[Path]:
        """The files that changed at paths the system reported; a folder stands for what is in it."""
        reported = [path for path in paths if not self._is_transient(path)]
        changed = {Path(path) for path in reported if self._update_stamp(path)}
        rest = {path for path in reported if Path(path) not in changed}
        return changed | (self.scan() if any(map(self._is_folder, rest)) else set())

    def scan_settings(self) -> set[Path]:
        """The programs at the top that changed. An editor may replace the file with a new one."""
        _, names = inputs(str(self.root))
        at_top = {path for path in self.seen if os.path.dirname(path) == str(self.root)}  # noqa: PTH120 (fast)
        changed = set()
        for path in at_top | {str(self.root / name) for name in names}:
            before = self.seen.get(path)
            self._update_stamp(path)
            changed |= {Path(path)} if self.seen.get(path) != before else set()
        return changed

    def _update_stamp(self, path: str) -> bool:
        """Whether there is or was such a file. It counts as changed: two quick saves may share a stamp."""
        if stamp := _stamp(path):
            self.seen[path] = stamp
            return True
        return self.seen.pop(path, None) is not None

    def _is_folder(self, path: str) -> bool:
        inside = path + os.sep
        return Path(path).is_dir() or any(each.startswith(inside) for each in self.seen)

    def _is_transient(self, path: str) -> bool:
        file = Path(path)  # macOS may report the path in another case than that of the root
        return not file.is_relative_to(self.root) or any(map(IS_TRANSIENT, file.relative_to(self.root).parts))

    def _files(self) -> Iterator[str]:
        folders, files = inputs(str(self.root))
        yield from (str(self.root / name) for name in files)
        for name in folders:
            yield from _files_below(str(self.root / name))


def _files_below(folder: str) -> Iterator[str]:
    """All files, and links to folders as files. Skips what cannot be read."""
    try:
        with os.scandir(folder) as entries:
            found = [each for each in entries if not IS_TRANSIENT(each.name)]
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
