"""The limits and figures of this site, as multiples of those of Hugo in the same run."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

US, HUGO = "this site", "Hugo"
SAVED = {edit: f"save → answer, {edit} edited" for edit in ("text", "title", "tags")}
PAINTED = "save → painted in Chromium"
STARTED = "serve started → first page"
COLD, COLD_AS_IT_SHIPS = "cold build, what both make", "cold build, the site as it ships"
TEXT, TEXT_AS_IT_SHIPS = "one text edited, what both make", "one text edited, the site as it ships"
NOTHING = "nothing changed"
MEMORY = "cold build, MiB of the largest process"

LIMITS: dict[str, dict[int, float]] = {  # by number of articles
    SAVED["text"]: {36: 0.12, 1000: 0.12, 5000: 0.12},
    SAVED["title"]: {36: 0.3, 1000: 0.6, 5000: 1.0},
    SAVED["tags"]: {36: 0.3, 1000: 0.6, 5000: 1.0},
    PAINTED: {36: 0.35},
    STARTED: {1000: 1.0},
    COLD: {36: 6.0, 1000: 2.5, 5000: 2.0},
    COLD_AS_IT_SHIPS: {36: 8.0, 1000: 5.0},
    TEXT: {36: 2.4, 1000: 0.6, 5000: 0.4},
    NOTHING: {36: 0.05, 1000: 0.05, 5000: 0.05},
    MEMORY: {5000: 0.4},
}


def runs_of(number: int) -> int:
    """How many runs of each are measured; their median counts."""
    return 2 if number >= 5000 else 5


@dataclass(frozen=True)
class Figures:
    """Measured seconds or MiB, by number of articles, row and site, with one value per run."""

    values: dict[tuple[int, str], dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, number: int, row: str, site: str, value: float) -> None:
        self.values[number, row][site].append(value)

    def ratios(self) -> Iterator[tuple[int, str, float, float | None]]:
        """Number of articles, row, ratio of the medians, and limit if there is one."""
        for (number, row), of in self.values.items():
            if of[US] and of[HUGO]:
                yield number, row, median(of[US]) / median(of[HUGO]), LIMITS.get(row, {}).get(number)

    def is_exceeded(self) -> bool:
        return any(limit and ratio > limit for _, _, ratio, limit in self.ratios())

    def report(self) -> Iterator[str]:
        cores, load = os.cpu_count(), os.getloadavg()[0]
        yield f"{cores} cores, load {load:.1f} at the end; medians in s (least–most, runs)"
        yield f"{'articles':>8}  {'':<40}{US:>25}{HUGO:>25}{'ratio':>8}{'at most':>8}"
        for number, row, ratio, limit in self.ratios():
            ours, hugos = (_cell(self.values[number, row][site]) for site in (US, HUGO))
            verdict = "" if limit is None else "OVER" if ratio > limit else "OK"
            yield f"{number:>8,}  {row:<40}{ours:>25}{hugos:>25}{ratio:>8.3g}{limit or '–':>8}  {verdict}"


def _cell(values: list[float]) -> str:
    middle, least, most = (
        f"{each:,.0f}" if each >= 100 else f"{each:.3g}"
        for each in (median(values), min(values), max(values))
    )
    return f"{middle} ({least}–{most}, {len(values)})"
