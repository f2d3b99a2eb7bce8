"""Education as data, from the prose or the jobs' form that the author wrote it in; nothing is guessed.

A year is taken only from a clause that says what happened in it: "in 2005 I enrolled in …",
"graduating in 2012". What a sentence does not say in such words stays in its text alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plugins.resume.claims import lines
from plugins.resume.model import Employer, Line, Resume, plain
from plugins.resume.periods import BadPeriod, Period, YearMonth, parse_period

NAME = r"[A-ZÀ-ÞŁŚŞČŘŽĆĐ][\w'’&.-]*"
KIND = (
    r"Universit(?:y|ies|é|ät|à|eit|et)|Universidade?|Institute?|College|School|Academy|Polytechnic|Hochschule"
)
OF = r"(?:of|for|de|der|für|di|do)\s+(?:the\s+)?"
INSTITUTION = re.compile(
    rf"(?:{NAME}\s+(?:{OF}|and\s+)?)*?(?:{KIND})\b"
    rf"(?:\s+(?:{OF}|at\s+)?{NAME}(?:\s+(?:{OF}|and\s+|at\s+)?{NAME})*)?"
)
DEGREE = re.compile(
    r"\b(?P<degree>(?:Bachelor|Master|Doctor|Associate)(?:['’]s)?(?: degree)?(?: of [A-Z]\w+)*"
    r"|Diploma|B\.?Sc\.?|M\.?Sc\.?|Ph\.?D\.?|B\.?A\.?|M\.?A\.?|B\.?Eng\.?|M\.?Eng\.?|MBA|BS|MS)(?!\w)"
    r"(?:\s*,?\s*(?:degree\s+)?(?:in\s+)?(?P<area>[A-Z][\w&-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w&-]*)*))?"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SPAN = re.compile(r"(?:[^\W\d]+\.?\s+)?\d{4}\s*(?:—|–|-|\bto\b)\s*(?:(?:[^\W\d]+\.?\s+)?\d{4}|[Pp]resent\b)")
CLAUSE = re.compile(r"[,;]|(?<!\b[A-Z])\.\s|\bthen\b")
BEGAN = re.compile(
    r"\b(?:enrol|enter|start|beg[au]n|join|admitted|relocat|continu|transfer|mov)", re.IGNORECASE
)
MOVED = re.compile(r"\b(?:relocat|continu|transfer|mov)", re.IGNORECASE)
ENDED = re.compile(r"\b(?:graduat|complet|finish|obtain|receiv|earn|award)", re.IGNORECASE)


@dataclass(frozen=True)
class Study:
    """A time at an institution. What the text does not say is empty or None; `text` is all it says."""

    text: str
    institution: str = ""
    address: str = ""
    degree: str = ""
    area: str = ""
    start: YearMonth | None = None
    end: YearMonth | None = None


def studies(resume: Resume) -> list[Study]:
    """In the author's order. A line that names no institution is a study of its text alone."""
    found: list[Study] = []
    for section in resume.education:
        for employer in section.employers:
            found += _at_employer(employer)
        for _, line in lines(section.groups):
            found += _in_line(line)
    return found


def _at_employer(employer: Employer) -> Iterator[Study]:
    for role in employer.roles:
        degree = DEGREE.search(role.title)
        yield Study(
            text=f"{role.title} {plain(employer.phrase)}",
            institution=employer.name,
            address=employer.address,
            degree=degree["degree"] if degree else role.title,
            area=(degree and degree["area"]) or "",
            start=role.period.start if role.period.end != role.period.start else None,  # one date is its end
            end=role.period.end,
        )


def _in_line(line: Line) -> list[Study]:
    text = plain(line)
    links = {run.text: run.href for run in line if run.href}
    names = [each[0] for each in INSTITUTION.finditer(text)] or list(links)[:1]
    found = [Study(text, name, links.get(name, "")) for name in names]
    if not found:
        return [Study(text)]
    return _with_degree(_with_years(found, text), text)


def _with_degree(found: list[Study], text: str) -> list[Study]:
    """The degree is of the last institution named before it, or of the first."""
    if not (degree := DEGREE.search(text)):
        return found
    before = [n for n, each in enumerate(found) if text.find(each.institution) < degree.start()]
    place = before[-1] if before else 0
    found[place] = replace(found[place], degree=degree["degree"].strip(), area=degree["area"] or "")
    return found


def _with_years(found: list[Study], text: str) -> list[Study]:
    if len(found) == 1 and (period := _span(text)):
        return [replace(found[0], start=period.start, end=period.end)]
    current = -1
    for clause in CLAUSE.split(text):
        named = [n for n, each in enumerate(found) if n > current and each.institution in clause]
        years = {int(year) for year in YEAR.findall(clause)}
        earlier, current = current, named[0] if named else current
        if len(years) != 1 or len(named) > 1 or current < 0:
            continue
        year = YearMonth(years.pop())
        if ENDED.search(clause):
            found[current] = replace(found[current], end=year)
        elif BEGAN.search(clause) and named:
            found[current] = replace(found[current], start=year)
            if earlier >= 0 and MOVED.search(clause) and not found[earlier].end:
                found[earlier] = replace(found[earlier], end=year)
    return found


def _span(text: str) -> Period | None:
    spans = SPAN.findall(text)
    try:
        return parse_period(spans[0]) if len(spans) == 1 else None
    except BadPeriod:
        return None
