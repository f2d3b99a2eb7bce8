"""Reports elements and comments of an author's HTML without an end, which would swallow the page.

And what looks like an element but is text, such as the `<int>` of `vector<int>`, which no browser shows.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from markdown.util import BLOCK_LEVEL_ELEMENTS

from vouch.markup.html_elements import EMPTY, END, RAW, VOID, Edit, Tag, edited, tags
from vouch.markup.html_policy import written
from vouch.sources.fields import MAY_WAIT, Problem

FOREIGN = ("svg", "math")  # in which a slash ends an element
# HTML lets these end by themselves.
OPTIONAL = "li p dt dd td th tr thead tbody tfoot colgroup option optgroup rt rp caption".split()
# Of HTML 5 and of older versions, besides those with a hyphen or a colon in their names.
ELEMENTS = {
    *(*BLOCK_LEVEL_ELEMENTS, *VOID, *RAW, *FOREIGN, *OPTIONAL),
    *"a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink body button".split(),
    *"center cite code data datalist del dfn dialog dir em embed font frame frameset head html".split(),
    *"i img input ins kbd keygen label map mark marquee menu meter multicol nobr object output".split(),
    *"param picture progress q rb rtc ruby s samp search select slot small spacer span strike".split(),
    *"strong sub summary sup template time tt u var video".split(),
}
NAME = re.compile(r"</?[^\s/>]+")
COMMENT = re.compile(r"<!--(?!-?>)(?:(?!-->).)*(?P<end>-->)?", re.DOTALL)


def problems_of(html: str, prose: str) -> Iterator[Problem]:
    """What has no end or no beginning in the HTML of a source, with its line in the source's text."""
    for comment in COMMENT.finditer(prose):
        if not comment["end"]:
            yield _line_at(prose, comment.start()), "this comment has no end", "close it with -->"
            return
    yield from problems_of_elements(html, prose)


def problems_of_elements(html: str, prose: str) -> Iterator[Problem]:
    for sign, number, what, instead in _Balance(html).problems:
        yield _nth_line(prose, sign, number), what, instead, MAY_WAIT


def balanced(html: str) -> str:
    """The same HTML without tags that lack their other end; those of no element of HTML are text."""
    return edited(html, _Balance(html).edits)


class _Open(NamedTuple):
    start: int
    tag: Tag
    number: int  # its ordinal among those with the same source text


class _Balance:
    """Tracks open elements of HTML, and finds what is wrong and how it is made right."""

    def __init__(self, html: str) -> None:
        self.open: list[_Open] = []
        self.seen: dict[str, int] = {}
        self.ids: set[str] = set()
        self.unknown: set[str] = set()
        self.problems: list[tuple[str, int, str, str]] = []  # source text, ordinal, what, instead
        self.edits: list[Edit] = []
        for start, tag in tags(html, with_unfinished=True):
            add = self._text if self._is_text(tag) else self._end if tag.kind == END else self._start
            add(start, tag)
        for each in self.open:
            self._has_no_end(each)

    def _count(self, sign: str) -> int:
        self.seen[sign] = self.seen.get(sign, 0) + 1
        return self.seen[sign]

    def _replace(self, start: int, tag: Tag, replacement: str) -> None:
        self.edits.append((start, start + len(tag.text), replacement))

    def _is_text(self, tag: Tag) -> bool:
        return not (tag.name in ELEMENTS or re.search("[-:]", tag.name) or self._is_in_foreign())

    def _is_in_foreign(self) -> bool:
        return any(each.tag.name in FOREIGN for each in self.open)

    def _text(self, start: int, tag: Tag) -> None:
        self._replace(start, tag, escape(tag.text, quote=False))
        if tag.kind != END or tag.name not in self.unknown:
            sign = f"</{tag.name}" if tag.kind == END else tag.text
            name = f"{NAME.match(tag.text)[0]}>"
            instead = f"write it as code, or `&lt;{name[1:]}`"
            self.problems.append((sign, self._count(sign), f"{name} is not an element of HTML", instead))
        self.unknown.add(tag.name)

    def _start(self, start: int, tag: Tag) -> None:
        ends_itself = tag.name in VOID or (
            tag.kind == EMPTY and (tag.name in FOREIGN or self._is_in_foreign())
        )
        if not ends_itself:
            self.open.append(_Open(start, tag, self._count(tag.text)))
        key = "name" if tag.name == "a" and "id" not in tag.attributes else "id"  # as old posts have it
        name = tag.attributes.get(key)
        if name and name in self.ids:
            twice = f'{key}="{name}"'
            self.problems.append((twice, 2, f"`{twice}` appears twice", "rename one of them"))
            others = {each: value for each, value in tag.attributes.items() if each != key}
            self._replace(start, tag, written(tag, tag.name, others))
        self.ids.add(name or "")

    def _end(self, start: int, tag: Tag) -> None:
        number = self._count(f"</{tag.name}")
        if tag.name in VOID:
            return
        for depth in range(len(self.open) - 1, -1, -1):
            name = self.open[depth].tag.name
            if name == tag.name:
                del self.open[depth:]
                return
            if name not in OPTIONAL:
                break
        if tag.name not in [each.tag.name for each in self.open]:
            what = f"</{tag.name}> closes nothing"
            self.problems.append((f"</{tag.name}", number, what, "leave it out"))
            self._replace(start, tag, "")
            return
        while self.open[-1].tag.name != tag.name:
            self._has_no_end(self.open.pop())
        self.open.pop()

    def _has_no_end(self, each: _Open) -> None:
        name = each.tag.name
        if name not in OPTIONAL:
            what = f"<{name}> has no end"
            self.problems.append((each.tag.text, each.number, what, f"close it with </{name}>"))
            self._replace(each.start, each.tag, "")


def _nth_line(prose: str, sign: str, number: int) -> int:
    """The last one if the source has fewer, because Markdown makes elements too."""
    starts = [each.start() for each in re.finditer(re.escape(sign), prose, re.IGNORECASE)]
    return _line_at(prose, starts[min(number, len(starts)) - 1]) if starts else 1


def _line_at(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
