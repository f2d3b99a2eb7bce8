"""Spans of months and years as people write them in a résumé."""

import re
from dataclasses import dataclass

MONTHS = ("January February March April May June July August September October November December").split()
PRESENT = ("present", "now", "today", "current", "ongoing")
DASH = r"\s*(?:—|–|-{1,3}|\bto\b)\s*"
RANGE = re.compile(rf"^(?P<start>[^—–-]+?){DASH}(?P<end>[^—–-]+?)$")
MEANT = re.compile(rf"\d{{4}}{DASH}(?:.*\d{{4}}|(?:{'|'.join(PRESENT)})\b)", re.IGNORECASE)
POINT = re.compile(r"^(?:(?P<month>[^\W\d]+)\.?\s+)?(?P<year>\d{4})$")


class BadPeriod(ValueError):
    """A text that is no period; `args` are what is wrong and what to write instead."""


@dataclass(frozen=True)
class YearMonth:
    """A month, or a year that is told without one. A year has no place in the order of its months."""

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
    """From the first month to the last, both included; `end` is None for the present."""

    start: YearMonth
    end: YearMonth | None

    def __str__(self) -> str:
        return f"{self.start} — {self.end or 'Present'}"


def parse_period(text: str) -> Period:
    """Read `February 2021 — December 2022`, `Feb 2021 - Present` or `2012–2013`.

    Raises BadPeriod.
    """
    span = RANGE.match(text.strip())
    if not span:
        what = f"{text!r} is not a period"
        raise BadPeriod(what, "write `February 2021 — December 2022` or `February 2021 — Present`")
    start = parse_year_month(span["start"])
    end = None if span["end"].lower() in PRESENT else parse_year_month(span["end"])
    if end and end.latest < start.earliest:
        raise BadPeriod(f"{text!r} ends before it starts", "write the earlier month first")
    return Period(start, end)


def parse_year_month(text: str) -> YearMonth:
    point = POINT.match(text.strip())
    if not point:
        raise BadPeriod(f"{text.strip()!r} is not a month and year", "write `February 2021`")
    return YearMonth(int(point["year"]), _month(point["month"]) if point["month"] else None)


def _month(name: str) -> int:
    fitting = [n for n, month in enumerate(MONTHS, 1) if _abbreviates(name, month)]
    if len(fitting) != 1:
        raise BadPeriod(f"{name!r} is not a month", "write its English name, such as February")
    return fitting[0]


def _abbreviates(name: str, month: str) -> bool:
    return len(name) >= 3 and month.lower().startswith(name.lower())


def is_period(text: str) -> bool:
    try:
        parse_period(text)
    except BadPeriod:
        return False
    return True


def looks_like_period(text: str) -> bool:
    """Whether a line is meant as a period, right or wrong: from a year to a year or the present."""
    return bool(MEANT.search(text))
