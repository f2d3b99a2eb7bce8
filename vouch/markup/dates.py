"""Dates of articles, in ISO 8601 only: 3/4/2012 is another day in another country."""

import os
import re
import time
import warnings
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.parser import UnknownTimezoneWarning, parse

EXAMPLE = "2026-11-24"
FIRST_YEAR = 1990
ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
YEAR_FIRST = re.compile(r"\s*\d{4}")
TIME = re.compile(r"\d:\d\d")


def today(zone: str = "UTC") -> date:
    """The day of the build, or the one that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    now = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return datetime.fromtimestamp(now, ZoneInfo(zone)).date()


def is_to_come(when: datetime, zone: str) -> bool:
    """Whether its day is after today in the site's time zone; what has this date is published on that day."""
    return day_of(when, zone) > today(zone)


def problem_of(value: str) -> tuple[str, str] | None:
    """What is wrong with a date and what to write instead."""
    if ISO.fullmatch(value):
        if (when := parsed(value)) is None:
            return f"there is no day {value!r}", f"write it as {EXAMPLE}"
        if when.year < FIRST_YEAR:
            return f"{value!r} is before {FIRST_YEAR}", "write the year in which this was published"
        return None
    readings = _readings(value)
    if not readings:
        return f"{value!r} is not a date", f"write it as {EXAMPLE}"
    if len(readings) > 1:
        return f"{value!r} may be read as more than one day", f"write it as {EXAMPLE}"
    return f"{value!r} is not in ISO 8601 form", f"write {_iso(readings.pop(), value)}"


def parsed(value: str) -> datetime | None:
    """A date of ISO 8601, with its zone if it names one; None if it is not one or there is no such day."""
    iso = ISO.fullmatch(value)
    if not iso:
        return None
    try:
        return datetime.fromisoformat(f"{iso['day']}T{iso['time'] or '00:00'}{iso['zone'] or ''}")
    except ValueError:
        return None


def day_of(when: datetime, zone: str) -> date:
    """The day of a time in the site's time zone."""
    return (when.astimezone(ZoneInfo(zone)) if when.tzinfo else when).date()


def _readings(value: str) -> set[datetime]:
    """All days that a complete date could mean, with month and day in either order."""
    value = value.replace("_", " ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)
            return {
                parse(value, dayfirst=day_first and not YEAR_FIRST.match(value), default=default)
                for day_first in (False, True)
                for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 (of no zone)
            }
    except (ValueError, OverflowError, TypeError, UnknownTimezoneWarning):
        return set()


def _iso(when: datetime, value: str) -> str:
    if not TIME.search(value):
        return f"{when:%Y-%m-%d}"
    return when.isoformat(" ", "seconds" if when.second else "minutes")
