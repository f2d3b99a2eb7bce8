"""A site is a table of outputs: for each address a function that makes the bytes that are there.

Nothing is made until somebody asks: `build` for all of it, `serve` for what a browser wants.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from pelican.writers import FileOverwriteFailedError

from plugins.log_capture import captured_log
from plugins.workers import share

MakeFile: TypeAlias = Callable[[], bytes]
MakeFolder: TypeAlias = Callable[[], dict[str, bytes]]


class Outputs:
    """Addresses below the site's root, `a/b.html`, in the order in which they were entered.

    One that ends in `/` is a folder, whose files are made together: its function returns their bytes by
    their names in it.
    """

    def __init__(self) -> None:
        self._makers: dict[str, MakeFile | MakeFolder] = {}
        self._overriding: set[str] = set()
        self._folders: dict[str, dict[str, bytes]] = {}  # that somebody has looked into

    def add(self, address: str, make: MakeFile | MakeFolder, *, override: bool = False) -> None:
        """As Pelican has it, one that overrides takes the place of another one, whichever comes first.

        Raises FileOverwriteFailedError where that leaves two.
        """
        if address in self._makers and override == (address in self._overriding):
            raise FileOverwriteFailedError(f"there are two of the address /{address}")
        if override or address not in self._makers:
            self._makers[address] = make
        if override:
            self._overriding.add(address)

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __contains__(self, address: str) -> bool:
        return address in self._makers

    def make(self, address: str) -> bytes | None:
        """What is at an address, also within a folder; None if nothing is."""
        if address in self._makers and not address.endswith("/"):
            return self._makers[address]()
        folders = (address[: end + 1] for end, letter in enumerate(address) if letter == "/")
        folder = next((each for each in folders if each in self._makers), None)
        if folder and folder not in self._folders:
            self._folders[folder] = self._makers[folder]()
        return self._folders[folder].get(address.removeprefix(folder)) if folder else None

    def forget_folders(self) -> None:
        """A text has changed: what is in folders is made again when somebody looks into one."""
        self._folders.clear()

    def write(self, root: Path, asked_for: Collection[str] | None = None) -> None:
        """Make these outputs, or all of them, on all cores. Folders take longest, so they come first."""
        wanted = self._makers if asked_for is None else (each for each in asked_for if each in self._makers)
        addresses = sorted(wanted, key=lambda each: not each.endswith("/"))
        written = share(lambda address: self._is_written(address, root), addresses)
        for index, address in enumerate(addresses):
            if not written.get(index):
                self._write(address, root)  # what failed in a worker fails here again, and is reported

    def _is_written(self, address: str, root: Path) -> bool:
        with suppress(Exception), captured_log() as records:
            self._write(address, root)
            return not records
        return False

    def _write(self, address: str, root: Path) -> None:
        made = self._makers[address]()
        for name, data in made.items() if address.endswith("/") else [("", made)]:
            file = root / f"{address}{name}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
