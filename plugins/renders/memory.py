"""What is remembered of the build before: for each step what it read, what that was, and what it wrote.

The file stands beside the output. One that is damaged, or of a build in other surroundings, is none.
"""

import marshal
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.readings.store import SIZE, key_of
from plugins.watching import Read

Stamp = tuple[int, int]  # size of a file in bytes and time of its last change in ns


@dataclass(frozen=True)
class Record:
    """A step that was done. `digest` is of the values of its reads."""

    digest: bytes
    reads: tuple[Read, ...]
    files: tuple[str, ...]

    @property
    def assets(self) -> frozenset[str]:
        """The addresses of the files that its pages load."""
        return frozenset(name for kind, name in self.reads if kind == "asset")


@dataclass(frozen=True)
class Memory:
    """Records by the names of their steps, and the stamps of the files that these have written."""

    surroundings: bytes
    records: Mapping[str, Record]
    stamps: Mapping[str, Stamp] = field(default_factory=dict)

    def save(self, file: Path, output: Path) -> None:
        """`output` is the folder in which the files are now."""
        records = {name: (each.digest, each.reads, each.files) for name, each in self.records.items()}
        files, found = (
            {name for each in self.records.values() for name in each.files},
            stamps_below(str(output)),
        )
        stamps = {name: found[name] for name in files & found.keys()}
        data = marshal.dumps((self.surroundings, records, stamps))
        file.write_bytes(key_of(data) + data)


NOTHING = Memory(b"", {})


def remembered(file: Path, surroundings: bytes) -> Memory:
    """Of the build before, if its surroundings were the same."""
    try:
        packed = file.read_bytes()
        if packed[:SIZE] == key_of(packed[SIZE:]):
            before, records, stamps = marshal.loads(packed[SIZE:])  # noqa: S302 (our own, whose digest was right)
            if before == surroundings:
                return Memory(before, {name: Record(*each) for name, each in records.items()}, stamps)
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return NOTHING


def stamps_below(folder: str) -> dict[str, Stamp]:
    """Of all files of a site, by their names below its folder."""
    return dict(_stamps(folder, "")) if Path(folder).is_dir() else {}


def _stamps(folder: str, below: str) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as entries:
        for each in entries:
            if each.is_dir(follow_symlinks=False):
                yield from _stamps(each.path, f"{below}{each.name}/")
            else:
                found = each.stat()
                yield f"{below}{each.name}", (found.st_size, found.st_mtime_ns)
