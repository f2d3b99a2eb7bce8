"""What is wrong with an address that an author wrote, said with its line."""

import re
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from pelican.contents import Content

from plugins.file_names import file_below, named_file, quoted
from plugins.problems import SourceError, line_of, read_source

ATTRIBUTE = re.compile(r'(?P<tag><[a-zA-Z][^<>]*?\s(?:href|src|poster)=")(?P<value>[^"]*)(?=")')
PELICAN_LINK = re.compile(r"[{|](?P<kind>filename|static|attach)[|}](?P<path>[^?#]*)")
SOURCES = (".md", ".markdown", ".mkd", ".mdown", ".rst")


def wrong_with(content: Content, written: str, value: str, tag: str, base: str) -> SourceError | None:
    if written.removeprefix("/") in getattr(content, "diagrams", ()):  # see plugins/diagrams.py
        return None
    if wrong := _wrong(written, PurePosixPath(content.relative_dir)):
        return _problem(content, written, *wrong)
    root = Path(content.settings["PATH"])
    return missing(content, written) if _is_missing(value, tag, base, root) else None


def _wrong(written: str, beside: PurePosixPath) -> tuple[str, str] | None:
    """What is wrong with an address whatever files there are."""
    link = PELICAN_LINK.match(written)
    parts = urlsplit("" if link else written)
    path = unquote(link["path"] if link else parts.path)
    if parts.scheme or parts.netloc or not path:
        return None
    below = normpath(path.lstrip("/") if path.startswith("/") else f"{beside}/{path}")
    if below.split("/")[0] == "..":
        return f"{written} leads out of content/", "put a copy of the file below content/ and name that"
    if not link and path.endswith(SOURCES):
        return f"{written} is a source, and its page has another address", f"write {{filename}}{written}"
    return None


def _is_missing(value: str, tag: str, base: str, content_root: Path) -> bool:
    """A picture, or what the author called a file, which is not there."""
    if link := PELICAN_LINK.match(value):
        return not names_page(link) and not file_below(content_root, link["path"]).is_file()
    elsewhere = urlsplit(value).scheme or value.startswith((f"{base}/theme/", "//"))
    return tag.startswith("<img") and not elsewhere


def _problem(content: Content, value: str, what: str, instead: str) -> SourceError:
    """At the line of an address, which may stand with `{static}` or without, and with entities."""
    text, path = read_source(content.source_path), _path(value)
    wanted = next((each for each in (value, path, escape(path)) if each in text), "")
    return SourceError(content.source_path, line_of(text, wanted), what, instead)


def _path(value: str) -> str:
    return re.sub(r"[{|]\w+[|}]", "", value)


def missing(content: Content, value: str) -> SourceError:
    path = _path(value)
    beside = PurePosixPath(content.relative_dir)
    if quoted(path) != path and named_file(path, beside, Path(content.settings["PATH"])):
        what = f"{path} is read as an address, in which `#`, `?` and `%` are no part of a name"
        return _problem(content, value, what, f"write {quoted(path)}, or rename the file")
    what = f"{path} is not there, or not published"
    return _problem(content, value, what, "name a published file below content/")


def names_page(link: re.Match) -> bool:
    return link["kind"] == "filename" and link["path"].endswith(SOURCES)
