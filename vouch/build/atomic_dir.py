"""A private folder beside the visible one, in which a site is built before it replaces that in one step."""

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

AT_FDCWD = -100
EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), RENAME_SWAP of renamex_np(2)


@dataclass(frozen=True)
class PrivateFolder:
    """Its path, and the descriptor of the lock that marks it as in use."""

    folder: Path
    lock: int


@contextmanager
def folder_beside(visible: Path) -> Iterator[PrivateFolder]:
    """A private folder to build in, on the same disk as `visible`, which is removed afterwards.

    The kernel releases the lock when all processes that use the folder have ended, however they ended. The
    next call removes what they left behind.
    """
    visible.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(visible)
    private = _create(visible)
    try:
        yield private
    finally:
        shutil.rmtree(private.folder, ignore_errors=True)
        os.close(private.lock)


def _create(visible: Path) -> PrivateFolder:
    """Retries, because another build may remove the folder as a leftover before it is locked."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f".{visible.name}-", dir=visible.parent))
        if (lock := _lock(folder)) is not None:
            return PrivateFolder(folder, lock)


def _lock(folder: Path) -> int | None:
    """A descriptor that holds the lock of a folder; None if the folder is in use or gone."""
    try:
        lock = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(lock), folder.stat()):
            return lock
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(lock)
    return None


def _remove_leftovers(visible: Path) -> None:
    for folder in visible.parent.glob(f".{visible.name}-*"):
        with suppress(NotADirectoryError):
            if (lock := _lock(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def swap(new: Path, visible: Path) -> None:
    """Replace folder `visible` with `new`. The old content, if any, is then at `new`."""
    if not visible.exists():
        new.rename(visible)
    elif not _exchange(new, visible):
        old = new.with_name("old")
        visible.rename(old)
        try:
            new.rename(visible)
        except BaseException:
            old.rename(visible)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot (Linux 3.15 and macOS 10.12 can)."""
    libc, old, new = ctypes.CDLL(None), os.fsencode(one), os.fsencode(other)
    if rename := getattr(libc, "renamex_np", None):
        return rename(old, new, EXCHANGE) == 0
    rename = getattr(libc, "renameat2", None)
    return rename is not None and rename(AT_FDCWD, old, AT_FDCWD, new, EXCHANGE) == 0
