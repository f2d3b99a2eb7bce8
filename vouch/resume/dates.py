"""A date in a résumé, a month or a year: read and written in any language, and found in a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vouch.resume.date_words import (
    FROM,
    OF,
    SINCE,
    TO,
    is_foreign_abbreviation,
    is_month_of,
    may_be_month,
    month_and_year,
    month_name,
    month_number,
)

YEARS = range(1900, 2101)
WORD = r"[^\W\d_][^\s,;:()\[\]|/—–-]*+"
# How a date is written. Where a day is in it too, or the year has no century, it is found to be refused.
DAY = (
    r"(?<!\d)\d{1,2}(?P<mark>[./-])\s?\d{1,2}(?P=mark)\s?(?:\d{4}|\d\d)\b"  # 15.02.2021
    r"|\b\d{4}(?P<sign>[./-])\d{1,2}(?P=sign)\d{1,2}\b"  # 2021-02-15
    r"|\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}"
    r"|\b\d{1,2}(?:\.|st|nd|rd|th)?\s+(?:(?:of|de|di)\s+)?(?P<first>(?!năm)[^\W\d]{3,})\.?,?\s+(?:de\s+)?\d{4}\b"
    r"|(?<!\w)(?!tháng)(?P<second>[^\W\d]{3,})\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"  # February 15, 2021
)
NO_CENTURY = (
    r"(?<![\w/])(?:0\d|1[0-2])/\d\d(?![\w/])"  # 02/21
    r"|(?<![\w'])(?:[^\W\d]{3,9}\.?\s?)?'\d\d(?!\w)"  # Feb '21
    r"|(?<!\w)\d{4}s"
    r"|(?<=\d{4}[–—])\d\d(?![\w/.])"  # 2021–22
)
OF_YEAR = r"\s?(?:m|gada|[^\W\da-z]{1,4})\b[.,․]*"  # 2021 ж. ақпан
FORMS = (
    r"(?P<year>\d{4})\s*[年년](?:\s*(?P<month>\d{1,2})\s*[月월])?",
    r"(?P<year>\d{4})(?:[-/](?=\d\d)|\.)(?P<month>\d\d?)(?!\d)",  # not 2011/2, which may be 2011 and 2012
    r"(?P<month>\d{1,2})[/.](?P<year>\d{4})",
    r"(?<!\d)(?P<month>0[1-9]|1[0-2])-(?P<year>\d{4})(?!-)",
    r"tháng\s+(?P<month>\d{1,2})(?:/|,?\s+(?:năm\s+)?)(?P<year>\d{4})",
    rf"(?P<year>\d{{4}})\.?(?:{OF_YEAR})?\s+(?P<month>{WORD})(?!,?\s+\d{{4}})",  # 2021. február
    rf"(?:(?P<month>{WORD}),?\s+(?:(?:{OF})\s+)?)?(?P<year>\d{{4}})(?:\s?(?:гг?|года?|р|року)\b\.?)?",
)
DATES = [re.compile(each, re.IGNORECASE) for each in FORMS]
YEAR_AND_NUMBER = DATES[1]
DATE_WITH_DAY = re.compile(DAY, re.IGNORECASE)
# In running text a year is not part of a longer number or word.
YEAR_IN_TEXT = r"(?<!\d)(?:19\d\d|20\d\d|2100)(?![\da-z])"
MONTH_OF_SAME_YEAR = rf"(?<!\w){WORD}(?=\s*(?:[—–-]|\b(?:{TO})\b)\s*{WORD},?\s+{YEAR_IN_TEXT})"
IN_TEXT = (re.sub(r"\?P<\w+>", "?:", each).replace(r"\d{4}", YEAR_IN_TEXT) for each in FORMS)
DATE_IN_TEXT = re.compile("|".join((DAY, NO_CENTURY, MONTH_OF_SAME_YEAR, *IN_TEXT)), re.IGNORECASE)
# Before a date that is apart from the words before it, and around a date that is one of two.
SEPARATOR = re.compile(r"(?:^|[,(|—–]|:\s|\s-\s)\s*$")
DASH_BEFORE = re.compile(rf"(?:[—–→~〜-]|\b(?:{SINCE}|{FROM}|{TO}))\s*$", re.IGNORECASE)
DASH_AFTER = re.compile(rf"\s*(?:[—–→~〜-]|(?<=\d\s)(?:{TO})\b)", re.IGNORECASE)

POINT_ADVICE = "write `February 2021` or `02/2021`"


class BadPeriod(ValueError):
    """A text that is not a date or period; `args` are what is wrong and what to write instead."""


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
    def of_year(self) -> "YearMonth":
        return YearMonth(self.year)

    @property
    def iso(self) -> str:
        """`2021-02` or `2021`: valid in `<time datetime>` and in JSON Resume."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    def in_words(self, language: str) -> str:
        return str(self.year) if self.month is None else month_and_year(self.year, self.month, language)

    def __str__(self) -> str:
        return self.in_words("en")


@dataclass(frozen=True)
class Occurrence:
    """Where a date is in a text, and where a word before it begins that is not its month."""

    word: int
    start: int
    end: int


def parse_year_month(text: str, language: str = "en") -> YearMonth:
    point = _form(text.strip())
    if not point:
        raise BadPeriod(f"{text.strip()!r} is not a month and year", POINT_ADVICE)
    if int(point["year"]) not in YEARS:
        raise BadPeriod(f"{point['year']} is not the year of a job", "write a year from 1900 to 2100")
    return YearMonth(int(point["year"]), _month(point["month"], language) if point["month"] else None)


def occurrences(text: str, language: str) -> Iterator[Occurrence]:
    """The dates in a line, right or wrong. A word beside a year is part of it if it may be a month."""
    place = 0
    while found := DATE_IN_TEXT.search(text, place):
        word = found.start()
        place = found.end()
        while found and (inner := _without_word(text, found, language)) != found.span():
            found = DATE_IN_TEXT.match(text, *inner)
        if found and (re.search(r"\d", found[0]) or is_month_of(found[0], language)):
            yield Occurrence(word, *found.span())
            place = found.end()


def _without_word(text: str, found: re.Match, language: str) -> tuple[int, int]:
    """Where to look for the date instead if its word is not a month: `Developer 2012`."""
    day, form = DATE_WITH_DAY.fullmatch(found[0]), _form(found[0])
    name = (day["first"] or day["second"]) if day else form and form["month"]
    if not name or name.isdecimal() or may_be_month(name, language, _may_count(text, found)):
        return found.span()
    if day:
        return found.end() - len("2012"), found.end()
    if form.start("month") > form.start("year"):
        return found.start(), found.start() + form.end("year")
    return found.start() + form.start("year"), len(text)


def _may_count(text: str, found: re.Match) -> bool:
    """Whether a date would be taken where it is, so that its month is worth looking up anywhere."""
    before, after = found.start(), found.end()
    if DASH_BEFORE.search(text, 0, before) or DASH_AFTER.match(text, after):
        return True
    return bool(SEPARATOR.search(text, 0, before)) and text[after:].strip()[:1] in ("", ")", ":")


def check_month(text: str, language: str) -> None:
    """Raise BadPeriod if a date after other words has a month of three letters in other languages alone.

    `Mai 2012` is May, and `Next Gen 2012` is not January.
    """
    form = _form(text)
    if form and form["month"] and is_foreign_abbreviation(form["month"], language):
        instead = "write the month in English, or put the dates in parentheses"
        raise BadPeriod(f"{form['month']!r} may be a month or part of a name", instead)


def _form(text: str) -> re.Match | None:
    return next(filter(None, (form.fullmatch(text) for form in DATES)), None)


def _month(name: str, language: str) -> int:
    if not name.isdecimal():
        if found := month_number(name, language):
            return found
        raise BadPeriod(f"{name!r} is not a month", f"write its name, such as {month_name(2, language)}")
    if not 1 <= int(name) <= 12:
        instead = "write a month as `02/2021` and years as `2012 — 2013`"
        raise BadPeriod(f"{name} is not the number of a month", instead)
    return int(name)
