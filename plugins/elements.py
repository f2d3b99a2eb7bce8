"""Where each element of a page's HTML begins and ends, for plugins that move or wrap one."""

from dataclasses import dataclass
from html.parser import HTMLParser

VOID = frozenset(
    ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@dataclass(frozen=True)
class Element:
    """`html[start:end]` is the element, `html[inner_start:inner_end]` what it holds."""

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
    """The elements that have an end tag, outer ones before those that they hold."""
    parser = _Parser(html)
    parser.feed(html)
    return sorted(parser.found, key=lambda each: each.start)


class _Parser(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[tuple[str, dict[str, str], int, int]] = []
        self._html = html
        self._lines = [0]
        for line in html.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            start, attributes = self._offset(), {name: value or "" for name, value in attrs}
            self._open.append((tag, attributes, start, start + len(self.get_starttag_text())))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` in a drawing holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in (each[0] for each in self._open):
            return
        inner_end = self._offset()
        end = self._html.index(">", inner_end) + 1
        while self._open:
            opened = self._open.pop()
            if opened[0] == tag:
                self.found.append(Element(*opened, inner_end, end))
                return
