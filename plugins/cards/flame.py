"""A flame graph of a text or a site: as wide as it is long, the parts above the whole in their order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    total = sum(length for _, length in parts) or 1
    bars = []
    start = 0
    for number, (level, length) in enumerate(parts):
        end = start + length + _above(level, parts[number + 1 :])
        x, to = (round(STEPS * each / total) for each in (start, end))
        bars.append(Bar(x / STEPS, (to - x) / STEPS, level))
        start += length
    return tuple(bar for bar in bars if bar.width)


def _above(level: int, following: Iterable[tuple[int, int]]) -> int:
    length = 0
    for each, own in following:
        if each <= level:
            break
        length += own
    return length


def outline(html: str) -> list[tuple[int, int]]:
    """The whole, its sections and theirs, each with the letters that stand in none of its parts."""
    whole, *sections = HEADING.split(html)
    parts = [(0, _letters(whole))]
    for rank, text in zip(sections[::2], sections[1::2], strict=True):
        parts.append((min(int(rank) - 1, parts[-1][0] + 1), _letters(text)))
    return parts


def _letters(html: str) -> int:
    return len(TAG.sub("", html))
