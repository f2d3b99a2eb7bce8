"""Reports elements and comments of an author's HTML without an end, which would swallow the page."""

import re
from collections.abc import Iterator

from vouch.markup.html_elements import EMPTY, END, VOID, Placed, Tag, tags
from vouch.sources.fields import Problem
from vouch.sources.problems import line_at

FOREIGN = ("svg", "math")  # in which a slash ends an element
# HTML lets these end by themselves.
OPTIONAL = "li p dt dd td th tr thead tbody tfoot colgroup option optgroup rt rp caption".split()
COMMENT = re.compile(r"<!--(?!-?>)(?:(?!-->).)*(?P<end>-->)?", re.DOTALL)


def problems_of(html: str, prose: str) -> Iterator[Problem]:
    """What has no end or no beginning in the HTML of a source, with its line in the source's text."""
    for comment in COMMENT.finditer(prose):
        if not comment["end"]:
            yield line_at(prose, comment.start()), "this comment has no end", "close it with -->"
            return
    for sign, number, what, instead in _Balance().of(tags(html, with_unfinished=True)):
        yield _nth_line(prose, sign, number), what, instead


class _Balance:
    """Tracks open elements, and each one's ordinal among those with the same source text."""

    def __init__(self) -> None:
        self.open: list[tuple[str, str, int]] = []  # name, source text, ordinal
        self.seen: dict[str, int] = {}
        self.ids: set[str] = set()
        self.problems: list[tuple[str, int, str, str]] = []

    def _count(self, sign: str) -> int:
        self.seen[sign] = self.seen.get(sign, 0) + 1
        return self.seen[sign]

    def of(self, found: list[Placed]) -> list[tuple[str, int, str, str]]:
        for _, tag in found:
            if tag.kind == END:
                self._end(tag.name)
                continue
            self._start(tag)
            if tag.kind == EMPTY and tag.name not in VOID and any(each[0] in FOREIGN for each in self.open):
                self.open.pop()
        for each in self.open:
            self._has_no_end(*each)
        return self.problems

    def _start(self, tag: Tag) -> None:
        if tag.name not in VOID:
            self.open.append((tag.name, tag.text, self._count(tag.text)))
        key = "name" if tag.name == "a" and "id" not in tag.attributes else "id"  # as old posts have it
        name = tag.attributes.get(key)
        if name and name in self.ids:
            self.problems.append(
                (f'{key}="{name}"', 2, f'`{key}="{name}"` appears twice', "rename one of them")
            )
        self.ids.add(name or "")

    def _end(self, tag: str) -> None:
        number = self._count(f"</{tag}")
        if tag in VOID:
            return
        for depth in range(len(self.open) - 1, -1, -1):
            name = self.open[depth][0]
            if name == tag:
                del self.open[depth:]
                return
            if name not in OPTIONAL:
                break
        if tag not in [each[0] for each in self.open]:
            self.problems.append((f"</{tag}", number, f"</{tag}> closes nothing", "leave it out"))
            return
        while self.open[-1][0] != tag:
            self._has_no_end(*self.open.pop())
        self.open.pop()

    def _has_no_end(self, tag: str, sign: str, number: int) -> None:
        if tag not in OPTIONAL:
            self.problems.append((sign, number, f"<{tag}> has no end", f"close it with </{tag}>"))


def _nth_line(prose: str, sign: str, number: int) -> int:
    """The last one if the source has fewer, because Markdown makes elements too."""
    starts = [each.start() for each in re.finditer(re.escape(sign), prose, re.IGNORECASE)]
    return line_at(prose, starts[min(number, len(starts)) - 1]) if starts else 1
