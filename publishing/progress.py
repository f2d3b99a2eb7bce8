"""Shows a person at a terminal what a publish is at. Elsewhere it is quiet."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """One line a stage, on standard error."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False)

    @contextmanager
    def stage(self, doing: str) -> Iterator[None]:
        if not self.console.is_terminal:
            yield
            return
        started = time.monotonic()
        with self.console.status(f"{doing} …"):
            yield
        self.console.print(f"[green]✓[/green] {doing}  [dim]{time.monotonic() - started:.1f} s[/dim]")
