"""What the browsers are shown: the site as it was last built, or what is wrong with it; and who is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from desk.engine import Result

MOST = 1000  # paths in a message; of more than that, each page finds out by itself whether it changed


class Desk:
    """The project in folder `root`. `is_ready` once its first build has ended, well or not."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = root, root / "output"
        self.problems: tuple[str, ...] = ()
        self.is_ready = False
        self._listeners: set[SimpleQueue[str]] = set()
        self._lock = threading.Lock()

    def tell(self, result: Result) -> None:
        """Show what came of a build, and tell all who listen."""
        news = bool(result.problems or self.problems or not self.is_ready)
        with self._lock:
            self.problems, self.is_ready = result.problems, True
            if result.changed or news:
                for each in self._listeners:
                    each.put(message(result))

    @property
    def listeners(self) -> int:
        """How many are told of builds now."""
        return len(self._listeners)

    @contextmanager
    def listening(self) -> Iterator[SimpleQueue[str]]:
        """A queue that gets the message of each build from now on."""
        queue: SimpleQueue[str] = SimpleQueue()
        with self._lock:
            self._listeners.add(queue)
        try:
            yield queue
        finally:
            with self._lock:
                self._listeners.discard(queue)


def message(result: Result) -> str:
    """`{"changed": ["a.html"], "problems": false}`; `changed` is null if they are too many to name."""
    changed = sorted(result.changed) if len(result.changed) <= MOST else None
    return json.dumps({"changed": changed, "problems": bool(result.problems)})
