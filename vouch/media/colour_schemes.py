"""Pictures in light and dark mode: drawings that adapt, and pairs, `a.png` with `a.dark.png`."""

import re
from pathlib import Path

from vouch.sources.problems import SourceError

DARK = ".dark"
# Tested in Chromium: `currentColor` and `light-dark()` alone stay light in an <img>.
ADAPTS = re.compile(rb"prefers-color-scheme|color-scheme\s*[:=]")


def adapts(svg: bytes) -> bool:
    """Whether a drawing adapts its colours to dark mode."""
    return bool(ADAPTS.search(svg))


def dark_partner(file: Path) -> Path | None:
    """The file beside it that replaces it in dark mode, or None."""
    dark = file.with_name(f"{file.stem}{DARK}{file.suffix}")
    return dark if dark.is_file() else None


def check_pair(light: Path, dark: Path, sizes: list[tuple[int, int] | None]) -> None:
    """Raises SourceError if the proportions of two known sizes differ by 1 % or more."""
    if len(sizes) < 2 or not all(sizes):
        return
    (width, height), (dark_width, dark_height) = sizes
    if abs(width * dark_height / (height * dark_width) - 1) >= 0.01:
        what = f"it is {dark_width} × {dark_height}, and {light.name} is {width} × {height}"
        raise SourceError(dark, 1, what, "give both pictures of a pair the same proportions")
