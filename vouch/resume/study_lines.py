"""The lines in which studies are written, each without its dates, and what each of them says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from vouch.resume.degrees import PHRASE, degree_of
from vouch.resume.inline import as_line, sliced, stripped
from vouch.resume.line_dates import LABEL, label_in, without_dates
from vouch.resume.model import Line, Numbered, Run, plain
from vouch.resume.outline import SENTENCE_END
from vouch.resume.periods import BadPeriod, Period, is_period, parse_period
from vouch.resume.study_prose import is_prose
from vouch.resume.words import DEGREE, SCHOOL, label_of

# A line that the author's editor has broken, or that goes on.
ENDS_IN_WORD = re.compile(r"\b(?:of|and|in|the|de|für|der|for|at|from)$|&$")
BROKEN = re.compile(rf"{ENDS_IN_WORD.pattern}|.{{60}}")
FROM = re.compile(r"[;,]?\s+(?:from|an der|am)\s+(?=[^\W\d_a-zа-я])")
# Beside a date: "graduated 2014", "expected 2027".
GRADUATED = re.compile(
    r"\b(?:graduat\w*|complet(?:ed|ion)|class of|obtained|received|abschluss)(?:\s+in)?[\s:]*"
    r"(?=(?:[^\W\d]+\.?\s+)?\d{4}\b)",
    re.IGNORECASE,
)
EXPECTED = re.compile(
    r"\(?\b(?:expected|anticipated|estimated|voraussichtlich|prévue?|current|ongoing|in progress)\b"
    r"(?:\s+(?:graduat\w*|completion|in))*[\s:]*(?:(?<!\s)\))?",
    re.IGNORECASE,
)
ONE_DATE = re.compile(
    r"(?:^(?=[^,()]*,)|(?<=[(,]\s)|(?<=\()|(?<=\s)(?=(?:19|20)\d\d$))(?P<date>(?:[^\W\d_]{3,9}\.?\s+)?(?:19|20)\d\d)(?=\)|[,;.](?:\s|$)|$)"
)
UNIVERSITY = re.compile(r"universi(?!ties)|大学|大學|대학교", re.IGNORECASE)
LATIN_END = "\u0370"
MAX_NAME_WORDS = 8
SUBJECT_OF_SCHOOLS = re.compile(r"(?:in )?school (?!of |for )", re.IGNORECASE)
EMPTY = re.compile(r"\(\s*\)")
OPEN = re.compile(r"\([^)]*$")
STATE = re.compile(r"(?<=[^\W\d_]),\s+M[AS](?=\W*$|\s*[,;:|(–—])")  # Massachusetts, Mississippi, or a degree


@dataclass(frozen=True)
class Row:
    """A line of the source, or a paragraph of sentences. `doubt` is what is wrong with its dates."""

    number: int
    written: str
    line: Line  # without dates
    language: str
    periods: tuple[Period, ...] = ()
    is_expected: bool = False
    is_prose: bool = False
    doubt: tuple[str, str] | None = None

    @property
    def facts(self) -> set[str]:
        """Which of degree, school and dates it has."""
        text = plain(self.line)
        degree, _ = degree_of(text)
        school = names_school(text.replace(degree, ""))
        found = {"dates": self.periods or self.doubt, "degree": degree, "school": school}
        return {name for name, value in found.items() if value}


def names_school(text: str) -> bool:
    """Whether a text names a school: the word for one alone does not, nor does a sentence."""
    found = None if SUBJECT_OF_SCHOOLS.match(text) else SCHOOL.search(text)
    is_word = found and found[0].islower() and found[0] < LATIN_END and not UNIVERSITY.match(found[0])
    return bool(found) and not (is_word or label_of(text) or len(text.split()) > MAX_NAME_WORDS * 2)


def rows_of(lines: Iterable[Numbered], language: str) -> tuple[Row, ...]:
    found = list(lines)
    text = as_line(*(line for _, line in found))
    words = EXPECTED.sub("", GRADUATED.sub("", plain(text)))
    is_long = len(words.split()) > MAX_NAME_WORDS or not SCHOOL.search(words)
    is_remark = words.endswith(".") and is_long and not DEGREE.search(words)
    is_list = len(found) > 1 and all(re.match(r"\W*\d{4}", plain(line)) for _, line in found[:2])
    if (is_prose(words) or is_remark) and not is_list:
        return (Row(found[0][0], plain(text), text, language, is_prose=True),)
    parts = [part for line in _whole_lines(found, language) for part in _parts(line)]
    return without_states(tuple(_row(*part, language) for part in parts))


def without_states(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Beside another degree, "Boston, MA" is a place."""
    found = tuple(replace(row, line=_without(row.line, STATE)) for row in rows)
    return found if any("degree" in row.facts for row in found) else rows


def _whole_lines(lines: list[Numbered], language: str) -> Iterator[Numbered]:
    """Lines that go on in the next are one with it."""
    last = None
    for number, line in lines:
        if last and _goes_on(_row(*last, "", language), _row(number, line, "", language)):
            last = last[0], _merged(as_line(last[1], line))
        else:
            yield from [last] if last else ()
            last = number, line
    yield from [last] if last else ()


def _goes_on(last: Row, row: Row) -> bool:
    text = plain(row.line)
    above = plain(last.line)
    may_go_on = ENDS_IN_WORD.search(above) or (BROKEN.search(above) and "school" not in last.facts)
    is_new = last.periods or last.facts & row.facts or DEGREE.match(text)
    return bool(text and may_go_on and not is_new)


def _parts(line: Numbered) -> Iterator[tuple[int, Line, str]]:
    """The sentences of a line, and what is on either side of the word "from", each also as written."""
    number, text = line[0], plain(line[1])
    abbreviations = {each.end() for each in PHRASE.finditer(text)}
    ends = [
        each
        for each in SENTENCE_END.finditer(text)
        if not ({each.start(), each.end()} & abbreviations or OPEN.search(text[: each.start()]))
    ]
    start = 0
    for each in sorted([*ends, *FROM.finditer(text)], key=lambda found: found.start()):
        yield number, stripped(sliced(line[1], start, each.start())), text[start : each.end()].strip()
        start = each.end()
    yield number, stripped(sliced(line[1], start)), text[start:].strip()


def _row(number: int, line: Line, written: str, language: str) -> Row:
    rest = _without(_without(line, GRADUATED), EXPECTED)
    is_expected, doubt = bool(EXPECTED.search(plain(line))), None
    try:
        rest, periods = without_dates(rest, language)
    except BadPeriod as error:
        rest, periods, doubt = (), [], error.args[:2]
    if not (periods or doubt) and len(rest) > 1 and _is_bold_date(rest[0], language):
        periods, rest = [parse_period(rest[0].text.strip(), language)], stripped(rest[1:])
    if LABEL.match(plain(rest)) and not (label_in(rest) or DEGREE.search(plain(rest))):
        rest = ()  # "Thesis: Knots"
    dates = [each for each in ONE_DATE.finditer(plain(rest)) if is_period(each["date"], language)]
    if len(dates) == 1 and not periods:
        periods = [parse_period(dates[0]["date"], language)]
        rest = _without(_cut(rest, dates[0]), EMPTY)
    if SCHOOL.search(plain(rest)):
        rest = _without(rest, STATE)
    return Row(number, written, rest, language, tuple(periods), is_expected, doubt=doubt)


def _is_bold_date(run: Run, language: str) -> bool:
    return run.strong and is_period(run.text.strip(), language)


def _merged(line: Line) -> Line:
    """With one run for neighbours in one style."""
    return tuple(
        style.with_text("".join(run.text for run in found))
        for style, found in groupby(line, lambda run: run.with_text(""))
    )


def _without(line: Line, pattern: re.Pattern) -> Line:
    found = pattern.search(plain(line))
    return _cut(line, found) if found else line


def _cut(line: Line, found: re.Match) -> Line:
    return stripped((*sliced(line, 0, found.start()), Run(" "), *sliced(line, found.end())))
