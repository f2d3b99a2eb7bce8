"""Shows a person at a terminal what a publish is at. Elsewhere it is quiet."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text


class Progress:
    """One line a stage, on standard error."""

    def __init__(self) -> None:
        self.is_seen = sys.stderr is not None and sys.stderr.isatty()  # which rich may be told otherwise
        self.console = Console(stderr=True, highlight=False)

    @contextmanager
    def stage(self, doing: str) -> Iterator[None]:
        if not self.is_seen:
            yield
            return
        started = time.monotonic()
        with self.console.status(Text(f"{doing} …")):
            yield
        seconds = f"  {time.monotonic() - started:.1f} s"
        self.console.print(Text.assemble(("✓ ", "green"), doing, (seconds, "dim")))
