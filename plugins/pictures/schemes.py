"""Pictures on light and on dark paper: drawings that follow, and pairs, `a.png` with `a.dark.png`."""

import re
from pathlib import Path

DARK = ".dark"
# Tried in Chromium: `currentColor` and `light-dark()` alone stay light in an <img>.
FOLLOWS = re.compile(rb"prefers-color-scheme|color-scheme\s*[:=]")


def follows(svg: bytes) -> bool:
    """Whether a drawing has other colours on dark paper."""
    return bool(FOLLOWS.search(svg))


def dark_partner(file: Path) -> Path | None:
    """The file beside it that takes its place on dark paper."""
    dark = file.with_name(f"{file.stem}{DARK}{file.suffix}")
    return dark if dark.is_file() else None


def same_proportions(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two sizes, width and height, differ in scale alone, by a percent at most."""
    return abs(one[0] * other[1] / (one[1] * other[0]) - 1) < 0.01
