"""The tags of HTML: found by one pattern where all is plain, and by Python's HTMLParser where it is not."""

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

START, EMPTY, END = "start", "empty", "end"  # <p>, <path/>, </p>
# What stands in these is no HTML, or is not to every version of Python.
RAW = frozenset(
    ("script", "style", "textarea", "title", "xmp", "plaintext", "iframe", "noembed", "noframes", "noscript")
)
VALUE = r'="[^"<&]*+(?:&(?:amp|lt|gt|quot|#\d{1,7});[^"<&]*+)*+"'
ATTRIBUTES = rf"(?:[ \n\t]++[a-zA-Z_:][\w:.-]*+(?:{VALUE})?+)*+"
TAG = re.compile(
    rf"<(?:/(?P<end>[a-zA-Z][a-zA-Z0-9-]*+)>|(?P<start>[a-zA-Z][a-zA-Z0-9-]*+){ATTRIBUTES}[ \n\t]*+/?+>)",
    re.ASCII,
)
ATTRIBUTE = re.compile(r'[ \n\t]([a-zA-Z_:][\w:.-]*+)(?:="([^"]*+)")?+', re.ASCII)


class Tag(NamedTuple):
    """A tag as it is written, `html[start:end]`; an attribute without a value has an empty one."""

    kind: str
    name: str
    attributes: dict[str, str]
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tags(html: str, *, with_unfinished: bool = False) -> list[Tag]:
    """All tags in their order; those behind a tag that the text ends in too, if they are asked for."""
    found = _plain_tags(html)
    return _parsed(html, with_unfinished) if found is None else found


@lru_cache(maxsize=2)  # each article is read for several ends, one after the other
def _plain_tags(html: str) -> list[Tag] | None:
    """The tags of HTML that every parser reads in one way; None of any other."""
    if "\0" in html:
        return None
    found = [_tag(match) for match in TAG.finditer(html)]
    if len(found) != html.count("<") or not RAW.isdisjoint(tag.name for tag in found):
        return None
    return found


def _tag(match: re.Match) -> Tag:
    text = match[0]
    return Tag(*_read(text), text, match.start())


@lru_cache(maxsize=1024)  # highlighted code has the same few again and again
def _read(text: str) -> tuple[str, str, dict[str, str]]:
    """The kind, the name and the attributes of a plain tag."""
    tag = TAG.fullmatch(text)
    if tag["end"]:
        return END, tag["end"].lower(), {}
    attributes = {name.lower(): unescape(value) for name, value in ATTRIBUTE.findall(text)}
    return EMPTY if text.endswith("/>") else START, tag["start"].lower(), attributes


def _parsed(html: str, with_unfinished: bool) -> list[Tag]:
    parser = _Parser(html)
    parser.feed(html)
    if with_unfinished:
        parser.close()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Tag] = []
        self._html = html
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _add(self, kind: str, name: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.found.append(Tag(kind, name, attributes, self.get_starttag_text() or "", self._offset()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(START, tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(EMPTY, tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        start = self._offset()
        self.found.append(Tag(END, tag, {}, self._html[start : self._html.index(">", start) + 1], start))
