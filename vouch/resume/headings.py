"""What a job's heading says: the role, the employer and the dates, wherever in its lines each of them is.

The form decides first: a label, "at", a link, bold letters. Where it does not, the words do (words.py), and
where these do not either, the order that role and employer have in the other jobs of the section.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from vouch.resume.company import Company, company_of
from vouch.resume.inline import as_line, sliced
from vouch.resume.job_lines import marked
from vouch.resume.line_dates import LABEL, place_beside_dates, without_dates
from vouch.resume.model import Line, Numbered, Run, plain
from vouch.resume.periods import BadPeriod, Period
from vouch.resume.places import place_in
from vouch.resume.segments import (
    COMMA,
    EDGE,
    PREPOSITION,
    SEPARATOR,
    Segment,
    at_commas,
    begins_place,
    place_of_at,
    segments_of,
    trimmed,
)
from vouch.resume.words import ALONE, AT, DEGREE, DURATION, LEGAL, ORGANISATION

WORD = re.compile(r"[^\W\d_]{3,12}\.?")


@dataclass(frozen=True)
class Heading:
    """The lines without their dates, in which the role's title and the employer's name are marked.

    `title_first` is None where nothing in the heading shows the order of role and employer.
    """

    lines: tuple[Numbered, ...]
    periods: tuple[Period, ...]
    title: str
    company: Company
    title_first: bool | None
    has_at: bool = False

    @property
    def line(self) -> int:
        """The number of the first line with words; 0 if there is none."""
        return self.lines[0][0] if self.lines else 0

    @property
    def shows_company(self) -> bool:
        """Whether more than its place shows the employer's name: "at", a link, bold letters or a word."""
        runs = (run for _, line in self.lines for run in line)
        is_marked = any(run.strong or (run.part == "name" and run.href) for run in runs)
        name = self.company.name
        return bool(name) and (self.has_at or is_marked or bool(ORGANISATION.search(name)))

    @property
    def with_whole_title(self) -> "Heading":
        """Its first line is all title, if it has one."""
        if not self.lines:
            return self
        place = next(
            (n for n, (_, line) in enumerate(self.lines) if any(run.part == "title" for run in line)), 0
        )
        lines = list(self.lines)
        number, line = lines[place]
        title = tuple(replace(run, part="title", strong=False) for run in line)
        lines[place] = number, title
        return replace(self, title=plain(title), lines=tuple(lines))

    @property
    def without_name(self) -> "Heading":
        """Without an employer: in `Junior, remote` below another role, `remote` is a remark."""
        lines = ((number, tuple(map(_without_name, line))) for number, line in self.lines)
        return replace(self, company=Company(), lines=tuple(lines))


def heading_of(
    lines: Iterable[Numbered], titles: re.Pattern, language: str, title_first: bool | None = None
) -> Heading:
    """`titles` is what a title looks like; `title_first` is the order if nothing else decides.

    Raises BadPeriod with the number of the line as its third argument.
    """
    rows, periods = _undated(lines, language)
    segments = [
        replace(each, is_place=bool(place_in(each.text, language)) and not each.shows_organisation)
        for row, (_, line, place) in enumerate(rows)
        for each in segments_of(row, line, place)
        if not place or each.text != place
    ]
    rows = [(number, line) for number, line, _ in rows]
    at = _at(rows, segments)
    title, name, order = at or _title_and_name(segments, titles, title_first, language)
    company = _company(rows, title, name, bool(at))
    lines = tuple(marked(rows, title, name, company))
    return Heading(lines, tuple(periods), title.text if title else "", company, order, bool(at))


def heading_or_empty(lines: Iterable[Numbered], titles: re.Pattern, language: str) -> Heading:
    """By the lines alone; nothing if their dates are wrong, which is reported elsewhere."""
    try:
        return heading_of(lines, titles, language)
    except BadPeriod:
        return heading_of((), titles, language)


def _undated(lines: Iterable[Numbered], language: str) -> tuple[list[tuple[int, Line, str]], list[Period]]:
    """The lines with words beside their dates, without these, each with its place; and all dates."""
    rows, periods = [], []
    for number, line in lines:
        try:
            rest, found = without_dates(line, language)
            place = place_beside_dates(line, language) if found else ""
        except BadPeriod as error:
            raise BadPeriod(*error.args, number) from error
        periods += found
        if found and WORD.fullmatch(plain(rest)) and any(place_of_at(above) for _, above, _ in rows):
            raise BadPeriod(f"{plain(rest)!r} is not a month", "write its name, such as February", number)
        if any(map(str.isalnum, plain(rest))):
            rows.append((number, rest, place))
    return rows, periods


def _at(rows: list[Numbered], segments: list[Segment]) -> tuple[Segment | None, Segment | None, bool] | None:
    """The role before the word "at" and the employer after it."""
    for row, (_, line) in enumerate(rows):
        if found := place_of_at(line):
            before = [each for each in segments if each.row == row and each.end <= found[0]]
            styled = [each for each in before if each.is_bold or each.line[0].emphasis]
            styled = [styled[0].up_to(styled[-1])] if styled else []
            start, end = trimmed(plain(line), 0, found[0])
            whole = [Segment(row, start, end, line)] if end > start else []
            above = [each for each in segments if each.row < row]
            title = next(iter((*styled, *whole, *above)), None)
            has_rest = plain(line)[found[1] :].strip()
            name = Segment(row, found[1], len(plain(line)), line) if has_rest else None
            return title, name, True
    return None


def _title_and_name(
    segments: list[Segment], titles: re.Pattern, title_first: bool | None, language: str
) -> tuple[Segment | None, Segment | None, bool | None]:
    labelled = {each.label: each for each in segments if each.label}
    free = [each for each in segments if not (each.label or DURATION.match(each.text))]
    free = [each for each in free if not re.fullmatch(LEGAL, each.text)]  # `Acme_ AS`
    if labelled:  # other labels than a job's have no part of it
        free = [each for each in free if not LABEL.match(plain(each.whole))]
    if len(free) > 1 and all(titles.search(each.text) for each in free):  # `Developer / Designer, Acme`
        free = [*free[:-1], *at_commas(free[-1])]
    unplaced = [each for each in free if not each.is_place]
    cities = [each for n, each in enumerate(free) if begins_place(free[n : n + 3])]
    title = labelled.get("title") or _title(unplaced, cities, titles, title_first)
    rest = [each for each in free if not (title and each.overlaps(title))]
    before = [each for each in rest if title and each.position < title.position]
    known = [each for each in rest if ORGANISATION.search(each.text)]
    near = before if any(each.shows_organisation for each in before) or not known else rest
    beside = [each for each in near or rest if not each.is_in_parentheses or each.shows_organisation]
    named = [each for each in beside if each.shows_organisation or not titles.search(each.text)]
    name = labelled.get("name") or _name(named or (beside if "title" in labelled else []))
    is_apart = title and name and _is_after_space(title, name)
    if title and name and (ALONE.search(title.text) or is_apart) and _is_place(name, language):
        name = None
    if not title and name and len(unplaced) == 1 and not name.link and DEGREE.search(name.text):
        title, name = name, None  # a doctorate among jobs
    if not title and len(unplaced) > 1 and not unplaced[1].is_in_parentheses:
        return None, None, None
    return title, name, title.position < name.position if title and name else None


def _is_after_space(title: Segment, name: Segment) -> bool:
    """Whether nothing but white space is between them: `**Developer** Kiel, Germany`."""
    return title.row == name.row and plain(title.whole)[title.end : name.start].isspace()


def _is_place(segment: Segment, language: str) -> bool:
    """Whether a line ends with a place that begins here: `Freelancer, Lyon, France`."""
    return not segment.link and bool(place_in(plain(segment.whole)[segment.start :], language))


def _title(
    segments: list[Segment], cities: list[Segment], titles: re.Pattern, title_first: bool | None
) -> Segment | None:
    """What looks like a title, or is in bold, or is beside an employer with nothing else that it could be."""
    others = [each for each in segments if not each.link]
    known = any(ORGANISATION.search(each.text) for each in others)
    linked = [each for each in segments if known and each.link and titles.search(each.text)]
    free = others + [each for each in linked if not ORGANISATION.search(each.text)]
    fitting = [each for each in free if titles.search(each.text)]
    fitting = [each for each in fitting if not each.shows_organisation] or fitting
    bold = [each for each in fitting or free if each.is_bold and (fitting or not each.shows_organisation)]
    known = [each for each in segments if each.shows_organisation]
    if not (fitting or known) and title_first is not None and len(segments) == 2:
        return segments[0 if title_first else 1]
    if fitting or (bold and len(segments) > 1):
        return _with_next((bold or fitting)[0], segments, fitting)
    others = [each for each in free if each not in (*known, *cities)]
    if known and len(others) == 1:
        return others[0]
    if title_first is None or len(segments) < 2:
        return None
    return segments[0] if title_first else segments[1]


def _with_next(title: Segment, segments: list[Segment], fitting: list[Segment]) -> Segment:
    """The title with those right after it, `Developer / Designer`, if another part may be the employer."""
    after = segments[segments.index(title) + 1 :]
    roles = list(takewhile(lambda each: each in fitting and each.row == title.row, after))
    more = [each for each in roles if not each.is_in_parentheses]
    return title.up_to(more[-1]) if more and len(segments) > 1 + len(roles) else title


def _name(segments: list[Segment]) -> Segment | None:
    """A link, what is known as an organisation, or what is in bold, else the first that is not a place."""
    ranked = sorted(
        segments,
        key=lambda each: (not each.link, not each.shows_organisation, not each.is_bold, each.is_place),
    )
    return next(iter(ranked), None)


def _company(rows: list[Numbered], title: Segment | None, name: Segment | None, has_at: bool) -> Company:
    """The employer in what follows the title, which may be longer than its line, or in its own part."""
    if not name:
        return Company()
    number, line = rows[name.row]
    if not (title and title.row == name.row and title.start < name.start):
        return company_of(name.line, name.line)
    between = plain(sliced(line, title.end, name.start))
    kind = AT.split(between, maxsplit=1)[0].strip(f"{EDGE}(") if has_at else ""
    described = COMMA.split(SEPARATOR.split(between)[-1])[-1].lstrip(f"{EDGE}(")
    described = re.sub(f"^{PREPOSITION.pattern}", "", described)
    start = name.start if has_at or not name.link else name.start - len(described)
    first = sliced(line, start)
    rest = takewhile(lambda each: each[1][0] == number + each[0], enumerate(rows[name.row + 1 :], 1))
    return company_of(as_line(first, *(below for _, (_, below) in rest)), first, kind)


def _without_name(run: Run) -> Run:
    return replace(run, part="") if run.part == "name" else run
