"""Spans of months and years in a résumé, in any language: read, written, and found in a line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from vouch.resume.date_words import FROM, PRESENT, SINCE, TO, TO_PRESENT, present_in
from vouch.resume.dates import (
    DATE_WITH_DAY,
    POINT_ADVICE,
    SEPARATOR,
    YEAR_AND_NUMBER,
    YEAR_IN_TEXT,
    BadPeriod,
    Occurrence,
    YearMonth,
    check_month,
    occurrences,
    parse_year_month,
)

# Hyphens, minus signs and apostrophes of word processors; places in the text stay the same.
TYPED = str.maketrans("−‑‐’", "---'")

LEAD = rf"(?<!\w)(?:(?P<since>{SINCE})|{FROM})\s+"
TO_WORD = rf"(?!(?:{TO_PRESENT})\b)(?:{TO})\s+"
DASH = (
    rf"(?:\s*(?:—|–|→|-{{2,3}}|[〜～]|(?<=[年月년월])~|(?<=[年月년월]\s)~|至(?!今)|から)\s*|\s+-\s*|-\s+)(?:{TO_WORD})?"
    rf"|\s+{TO_WORD}"
    rf"|\s+(?=(?:{TO_PRESENT})\b)|(?<=[\d年月])\s*(?=至今)"
)
PRESENT_WORD = "|".join(
    re.escape(each).replace(r"\ ", r"\s+")
    for each in sorted({each for words in PRESENT.values() for each in words}, key=len, reverse=True)
)
LEADS, LEADS_TO = re.compile(LEAD, re.IGNORECASE), re.compile(f"{LEAD}$", re.IGNORECASE)
JOINS, IS_PRESENT = re.compile(DASH, re.IGNORECASE), re.compile(PRESENT_WORD, re.IGNORECASE)
# After a date: the present, or a dash that leads to nothing.
TAIL = re.compile(rf"(?:{DASH}|-)(?:(?P<present>{PRESENT_WORD})(?!\w)|(?=\)?$))", re.IGNORECASE)
OPEN_END = re.compile(r"(?:[—–]|--)(?=\s+[^\W\d])")  # `2014– Editor`, where the dash leads to nothing

# Before and after a year that is part of something else: `ISO 9001-2015`.
NUMBER_BEFORE, NUMBER_AFTER = re.compile(r"(?:\w[-./+]|\d{3}\s|[$€£¥#])$"), re.compile(r"[-./]\d")

SPAN_ADVICE = "write `February 2021 — December 2022` or `February 2021 — Present`"


@dataclass(frozen=True)
class Period:
    """From the first month to the last, both included; `end` is None for the present.

    A period of one date, `2019`, starts and ends with it.
    """

    start: YearMonth
    end: YearMonth | None
    present: str = field(default="Present", compare=False)  # the author's word for it

    @property
    def years(self) -> "Period":
        return replace(self, start=self.start.of_year, end=self.end and self.end.of_year)

    def in_words(self, language: str) -> str:
        """`March 2012 — Present` or `März 2012 — heute`."""
        if self.start == self.end:
            return self.start.in_words(language)
        return f"{self.start.in_words(language)} — {self.end_in_words(language)}"

    def end_in_words(self, language: str) -> str:
        return self.end.in_words(language) if self.end else present_in(language, self.present)

    def __str__(self) -> str:
        return self.in_words("en")

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
    first = min((each.start for each in found), key=lambda each: each.earliest)
    return Period(first, last, found[ends.index(last)].present)


@dataclass(frozen=True)
class Found:
    """A period in a text, and where: `text[start:end]`."""

    period: Period
    start: int
    end: int


def parse_period(text: str, language: str = "en") -> Period:
    """Read `February 2021 — December 2022`, `02/2021 - Present`, `seit Februar 2021`, `2012–2013` or `2019`.

    Months are those of the language, of English, or of any other if it leaves no doubt. Raises BadPeriod,
    also for text that can be read in two ways: no date is guessed.
    """
    text = text.translate(TYPED)
    if DATE_WITH_DAY.search(text):
        raise BadPeriod(f"{text!r} names a day", "leave the day out: " + POINT_ADVICE)
    lead = LEADS.match(text.strip())
    ends = _ends(text.strip()[lead.end() if lead else 0 :])
    period = _period(text, lead, ends, language)
    if period.end and period.end.latest < period.start.earliest:
        raise BadPeriod(f"{text!r} ends before it starts", "write the earlier month first")
    if _may_be_years(ends, (period.start, period.end)):
        instead = "write a month as `December 2011` and years as `2011 — 2012`"
        raise BadPeriod(f"{text!r} may be months or years", instead)
    return period


def _ends(dates: str) -> list[str]:
    """The dates on either side of the dash. A hyphen without spaces may belong to a month: 2021-02."""
    ends = JOINS.split(dates)
    if len(ends) == dates.count("-") == 1 and not YEAR_AND_NUMBER.fullmatch(dates):
        return dates.split("-")
    return ends


def _period(text: str, lead: re.Match | None, ends: list[str], language: str) -> Period:
    match [each for each in ends if each]:
        case [point] if len(ends) == 1 and not lead:
            date = parse_year_month(point, language)
            return Period(date, date)
        case [start] if len(ends) == 1 and lead["since"]:
            return Period(parse_year_month(start, language), None)
        case [start, end] if len(ends) == 2 and IS_PRESENT.fullmatch(end):
            return Period(parse_year_month(start, language), None, end)
        case [start, end] if len(ends) == 2:
            return Period(parse_year_month(_with_year(start, end), language), parse_year_month(end, language))
    raise BadPeriod(f"{text!r} is not a period", SPAN_ADVICE)


def _with_year(start: str, end: str) -> str:
    """`May — July 2012` starts in May 2012."""
    year = re.search(r"\D\s(\d{4})$", end)
    return f"{start} {year[1]}" if year and re.fullmatch(r"[^\s\d,]+", start) else start


def _may_be_years(ends: list[str], points: Iterable[YearMonth | None]) -> bool:
    """`2011-12` may be a month or two years, and `2008/09 — 2010/11` months or academic years."""
    found = [YEAR_AND_NUMBER.fullmatch(each) for each in ends]
    apart = [int(each["month"]) - int(each["year"]) % 100 if each else 0 for each in found]
    if len(ends) == 1:
        return apart[0] > 0
    is_month = any(point and point.month and years != 1 for point, years in zip(points, apart, strict=True))
    return 1 in apart and not is_month


def find_periods(text: str, language: str = "en") -> list[Found]:
    """Every span of dates in a line; without one, a date that is all of it, at its start before a colon, or
    at its end after a comma, a dash, a bar or a parenthesis.

    Raises BadPeriod where one of them is wrong. A sentence may have a span in it too: that the caller knows.
    """
    text = text.translate(TYPED)
    chains = [each for each in _chains(text, language) if not _is_part_of_more(text, each)]
    places = [place for each in chains if (place := _span(text, each, language))]
    if not places:
        places = [(each[0].start, each[0].end) for each in chains if _stands_alone(text, each[0])]
    return [Found(parse_period(text[start:end], language), start, end) for start, end in places]


def _chains(text: str, language: str) -> list[list[Occurrence]]:
    """Dates with nothing but a dash between them, and perhaps a word that should have been a month."""
    chains: list[list[Occurrence]] = []
    for date in occurrences(text, language):
        last = chains[-1][-1].end if chains else 0
        starts = [each for each in (date.start, date.word) if chains and _is_dash(text[last:each])]
        if starts:
            chains[-1].append(replace(date, start=starts[0]))
        else:
            chains.append([date])
    return chains


def _is_dash(text: str) -> bool:
    return text == "-" or bool(JOINS.fullmatch(text))


def _is_part_of_more(text: str, chain: list[Occurrence]) -> bool:
    """Whether the dates are part of a number, such as `ISO 9001-2015`."""
    before = NUMBER_BEFORE.search(text, 0, chain[0].start)
    return bool(before or NUMBER_AFTER.match(text, chain[-1].end))


def _span(text: str, chain: list[Occurrence], language: str) -> tuple[int, int] | None:
    start, end = chain[0].start, chain[-1].end
    is_first = len(chain) == 1 and not text[:start].strip()
    lead = LEADS_TO.search(text, 0, start)
    tail = TAIL.match(text, end) or (OPEN_END.match(text, end) if is_first else None)
    if tail and (len(chain) == 1 or tail["present"]):
        end = tail.end()
    if end == chain[-1].end and len(chain) == 1 and not (lead and lead["since"]):
        return None
    if not lead and not SEPARATOR.search(text, 0, start):
        check_month(text[start : chain[0].end], language)
    return lead.start() if lead else start, end


def _stands_alone(text: str, date: Occurrence) -> bool:
    before, after = text[: date.start].strip(), text[date.end :].strip()
    ends = after in ("", ")") and not re.search(YEAR_IN_TEXT, before)
    return SEPARATOR.search(text, 0, date.start) is not None and (ends or (not before and after[:1] == ":"))


def is_period(text: str, language: str = "en") -> bool:
    try:
        parse_period(text, language)
    except BadPeriod:
        return False
    return True
