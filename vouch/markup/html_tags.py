"""The tags of HTML: found by one pattern where all is plain, and by Python's HTMLParser where it is not."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

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


@dataclass(frozen=True, eq=False)
class Tag:
    """A tag as it is written, wherever it stands; an attribute without a value has an empty one."""

    kind: str
    name: str
    attributes: dict[str, str]
    text: str


Placed = tuple[int, Tag]  # the offset at which a tag begins


def tags(html: str, *, with_unfinished: bool = False) -> list[Placed]:
    """All tags in their order; those behind a tag that the text ends in too, if they are asked for."""
    found = _plain_tags(html)
    return _parsed(html, with_unfinished) if found is None else found


@lru_cache(maxsize=2)  # each article is read for several ends, one after the other
def _plain_tags(html: str) -> list[Placed] | None:
    """The tags of HTML that every parser reads in one way; None of any other."""
    if "\0" in html:
        return None
    found = [(match.start(), _tag(match[0])) for match in TAG.finditer(html)]
    if len(found) != html.count("<") or not RAW.isdisjoint([tag.name for _, tag in found]):
        return None
    return found


@lru_cache(maxsize=2048)  # highlighted code has the same few again and again
def _tag(text: str) -> Tag:
    tag = TAG.fullmatch(text)
    if tag["end"]:
        return Tag(END, tag["end"].lower(), {}, text)
    attributes = {name.lower(): unescape(value) for name, value in ATTRIBUTE.findall(text)}
    return Tag(EMPTY if text.endswith("/>") else START, tag["start"].lower(), attributes, text)


def _parsed(html: str, with_unfinished: bool) -> list[Placed]:
    parser = _Parser(html)
    parser.feed(html)
    if with_unfinished:
        parser.close()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Placed] = []
        self._html = html
        self._lines = [0, *(match.end() for match in re.finditer("\n", html))]

    def _add(self, kind: str, name: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        text = (
            self._html[start : self._html.index(">", start) + 1] if kind == END else self.get_starttag_text()
        )
        attributes = {name: value or "" for name, value in attrs}
        self.found.append((start, Tag(kind, name, attributes, text)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(START, tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(EMPTY, tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._add(END, tag, [])
