"""The table of outputs of a site: for each address the function that makes its bytes.

Nothing is made until somebody asks: `build` for everything, `serve` for what a browser requests.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from pelican.writers import FileOverwriteFailedError

from vouch.build.workers import share
from vouch.site import MakeFile, MakeFolder
from vouch.sources.problem_log import captured_log

MIN_OUTPUTS_TO_FORK = 32  # fewer, at a millisecond each, are faster in one process


class Outputs:
    """Addresses below the site's root, `a/b.html`, in the order in which they were entered.

    An address that ends in `/` is a folder whose files are made together: its function returns their bytes by
    their names in the folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root  # Pelican's OUTPUT_PATH
        self._listeners: dict[str, Callable[[str], object]] = {}
        self._makers: dict[str, MakeFile | MakeFolder] = {}
        self._overriding: set[str] = set()
        self._folders: dict[str, dict[str, bytes]] = {}  # made so far

    def add(
        self,
        address: str,
        make: MakeFile | MakeFolder,
        *,
        override: bool = False,
        when_written: Callable[[str], object] | None = None,
    ) -> None:
        """Enter an output. As in Pelican, one that overrides replaces another, whichever is added first.

        `when_written` gets the path of the file, and may change the file.
        Raises FileOverwriteFailedError if two outputs remain at one address.
        """
        if address in self._makers and override == (address in self._overriding):
            raise FileOverwriteFailedError(f"two outputs have the address /{address}")
        if override or address not in self._makers:
            self._makers[address] = make
            if when_written:
                self._listeners[address] = when_written
        if override:
            self._overriding.add(address)

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __contains__(self, address: str) -> bool:
        return address in self._makers

    def make(self, address: str) -> bytes | None:
        """The bytes at an address, also within a folder; None if there are none."""
        if address in self._listeners:
            self._write(address)
            return (self.root / address).read_bytes()
        if address in self._makers and not address.endswith("/"):
            return self._makers[address]()
        folders = (address[: end + 1] for end, letter in enumerate(address) if letter == "/")
        folder = next((each for each in folders if each in self._makers), None)
        if not folder:
            return None
        files = self._folders.get(folder) or self._makers[folder]()
        self._folders[folder] = files
        return files.get(address.removeprefix(folder))

    def forget_folders(self) -> None:
        """Make the files of folders again when next asked for, because a text has changed."""
        self._folders.clear()

    def write(self, asked_for: Collection[str] | None = None) -> None:
        """Make these outputs, or all of them, on all cores. Folders take longest, so they come first."""
        wanted = self._makers if asked_for is None else (each for each in asked_for if each in self._makers)
        addresses = sorted(wanted, key=lambda each: not each.endswith("/"))
        written = share(self._is_written, addresses, None if self._is_worth_sharing(addresses) else 1)
        failures: list[Exception] = []
        for index, address in enumerate(addresses):
            if not written.get(index):
                try:
                    self._write(address)  # what failed in a worker fails here again, and is reported
                except Exception as error:  # noqa: BLE001 (all of them are reported)
                    failures.append(error)
        if failures:
            raise ExceptionGroup("outputs", failures)

    def _is_worth_sharing(self, addresses: Sequence[str]) -> bool:
        """Not with listeners: other people's plugins, which may accumulate what they get."""
        is_much = len(addresses) >= MIN_OUTPUTS_TO_FORK or any(each.endswith("/") for each in addresses)
        return is_much and not self._listeners

    def _is_written(self, address: str) -> bool:
        with suppress(Exception), captured_log() as records:
            self._write(address)
            return not records
        return False

    def _write(self, address: str) -> None:
        made = self._makers[address]()
        for name, data in made.items() if address.endswith("/") else [("", made)]:
            file = self.root / f"{address}{name}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        if listener := self._listeners.get(address):
            listener(str(self.root / address))
