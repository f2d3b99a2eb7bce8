"""Spans of months and years as people write them in a résumé."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MONTHS = ("January February March April May June July August September October November December").split()
PRESENT = ("present", "the present", "now", "today", "current", "currently", "ongoing", "to date")
YEARS = range(1900, 2101)

HYPHENS = str.maketrans("−‑‐", "---")  # a minus sign, and hyphens of word processors
SINCE = re.compile(r"(?P<word>since|from|until|till)\s+(?P<dates>.*)", re.IGNORECASE)
DASH = re.compile(
    r"\s*(?:—|–|-{2,3})\s*|\s+-\s*|-\s+|\s+(?:to(?!\s+date$)|until|till)\s+|\s+(?=to\s+date$)", re.IGNORECASE
)
NAMED = re.compile(r"(?:(?P<month>[^\W\d]+)\.?,?\s+)?(?P<year>\d{4})")
MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d\d)")  # not 2011/2, which may be 2011 and 2012
DAY = re.compile(
    r"\b\d{1,2}([./-])\s?\d{1,2}\1\s?(?:\d{4}|\d\d)\b"  # 15.02.2021
    r"|\b\d{4}([./-])\d{1,2}\2\d{1,2}\b"  # 2021-02-15
    r"|\b\d{1,2}(?:\.|st|nd|rd|th)?\s+(?:of\s+)?[^\W\d]{3,}\.?,?\s+\d{4}\b"  # 15 February 2021
    r"|[^\W\d]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b",  # February 15, 2021
    re.IGNORECASE,
)

MEANT_AS_SPAN = re.compile(
    rf"\d{{4}}(?:[-./]\d{{1,2}}){{0,2}}\s*(?:—|–|-{{1,3}}|\b(?:to|until|till)\b)\s*"
    rf"(?:.*\d{{4}}|(?:{'|'.join(PRESENT)}|date)\b)",
    re.IGNORECASE,
)
MEANT_AS_POINT = re.compile(r"(?:since\s+)?[^\W\d]{3,}\.?,?\s+\d{4}", re.IGNORECASE)  # février 2021
DATE_MARKS = re.compile(r"[\w\s—–/.,'’()-]+")
DATE_WORD = re.compile(r"\d{1,4}(?:st|nd|rd|th)?|since|from|until|till|to|of|the|date", re.IGNORECASE)

SPAN_ADVICE = "write `February 2021 — December 2022` or `February 2021 — Present`"
POINT_ADVICE = "write `February 2021` or `02/2021`"


class BadPeriod(ValueError):
    """A text that is not a period; `args` are what is wrong and what to write instead."""


@dataclass(frozen=True)
class YearMonth:
    """A month, or a year without one, which is neither before nor after its months."""

    year: int
    month: int | None = None  # 1 to 12

    @property
    def earliest(self) -> tuple[int, int]:
        return self.year, self.month or 1

    @property
    def latest(self) -> tuple[int, int]:
        return self.year, self.month or 12

    @property
    def iso(self) -> str:
        """`2021-02` or `2021`: valid in `<time datetime>` and in JSON Resume."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    def __str__(self) -> str:
        return str(self.year) if self.month is None else f"{MONTHS[self.month - 1]} {self.year}"


@dataclass(frozen=True)
class Period:
    """From the first month to the last, both included; `end` is None for the present.

    A period of one date, `2019`, starts and ends with it.
    """

    start: YearMonth
    end: YearMonth | None

    def __str__(self) -> str:
        if self.start == self.end:
            return str(self.start)
        return f"{self.start} — {self.end or 'Present'}"

    def continues(self, earlier: "Period") -> bool:
        """Whether this may begin in the month in which the earlier one ends, or in the month after."""
        if not earlier.end:
            return False
        first, last = _months(self.start), _months(earlier.end)
        return last[0] <= first[1] and first[0] <= last[1] + 1


def _months(point: YearMonth) -> tuple[int, int]:
    """The first and the last month that a point may be, counted from the year 0."""
    earliest, latest = point.earliest, point.latest
    return earliest[0] * 12 + earliest[1], latest[0] * 12 + latest[1]


def whole_period(periods: Iterable[Period]) -> Period:
    """From the first month of them all to the last; at least one is needed."""
    found = tuple(periods)
    ends = [each.end for each in found]
    last = None if None in ends else max(ends, key=lambda each: each.latest)
    return Period(min((each.start for each in found), key=lambda each: each.earliest), last)


def parse_period(text: str) -> Period:
    """Read `February 2021 — December 2022`, `02/2021 - Present`, `since Feb 2021`, `2012–2013` or `2019`.

    Raises BadPeriod, also for text that can be read in two ways: no date is guessed.
    """
    text = text.translate(HYPHENS)
    if DAY.search(text):
        raise BadPeriod(f"{text!r} names a day", "leave the day out: " + POINT_ADVICE)
    since = SINCE.fullmatch(text.strip())
    ends = _ends(since["dates"] if since else text.strip())
    start, end = _start_and_end(text, since["word"].lower() if since else "", ends)
    if end and end.latest < start.earliest:
        raise BadPeriod(f"{text!r} ends before it starts", "write the earlier month first")
    if _may_be_years(ends, (start, end)):
        instead = "write a month as `December 2011` and years as `2011 — 2012`"
        raise BadPeriod(f"{text!r} may be months or years", instead)
    return Period(start, end)


def _ends(dates: str) -> list[str]:
    """The dates on either side of the dash. A hyphen without spaces may belong to a month: 2021-02."""
    ends = DASH.split(dates)
    if len(ends) == dates.count("-") == 1 and not YEAR_FIRST.fullmatch(dates):
        return dates.split("-")
    return ends


def _start_and_end(text: str, word: str, ends: list[str]) -> tuple[YearMonth, YearMonth | None]:
    match (word, *filter(None, ends)):
        case ("", point) if len(ends) == 1:
            return (parse_year_month(point),) * 2
        case ("since", point) if len(ends) == 1:
            return parse_year_month(point), None
        case ("" | "since" | "from", start, end) if len(ends) == 2:
            present = " ".join(end.lower().split()) in PRESENT
            return parse_year_month(start), None if present else parse_year_month(end)
    raise BadPeriod(f"{text!r} is not a period", SPAN_ADVICE)


def _may_be_years(ends: list[str], points: Iterable[YearMonth | None]) -> bool:
    """`2011-12` may be a month or two years, and `2008/09 — 2010/11` months or academic years."""
    found = [YEAR_FIRST.fullmatch(each) for each in ends]
    apart = [int(each["month"]) - int(each["year"]) % 100 if each else 0 for each in found]
    if len(ends) == 1:
        return apart[0] > 0
    is_month = any(point and point.month and years != 1 for point, years in zip(points, apart, strict=True))
    return 1 in apart and not is_month


def parse_year_month(text: str) -> YearMonth:
    forms = (form.fullmatch(text.strip()) for form in (NAMED, MONTH_FIRST, YEAR_FIRST))
    point = next(filter(None, forms), None)
    if not point:
        raise BadPeriod(f"{text.strip()!r} is not a month and year", POINT_ADVICE)
    if int(point["year"]) not in YEARS:
        raise BadPeriod(f"{point['year']} is not the year of a job", "write a year from 1900 to 2100")
    return YearMonth(int(point["year"]), _month(point["month"]) if point["month"] else None)


def _month(name: str) -> int:
    if name.isdecimal():
        return _month_number(name)
    fitting = [n for n, month in enumerate(MONTHS, 1) if _abbreviates(name, month)]
    if len(fitting) != 1:
        raise BadPeriod(f"{name!r} is not a month", "write its English name, such as February")
    return fitting[0]


def _month_number(month: str) -> int:
    if not 1 <= int(month) <= 12:
        instead = "write a month as `02/2021` and years as `2012 — 2013`"
        raise BadPeriod(f"{month} is not the number of a month", instead)
    return int(month)


def _abbreviates(name: str, month: str) -> bool:
    return len(name) >= 3 and month.lower().startswith(name.lower())


def is_period(text: str) -> bool:
    try:
        parse_period(text)
    except BadPeriod:
        return False
    return True


def is_span(text: str) -> bool:
    """Whether a line is two dates and no more. `from 2012 to 2013` and one date may end a sentence."""
    return is_period(text) and spans_years(text) and not SINCE.match(text.strip())


def looks_like_period(text: str) -> bool:
    """Whether a line is meant as a job's dates, right or wrong."""
    return spans_years(text) or bool(MEANT_AS_POINT.fullmatch(text.strip())) or _is_only_dates(text)


def spans_years(text: str) -> bool:
    """Whether a line has two dates, right or wrong: from a year to a year or the present."""
    return bool(MEANT_AS_SPAN.search(text.translate(HYPHENS)))


def _is_only_dates(text: str) -> bool:
    """Whether a line has only numbers and months, such as `15.02.2021` and `02/21 - 12/22`."""
    words = re.findall(r"\w+", text)
    if not DATE_MARKS.fullmatch(text) or not any(each[0].isdecimal() for each in words):
        return False
    return all(map(_is_date_word, words)) and (len(words) > 1 or len(words[0]) == 4)


def _is_date_word(word: str) -> bool:
    named = any(_abbreviates(word, month) for month in MONTHS)
    return named or word.lower() in PRESENT or bool(DATE_WORD.fullmatch(word))
