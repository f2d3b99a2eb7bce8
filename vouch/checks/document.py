"""One page, feed entry or drawing as programs read it: its elements and text, with their lines."""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Elements that do not separate words; in code each token is a span.
WITHIN_WORDS = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time "
    "tspan tt u var wbr".split()
)
CODE = frozenset(("pre", "code", "samp", "kbd"))
WITH_TEXT = frozenset(("script", "style", "title", "h1"))  # elements that keep their text
ADDRESSES = frozenset(
    "href src srcset imagesrcset poster data action formaction cite ping xlink:href background".split()
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class Lines:
    """Text that keeps the line numbers of the document it comes from."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._line = 1
        self.length = 0

    def add(self, text: str, line: int) -> None:
        if line > self._line:
            text = "\n" * (line - self._line) + text
        self._pieces.append(text)
        self._line += text.count("\n")
        self.length += len(text)

    def space(self) -> None:
        self._pieces.append(" ")
        self.length += 1

    def __str__(self) -> str:
        return "".join(self._pieces)


@dataclass
class Document:
    """`shown` is what a reader sees, with the tokens of code joined; `unseen` the text of attributes other
    than addresses, of scripts and of comments. Both keep the lines of the document."""

    elements: list[Element] = field(default_factory=list)
    shown: str = ""
    unseen: str = ""
    code: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def read(cls, html: str) -> "Document":
        parser = _Parser()
        parser.feed(html)
        parser.close()
        return cls(parser.elements, str(parser.shown), str(parser.unseen), parser.code)

    def all(self, *tags: str) -> Iterator[Element]:
        return (each for each in self.elements if each.tag in tags)

    def is_code(self, offset: int) -> bool:
        """Whether an offset in `shown` is in code."""
        before = bisect_right(self.code, (offset, len(self.shown))) - 1
        return before >= 0 and offset < self.code[before][1]

    @property
    def refresh(self) -> Element | None:
        """The element that redirects to another page."""
        return next((each for each in self.all("meta") if each.get("http-equiv").lower() == "refresh"), None)

    @property
    def title(self) -> str:
        """The text of its first heading."""
        return next((" ".join(each.text.split()) for each in self.all("h1")), "")


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.shown, self.unseen = Lines(), Lines()
        self.code: list[tuple[int, int]] = []
        self._depth = self._begun = 0
        self._open: dict[str, Element] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, _ = self.getpos()
        element = Element(tag, {name: value or "" for name, value in attrs}, line)
        self.elements.append(element)
        if tag in WITH_TEXT:
            self._open[tag] = element
        for name, value in element.attributes.items():
            if name not in ADDRESSES:
                self.unseen.add(f"{value} ", line)
        self._space(tag)
        if tag in CODE:
            self._begun = self._begun if self._depth else self.shown.length
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._open.pop(tag, None)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop(tag, None)
        self._space(tag)
        if tag in CODE and self._depth:
            self._depth -= 1
            if not self._depth:
                self.code.append((self._begun, self.shown.length))

    def _space(self, tag: str) -> None:
        if tag not in WITHIN_WORDS:
            self.shown.space()

    def handle_data(self, data: str) -> None:
        line, _ = self.getpos()
        for element in self._open.values():
            element.text += data
        hidden = next((self._open[each] for each in ("script", "style") if each in self._open), None)
        if hidden is None:
            self.shown.add(data, line)
        elif hidden.tag == "script":
            self.unseen.add(_decoded(data) if "json" in hidden.get("type") else data, line)

    def handle_comment(self, data: str) -> None:
        self.unseen.add(f"{data} ", self.getpos()[0])


def _decoded(text: str) -> str:
    """JSON with its escaped letters decoded."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
