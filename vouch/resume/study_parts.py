"""Which part of a study's lines is the degree, which the institution: found by headings.py, and doubted here.

An institution is known by its words, by "at", by a link, or because nothing else is left beside a degree and
its subject. If two parts could be it, none is.
"""

import re
from collections.abc import Iterable
from itertools import groupby
from textwrap import shorten

from vouch.resume.degrees import MORE_AREAS, NOT_AREA, degree_of, is_area
from vouch.resume.headings import Heading, heading_or_empty
from vouch.resume.job_lines import location_of
from vouch.resume.model import Line, Run, Study, plain
from vouch.resume.periods import YearMonth
from vouch.resume.segments import EDGE, SPACE
from vouch.resume.study_lines import UNIVERSITY, Row, names_school
from vouch.resume.words import DEGREE, DURATION, label_of

STUDY_ADVICE = "write it like `B.Sc. Computer Science, TU Berlin, 2010 — 2014`"
PIECE = re.compile(rf"([,，、;；:|·•()（）\[\]]|\s[/–—-]+\s|{SPACE.pattern})")
LEADING = re.compile(r"^(?:(?:at|bei|chez|@)(?:\s+|$))?(?:[Tt]he\s+)?")
REMARK = re.compile(
    r"\s*[(（][^)）]*[)）](?:\s+(?:in|en|em)\s(?:(?!\sat\s)[^,;|()])+)?|\s+(?:in|en|em)\s(?:(?!\sat\s)[^,;|()])+"
)
UNIT = re.compile(r"(?:School|College|Institut\w*|Academy)\s+(?:of|for)\b")
MAX_LABEL_WORDS = 3
COURSE = re.compile(r"certif|course|training|workshop|mooc|coursera|udacity|edx\b|scholarship", re.IGNORECASE)
MAX_QUOTED = 80


def study_of(rows: tuple[Row, ...], above: Study | None = None) -> Study:
    """What the rows say; a degree without an institution is one of that in the line `above`."""
    degree, area, beside, school = _parts_of(rows)
    if degree and not school and above:
        school = Run(above.institution, above.address)
    name, address = (school.text, school.href) if school else ("", "")
    start, end = _dates(rows)
    return Study(
        text=_text(rows),
        line=rows[0].number,
        institution=name,
        address=address,
        degree=degree,
        area=area or (beside if name else ""),
        start=start,
        end=end,
        doubt=_doubt(rows, degree, name),
    )


def _parts_of(rows: tuple[Row, ...]) -> tuple[str, str, str, Run | None]:
    """The degree, its subject, a part that is the subject if there is an institution, and the institution."""
    heading = heading_or_empty([(row.number, row.line) for row in rows], DEGREE, rows[0].language)
    pieces = [piece for _, line in heading.lines for piece in _pieces(line)]
    place = location_of(heading.lines, rows[0].language).split(", ")
    title = next(filter(_is_degree, pieces), None)
    whole = _with_rest(title.text, heading) if title else ""
    degree, area = degree_of(whole)
    pieces = [each for each in pieces if each is title or each.text not in whole]
    others = [each for each in pieces if _may_be_name(each.text, place)]
    school = _school(pieces, others, title, heading, area)
    beside = _area_beside(pieces, title, school, place) if title and not area else ""
    is_unit = bool(school and UNIT.match(school.text))
    if is_unit and any(each.text not in (school.text, beside) for each in others):
        school = None  # "School of Computing" is part of what another part may name
    return degree, area, beside, school


def _pieces(line: Line) -> list[Run]:
    """The parts between separators, without those that have a label of no interest: `Thesis: Knots`."""
    found, separator = [], ""
    for (part, href), runs in groupby(line, key=lambda run: (run.part, run.href)):
        text = "".join(run.text for run in runs)
        for number, each in enumerate([text] if href else PIECE.split(text)):
            name = LEADING.sub("", each.strip(EDGE)) if number % 2 == 0 else ""
            if name and ":" in separator and found and _is_label(found[-1].text) and not degree_of(name)[0]:
                found.pop()
            elif name:
                found.append(Run(name, href, part=part))
            separator = "" if name else separator + each
    return found


def _is_label(text: str) -> bool:
    known = degree_of(text)[0] or names_school(text) or label_of(text)
    return len(text.split()) <= MAX_LABEL_WORDS and not known


def _is_degree(piece: Run) -> bool:
    degree, _ = degree_of(piece.text)
    return bool(degree) and not names_school(piece.text.replace(degree, ""))


def _may_be_name(text: str, place: list[str]) -> bool:
    is_word = re.search(r"[^\W\d_]{2}", text) and (not text[:1].islower() or names_school(text))
    known = text in place or label_of(text) or degree_of(text)[0] or DURATION.match(text)
    return bool(is_word) and not (known or NOT_AREA.search(text))


def _school(
    pieces: list[Run], others: list[Run], title: Run | None, heading: Heading, area: str
) -> Run | None:
    """The institution: by its words, by "at", by a link, or the only part beside a degree with a subject."""
    named = [each for each in others if heading.has_at and each.part == "name"]
    is_at = bool(named) and _is_at(pieces, title, named[0])
    left = [each for each in others if is_at or each not in named]
    schools = [each for each in left if names_school(each.text)]
    universities = [each for each in schools if UNIVERSITY.search(each.text)]
    linked = [each for each in left if each.href]
    if len([each for each in linked if each in schools]) > 1 and not universities:
        return None
    found = (
        universities,
        named if is_at else (),
        schools,
        linked if len(linked) == 1 else (),
        left if len(left) == 1 and not named and area else (),
    )
    return next((each for one in found for each in one), None)


def _is_at(pieces: list[Run], title: Run | None, name: Run) -> bool:
    """Whether "at" follows the degree, and not something else: `exchange at Oxford`."""
    start = pieces.index(title) + 1 if title else 1
    end = pieces.index(name)
    return not (pieces[start:end] if start <= end else pieces[:start])


def _area_beside(pieces: list[Run], title: Run, school: Run, place: list[str]) -> str:
    """The part right after the degree, or the first, right before it: `BSc, Mathematics, Lyceum 5`."""
    at = pieces.index(title)
    near = [*pieces[at + 1 : at + 2], *(pieces[:1] if at == 1 else [])]
    fitting = (each.text for each in near if each is not school and not names_school(each.text))
    return next(
        (each for each in fitting if each not in place and is_area(each, title.text)),
        "",
    )


def _dates(rows: tuple[Row, ...]) -> tuple[YearMonth | None, YearMonth | None]:
    """From when to when; one date is the end."""
    found = [row for row in rows if row.periods]
    if len(found) != 1 or len(found[0].periods) != 1:
        return None, None
    period = found[0].periods[0]
    end = None if any(row.is_expected for row in rows) else period.end
    return (None if period.start == period.end else period.start), end


def _with_rest(title: str, heading: Heading) -> str:
    """With what follows in its line and belongs to it: `(Honours) in Physics`, or `, Logic, and Law`."""
    pattern = MORE_AREAS if degree_of(title)[1] else REMARK
    for _, line in heading.lines:
        found = pattern.match(plain(line).partition(title)[2])
        title += found[0] if found else ""
    return title


def _text(rows: Iterable[Row]) -> str:
    """What is written, without lines that are nothing but dates if there are others."""
    more = [row.written for row in rows if row.is_expected or plain(row.line) or not row.periods]
    return " ".join(more or [row.written for row in rows])


def _doubt(rows: tuple[Row, ...], degree: str, school: str) -> tuple[str, str] | None:
    if wrong := next((row.doubt for row in rows if row.doubt), None):
        return wrong
    text = _text(rows)
    has_dates = any(row.periods for row in rows)
    if school or not (degree or (has_dates and not COURSE.search(text))):
        return None
    quoted = shorten(text, MAX_QUOTED, placeholder="…")
    return f"{quoted!r} does not show what the institution is", STUDY_ADVICE
