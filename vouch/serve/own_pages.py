"""The pages that the desk itself has something to say on: a problem, and the first build."""

from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vouch.serve.answers import Answer
from vouch.serve.live_reload import SCRIPT
from vouch.serve.problem_page import problem_of

HERE = Path(__file__).parent
FILES = {SCRIPT: ("reload.js", "text/javascript"), "/.serve/serve.css": ("serve.css", "text/css")}
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def problem_page(problems: tuple[str, ...], root: Path) -> Answer:
    found = [problem_of(each, root) for each in problems]
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR, "problem.html", problems=found)


def building_page() -> Answer:
    return _page(HTTPStatus.SERVICE_UNAVAILABLE, "building.html")


def own_file(address: str) -> Answer | None:
    """What these pages and the script need."""
    if address not in FILES:
        return None
    name, kind = FILES[address]
    return Answer((HERE / name).read_bytes(), f"{kind}; charset=utf-8")


def _page(status: HTTPStatus, template: str, **values: object) -> Answer:
    html = TEMPLATES.get_template(template).render(**values)
    return Answer(html.encode(), "text/html; charset=utf-8", status)
