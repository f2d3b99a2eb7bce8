"""The server's own pages: the problems of the site with the lines they are in, and the first build."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vouch.serve.answers import Answer
from vouch.serve.live_reload import SCRIPT
from vouch.sources.problems import MAX_SOURCE_BYTES, visible

HERE = Path(__file__).parent
FILES = {SCRIPT: ("reload.js", "text/javascript"), "/.serve/serve.css": ("serve.css", "text/css")}
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PLACE = re.compile(r"(?P<path>.+?):(?P<line>\d+): (?P<message>.+)", re.DOTALL)
CONTEXT_LINES = 3  # before and after the one that is wrong


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    is_wrong: bool


@dataclass(frozen=True)
class Problem:
    """`place` is `path:line`. It is empty, and there are no `lines`, if no file of the project is named."""

    message: str
    place: str = ""
    lines: tuple[Line, ...] = ()


def problem_page(problems: tuple[str, ...], root: Path) -> Answer:
    found = [problem_of(each, root) for each in problems]
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR, "problem.html", problems=found)


def building_page() -> Answer:
    return _page(HTTPStatus.SERVICE_UNAVAILABLE, "building.html")


def own_file(address: str) -> Answer | None:
    """The stylesheet of these pages or the script of live reload; None for any other address."""
    if address not in FILES:
        return None
    name, kind = FILES[address]
    return Answer((HERE / name).read_bytes(), f"{kind}; charset=utf-8")


def problem_of(report: str, root: Path) -> Problem:
    """Parse a line `path:line: what is wrong; what to write instead` about a file below folder `root`."""
    place = PLACE.fullmatch(report)
    lines = _lines(root, place["path"], int(place["line"])) if place else ()
    return Problem(place["message"], f"{place['path']}:{place['line']}", lines) if lines else Problem(report)


def _lines(root: Path, path: str, wrong: int) -> tuple[Line, ...]:
    try:
        file = (root / path).resolve()
        is_source = file.is_relative_to(root.resolve()) and file.is_file()
        if not is_source or file.stat().st_size > MAX_SOURCE_BYTES:
            return ()
        text = file.read_bytes().decode("utf-8", errors="backslashreplace")
    except (OSError, ValueError):  # deleted since, unreadable, or a name that no file can have
        return ()
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    wrong = min(max(wrong, 1), len(lines))
    first = max(wrong - CONTEXT_LINES, 1)
    shown = enumerate(lines[first - 1 : wrong + CONTEXT_LINES], start=first)
    return tuple(Line(number, visible(line.expandtabs(4)), number == wrong) for number, line in shown)


def _page(status: HTTPStatus, template: str, **values: object) -> Answer:
    html = TEMPLATES.get_template(template).render(**values)
    return Answer(html.encode(), "text/html; charset=utf-8", status)
