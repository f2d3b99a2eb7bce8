"""What a build, and a save while the site is served, may take; against what, and with how many articles."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

US, STOCK, PEER = "this site", "stock Pelican", "Hugo"
COLD, NOTHING, TEXT, TITLE, FULL, WHOLE = (
    f"{kind}, s"
    for kind in (
        "cold build",
        "nothing changed",
        "text edited",
        "title edited",
        "--full",
        "cold, with cards and search",
    )
)
PROCESSOR = "cold build, s of processors"
MEMORY = "cold build, peak memory, MiB"
SAVED_TEXT, SAVED_TITLE, SAVED_TAGS = (
    f"{kind} edited, ms from save to answer" for kind in ("text", "title", "tags")
)
PAINTED = "text edited, ms from save to painted in Chromium"
SERVERS_MEMORY = "memory of the server, MiB"
ANY = 0  # number of articles


@dataclass(frozen=True)
class Limit:
    row: str
    number: int  # of articles
    at_most: float
    against: str = PEER  # whose figure is 1; nobody's if empty
    is_wish: bool = False  # is told, and does not fail


LIMITS = (
    Limit(COLD, 1000, 0.40, STOCK),
    Limit(COLD, 5000, 0.40, STOCK),
    Limit(COLD, 1000, 2.5),
    Limit(COLD, 5000, 2.5),
    Limit(COLD, 1000, 2.0, is_wish=True),
    Limit(COLD, 5000, 2.0, is_wish=True),
    Limit(NOTHING, 36, 0.10),
    Limit(NOTHING, 1000, 0.05),
    Limit(NOTHING, 5000, 0.05),
    Limit(TEXT, 36, 1.0, is_wish=True),
    Limit(TEXT, 1000, 0.40),
    Limit(TEXT, 5000, 0.25),
    Limit(MEMORY, 5000, 0.40),
    Limit(SAVED_TEXT, ANY, 0.10),
    *(Limit(row, 36, 0.30) for row in (SAVED_TITLE, SAVED_TAGS)),
    *(Limit(row, 1000, 0.50) for row in (SAVED_TITLE, SAVED_TAGS)),
    *(Limit(row, 5000, 1.00) for row in (SAVED_TITLE, SAVED_TAGS)),
    Limit(PAINTED, 36, 120, against=""),
)


@dataclass(frozen=True)
class Figures:
    """What was measured: by number of articles and row, of each tool, one value a run."""

    values: dict[tuple[int, str], dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, number: int, row: str, tool: str, value: float) -> None:
        self.values[number, row][tool].append(value)

    def ratio(self, number: int, row: str, against: str) -> float | None:
        """Of medians, this site's to another's; the median itself against nobody."""
        of = self.values[number, row]
        if US not in of or (against and against not in of):
            return None
        return median(of[US]) / (median(of[against]) if against else 1)


@dataclass(frozen=True)
class Judged:
    limit: Limit
    number: int
    measured: float

    @property
    def is_over(self) -> bool:
        return self.measured > self.limit.at_most

    @property
    def fails(self) -> bool:
        return self.is_over and not self.limit.is_wish


def judged(figures: Figures) -> Iterator[Judged]:
    """Each limit of something that was measured."""
    for number, row in list(figures.values):
        for limit in LIMITS:
            if limit.row == row and limit.number in (number, ANY):
                measured = figures.ratio(number, row, limit.against)
                if measured is not None:
                    yield Judged(limit, number, measured)
