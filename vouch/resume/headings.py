"""What a job's heading says: the role, the employer and the dates, wherever in its lines each of them is.

The form decides first: a label, "at", a link, bold letters. Where it does not, the words do (words.py), and
where these do not either, the order that role and employer have in the other jobs of the résumé.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from vouch.resume.company import Company, company_of
from vouch.resume.inline import as_line, sliced, stripped
from vouch.resume.model import Line, Run, plain
from vouch.resume.periods import BadPeriod, Found, Period, find_periods, is_period, parse_period
from vouch.resume.places import place_in
from vouch.resume.words import AT, LEGAL, ORGANISATION, label_of

# A line with its number in the source.
Numbered = tuple[int, Line]

SEPARATOR = re.compile(r"\s+[-–—|·•/:]+\s+|\s*[|·•—]\s*|[:;]\s+|\s+-{2,3}\s*|\s+@(?=\w)")
COMMA = re.compile(rf",\s+(?!{LEGAL})(?![^(]*\))")  # outside parentheses
PARENTHESIS = re.compile(r"\s*\(|\)\s*")
BEFORE = re.compile(r"[\s(\[,;:|·•–—/-]*$")
AFTER = re.compile(r"[\s)\],;:|·•–—/-]*")
DURATION = re.compile(
    r"\W*\d[\d.,½+]*\+?\s*(?:y(?:ea)?rs?|months?|mos?|ans?|année|mois|Jahre?|Monate?|años?|meses|mes|anos?|г\.|лет|год\w*|мес\w*"
    r"|anni|mesi|年|个月|개월)\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"\W*(?P<label>\w[\w ]{1,18}?)\W*:\W*")
EDGE = " ,;:|·•–—-/("


@dataclass(frozen=True)
class Segment:
    """A piece of a line between separators, by its place in the lines and in the text of its line."""

    row: int
    start: int
    end: int
    line: Line

    @property
    def text(self) -> str:
        return plain(self.line)

    @property
    def link(self) -> Run | None:
        return next((run for run in self.line if run.href), None)

    @property
    def is_bold(self) -> bool:
        return all(run.strong for run in self.line)


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
        """Whether more than its place shows the employer's name: a link, bold letters, "at", or a word in it."""
        name = self.company.name
        bold = any(run.strong or run.part == "name" and run.href for _, line in self.lines for run in line)
        return bool(name) and (self.has_at or bold or bool(ORGANISATION.search(name)))

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
        """What follows the role is no employer's name: `Junior, remote` below another role there."""
        lines = ((number, tuple(map(_without_name, line))) for number, line in self.lines)
        return replace(self, lines=tuple(lines))


def heading_of(
    lines: Iterable[Numbered], titles: re.Pattern, language: str, title_first: bool | None = None
) -> Heading:
    """`titles` is what a title looks like; `title_first` is the order if nothing else decides.

    Raises BadPeriod with the number of the line as its third argument.
    """
    rows, periods = [], []
    for number, line in lines:
        rest, found = without_dates(_without_label(line), language, number)
        periods += found
        if any(map(str.isalnum, plain(rest))):
            rows.append((number, rest))
    segments = [each for row, (_, line) in enumerate(rows) for each in segments_of(row, line)]
    at = _at(rows, segments)
    places = [
        each for each in segments if place_in(each.text, language) and not ORGANISATION.search(each.text)
    ]
    title, name, order = at or _title_and_name(rows, segments, places, titles, title_first)
    company = _company(rows, title, name, bool(at))
    marked = tuple(_marked(rows, title, name, company))
    text = plain(sliced(rows[title.row][1], title.start, title.end)) if title else ""
    return Heading(marked, tuple(periods), text, company, order, bool(at))


def _without_label(line: Line) -> Line:
    """The line without a label of dates, such as `Duration:`."""
    label = LABEL.match(plain(line))
    return sliced(line, label.end()) if label and label_of(label["label"]) == "dates" else line


def dates_in(text: str, language: str) -> list[Found]:
    """The dates in a line; one date alone also at its beginning, before a dash. Raises BadPeriod."""
    found = find_periods(text, language)
    first = re.match(r"\W*(?P<first>\w[^—–-]*\w|\d{4})(?:\s+[—–-]+\s+(?=\D)|\s*\()", text)
    if not found and first and is_period(first["first"], language):
        return [Found(parse_period(first["first"], language), first.start("first"), first.end("first"))]
    return found


def without_dates(line: Line, language: str, number: int = 0) -> tuple[Line, list[Period]]:
    """The line without its dates, the parentheses around them and the separator beside them."""
    try:
        found = dates_in(plain(line), language)
    except BadPeriod as error:
        raise BadPeriod(*error.args[:2], number) from error
    for each in reversed(found):
        if any(run.href for run in sliced(line, each.start, each.end)):
            raise BadPeriod("dates cannot be a link", "put the link into the text below them", number)
        start, end, between = _removed(plain(line), each.start, each.end)
        line = (*sliced(line, 0, start), *between, *sliced(line, end))
    return stripped(line), [each.period for each in found]


def _removed(text: str, start: int, end: int) -> tuple[int, int, Line]:
    """From where to where to cut dates out of a text, and what to put between the rest."""
    before, after = BEFORE.search(text[:start])[0], AFTER.match(text[end:])[0]
    opens, closes = bool(set("([") & {*before}), bool(set(")]") & {*after})
    first, last = start - len(before), end + len(after)
    if opens != closes:  # the parentheses have more than the dates
        return (start, last, ()) if opens else (first, end, ())
    if not (text[:first].strip() and text[last:].strip()):
        return first, last, ()
    if opens:
        return first, end + re.search(r"[)\]]", after).end(), ()
    if after.strip():
        return first, end, ()
    return (start, last, ()) if before.strip() else (first, last, (Run(", "),))


def segments_of(row: int, line: Line) -> list[Segment]:
    """The pieces of a line; a link, and bold or slanted letters within a line, are one whatever they hold."""
    text = plain(line)
    styles = {(run.href, run.strong, run.emphasis) for run in line if run.text.strip()}
    found: list[tuple[int, int]] = []
    for separator in (SEPARATOR, COMMA, PARENTHESIS):
        if len(found) < 2:
            pieces = _pieces(line, separator, is_whole=len(styles) == 1)
            found = [_trimmed(text, *piece) for piece in pieces if re.search(r"\w", text[slice(*piece)])]
    return [
        Segment(row, *each, sliced(line, *each)) for each in found if re.search(r"\w", text[slice(*each)])
    ]


def _pieces(line: Line, separator: re.Pattern, is_whole: bool) -> Iterator[tuple[int, int]]:
    """From where to where each piece is: a styled run, or the text between separators."""
    at = 0
    for run in line:
        end = at + len(run.text)
        is_styled = (run.strong or run.emphasis) and not is_whole
        is_one = run.href or (is_styled and separator is not SEPARATOR)
        start = at
        for found in () if is_one else separator.finditer(run.text):
            yield start, at + found.start()
            start = at + found.end()
        yield start, end
        at = end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start = start + AFTER.match(text[start:end]).end()
    return start, end - len(BEFORE.search(text[start:end])[0].replace("(", "").rstrip(")"))


def _at(rows: list[Numbered], segments: list[Segment]) -> tuple[Segment | None, Segment | None, bool] | None:
    """The role before the word "at" and the employer after it."""
    for row, (_, line) in enumerate(rows):
        if found := _place_of_at(line):
            before = [each for each in segments if each.row == row and each.start < found[0]]
            styled = [each for each in before if each.is_bold or each.line[0].emphasis]
            styled = [replace(each, end=styled[-1].end) for each in styled[:1]]
            start, end = _trimmed(plain(line), 0, found[0])
            whole = [Segment(row, start, end, sliced(line, start, end))] if end > start else []
            above = [each for each in segments if each.row < row]
            title = next(iter((*styled, *whole, *above)), None)
            rest = sliced(line, found[1])
            name = Segment(row, found[1], len(plain(line)), rest) if plain(rest).strip() else None
            return title, name, True
    return None


def _place_of_at(line: Line) -> tuple[int, int] | None:
    at = 0
    for run in line:
        found = None if run.href else AT.search(run.text)
        if found:
            return at + found.start(), at + found.end()
        at += len(run.text)
    return None


def _title_and_name(
    rows: list[Numbered],
    segments: list[Segment],
    places: list[Segment],
    titles: re.Pattern,
    title_first: bool | None,
) -> tuple[Segment | None, Segment | None, bool | None]:
    pairs = [(_label(rows, *pair), *pair) for pair in pairwise(segments)]
    labelled = {label: _value(after, segments) for label, _, after in pairs if label}
    taken = [
        one for label, *both in pairs for one in both if label or (labelled and _is_labelled(rows, *both))
    ]
    rest = [each for each in segments if each not in taken and not DURATION.match(each.text)]
    unplaced = [each for each in rest if each not in places]
    cities = [each for n, each in enumerate(rest) if _begins_place(rest[n : n + 3], places)]
    title = labelled.get("title") or _title(unplaced, cities, titles, title_first)
    before = [
        each
        for each in rest
        if title and not _overlaps(each, title) and (each.row, each.start) < (title.row, title.start)
    ]
    others = [each for each in before or rest if not (title and _overlaps(each, title))]
    beside = [each for each in others if not _in_parentheses(rows, each)]
    named = [each for each in beside if not _is_title(each, titles)] or (
        beside if "title" in labelled else []
    )
    name = labelled.get("name") or _name([each for each in named if each not in places] or named)
    if not title and len(unplaced) > 1 and not _is_remark(rows, unplaced):
        return None, None, None
    order = (title.row, title.start) < (name.row, name.start) if title and name else None
    return title, name, order


def _begins_place(segments: list[Segment], places: list[Segment]) -> bool:
    """Whether a part may be a city: one of the two after it is a country, or a state with a country."""
    first, *others = segments
    return any(each in places and each.row == first.row for each in others)


def _is_remark(rows: list[Numbered], segments: list[Segment]) -> bool:
    """Whether the second of two parts is in parentheses after the first."""
    first, *others = segments
    text = plain(rows[first.row][1])
    return len(others) == 1 and others[0].row == first.row and text[first.end :].lstrip().startswith("(")


def _in_parentheses(rows: list[Numbered], segment: Segment) -> bool:
    """Whether a part may be a remark: in parentheses, and neither a link nor known as an organisation."""
    before = plain(rows[segment.row][1])[: segment.start].rstrip()
    return before.endswith("(") and not (segment.link or ORGANISATION.search(segment.text))


def _overlaps(one: Segment, other: Segment) -> bool:
    return one.row == other.row and one.start < other.end and other.start < one.end


def _label(rows: list[Numbered], segment: Segment, after: Segment) -> str:
    return label_of(segment.text) if _is_labelled(rows, segment, after) else ""


def _value(first: Segment, segments: list[Segment]) -> Segment:
    """What a label names, to the end of its line or to what is known as an employer."""
    after = [each for each in segments if each.row == first.row and each.start > first.start]
    more = list(takewhile(lambda each: not (each.link or ORGANISATION.search(each.text)), after))
    return replace(first, end=more[-1].end) if more else first


def _is_labelled(rows: list[Numbered], segment: Segment, after: Segment) -> bool:
    """Whether a colon is between the first two segments of a line."""
    between = plain(rows[segment.row][1])[segment.start : after.start] if segment.row == after.row else ""
    return ":" in between and not re.search(r"\w", plain(rows[segment.row][1])[: segment.start])


def has_label(line: Line) -> bool:
    label = LABEL.match(plain(line))
    return bool(label and label_of(label["label"]))


def _title(
    segments: list[Segment], cities: list[Segment], titles: re.Pattern, title_first: bool | None
) -> Segment | None:
    """What looks like a title, or is in bold, or is the only part beside a known employer."""
    free = [each for each in segments if not each.link]
    fitting = [each for each in free if _is_title(each, titles)]
    fitting = fitting or [each for each in free if titles.search(each.text)]
    bold = [each for each in fitting or free if each.is_bold]
    if not fitting and title_first is not None and len(segments) == 2:
        return segments[0 if title_first else 1]
    if fitting or (bold and len(segments) > 1):
        return _with_next((bold or fitting)[0], segments, fitting)
    known = [each for each in segments if each.link or ORGANISATION.search(each.text)]
    others = [each for each in free if each not in (*known, *cities)]
    if known and len(others) == 1:
        return others[0]
    if title_first is None or len(segments) < 2:
        return None
    return segments[0] if title_first else segments[1]


def _with_next(title: Segment, segments: list[Segment], fitting: list[Segment]) -> Segment:
    """The title with those right after it, `Web developer / Designer`, if that leaves an employer."""
    after = segments[segments.index(title) + 1 :]
    more = list(takewhile(lambda each: each in fitting and each.row == title.row, after))
    return replace(title, end=more[-1].end) if more and len(segments) > 1 + len(more) else title


def _is_title(segment: Segment, titles: re.Pattern) -> bool:
    return bool(titles.search(segment.text)) and not (segment.link or ORGANISATION.search(segment.text))


def _name(segments: list[Segment]) -> Segment | None:
    linked = (each for each in segments if each.link)
    fitting = (each for each in segments if ORGANISATION.search(each.text))
    bold = (each for each in segments if each.is_bold)
    return next((each for found in (linked, fitting, bold, segments) for each in found), None)


def _company(rows: list[Numbered], title: Segment | None, name: Segment | None, has_at: bool) -> Company:
    """The employer in what follows the title, which may be longer than its line, or in its own part."""
    if not name:
        return Company()
    number, line = rows[name.row]
    if not (title and title.row == name.row and title.start < name.start):
        return company_of(name.line, name.line)
    between = plain(sliced(line, title.end, name.start))
    kind = AT.split(between, maxsplit=1)[0].strip(EDGE) if has_at else ""
    described = COMMA.split(SEPARATOR.split(between)[-1])[-1].lstrip(EDGE)
    start = name.start if has_at or not name.link else name.start - len(described)
    first = sliced(line, start)
    rest = takewhile(lambda each: each[1][0] == number + each[0], enumerate(rows[name.row + 1 :], 1))
    return company_of(as_line(first, *(below for _, (_, below) in rest)), first, kind)


def _marked(
    rows: list[Numbered], title: Segment | None, name: Segment | None, company: Company
) -> Iterator[Numbered]:
    """The lines with the title and the name as runs of their own."""
    is_named = False
    for row, (number, line) in enumerate(rows):
        if name and company.name and row >= name.row and not is_named:
            start = _offset(line, company, name.start if row == name.row else 0)
            is_named = start is not None
            line = _with_part(line, start, start + len(company.name), "name") if is_named else line
        if title and row == title.row:
            line = _with_part(line, title.start, title.end, "title")
        yield number, line


def _without_name(run: Run) -> Run:
    return replace(run, part="") if run.part == "name" else run


def named(line: Line, company: Company) -> Line:
    """The line with the company's name as a run of its own."""
    start = _offset(line, company, 0)
    return line if start is None else _with_part(line, start, start + len(company.name), "name")


def location_of(lines: Iterable[Numbered], language: str) -> str:
    """The value of a label of places; or the place after the employer's name, or on a line of its own."""
    for _, line in lines:
        parts, label = [run.part for run in line], LABEL.match(plain(line))
        if label and label_of(label["label"]) == "location":
            return plain(line)[label.end() :]
        rest = line[parts.index("name") + 1 :] if "name" in parts else () if any(parts) else line
        if place := place_in(plain(rest), language):
            return place
    return ""


def joined(lines: Iterable[Numbered]) -> Line:
    """The lines as one; a comma is between those that do not follow each other in the source."""
    found: list[Run] = []
    last = None
    for number, line in lines:
        is_apart = last is not None and number > last + 1 and not found[-1].text.endswith((",", ":", ";"))
        found += ([Run(", ")] if is_apart else [Run(" ")] if found else []) + [*line]
        last = number
    return tuple(found)


def _offset(line: Line, company: Company, start: int) -> int | None:
    """Where the company's name is in a line: the link with its address, if it has one."""
    at = 0
    for run in line:
        if company.address and run.href == company.address and company.name in run.text and at >= start:
            return at + run.text.index(company.name)
        at += len(run.text)
    found = plain(line).find(company.name, start)
    return found if found >= 0 else None


def _with_part(line: Line, start: int, end: int, part: str) -> Line:
    named = (
        replace(run, part=part, strong=run.strong and part == "name") for run in sliced(line, start, end)
    )
    return (*sliced(line, 0, start), *named, *sliced(line, end))
