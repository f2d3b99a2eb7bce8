"""Finds roles at one employer whose periods overlap: usually a typo, so the author is warned."""

import re
from collections.abc import Iterator
from itertools import combinations

from vouch.resume.model import Resume, plain
from vouch.resume.periods import Period

SIDE_BY_SIDE = re.compile(r"part.time|parallel|alongside|concurrent|at the same time|besides", re.IGNORECASE)
OVERLAP_ADVICE = "correct them, or write `part time` or `in parallel` after the role's title"


def overlapping_roles(resume: Resume) -> Iterator[tuple[int, str, str]]:
    """Yields the line of the role that is listed later, what is wrong, and what to write instead.

    A role that ends in the month, or the year, in which the next begins does not overlap with it.
    """
    for section in resume.sections:
        for employer in section.employers:
            for one, other in combinations(employer.roles, 2):
                words = " ".join(map(plain, (employer.roles[0].heading, one.heading, other.heading)))
                if _overlap(one.period, other.period) and not SIDE_BY_SIDE.search(words):
                    what = f"the dates of {other.title!r} overlap with those of {one.title!r}"
                    yield other.line, what, OVERLAP_ADVICE


def _overlap(one: Period, other: Period) -> bool:
    """Whether they certainly overlap: a year without a month may start late or end early."""
    return _begins_within(one, other) and _begins_within(other, one)


def _begins_within(one: Period, other: Period) -> bool:
    """Whether one certainly begins before the other's last month."""
    return other.end is None or one.start.latest < other.end.earliest
