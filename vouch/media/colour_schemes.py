"""Pictures on light and on dark paper: drawings that follow, and pairs, `a.png` with `a.dark.png`."""

import re
from pathlib import Path

from vouch.sources.problems import SourceError

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


def check_pair(light: Path, dark: Path, sizes: list[tuple[int, int] | None]) -> None:
    """Raises SourceError where two sizes that are known differ in more than scale, by a percent at most."""
    if len(sizes) < 2 or not all(sizes):
        return
    (width, height), (dark_width, dark_height) = sizes
    if abs(width * dark_height / (height * dark_width) - 1) >= 0.01:
        what = f"it is {dark_width} × {dark_height}, and {light.name} is {width} × {height}"
        raise SourceError(dark, 1, what, "give both pictures of a pair the same proportions")
