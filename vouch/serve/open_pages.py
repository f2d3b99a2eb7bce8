"""The pages that browsers have open, and the messages they get when one of these changes."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import NamedTuple


class Version(NamedTuple):
    """Digests of what a browser shows: of the page's style, and of all the rest."""

    page: str
    style: str


@dataclass(eq=False)
class OpenPage:
    """A page that a browser has open: its address, the version that is shown, and messages to be sent."""

    address: str
    shown: Version
    messages: SimpleQueue[str] = field(default_factory=SimpleQueue)


class OpenPages:
    """`version_of` makes the page at an address as it is now."""

    def __init__(self, version_of: Callable[[str], Version]) -> None:
        self._version_of = version_of
        self._pages: set[OpenPage] = set()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    @contextmanager
    def opened(self, address: str, shown: Version) -> Iterator[SimpleQueue[str]]:
        """A queue that gets a message whenever the page differs from what the browser shows."""
        page = OpenPage(address, shown)
        with self._lock:
            self._pages.add(page)
        try:
            self._compare([page])  # it may have changed since the browser asked for it
            yield page.messages
        finally:
            with self._lock:
                self._pages.discard(page)

    def compare(self) -> None:
        """The site may have changed: make the open pages again, each once."""
        with self._lock:
            pages = list(self._pages)
        self._compare(pages)

    def _compare(self, pages: list[OpenPage]) -> None:
        for address in {each.address for each in pages}:
            version = self._version_of(address)
            for each in pages:
                if each.address == address and each.shown != version:
                    each.shown = version
                    each.messages.put(json.dumps(version._asdict()))
