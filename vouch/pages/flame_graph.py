"""A flame graph of a text or a site: as wide as it is long, the parts above the whole in their order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

STEPS = 200  # edges fall on these, so that a new word in a text is seldom a new picture
HEADING = re.compile(r"<h([23])\b")
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Bar:
    """`x` and `width` in parts of the whole, which is 1 and on level 0."""

    x: float
    width: float
    level: int


def flame(parts: Sequence[tuple[int, int]]) -> tuple[Bar, ...]:
    """Bars of parts in their order, each with its level and the length that is its own.

    A bar is as wide as the part and all that follow on higher levels. One that is narrower than a
    step is left out, as profilers leave out what is narrower than a pixel.
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
    """The whole, its sections and theirs, each with the letters that stand in none of its parts."""
    whole, *sections = HEADING.split(html)
    parts = [(0, _letters(whole))]
    for rank, text in zip(sections[::2], sections[1::2], strict=True):
        parts.append((min(int(rank) - 1, parts[-1][0] + 1), _letters(text)))
    return parts


def _letters(html: str) -> int:
    return len(TAG.sub("", html))
