"""What takes long to make is made once: its bytes are kept under a digest of all that they are made from.

The folder is Pelican's CACHE_PATH. It can be deleted at any time and used by several builds at once;
where it cannot be written, all is made each time. What was not used for longest goes when it grows.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pelican import Pelican, signals

DIGEST = hashlib.sha256
MOST = 300_000_000  # bytes of all that is kept


def made_once(folder: Path, make: Callable[[], bytes], *ingredients: str | bytes) -> bytes:
    """What `make` returns, or what it returned the last time for the same ingredients.

    The ingredients are all that the result depends on, the name and version of the maker included.
    A kept file that is not whole is made anew.
    """
    file = folder / digest(*ingredients)
    if (known := kept(file)) is not None:
        with contextlib.suppress(OSError):
            os.utime(file)
        return known
    made = make()
    keep(file, made)
    return made


def keep_newest(folder: Path, most: int) -> None:
    """Remove from a folder what was not used for longest, down to `most` bytes."""
    found = []
    for each in _files(folder):
        with contextlib.suppress(FileNotFoundError):  # another build was faster
            found.append((each.stat().st_mtime_ns, each.stat().st_size, each.path))
    total = 0
    for _, size, path in sorted(found, reverse=True):
        total += size
        if total > most:
            with contextlib.suppress(OSError):
                Path(path).unlink()


def _files(folder: Path | str) -> Iterator[os.DirEntry]:
    """At every depth. This runs at the end of each build: pathlib takes ten times as long."""
    with os.scandir(folder) as entries:
        for each in entries:
            if each.is_dir(follow_symlinks=False):
                yield from _files(each.path)
            else:
                yield each


def digest(*ingredients: str | bytes) -> str:
    """SHA-256 in hexadecimal; ("ab", "c") and ("a", "bc") differ."""
    sha = DIGEST()
    for each in ingredients:
        data = each.encode() if isinstance(each, str) else each
        sha.update(b"%d:" % len(data) + data)
    return sha.hexdigest()


def kept(file: Path) -> bytes | None:
    """The content of a kept file, which begins with its own digest; None if it is not there or damaged."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    size = DIGEST().digest_size
    return data[size:] if DIGEST(data[size:]).digest() == data[:size] else None


def keep(file: Path, data: bytes) -> None:
    """Where there is a place for it, and leave to write."""
    with contextlib.suppress(OSError):
        _write(file, data)


def _write(file: Path, data: bytes) -> None:
    """In one step, so that another build sees all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as aside:
        try:
            aside.write(DIGEST(data).digest() + data)
            aside.flush()
            Path(aside.name).replace(file)
        except OSError:
            Path(aside.name).unlink()
            raise


def _keep_small(pelican: Pelican) -> None:
    with contextlib.suppress(OSError):  # there is none
        keep_newest(Path(pelican.settings["CACHE_PATH"]), MOST)


def register() -> None:
    signals.finalized.connect(_keep_small)
