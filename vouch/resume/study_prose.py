"""Reads sentences about studies, clause by clause; nothing is guessed.

A year is taken only from a clause that says what happened in it: "in 2005 I enrolled in …",
"graduating in 2012". What a sentence does not state in such words is kept in its text only.
"""

import re
from dataclasses import replace

from vouch.resume.degrees import PHRASE, SUBJECT, degree_of
from vouch.resume.model import Line, Study, plain
from vouch.resume.periods import BadPeriod, Period, YearMonth, find_periods
from vouch.resume.words import DEGREE, label_of

# A word; the full stop of a sentence is not in it, unlike that of `St.`
NAME = r"[A-ZÀ-ÞŁŚŞČŘŽĆĐ](?:[\w'’&-]|\.(?=\S|$)|(?<=\b\w)\.|(?<=\b\w\w)\.|(?<=\b\w{3})\.)*"
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
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CLAUSE = re.compile(r"[,;]|(?<!\b[A-Z])\.\s|\bthen\b")
BEGAN = re.compile(
    r"\b(?:enrol|enter|start|beg[au]n|join|admitted|relocat|continu|transfer|mov)", re.IGNORECASE
)
MOVED = re.compile(r"\b(?:relocat|continu|transfer|mov)", re.IGNORECASE)
NEGATED = re.compile(r"\b(?:never|not|without)\b|n['’]t\b", re.IGNORECASE)
ENDED = re.compile(r"\b(?:graduat|complet|finish|obtain|receiv|earn|award)", re.IGNORECASE)
BEGINNING = re.compile(r"^\W*(?:I|I['’]\w+|We|My|In|As|After|From|While)\s")


def is_prose(text: str) -> bool:
    """Whether it is a sentence, by its first word or by a verb of studies."""
    has_verb = BEGAN.search(text) or ENDED.search(text)
    return bool(BEGINNING.search(text) or (has_verb and (INSTITUTION.search(text) or YEAR.search(text))))


def studies_in(line: Line, number: int, language: str) -> list[Study]:
    """One for each institution that the text names; or one with nothing but its text."""
    text = plain(line)
    links = {run.text: run.href for run in line if run.href}
    named = (each[0].rstrip(".") for each in INSTITUTION.finditer(text))
    names = [each for each in named if not label_of(each)] or list(links)[:1]
    found = [Study(text, number, name, links.get(name, "")) for name in names]
    if len(found) == 1 and (period := _span(text, language)):
        found = [replace(found[0], start=period.start, end=period.end)]
    return _read_clauses(found, text) if names else [Study(text, number)]


def _span(text: str, language: str) -> Period | None:
    try:
        found = [each.period for each in find_periods(text, language)]
    except BadPeriod:
        return None
    return found[0] if len(found) == 1 and found[0].start != found[0].end else None


def _read_clauses(found: list[Study], text: str) -> list[Study]:
    """Read clause by clause: each belongs to the institution that it names, or else to the last one named."""
    current, pending = -1, ("", "")
    for clause in filter(str.strip, CLAUSE.split(text)):
        named = [n for n, each in enumerate(found) if n > current and each.institution in clause]
        earlier, current = current, named[0] if named else current
        degree = _degree(clause)
        if current < 0:
            pending = degree if PHRASE.match(clause.strip()) else ("", "")
        elif len(named) < 2:
            if named and not degree[0]:
                degree = pending
            found = _with_degree(found, current, degree)
            found = _with_year(found, current, earlier, clause, bool(named))
            pending = ("", "")
    return found


def _degree(clause: str) -> tuple[str, str]:
    """Of the subject, the words with capitals: what follows them may be another part of the sentence."""
    begins = DEGREE.search(clause)
    degree, area = degree_of(clause[begins.start() :]) if begins else ("", "")
    subject = SUBJECT.match(area)
    return degree, subject[0] if subject else ""


def _with_degree(found: list[Study], place: int, degree: tuple[str, str]) -> list[Study]:
    if not found[place].degree:
        found[place] = replace(found[place], degree=degree[0], area=degree[1])
    return found


def _with_year(found: list[Study], place: int, earlier: int, clause: str, named: bool) -> list[Study]:
    years = {int(year) for year in YEAR.findall(clause)}
    if len(years) != 1 or NEGATED.search(clause):
        return found
    year = YearMonth(years.pop())
    if ENDED.search(clause):
        found[place] = replace(found[place], end=year)
    elif BEGAN.search(clause) and named:
        found[place] = replace(found[place], start=year)
        if earlier >= 0 and MOVED.search(clause) and not found[earlier].end:
            found[earlier] = replace(found[earlier], end=year)
    return found
