"""Where each element of a page's HTML begins and ends, for plugins that move or wrap one."""

from dataclasses import dataclass

from plugins.html_tags import EMPTY, END, Tag, tags

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
    found: list[Element] = []
    opened: list[tuple[str, dict[str, str], int, int]] = []
    for tag in tags(html):
        if tag.kind is END:
            if any(tag.name == each[0] for each in opened):
                found.append(_ended(opened, tag))
        elif tag.kind is not EMPTY and tag.name not in VOID:
            opened.append((tag.name, tag.attributes, tag.start, tag.end))
    return sorted(found, key=lambda each: each.start)


def _ended(opened: list[tuple[str, dict[str, str], int, int]], tag: Tag) -> Element:
    """The innermost open element of the tag's name; what stands open in it has no end."""
    while (innermost := opened.pop())[0] != tag.name:
        pass
    return Element(*innermost, tag.start, tag.end)
