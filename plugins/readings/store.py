"""A file of kept results by their keys, which grows at its end: never wrong, safe with two builds at once.

Each entry stands behind its length and a digest of itself. An entry that is damaged is not there, and what
follows one whose length is damaged is not either: both are made anew. Deleting the file loses nothing else.
"""

import contextlib
import fcntl
import mmap
import os
import struct
import tempfile
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

SIZE = 16  # bytes of a key and of a digest
HEAD = struct.Struct(f"<4sI{SIZE}s{SIZE}s")  # mark, length of the entry, its key, digest of key and entry
MARK = b"kept"
SPARE = 1_000_000  # bytes of entries that nobody asked for, which are not worth writing the file anew


def key_of(*ingredients: bytes | str) -> bytes:
    """A key for what is made of these; ("ab", "c") and ("a", "bc") differ."""
    made = blake2b(digest_size=SIZE)
    for each in ingredients:
        data = each.encode("utf-8", "surrogatepass") if isinstance(each, str) else each
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.digest()


class Store:
    """The entries of a file. What is put is seen at once, and written when the store is saved."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._kept = _mapped(file)
        self._places, self._whole = _places(self._kept)
        self.new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()

    def get(self, key: bytes) -> bytes | None:
        """An entry; None if there is none, or a damaged one."""
        if (made := self.new.get(key)) is not None:
            return made
        if (place := self._places.get(key)) is None:
            return None
        start, end, digest = place
        entry = self._kept[start:end]
        if _digest(key, entry) != digest:
            del self._places[key]
            return None
        self._used.add(key)
        return entry

    def put(self, key: bytes, entry: bytes) -> None:
        self.new[key] = entry

    def save(self) -> None:
        """Write what is new; leave out what this run had no use for, if there is much of it.

        Where it cannot be written, all is made again the next time.
        """
        used = sum(HEAD.size + self._places[key][1] - self._places[key][0] for key in self._used)
        with contextlib.suppress(OSError):
            if not self._whole or len(self._kept) > 2 * used + SPARE:
                self._rewrite()
            elif self.new:
                self._append()

    def _append(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(b"".join(_record(*each) for each in self.new.items()))

    def _rewrite(self) -> None:
        kept = ((key, entry) for key in sorted(self._used) if (entry := self.get(key)) is not None)
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.file.parent, prefix=".", delete=False) as aside:
            try:
                for each in (*kept, *self.new.items()):
                    aside.write(_record(*each))
                aside.flush()
                Path(aside.name).replace(self.file)
            except OSError:
                Path(aside.name).unlink()
                raise


def _mapped(file: Path) -> mmap.mmap | bytes:
    try:
        with file.open("rb") as opened:
            os.utime(opened.fileno())  # so that it is not taken for one that nobody needs
            return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # not there, or empty
        return b""


def _places(kept: mmap.mmap | bytes) -> tuple[dict[bytes, tuple[int, int, bytes]], bool]:
    """Where each key's entry starts and ends, with its digest, and whether all of the file could be told."""
    places = {}
    for start, end, key, digest in (found := list(_entries(kept))):
        places[key] = (start, end, digest)
    return places, len(kept) == (found[-1][1] if found else 0)


def _entries(kept: mmap.mmap | bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    at, size = 0, len(kept)
    while at + HEAD.size <= size:
        mark, length, key, digest = HEAD.unpack_from(kept, at)
        start = at + HEAD.size
        at = start + length
        if mark != MARK or at > size:
            return
        yield start, at, key, digest


def _record(key: bytes, entry: bytes) -> bytes:
    return HEAD.pack(MARK, len(entry), key, _digest(key, entry)) + entry


def _digest(key: bytes, entry: bytes) -> bytes:
    return blake2b(entry, digest_size=SIZE, key=key).digest()
