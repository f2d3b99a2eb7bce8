"""Resolves addresses in a site as GitHub Pages does."""

import mimetypes
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

NOT_FOUND_PAGE = (
    b"<!DOCTYPE html><html lang=en><head><title>Not found</title></head><h1>Not found</h1></html>"
)


@dataclass(frozen=True)
class Answer:
    body: bytes
    content_type: str
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""


class Tree(Protocol):
    """The files of a site, by their names below its root, `a/b.html`."""

    def file(self, name: str) -> bytes | None: ...

    def has_folder(self, name: str) -> bool: ...


def answer(site: Tree, address: str) -> Answer:
    """The answer to `GET address`: a file, `x/` as `x/index.html`, `x` as `x.html`, or 404.html."""
    try:
        path = unquote(urlsplit(address).path)
        return (".." not in PurePosixPath(path).parts and _found(site, path)) or _missing(site)
    except (OSError, ValueError):  # not an address, or a name that no file can have
        return _missing(site)


def _found(site: Tree, path: str) -> Answer | None:
    name = path.lstrip("/")
    if not name or name.endswith("/"):
        return _file(site, f"{name}index.html")
    if found := _file(site, name):
        return found
    if not (found := _file(site, f"{name}.html")) and site.has_folder(name):
        return Answer(b"", "text/html", HTTPStatus.MOVED_PERMANENTLY, quote(f"{path}/"))
    return found


def _file(site: Tree, name: str) -> Answer | None:
    body = site.file(name)
    return None if body is None else Answer(body, _type(name))


def _missing(site: Tree) -> Answer:
    return Answer(site.file("404.html") or NOT_FOUND_PAGE, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)


def _type(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
    return f"{kind}; charset=utf-8" if is_text else kind
