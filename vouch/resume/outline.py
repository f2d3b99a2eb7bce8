"""The shape of a section: entries, each with the lines that head it and the blocks below them.

A heading of the document begins an entry; so does a paragraph of a role or an employer with dates, and a
term, a field, an item or a row with dates. What these lines say is for headings.py to find out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TypeAlias

from docutils import nodes

from vouch.resume.blocks import PARAGRAPHS, blocks, lines_of
from vouch.resume.inline import as_line, line_of, sliced
from vouch.resume.line_dates import LABEL, dates_in, has_dates, label_in, without_dates
from vouch.resume.list_items import LISTS, is_list_of_jobs, items_of, labelled_job, leading_lines
from vouch.resume.model import Group, Line, Numbered, plain
from vouch.resume.periods import BadPeriod
from vouch.resume.words import AT, DURATION, JOB_IN, ORGANISATION

MAX_LINES, MAX_LETTERS = 6, 160
MAX_PARAGRAPHS = 3  # of an item
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b(?:St|Sr|Jr|Co|Dr))(?<!\b(?:Inc|Ltd))[.!?](?=\s+[^\W\da-z])")
HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
PROSE = re.compile(r"(?<!\.\w)[:;!?]$|\s\S+\s\S+\s\S+\s\S+(?<!\.\w)(?<!\d\))\.$|^\W*(?:I|We|My|In|As)\s")


@dataclass(frozen=True)
class Entry:
    lines: tuple[Numbered, ...]
    below: tuple["Block", ...]
    has_heading: bool = False  # of the document
    is_paragraph: bool = False
    is_item: bool = False

    @property
    def line(self) -> int:
        return self.lines[0][0]


Block: TypeAlias = nodes.Node | Group | Entry


@dataclass(frozen=True)
class Outliner:
    """`titles` is what a title looks like in this section; `items` and `paragraphs` are whether those with
    dates are entries.
    """

    titles: re.Pattern
    language: str
    items: bool = True
    paragraphs: bool = True

    def outline(self, found: Iterable[Block]) -> list[Block]:
        """The blocks in order, with those below an entry's lines in the entry."""
        result: list[Block] = []
        for block in found:
            last = result[-1] if result and isinstance(result[-1], Entry) else None
            opened = list(self._opened(block, last))
            if not opened and last:
                result[-1] = replace(last, below=(*last.below, block))
            result += opened or ([] if last else [block])
        return result

    def is_dated(self, lines: Iterable[Numbered]) -> bool:
        return bool(self.dated(lines))

    def dated(self, lines: Iterable[Numbered]) -> list[int]:
        """Which lines have dates; a year alone at the end of one counts in the first."""
        return [n for n, (_, line) in enumerate(lines) if has_dates(line, self.language, bare_year=n == 0)]

    def stray_dates(self, block: Block) -> list[Numbered]:
        """The lines of nothing but two dates, of a paragraph with no others or with too many for an entry."""
        lines = lines_of(block)
        spans = [
            each for each in lines if re.search("[—–-]", plain(each[1])) and has_dates(each[1], self.language)
        ]
        dates = [each for each in spans if not self._has_words(each)]
        return dates if len(dates) == len(lines) or len(lines) > MAX_LINES else []

    def header(self, block: Block) -> tuple[tuple[Numbered, ...], tuple[Block, ...]]:
        """The lines of a block that could belong to a heading above it, and the rest of the block."""
        if isinstance(block, LISTS):
            lines, rest = leading_lines(block)
            if not (self.is_dated(lines) or any(label_in(line) for _, line in lines)):
                return (), ()
        else:
            lines, rest = lines_of(block), ()
        is_header = 0 < len(lines) <= MAX_LINES and all(_is_short(each) or _is_value(each) for each in lines)
        return (lines, rest) if is_header and not (rest and not self.is_dated(lines)) else ((), ())

    def _opened(self, block: Block, above: Entry | None) -> Iterator[Entry]:
        may_be_items = not above or above.is_item
        if isinstance(block, nodes.section):
            title = as_line(block.next_node(nodes.title))
            yield Entry(((line_of(block), title),), tuple(blocks(block)), has_heading=True)
        elif isinstance(block, PARAGRAPHS):
            yield from self._of_lines(lines_of(block), above) if self.paragraphs else ()
        elif self.items and may_be_items and isinstance(block, (*LISTS, nodes.table)):
            if job := labelled_job(block):
                yield Entry(*job, is_item=True)
                return
            found = [self._of_item(item) for item in items_of(block)] if is_list_of_jobs(block) else []
            dated = [each for each in found if self.is_dated(each.lines)]
            is_named = isinstance(block, nodes.definition_list | nodes.field_list)
            yield from found if len(dated) > (0 if is_named else len(found) / 2) else ()

    def _of_lines(self, lines: tuple[Numbered, ...], above: Entry | None) -> Iterator[Entry]:
        dated = self.dated(lines)
        if not dated:
            if lines and self._lacks_dates(lines[0][1]):
                yield Entry(lines, (), is_paragraph=True)
            return
        end = dated[-1] + 1
        while end < len(lines) and _is_short(lines[end]):
            end += 1
        head, rest = lines[:end], lines[end:]
        sentence, more = _first_sentence(lines)
        if dated == [0] and more and _is_styled(head[0][1]) and self.is_dated([sentence]):
            yield Entry((sentence,), more, is_paragraph=True)
        elif _is_styled(head[0][1]) or (
            len(head) <= MAX_LINES and (self._is_job(head) or self._is_like(head, above))
        ):
            yield Entry(head, (_paragraph(rest),) if rest else (), is_paragraph=True)

    def _lacks_dates(self, line: Line) -> bool:
        """Whether a line is a job but for its dates: a role in bold, with an employer or known as a role."""
        bold = line[0].strong and not plain(line).endswith(":")
        is_job = self.titles.search(plain(line)) and HAS_YEAR.search(plain(line)) and _is_short((0, line))
        return bold and bool(AT.search(plain(line[1:])) or self.titles.search(line[0].text) or is_job)

    def _is_job(self, lines: Sequence[Numbered]) -> bool:
        words = " ".join(plain(line) for _, line in lines)
        known = self.titles.search(words) or ORGANISATION.search(words) or AT.search(words)
        return bool(known) and any(map(self._has_words, lines)) and all(map(_is_short, lines))

    def _is_like(self, lines: list[Numbered], above: Entry | None) -> bool:
        """Whether lines are as those of the job above them: as many, which end with two dates."""
        if not (above and above.is_paragraph and len(above.lines) == len(lines)):
            return False
        text = plain(lines[-1][1])
        spans = [each for each in dates_in(text, self.language) if each.period.start != each.period.end]
        is_end = bool(spans) and not text[spans[-1].end :].strip(" )")
        return is_end and self.dated(lines) == self.dated(above.lines) and all(map(_is_short, lines))

    def _has_words(self, line: Numbered) -> bool:
        """Whether a line has more than dates."""
        try:
            rest, _ = without_dates(line[1], self.language)
        except BadPeriod:
            return bool(self.titles.search(plain(line[1])))
        return any(map(str.isalnum, DURATION.sub("", plain(rest))))

    def _of_item(self, item: nodes.Element) -> Entry:
        """A term, a field, an item or a row, headed by its name and the beginning of its text."""
        *names, body = [item] if isinstance(item, nodes.list_item) else item.children
        head = ((line_of(item), as_line(*names)),) if names else ()
        below = tuple(blocks(body))
        lines = () if names else self._of_paragraphs(below)
        if lines:
            return Entry(lines, below[len(lines) :], is_item=True)
        first = lines_of(below[0]) if below else ()
        if not first or (head and self._is_whole(head[0], first[0])):
            return Entry(head or ((line_of(item), ()),), below, is_item=True)
        if len(first) <= 2 and all(map(_is_short, first)):
            return Entry((*head, *first), below[1:], is_item=True)
        sentence, rest = _first_sentence(first)
        return Entry((*head, sentence), (*rest, *below[1:]), is_item=True)

    def _is_whole(self, name: Numbered, first: Numbered) -> bool:
        """Whether a name says enough without the line below it: dates and words, or no dates beside none."""
        if self.is_dated([name]):
            return self._has_words(name)
        return not self.is_dated([first])

    def _of_paragraphs(self, below: tuple[Block, ...]) -> tuple[Numbered, ...]:
        """The first paragraphs of an item if each is a line, of which a later one has dates."""
        found = takewhile(lambda block: len(lines_of(block)) == 1, below[:MAX_PARAGRAPHS])
        lines = [each for block in found for each in lines_of(block)]
        dated = self.dated(lines)
        if not dated or dated[0] == 0 or not all(map(_is_short, lines[: dated[0]])):
            return ()
        end = dated[-1] + 1
        has_role = any(map(self._may_be_role, lines[end : end + 1]))
        return tuple(lines[: end + has_role])

    def _may_be_role(self, line: Numbered) -> bool:
        is_shown = line[1][0].strong or self.titles.search(plain(line[1]))
        return bool(is_shown) and _is_short(line)


def _is_styled(line: Line) -> bool:
    return bool(line[0].strong or line[0].emphasis or line[0].href)


def _is_short(line: Numbered) -> bool:
    text = plain(line[1])
    is_prose = PROSE.search(text) and not JOB_IN.match(text)
    return len(text) <= MAX_LETTERS and not is_prose and not SENTENCE_END.search(text)


def _is_value(line: Numbered) -> bool:
    """Whether a line is a label with its value, in which `Sys. Unit` is no end of a sentence."""
    found = LABEL.match(plain(line[1]))
    return bool(found) and found.end() < len(plain(line[1])) <= MAX_LETTERS


def _paragraph(lines: Sequence[Numbered]) -> Group:
    return Group(as_line(*(line for _, line in lines)), (), lines[0][0])


def _first_sentence(lines: Sequence[Numbered]) -> tuple[Numbered, tuple[Group, ...]]:
    number, text = lines[0][0], as_line(*(line for _, line in lines))
    end = SENTENCE_END.search(plain(text))
    if not end:
        return lines[0], (_paragraph(lines[1:]),) if lines[1:] else ()
    rest = as_line(sliced(text, end.end()))
    return (number, sliced(text, 0, end.start())), (Group(rest, (), number),)
