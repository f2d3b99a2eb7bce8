"""The tags and elements of HTML: found by one pattern if it is plain, and by Python's HTMLParser if not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

START, EMPTY, END = "start", "empty", "end"  # <p>, <path/>, </p>
# The content of these is not HTML, or not in every version of Python.
RAW = frozenset(
    ("script", "style", "textarea", "title", "xmp", "plaintext", "iframe", "noembed", "noframes", "noscript")
)
VOID = frozenset(
    ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
VALUE = r'="[^"<&]*+(?:&(?:amp|lt|gt|quot|#\d{1,7});[^"<&]*+)*+"'
ATTRIBUTES = rf"(?:[ \n\t]++[a-zA-Z_:][\w:.-]*+(?:{VALUE})?+)*+"
TAG = re.compile(
    rf"<(?:/(?P<end>[a-zA-Z][a-zA-Z0-9-]*+)>|(?P<start>[a-zA-Z][a-zA-Z0-9-]*+){ATTRIBUTES}[ \n\t]*+/?+>)",
    re.ASCII,
)
ATTRIBUTE = re.compile(r'[ \n\t]([a-zA-Z_:][\w:.-]*+)(?:="([^"]*+)")?+', re.ASCII)
# What browsers take for a comment (HTML 5, 13.2.5), also `<!x>`, `<?x>` and `</ x>`, but not within a tag.
COMMENT = re.compile(
    r"(?P<tag></?[a-zA-Z](?:[^>\"'=]++|=\s*+(?:\"[^\"]*\"|'[^']*')?+|[\"'])*+>?)"
    r"|<!--(?:-?>|.*?(?:--!?>|(?P<rest>\Z)))|<(?:[!?]|/[^a-zA-Z>])[^>]*+(?:>|(?P<open>\Z))",
    re.DOTALL,
)
MAY_BE_COMMENT = re.compile(r"<(?:[!?]|/[^a-zA-Z])")


@dataclass(frozen=True, eq=False)
class Tag:
    """A tag as it is written, without its place; an attribute without a value has an empty one."""

    kind: str
    name: str
    attributes: dict[str, str]
    text: str


def without_comments(html: str) -> str:
    """HTML as browsers show it. A comment that has no end stays, and is reported elsewhere."""
    if not MAY_BE_COMMENT.search(html):
        return html
    return COMMENT.sub(lambda found: found[0] if found.lastgroup else "", html)


Placed = tuple[int, Tag]  # the offset at which a tag begins
Edit = tuple[int, int, str]  # the offsets of what is replaced, and what by


def tags(html: str, *, with_unfinished: bool = False) -> list[Placed]:
    """All tags in order; `with_unfinished` also those after a tag that the text ends in."""
    found = _plain_tags(html)
    return _parsed(html, with_unfinished) if found is None else found


@lru_cache(maxsize=2)  # each article is read for several purposes in turn
def _plain_tags(html: str) -> list[Placed] | None:
    """The tags of HTML that every parser reads the same way; None for other HTML."""
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
    attributes = _first_of_each((name, unescape(value)) for name, value in ATTRIBUTE.findall(text))
    return Tag(EMPTY if text.endswith("/>") else START, tag["start"].lower(), attributes, text)


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of two attributes of one name browsers take the first."""
    attributes: dict[str, str] = {}
    for name, value in pairs:
        attributes.setdefault(name.lower(), value)
    return attributes


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
        attributes = _first_of_each((name, value or "") for name, value in attrs)
        self.found.append((start, Tag(kind, name, attributes, text)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(START, tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(EMPTY, tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._add(END, tag, [])


def edited(html: str, edits: Iterable[Edit]) -> str:
    """The HTML after these replacements; one within another has no effect."""
    parts, done = [], 0
    for start, end, replacement in sorted(edits):
        if start >= done:
            parts += html[done:start], replacement
            done = end
    return "".join((*parts, html[done:]))


class Element(NamedTuple):
    """`html[start:end]` is the element, `html[inner_start:inner_end]` its content."""

    tag: str
    attributes: dict[str, str]
    start: int
    inner_start: int
    inner_end: int
    end: int

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def has_class(self, name: str) -> bool:
        return name in self.classes

    def holds(self, offset: int) -> bool:
        return self.start < offset < self.end

    def inner(self, html: str) -> str:
        return html[self.inner_start : self.inner_end]


def elements(html: str) -> list[Element]:
    """The elements that have an end tag, outer ones before inner ones."""
    found: list[Element] = []
    opened: list[Placed] = []
    for start, tag in tags(html):
        if tag.kind == END:
            if any(tag.name == each.name for _, each in reversed(opened)):
                found.append(_ended(opened, start, tag))
        elif tag.kind != EMPTY and tag.name not in VOID:
            opened.append((start, tag))
    return sorted(found, key=lambda each: each.start)


def _ended(opened: list[Placed], at: int, end: Tag) -> Element:
    """The innermost open element of the end tag's name; elements open inside it have no end."""
    start, tag = opened.pop()
    while tag.name != end.name:
        start, tag = opened.pop()
    return Element(tag.name, tag.attributes, start, start + len(tag.text), at, at + len(end.text))
