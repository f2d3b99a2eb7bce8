"""A flame graph of a text or a site: each part is as wide as it is long, above the part that contains it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

STEPS = 200  # edges are rounded to one of these, so that a new word seldom changes the picture
HEADING = re.compile(r"<h([23])\b")
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Bar:
    """`x` and `width` are fractions of the whole, which is on level 0."""

    x: float
    width: float
    level: int


def flame(parts: Sequence[tuple[int, int]]) -> tuple[Bar, ...]:
    """Bars for `parts` in their order, each given by its level and its own length.

    A bar is as wide as its part and all that follow on higher levels. Bars narrower than a step are left out,
    as profilers leave out those narrower than a pixel.
    """
    starts = [0, *accumulate(length for _, length in parts)]
    levels = [level for level, _ in parts]
    bars = []
    for part, level in enumerate(levels):
        end = next((each for each in range(part + 1, len(parts)) if levels[each] <= level), len(parts))
        x, to = (round(STEPS * starts[each] / (starts[-1] or 1)) for each in (part, end))
        bars.append(Bar(x / STEPS, (to - x) / STEPS, level))
    return tuple(bar for bar in bars if bar.width)


def outline(html: str) -> list[tuple[int, int]]:
    """The level of the whole, of each section and subsection, and its letters outside its subsections."""
    whole, *sections = HEADING.split(html)
    parts = [(0, _letters(whole))]
    for rank, text in zip(sections[::2], sections[1::2], strict=True):
        parts.append((min(int(rank) - 1, parts[-1][0] + 1), _letters(text)))
    return parts


def _letters(html: str) -> int:
    return len(TAG.sub("", html))
