"""Caches what takes long to make, under a digest of everything it is made from.

One SQLite file in Pelican's CACHE_PATH holds all of it. It can be deleted at any time and used by several
builds at once; where it cannot be written, everything is made each time. Damaged values are made again, and
the least recently used ones are removed when the file grows.
"""

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path

from vouch.sources.digests import key_of

CHECKSUM_BYTES = 16
MAX_BYTES = 300_000_000  # of all values
LOCK_TIMEOUT_S = 5
SECONDS_PER_DAY = 86_400
SETUP = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB, size INTEGER, used INTEGER);
"""
# `used` is a day: a value is marked once a day, not each time it is read.
OLDEST = """
    SELECT key FROM (SELECT key, sum(size) OVER (ORDER BY used DESC, rowid DESC) AS total FROM kept)
    WHERE total > ?
"""


class Cache:
    """Values by their keys, in a file in `folder`. On any error of that file a value counts as missing."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "kept.sqlite"
        self._connection: sqlite3.Connection | None = None
        self._is_usable = True
        self._lock = threading.Lock()
        self._day = int(time.time()) // SECONDS_PER_DAY

    def get(self, key: bytes) -> bytes | None:
        for packed, used in self._run("SELECT value, used FROM kept WHERE key = ?", key):
            if packed[:CHECKSUM_BYTES] == _checksum(key, packed[CHECKSUM_BYTES:]):
                if used != self._day:
                    self._run("UPDATE kept SET used = ? WHERE key = ?", self._day, key)
                return packed[CHECKSUM_BYTES:]
        return None

    def put(self, key: bytes, value: bytes) -> None:
        packed = _checksum(key, value) + value
        self._run("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", key, packed, len(value), self._day)

    def trim(self, max_bytes: int = MAX_BYTES) -> None:
        """Remove the least recently used values until `max_bytes` are left."""
        if any((total or 0) > max_bytes for (total,) in self._run("SELECT sum(size) FROM kept")):
            self._run(f"DELETE FROM kept WHERE key IN ({OLDEST})", max_bytes)  # noqa: S608 (a constant)

    def close(self) -> None:
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _run(self, statement: str, *values: object) -> list[tuple]:
        with self._lock:
            try:
                return self._open().execute(statement, values).fetchall() if self._is_usable else []
            except sqlite3.OperationalError:  # it is locked, its disk is full, it may not be written …
                self._is_usable = self._connection is not None
            except sqlite3.DatabaseError:  # it is damaged
                self._start_over()
            return []

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            with contextlib.suppress(OSError):
                self.file.parent.mkdir(parents=True, exist_ok=True)
            opened = sqlite3.connect(self.file, LOCK_TIMEOUT_S, isolation_level=None, check_same_thread=False)
            try:
                opened.executescript(SETUP)
            except sqlite3.Error:
                opened.close()
                raise
            self._connection = opened
        return self._connection

    def _start_over(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self.file}{suffix}").unlink()


@cache
def cache_in(folder: Path) -> Cache:
    """The cache of this folder, for this process and those that it forks."""
    opened = Cache(folder)
    os.register_at_fork(before=opened.close)  # no connection may be used on both sides of a fork
    return opened


def made_once(folder: Path, make: Callable[[], bytes], *ingredients: str | bytes) -> bytes:
    """Return what `make` returns, cached by the ingredients.

    `folder` is CACHE_PATH. The ingredients are everything that the result depends on, including the name and
    version of the library that makes it.
    """
    key, store = key_of(*ingredients), cache_in(folder)
    if (known := store.get(key)) is not None:
        return known
    made = make()
    store.put(key, made)
    return made


def _checksum(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=CHECKSUM_BYTES, key=key[:64]).digest()
