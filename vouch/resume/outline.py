"""The shape of a section: entries, each with the lines that head it, and the blocks below them.

An entry begins with a heading; a paragraph of dates, a role and an employer; a term or a field with dates; or
an item with dates at its beginning or end. Which of its lines say what is for headings.py to find out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docutils import nodes

from vouch.resume.blocks import blocks, is_code
from vouch.resume.headings import Numbered, heading_of, without_dates
from vouch.resume.inline import line_of, lines_of, sliced
from vouch.resume.model import Line, plain
from vouch.resume.periods import BadPeriod
from vouch.resume.words import AT, label_of

MAX_HEADER_LINES, MAX_HEADER_LETTERS = 6, 160
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b(?:St|Sr|Jr|Co|Dr))(?<!\b(?:Inc|Ltd))[.!?](?=\s+[^\W\da-z])")
PROSE = re.compile(r"[.:;!?]$|^\W*(?:I|We|My|In|As)\s")


@dataclass
class Entry:
    """The lines above a text, what is below them, and whether a heading of the document begins it."""

    lines: list[Numbered]
    below: list["nodes.Node | Entry"] = field(default_factory=list)
    has_heading: bool = False

    @property
    def line(self) -> int:
        return self.lines[0][0]


@dataclass(frozen=True)
class Outliner:
    """`titles` is what a title looks like in this section."""

    titles: re.Pattern
    language: str

    def outline(self, found: Iterable[nodes.Node]) -> list[nodes.Node | Entry]:
        """The blocks in order; those below an entry's lines are in the entry."""
        result: list[nodes.Node | Entry] = []
        for block in found:
            if opened := self._opened(block):
                result += opened
            elif result and isinstance(result[-1], Entry):
                result[-1].below.append(block)
            else:
                result.append(block)
        return result
