"""Lists the files of a folder; reports those that cannot be published: links out of it, pipes, odd names."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from errno import EACCES
from pathlib import Path, PurePosixPath

from vouch.sources.addresses import same_file
from vouch.sources.problems import NO_FILE, UNSEEN, SourceError, unreadable


@dataclass
class Tree:
    """Files by their paths below the root, the paths that must not be opened, and all problems."""

    root: Path
    files: list[PurePosixPath] = field(default_factory=list)
    closed: set[PurePosixPath] = field(default_factory=set)
    problems: list[SourceError] = field(default_factory=list)

    def close(self, path: PurePosixPath, what: str, instead: str) -> None:
        self.report(path, what, instead)
        self.closed.add(path)

    def report(self, path: PurePosixPath, what: str, instead: str) -> None:
        self.problems.append(SourceError(self.root / path, 1, what, instead))


def tree_of(root: Path) -> Tree:
    """Everything below a folder, in order. Does not follow links to folders."""
    tree = Tree(root)
    if root.is_dir():
        _enter(tree, PurePosixPath())
    return tree


def _enter(tree: Tree, folder: PurePosixPath) -> None:
    try:
        with os.scandir(tree.root / folder) as found:
            entries = sorted(found, key=lambda each: each.name)
    except OSError as error:
        tree.report(folder, *unreadable(error))
        return
    for first, second in _alike(entries):
        what = f"on some systems this has the same name as {first}"
        tree.report(folder / second, what, "rename one of them")
    for entry in entries:
        path = folder / entry.name
        if UNSEEN.search(entry.name):
            tree.report(path, "this name has invisible characters", "rename it")
        if entry.is_dir(follow_symlinks=False):
            _enter(tree, path)
        else:
            _take(tree, path, entry)


def _take(tree: Tree, path: PurePosixPath, entry: os.DirEntry) -> None:
    is_link = entry.is_symlink()
    if is_link and entry.name.startswith(".#"):
        tree.files.append(path)  # an editor's mark of an open file, a link to nothing
    elif is_link and (wrong := wrong_with_link(tree.root, Path(entry.path))):
        tree.close(path, *wrong)
    elif not is_link and not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
        tree.close(path, *NO_FILE)
    elif not os.access(entry.path, os.R_OK):
        tree.close(path, *unreadable(PermissionError(EACCES, os.strerror(EACCES))))
    else:
        tree.files.append(path)


def wrong_with_link(root: Path, link: Path) -> tuple[str, str] | None:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "this link is broken", "remove it"
    if not target.is_relative_to(root.resolve()):
        return "this link points outside content/", "put a copy of the file in its place"
    if target.is_dir():
        return "this link points to a folder, whose files would be read twice", "remove it"
    return None if target.is_file() else NO_FILE


def replace_file(path: Path, text: str) -> None:
    """Write a file, of which there is never half if this process is killed. A link is replaced."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)


def _alike(entries: list[os.DirEntry]) -> Iterator[tuple[str, str]]:
    """Names that differ in case, or in how an accent is written, which Windows or macOS treat as one."""
    first: dict[str, str] = {}
    for entry in entries:
        name = same_file(entry.name.encode("utf-8", "replace").decode())
        if (known := first.setdefault(name, entry.name)) != entry.name:
            yield known, entry.name
