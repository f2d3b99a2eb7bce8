"""Makes of what a build wrote a whole site: files that are as in the build before are linked from there.

So a file that has not changed stays the very file that it was, with its time.
"""

import filecmp
import os
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path


def settle(site: Path, before: Path, kept: Collection[str]) -> set[str]:
    """Link the `kept` files, and those of the same bytes, from the site before into the new one.

    Returns the names of the files that changed, came or went.
    """
    new, old = set(files_below(site)), set(files_below(before))
    for folder in {name.rpartition("/")[0] for name in kept}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for name in kept:
        _link(f"{before}/{name}", f"{site}/{name}")
    same = {name for name in new & old if _settled(site / name, before / name)}
    return (new | old) - same - set(kept)


def files_below(folder: Path) -> Iterable[str]:
    for path, _, files in os.walk(folder):
        below = path.removeprefix(str(folder)).lstrip("/")
        yield from (f"{below}/{each}" if below else each for each in files)


def _settled(file: Path, before: Path) -> bool:
    if before.is_symlink() or not filecmp.cmp(file, before, shallow=False):
        return False
    file.unlink()
    _link(before, file)
    return True


def _link(old: str | Path, new: str | Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # the disk has no such links
        shutil.copy2(old, new)
