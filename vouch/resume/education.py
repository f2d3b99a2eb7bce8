"""Education as data, from prose or from entries in the form of jobs; nothing is guessed.

A year is taken only from a clause that says what happened in it: "in 2005 I enrolled in …",
"graduating in 2012". What a sentence does not state in such words is kept in its text only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vouch.resume.assignment import groups_by_role
from vouch.resume.model import Employer, Group, Line, Resume, plain
from vouch.resume.periods import BadPeriod, Period, YearMonth, parse_period

NAME = r"[A-ZÀ-ÞŁŚŞČŘŽĆĐ][\w'’&.-]*"
KIND = (
    r"Universit(?:y|ies|é|ät|à|eit|et)|Universidade?|Institute?|College|School|Academy"
    r"|Polytechni(?:c|que)|École|Hochschule"
)
OF = r"(?:of|for|de|der|für|di|do)\s+(?:the\s+)?"
INSTITUTION = re.compile(
    rf"(?:{NAME}\s+(?:{OF}|and\s+)?)*?(?:{KIND})\b"
    rf"(?:\s+(?:{OF}|at\s+)?{NAME}(?:\s+(?:{OF}|and\s+|at\s+)?{NAME})*)?"
    r"|\w+大学(?:院)?"
)
DEGREE = re.compile(
    r"\b(?P<degree>(?:Bachelor|Master|Doctor|Associate)(?:['’]s)?(?: degree)?(?: of [A-Z]\w+)*"
    r"|Diploma|B\.?Sc\.?|M\.?Sc\.?|Ph\.?D\.?|B\.?A\.?|M\.?A\.?|B\.?Eng\.?|M\.?Eng\.?|MBA|BS|MS)(?!\w)"
    r"(?:\s*(?:degree\s+)?(?:in\s+)?(?P<area>[A-Z][\w&-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w&-]*)*))?"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
POINT = r"(?:[A-Z][a-z]{2,8}\.?\s+)?\d{4}"
SPAN = re.compile(rf"{POINT}\s*(?:—|–|-|\bto\b)\s*(?:{POINT}|[Pp]resent\b)")
CLAUSE = re.compile(r"[,;]|(?<!\b[A-Z])\.\s|\bthen\b")
BEGAN = re.compile(
    r"\b(?:enrol|enter|start|beg[au]n|join|admitted|relocat|continu|transfer|mov)", re.IGNORECASE
)
MOVED = re.compile(r"\b(?:relocat|continu|transfer|mov)", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:never|not|without)\b|n['’]t\b", re.IGNORECASE)
SUBJECT = re.compile(r"[A-Z][\w&-]*(?:\s+(?:and\s+|of\s+)?[A-Z][\w&-]*)*")
ENDED = re.compile(r"\b(?:graduat|complet|finish|obtain|receiv|earn|award)", re.IGNORECASE)


@dataclass(frozen=True)
class Study:
    """A period at one institution. What the text does not state is empty or None; `text` is all of it."""

    text: str
    institution: str = ""
    address: str = ""
    degree: str = ""
    area: str = ""
    start: YearMonth | None = None
    end: YearMonth | None = None
    groups: tuple[Group, ...] = ()  # achievements there


def studies(resume: Resume) -> list[Study]:
    """In the author's order. A line that names no institution is a study with nothing but its text."""
    found: list[Study] = []
    for section in resume.education:
        for employer in section.employers:
            found += _at_employer(employer)
        for group in section.groups:
            found += _in_line(group.introduction) if group.introduction else []
            for each in group.highlights:
                *others, last = _in_line(each.text)
                found += [*others, replace(last, groups=(Group((), each.highlights, each.line),))]
    return found


def _at_employer(employer: Employer) -> Iterator[Study]:
    for role, groups in groups_by_role(employer).items():
        degree = DEGREE.search(role.title)
        yield Study(
            text=" ".join(map(plain, filter(None, (employer.heading, role.heading)))),
            institution=employer.name,
            address=employer.address,
            degree=degree["degree"] if degree else role.title,
            area=(degree and degree["area"]) or "",
            start=role.period.start if role.period.end != role.period.start else None,  # one date is its end
            end=role.period.end,
            groups=groups,
        )


def _in_line(line: Line) -> list[Study]:
    text, period = plain(line), _span(plain(line))
    links = {run.text: run.href for run in line if run.href}
    names = [each[0] for each in INSTITUTION.finditer(text)] or list(links)[:1]
    found = [Study(text, name, links.get(name, "")) for name in names] or [Study(text)]
    if len(found) == 1 and period:
        found = [replace(found[0], start=period.start, end=period.end)]
    return _read_clauses(found, text) if names else found


def _read_clauses(found: list[Study], text: str) -> list[Study]:
    """Read clause by clause: each belongs to the institution that it names, or else to the last one named."""
    current, pending = -1, ("", "")
    for clause in filter(str.strip, CLAUSE.split(text)):
        named = [n for n, each in enumerate(found) if n > current and each.institution in clause]
        earlier, current = current, named[0] if named else current
        without_names = clause.replace(found[current].institution, "") if named else clause
        degree, alone = _degree(without_names)
        if pending[0] and not pending[1] and not named and SUBJECT.fullmatch(clause.strip()):
            pending = pending[0], clause.strip()
        elif current < 0:
            pending = degree if alone else ("", "")
        elif len(named) < 2:
            found = _with_degree(found, current, degree if degree[0] else pending if named else ("", ""))
            found = _with_year(found, current, earlier, clause, bool(named))
            pending = ("", "")
    return found


def _degree(clause: str) -> tuple[tuple[str, str], bool]:
    """The degree and its area, and whether the clause has nothing else."""
    degree = DEGREE.search(clause)
    if not degree:
        return ("", ""), False
    return (degree["degree"].strip(), degree["area"] or ""), degree[0].strip() == clause.strip()


def _with_degree(found: list[Study], place: int, degree: tuple[str, str]) -> list[Study]:
    if degree[0] and not found[place].degree:
        found[place] = replace(found[place], degree=degree[0], area=degree[1])
    return found


def _with_year(found: list[Study], place: int, earlier: int, clause: str, named: bool) -> list[Study]:
    years = {int(year) for year in YEAR.findall(clause)}
    if len(years) != 1 or NEGATED.search(clause) or (len(found) == 1 and found[0].start and found[0].end):
        return found
    year = YearMonth(years.pop())
    if ENDED.search(clause):
        found[place] = replace(found[place], end=year)
    elif BEGAN.search(clause) and named:
        found[place] = replace(found[place], start=year)
        if earlier >= 0 and MOVED.search(clause) and not found[earlier].end:
            found[earlier] = replace(found[earlier], end=year)
    return found


def _span(text: str) -> Period | None:
    spans = SPAN.findall(text)
    try:
        return parse_period(spans[0]) if len(spans) == 1 else None
    except BadPeriod:
        return None
