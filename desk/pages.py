"""Answers requests from a built site as GitHub Pages does."""

import mimetypes
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

NOTHING = b"<!DOCTYPE html><html lang=en><head><title>Not found</title></head><h1>Not found</h1></html>"


@dataclass(frozen=True)
class Answer:
    body: bytes
    content_type: str
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""


def answer(site: Path, address: str) -> Answer:
    """The answer to `GET address`: a file, `x/` as `x/index.html`, `x` as `x.html`, or 404.html."""
    try:
        path = unquote(urlsplit(address).path)
        return (".." not in Path(path).parts and _found(site, path)) or _missing(site)
    except (OSError, ValueError):  # no address, or a name that no file can have
        return _missing(site)


def _found(site: Path, path: str) -> Answer | None:
    found = site / path.lstrip("/")
    if found.is_dir() and not path.endswith("/"):
        return Answer(b"", "text/html", HTTPStatus.MOVED_PERMANENTLY, f"{path}/")
    candidates = (found / "index.html" if path.endswith("/") else found, Path(f"{found}.html"))
    file = next((each for each in candidates if each.is_file()), None)
    return Answer(file.read_bytes(), _type(file)) if file else None


def _missing(site: Path) -> Answer:
    page = site / "404.html"
    body = page.read_bytes() if page.is_file() else NOTHING
    return Answer(body, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)


def _type(file: Path) -> str:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
    return f"{kind}; charset=utf-8" if is_text else kind
