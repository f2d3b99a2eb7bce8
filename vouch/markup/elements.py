"""Where each element of a page's HTML begins and ends, for plugins that move or wrap one."""

from typing import NamedTuple

from vouch.markup.html_tags import EMPTY, END, Placed, Tag, tags

VOID = frozenset(
    ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


class Element(NamedTuple):
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
    """The innermost open element of the end tag's name; what is open within it has no end."""
    start, tag = opened.pop()
    while tag.name != end.name:
        start, tag = opened.pop()
    return Element(tag.name, tag.attributes, start, start + len(tag.text), at, at + len(end.text))
