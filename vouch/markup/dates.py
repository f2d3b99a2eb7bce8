"""Dates of articles, as Pelican reads them, unless ambiguous: 3/4/2012 is two days in two countries."""

import os
import re
import time
import warnings
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.parser import UnknownTimezoneWarning, parse

EXAMPLE = "2026-11-24"
FIRST_YEAR = 1990
MAX_DATE_LETTERS = 60
YEAR_FIRST = re.compile(r"\s*\d{4}")
# Hours, as mail has them (RFC 2822, 4.3). Other abbreviations are of several zones.
ZONES = {"EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8}
OFFSETS = {name: hours * 3600 for name, hours in ZONES.items()}
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def today(zone: str = "UTC") -> date:
    """The day of the build, or the one that SOURCE_DATE_EPOCH names (reproducible-builds.org)."""
    now = float(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    return datetime.fromtimestamp(now, ZoneInfo(zone)).date()


def is_to_come(when: datetime, zone: str) -> bool:
    """Whether its day is after today in the site's time zone; what has this date is published on that day."""
    return day_of(when, zone) > today(zone)


def problem_of(value: str) -> tuple[str, str] | None:
    """What is wrong with a date and what to write instead."""
    if len(_readings(value)) > 1:
        return f"{value!r} may be read as more than one day", f"write it like {EXAMPLE}"
    if (when := parsed(value)) is None:
        return f"{value!r} is not a date", f"write it like {EXAMPLE}"
    if when.year < FIRST_YEAR:
        return f"{value!r} is before {FIRST_YEAR}", "write the year in which this was published"
    return None


def parsed(value: str) -> datetime | None:
    """The date, with its zone if it names one; None if it is not one or may be read as several."""
    readings = _readings(value)
    return readings[0] if len(readings) == 1 else None


def day_of(when: datetime, zone: str) -> date:
    """The day of a time in the site's time zone."""
    return (when.astimezone(ZoneInfo(zone)) if when.tzinfo else when).date()


@lru_cache(maxsize=64)  # the checks and the metadata of one article ask for the same
def _readings(value: str) -> tuple[datetime, ...]:
    """All that a date could mean: month and day in either order, and what is missing filled in."""
    value = value.replace("_", " ")
    if len(value) > MAX_DATE_LETTERS:
        return ()
    try:
        if iso := ISO_DAY.match(value):
            date.fromisoformat(iso[0])  # dateutil takes 2012-13-01 for 13 January
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)
            found = {
                parse(
                    value,
                    dayfirst=day_first and not YEAR_FIRST.match(value),
                    default=default,
                    tzinfos=OFFSETS,
                )
                for day_first in (False, True)
                for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 (of no zone)
            }
    except (ValueError, OverflowError, TypeError, UnknownTimezoneWarning):
        return ()
    is_clear = all(f"{each.year:04}" in value for each in found)
    return tuple(found) if is_clear or len(found) > 1 else ()
