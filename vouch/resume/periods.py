"""Spans of months and years in a résumé, in any language: read, found in a line, and written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from vouch.resume.date_words import (
    FROM,
    MONTHS,
    OF,
    PRESENT,
    SINCE,
    TO,
    TO_PRESENT,
    is_misspelled,
    month_and_year,
    month_name,
    month_number,
    present_in,
)

YEARS = range(1900, 2101)
# Hyphens, minus signs and apostrophes of word processors; places in the text stay the same.
TYPED = str.maketrans("−‑‐’", "---'")

# In running text a year is no part of a longer number or word.
YEAR = r"(?<!\d)(?:19\d\d|20\d\d|2100)(?![\da-z])"
WORD = r"[^\W\d_][^\s,;:()\[\]|/—–-]*+"
DAY = (
    r"(?<!\d)\d{1,2}(?P<mark>[./-])\s?\d{1,2}(?P=mark)\s?(?:\d{4}|\d\d)\b"  # 15.02.2021
    r"|\b\d{4}(?P<sign>[./-])\d{1,2}(?P=sign)\d{1,2}\b"  # 2021-02-15
    r"|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}"
    rf"|\b\d{{1,2}}(?:\.|st|nd|rd|th)?\s+(?:(?:{OF})\s+)?(?P<first>(?!năm)[^\W\d]{{3,}})\.?,?\s+(?:(?:{OF})\s+)?\d{{4}}\b"
    r"|(?<!\w)(?!tháng)(?P<second>[^\W\d]{3,})\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"  # February 15, 2021
)
FORMS = (
    r"(?P<year>\d{4})\s?[年년](?:\s?(?P<month>\d{1,2})\s?[月월])?",
    r"(?P<year>\d{4})[-/.](?P<month>\d\d)(?!\d)",  # not 2011/2, which may be 2011 and 2012
    r"(?P<month>\d{1,2})[/.](?P<year>\d{4})",
    r"tháng\s+(?P<month>\d{1,2})(?:/|,?\s+(?:năm\s+)?)(?P<year>\d{4})",
    rf"(?P<year>\d{{4}})\.?(?:\s?(?:m|gada)\b\.?)?\s+(?P<month>{WORD})(?!,?\s+\d{{4}})",  # 2021. február
    rf"(?:(?P<month>{WORD}),?\s+(?:(?:{OF})\s+)?)?(?P<year>\d{{4}})(?:\s?(?:гг?|года?|р|року)\b\.?)?",
)
FORM = [re.compile(each, re.IGNORECASE) for each in FORMS]
NAMES_DAY = re.compile(DAY, re.IGNORECASE)
IN_TEXT = re.compile(
    "|".join((DAY, *(re.sub(r"\?P<\w+>", "?:", each).replace(r"\d{4}", YEAR) for each in FORMS))),
    re.IGNORECASE,
)

THE_PRESENT = "|".join(
    re.escape(each).replace(r"\ ", r"\s+")
    for each in sorted({each for words in PRESENT.values() for each in words}, key=len, reverse=True)
)
TO_WORD = rf"(?!(?:{TO_PRESENT})\b)(?:{TO})\s+"
DASH = (
    rf"\s*(?:—|–|-{{2,3}}|[〜～~]|至(?!今)|から)\s*(?:{TO_WORD})?|(?:\s+-\s*|-\s+)(?:{TO_WORD})?|\s+{TO_WORD}"
    rf"|\s+(?=(?:{TO_PRESENT})\b)|(?<=[\d年月])\s*(?=至今)"
)
YEAR_FIRST = FORM[1]
IS_PRESENT = re.compile(THE_PRESENT, re.IGNORECASE)
BETWEEN = re.compile(DASH, re.IGNORECASE)
LEAD = re.compile(rf"(?<!\w)(?:(?P<since>{SINCE})|{FROM})\s+", re.IGNORECASE)
LEAD_BEFORE = re.compile(rf"{LEAD.pattern}$", re.IGNORECASE)
TAIL = re.compile(rf"(?:{DASH}|-)(?:(?P<present>{THE_PRESENT})(?!\w)|(?=\)?$))", re.IGNORECASE)
PART_OF_MORE_BEFORE, PART_OF_MORE_AFTER = re.compile(r"(?:\w[-./+]|\d{3}\s)$"), re.compile(r"[-./]\d")
SEPARATOR_BEFORE, CLOSED = re.compile(r"(?:[,(|—–]\s*|\s-\s+)$"), re.compile(r"\)?\s*$")

SPAN_ADVICE = "write `February 2021 — December 2022` or `February 2021 — Present`"
POINT_ADVICE = "write `February 2021` or `02/2021`"
NO_DAY = "leave the day out: " + POINT_ADVICE


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

    @property
    def of_year(self) -> "YearMonth":
        return YearMonth(self.year)

    def in_words(self, language: str) -> str:
        return str(self.year) if self.month is None else month_and_year(self.year, self.month, language)

    def __str__(self) -> str:
        return self.in_words("en")


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


@dataclass(frozen=True)
class Found:
    """A period in a text, and where: `text[start:end]`."""

    period: Period
    start: int
    end: int


@dataclass(frozen=True)
class _Date:
    """Where a date is in a text, and where a word before it begins that is not its month."""

    word: int
    start: int
    end: int


def parse_period(text: str, language: str = "en") -> Period:
    """Read `February 2021 — December 2022`, `02/2021 - Present`, `seit Februar 2021`, `2012–2013` or `2019`.

    Months are those of the language, of English, or of any other if it leaves no doubt. Raises BadPeriod,
    also for text that can be read in two ways: no date is guessed.
    """
    text = text.translate(TYPED)
    if NAMES_DAY.search(text):
        raise BadPeriod(f"{text!r} names a day", NO_DAY)
    lead = LEAD.match(text.strip())
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
    ends = BETWEEN.split(dates)
    if len(ends) == dates.count("-") == 1 and not YEAR_FIRST.fullmatch(dates):
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
            return Period(parse_year_month(start, language), parse_year_month(end, language))
    raise BadPeriod(f"{text!r} is not a period", SPAN_ADVICE)


def _may_be_years(ends: list[str], points: Iterable[YearMonth | None]) -> bool:
    """`2011-12` may be a month or two years, and `2008/09 — 2010/11` months or academic years."""
    found = [YEAR_FIRST.fullmatch(each) for each in ends]
    apart = [int(each["month"]) - int(each["year"]) % 100 if each else 0 for each in found]
    if len(ends) == 1:
        return apart[0] > 0
    is_month = any(point and point.month and years != 1 for point, years in zip(points, apart, strict=True))
    return 1 in apart and not is_month


def parse_year_month(text: str, language: str = "en") -> YearMonth:
    point = _form(text.strip())
    if not point:
        raise BadPeriod(f"{text.strip()!r} is not a month and year", POINT_ADVICE)
    if int(point["year"]) not in YEARS:
        raise BadPeriod(f"{point['year']} is not the year of a job", "write a year from 1900 to 2100")
    return YearMonth(int(point["year"]), _month(point["month"], language) if point["month"] else None)


def _form(text: str) -> re.Match | None:
    return next(filter(None, (form.fullmatch(text) for form in FORM)), None)


def _month(name: str, language: str) -> int:
    if not name.isdecimal():
        if found := month_number(name, language):
            return found
        instead = f"write its name, such as {month_name(2, language)}"
        raise BadPeriod(f"{name!r} is not a month", instead)
    if not 1 <= int(name) <= 12:
        instead = "write a month as `02/2021` and years as `2012 — 2013`"
        raise BadPeriod(f"{name} is not the number of a month", instead)
    return int(name)


def find_period(text: str, language: str = "en") -> Found | None:
    """The one period in a line: `Acme - Developer (Mar 2012 - Present)`. None if there are several."""
    found = find_periods(text, language)
    return found[0] if len(found) == 1 else None


def find_periods(text: str, language: str = "en") -> list[Found]:
    """Every span of dates in a line; without one, a date that is all of it, at its start before a colon, or
    at its end after a comma, a dash, a bar or a parenthesis.

    Raises BadPeriod where one of them is wrong. A sentence may have a span in it too: that the caller knows.
    """
    text = text.translate(TYPED)
    chains = [each for each in _chains(text, language) if not _is_part_of_more(text, each)]
    places = [_span(text, each) for each in chains]
    if not any(places):
        places = [(each[0].start, each[0].end) for each in chains if _stands_alone(text, each[0])]
    return [Found(parse_period(text[slice(*each)], language), *each) for each in places if each]


def _chains(text: str, language: str) -> list[list[_Date]]:
    """Dates with nothing but a dash between them, and perhaps a word that should have been a month."""
    chains: list[list[_Date]] = []
    for date in _dates(text, language):
        last = chains[-1][-1].end if chains else 0
        starts = [each for each in (date.start, date.word) if chains and _is_dash(text[last:each])]
        if starts:
            chains[-1].append(replace(date, start=starts[0]))
        else:
            chains.append([date])
    return chains


def _dates(text: str, language: str) -> Iterator[_Date]:
    place = 0
    while found := IN_TEXT.search(text, place):
        word = found.start()
        while (date := _without_word(text, found, language)) != found.span():
            found = IN_TEXT.match(text, *date)
        yield _Date(word, *found.span())
        place = found.end()


def _without_word(text: str, found: re.Match, language: str) -> tuple[int, int]:
    """Where the date is without a word before or after it that is not a month: `Developer 2012`."""
    day, form = NAMES_DAY.fullmatch(found[0]), _form(found[0])
    name = (day["first"] or day["second"]) if day else form["month"]
    if not name or name.isdecimal() or month_number(name, language) or is_misspelled(name, language):
        return found.span()
    if day:
        return found.end() - len("2012"), len(text)
    if form.start("month") > form.start("year"):
        return found.start(), found.start() + form.end("year")
    return found.start() + form.start("year"), len(text)


def _is_dash(text: str) -> bool:
    return text == "-" or bool(BETWEEN.fullmatch(text))


def _is_part_of_more(text: str, chain: list[_Date]) -> bool:
    """Whether the dates are part of a number, such as `ISO 9001-2015`."""
    before = PART_OF_MORE_BEFORE.search(text, 0, chain[0].start)
    return bool(before or PART_OF_MORE_AFTER.match(text, chain[-1].end))


def _span(text: str, chain: list[_Date]) -> tuple[int, int] | None:
    start, end = chain[0].start, chain[-1].end
    lead, tail = LEAD_BEFORE.search(text, 0, start), TAIL.match(text, end)
    if tail and (tail["present"] or len(chain) == 1):
        end = tail.end()
    if end == chain[-1].end and len(chain) == 1 and not (lead and lead["since"]):
        return None
    return lead.start() if lead else start, end


def _stands_alone(text: str, date: _Date) -> bool:
    before, after = text[: date.start], text[date.end :].strip()
    if not before.strip():
        return not after or after[0] == ":"
    return bool(SEPARATOR_BEFORE.search(before) and CLOSED.fullmatch(after))


ENGLISH_PRESENT = [each.lower() for each in PRESENT["en"]]
MEANT_AS_SPAN = re.compile(
    rf"\d{{4}}(?:[-./]\d{{1,2}}){{0,2}}\s*(?:—|–|-{{1,3}}|\b(?:to|until|till)\b)\s*"
    rf"(?:.*\d{{4}}|(?:{'|'.join(ENGLISH_PRESENT)}|date)\b)",
    re.IGNORECASE,
)
MEANT_AS_POINT = re.compile(r"(?:since\s+)?[^\W\d]{3,}\.?,?\s+\d{4}", re.IGNORECASE)  # février 2021
DATE_MARKS = re.compile(r"[\w\s—–/.,'’()-]+")
DATE_WORD = re.compile(r"\d{1,4}(?:st|nd|rd|th)?|since|from|until|till|to|of|the|date", re.IGNORECASE)


def is_period(text: str, language: str = "en") -> bool:
    try:
        parse_period(text, language)
    except BadPeriod:
        return False
    return True


def is_span(text: str) -> bool:
    """Whether a line is two dates and no more. `from 2012 to 2013` and one date may end a sentence."""
    return is_period(text) and spans_years(text) and not LEAD.match(text.strip())


def looks_like_period(text: str) -> bool:
    """Whether a line is meant as a job's dates, right or wrong."""
    return spans_years(text) or bool(MEANT_AS_POINT.fullmatch(text.strip())) or _is_only_dates(text)


def spans_years(text: str) -> bool:
    """Whether a line has two dates, right or wrong: from a year to a year or the present."""
    return bool(MEANT_AS_SPAN.search(text.translate(TYPED)))


def _is_only_dates(text: str) -> bool:
    """Whether a line has only numbers and months, such as `15.02.2021` and `02/21 - 12/22`."""
    words = re.findall(r"\w+", text)
    if not DATE_MARKS.fullmatch(text) or not any(each[0].isdecimal() for each in words):
        return False
    return all(map(_is_date_word, words)) and (len(words) > 1 or len(words[0]) == 4)


def _is_date_word(word: str) -> bool:
    named = any(len(word) > 2 and month.lower().startswith(word.lower()) for month in MONTHS)
    return named or word.lower() in ENGLISH_PRESENT or bool(DATE_WORD.fullmatch(word))
