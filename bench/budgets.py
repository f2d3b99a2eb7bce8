"""Holds what a reader may be made to wait for, and tells where a site exceeds it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.measuring import Reading
from bench.pages import Page


@dataclass(frozen=True)
class Budget:
    name: str
    figure: str  # of a Reading
    at_most: float
    only: str = ""  # the one kind of page it is for
    but: str = ""  # a kind of page it is not for

    def holds_for(self, page: Page) -> bool:
        return self.only in ("", page.kind) and self.but != page.kind


BUDGETS = (
    Budget("bytes before the first paint, of an article", "early_bytes", 14_600, only="article"),
    Budget("requests before the first paint", "early_requests", 1),
    Budget("bytes of script, but for search", "script_bytes", 3_000, but="search"),
    Budget("requests to other hosts", "foreign_requests", 0),
    Budget("layout shift", "layout_shift", 0),
    Budget("long tasks", "long_tasks", 0),
)
FONTS_BUDGET = Budget("bytes of font files, all of them", "fonts", 60_000)


@dataclass(frozen=True)
class Site:
    name: str
    pages: dict[Page, Reading] = field(default_factory=dict)
    fonts: int = 0  # bytes of the font files in its folder, asked for or not


@dataclass(frozen=True)
class Verdict:
    budget: Budget
    measured: float
    where: str  # the page's address

    @property
    def is_over(self) -> bool:
        return round(self.measured, 4) > self.budget.at_most  # a shift is told to four places


def verdicts(site: Site) -> Iterator[Verdict]:
    """Each budget with the worst page, and with every other page that exceeds it."""
    for budget in BUDGETS:
        found = [
            Verdict(budget, getattr(reading, budget.figure), page.address)
            for page, reading in site.pages.items()
            if budget.holds_for(page)
        ]
        found.sort(key=lambda verdict: verdict.measured, reverse=True)
        yield from found[:1] + [each for each in found[1:] if each.is_over]
    yield Verdict(FONTS_BUDGET, site.fonts, "the whole site")


def fonts_in(folder: Path) -> int:
    suffixes = (".woff2", ".woff", ".ttf", ".otf", ".eot")
    return sum(file.stat().st_size for file in folder.rglob("*") if file.suffix in suffixes)
