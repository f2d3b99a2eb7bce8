"""Writes the files of a commit to a folder, as they were committed: without filters or attributes."""

import os
from dataclasses import dataclass
from pathlib import Path

from vouch.publish.git import Git
from vouch.publish.outcomes import Refused


def export(git: Git, commit: str, folder: Path) -> None:
    """Write the files of `commit`. Raises Refused if one cannot be written, GitFailed if it is missing."""
    listed = git.read_bytes("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
    entries = [_entry(each) for each in listed if each]
    blobs = git.blobs(each.blob for each in entries)
    for each, data in zip(entries, blobs, strict=True):
        each.write(folder, data)


@dataclass(frozen=True)
class Entry:
    """A file in a tree of git."""

    mode: str
    blob: str
    name: Path

    def write(self, root: Path, data: bytes) -> None:
        file = root / self.name
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.mode == "120000":
            file.symlink_to(os.fsdecode(data))
        else:
            file.write_bytes(data)
            file.chmod(0o755 if self.mode == "100755" else 0o644)


def _entry(line: bytes) -> Entry:
    about, _, name = line.partition(b"\t")
    mode, kind, blob = about.decode().split()
    shown = os.fsdecode(name)
    if kind != "blob":
        raise Refused(f"{shown!a}: a submodule is not published; put its files here")
    if ".." in Path(shown).parts or Path(shown).is_absolute():
        raise Refused(f"{shown!a}: this name points outside the repository; rename it")
    return Entry(mode, blob, Path(shown))
