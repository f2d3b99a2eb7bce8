"""Reads the lines of entries: which of them head a job, and what is a role, an employer or dates there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docutils import nodes

from vouch.resume.headings import Heading, heading_of, heading_or_empty
from vouch.resume.inline import numbered_lines
from vouch.resume.line_dates import label_in
from vouch.resume.list_items import LISTS
from vouch.resume.model import Numbered, plain
from vouch.resume.outline import Block, Entry, Outliner
from vouch.resume.periods import BadPeriod
from vouch.resume.words import DEGREE

MAX_HEADER_BLOCKS = 3  # below a heading


@dataclass(frozen=True)
class EntryReader:
    """`title_first` is the order of role and employer where the words of an entry do not show it."""

    outliner: Outliner
    title_first: bool | None = None

    def with_order(self, entries: Iterable[Entry]) -> "EntryReader":
        """The same reader with the order of most of these entries; degrees are not guessed."""
        if self.outliner.titles is DEGREE:
            return self
        orders = Counter(self._order(self.with_header(each)) for each in entries)
        del orders[None]
        return replace(self, title_first=max(orders, key=orders.get)) if orders else self

    def _order(self, entry: Entry) -> bool | None:
        return self.read(entry.lines).title_first

    def heading(self, lines: Sequence[Numbered]) -> Heading:
        return heading_of(lines, self.outliner.titles, self.outliner.language, self.title_first)

    def read(self, lines: Sequence[Numbered]) -> Heading:
        return heading_or_empty(lines, self.outliner.titles, self.outliner.language)

    def with_header(self, entry: Entry) -> Entry:
        """With the lines below a heading that belong to it: dates, a role, an employer, a place."""
        lines, below = entry.lines, entry.below
        if entry.is_paragraph and below and self._is_role_alone(below[0]):
            is_known = self.shows_title(self.read(lines))
            more = () if is_known else numbered_lines(below[0])
            return entry if is_known else replace(entry, lines=(*lines, *more), below=below[1:])
        for number in range(1, 1 + min(MAX_HEADER_BLOCKS, len(below)) if entry.has_heading else 0):
            found, inside = self._lines_of(below[number - 1])
            rest = self.outliner.outline(below[number:])
            is_last = not any(isinstance(each, Entry) and self.outliner.is_dated(each.lines) for each in rest)
            if not found or not self._continues(lines, found, is_last):
                break
            lines = (*lines, *found)
            if self.outliner.is_dated(lines) or inside:
                entry = Entry(lines, (*inside, *below[number:]), has_heading=True)
            if inside:
                break
        return entry

    def _is_role_alone(self, block: Block) -> bool:
        """Whether a paragraph is a role in bold or slanted letters: below an employer with dates."""
        lines = list(numbered_lines(block)) if isinstance(block, nodes.paragraph) else []
        styled = len(lines) == 1 and all(run.strong or run.emphasis for run in lines[0][1])
        return styled and self.is_title(plain(lines[0][1])) and not self.outliner.is_dated(lines)

    def _lines_of(self, block: Block) -> tuple[tuple[Numbered, ...], tuple[Block, ...]]:
        """The lines of a block that may belong to the heading above it, and the rest of the block."""
        lines, rest = self.outliner.header(block)
        if lines:
            return lines, rest
        found = self.outliner.outline([block])
        one = found[0] if len(found) == 1 and isinstance(block, LISTS) else None
        return (one.lines, one.below) if isinstance(one, Entry) else ((), ())

    def _continues(self, lines: Sequence[Numbered], more: Sequence[Numbered], is_last: bool) -> bool:
        """Whether lines below a heading say what the heading does not, and there is one role."""
        above, below = self.read(lines), self.read(more)
        if not self.outliner.is_dated(lines):
            if any(label_in(line) for _, line in more):
                return True
            if not is_last:
                return not self.shows_title(below)
            is_guess = self.is_title(above.title) and not self.is_title(below.title)
            return is_guess or not (below.title and below.shows_company)
        if self.outliner.is_dated(more):
            return False
        if not above.lines:
            return True
        if self.title_first and not (above.title or above.shows_company or below.title):
            return below.shows_company  # the title above is one that is not known
        return bool(above.title and not above.company.name and below.shows_company) or (
            bool(above.company.name) and not above.title and bool(below.title)
        )

    def by_date(self, lines: Sequence[Numbered]) -> Iterator[Sequence[Numbered]]:
        dated = self.outliner.dated(lines)
        begins_with_dates = dated[0] == 0 and not self.read(lines[:1]).lines
        starts = dated if begins_with_dates else [0, *(n + 1 for n in dated[:-1])]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield lines[start:end]

    def is_title(self, text: str) -> bool:
        return bool(self.outliner.titles.search(text))

    def shows_title(self, heading: Heading) -> bool:
        """Whether more than its place shows the role's title."""
        return bool(heading.title) and (heading.has_at or self.is_title(heading.title))

    def is_whole(self, lines: Sequence[Numbered]) -> bool:
        """Whether lines have a role, an employer and dates of their own, beyond doubt."""
        heading = self.read(lines)
        return bool(heading.periods and heading.title and heading.shows_company)

    def is_job(self, entry: Entry) -> bool:
        """Whether a heading has a role and dates, so that what is dated below it is something else."""
        return self.outliner.is_dated(entry.lines) and bool(self.read(entry.lines).title)

    def is_job_anywhere(self, entry: Entry, kind: str) -> bool:
        """Whether an entry is a job, or a degree, beyond doubt; a degree may have wrong dates."""
        try:
            heading = self.heading(entry.lines)
        except BadPeriod:
            return kind == "education"
        spans = any(each.start != each.end for each in heading.periods)
        linked = heading.has_at or bool(heading.company.address)
        return spans and self.is_whole(entry.lines) and (linked or kind != "aside")
