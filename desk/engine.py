"""What builds the site at the desk: an engine is told of changed sources and yields what came of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Result:
    """What a build, or the first part of one, did to the site.

    `changed` are the paths below the output folder, `a/b.html`, of files whose bytes changed, that came
    or that went. With `problems`, lines `path:line: what is wrong; what instead`, the site is as it was
    before. `report` is a line for the terminal; it may be empty.
    """

    changed: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()
    report: str = ""
    seconds: float = 0.0


class Engine(Protocol):
    def update(self, changes: set[Path] | None) -> Iterator[Result]:
        """Bring the output folder up to date with the sources.

        `changes` are the files, below the project's root, that changed, came or went since the last
        call; None stands for everything. May be told of a file that is as it was. Where a part of the
        work is soon done, as the page that is edited, a Result of its own says so; the last one is
        final. What it raises is shown as a problem, and the next call is for everything.
        """
        ...
