"""What was wrong with a build, with the lines of the sources that it is about."""

import re
from dataclasses import dataclass
from pathlib import Path

from vouch.sources.problems import MAX_SOURCE_BYTES, visible

PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<message>.+)", re.DOTALL)
AROUND = 3  # lines before and after the one that is wrong


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    is_wrong: bool


@dataclass(frozen=True)
class Problem:
    """`place`, `path:line`, is empty and `lines` are none if no file of the project is named."""

    message: str
    place: str = ""
    lines: tuple[Line, ...] = ()


def problem_of(told: str, root: Path) -> Problem:
    """What a line `path:line: what is wrong; what instead` says of a file below folder `root`."""
    place = PLACE.fullmatch(told)
    lines = _lines(root, place["path"], int(place["line"])) if place else ()
    return Problem(place["message"], f"{place['path']}:{place['line']}", lines) if lines else Problem(told)


def _lines(root: Path, path: str, wrong: int) -> tuple[Line, ...]:
    try:
        file = (root / path).resolve()
        if not (
            file.is_relative_to(root.resolve()) and file.is_file() and file.stat().st_size <= MAX_SOURCE_BYTES
        ):
            return ()
        text = file.read_bytes().decode("utf-8", errors="backslashreplace")
    except (OSError, ValueError):  # gone since, closed, or a name that no file can have
        return ()
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    wrong = min(max(wrong, 1), len(lines))
    first = max(wrong - AROUND, 1)
    shown = enumerate(lines[first - 1 : wrong + AROUND], start=first)
    return tuple(Line(number, visible(line.expandtabs(4)), number == wrong) for number, line in shown)
