"""Roles at one employer whose periods overlap: mostly a slip of the pen, so the author is told."""

import re
from collections.abc import Iterator
from itertools import combinations

from plugins.resume.model import Resume, Role, plain

SIDE_BY_SIDE = re.compile(r"part.time|parallel|alongside|concurrent|at the same time|besides", re.IGNORECASE)
INSTEAD = "correct them, or write `part time` or `in parallel` after the role's title"


def overlapping_roles(resume: Resume) -> Iterator[tuple[int, str, str]]:
    """The line of the role that is listed later, what is wrong, and what to write instead.

    A role that ends in the month, or the year, in which the next begins does not overlap with it.
    """
    for section in resume.sections:
        for employer in section.employers:
            said = plain(employer.phrase)
            for one, other in combinations(employer.roles, 2):
                if _overlap(one, other) and not SIDE_BY_SIDE.search(f"{said} {plain(other.phrase)}"):
                    what = f"the dates of {other.title!r} overlap with those of {one.title!r}"
                    yield other.line, what, INSTEAD


def _overlap(one: Role, other: Role) -> bool:
    first, second = sorted((one, other), key=lambda role: role.period.start.earliest)
    end = first.period.end
    return end is None or end.earliest > second.period.start.latest
