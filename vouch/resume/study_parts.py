"""Which part of a study's lines is the degree, which the institution: found by headings.py, and doubted here.

An institution is known by its words, by "at", by a link, or because nothing else is left beside a degree and
its subject. If two parts could be it, none is.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile
from textwrap import shorten

from vouch.resume.degrees import MORE_AREAS, NOT_AREA, degree_of, is_area
from vouch.resume.headings import Heading, heading_of, location_of
from vouch.resume.model import Run, Study, plain
from vouch.resume.periods import BadPeriod, YearMonth
from vouch.resume.study_lines import MAX_NAME_WORDS, UNIVERSITY, Row, names_school
from vouch.resume.words import DEGREE, DURATION, label_of

STUDY_ADVICE = "write it like `B.Sc. Computer Science, TU Berlin, 2010 — 2014`"
PIECE = re.compile(r"[,;:|·•()\[\]]|\s[/–—-]+\s")
EDGE = " ,;:|·•–—-/"
LEADING = re.compile(r"(?:(?:at|bei|chez|@)\s+)?(?:[Tt]he\s+)?")
REMARK = re.compile(r"\s*\([^)]*\)(?:\s+[^\W\d_][^,;|()]*)?")
COURSE = re.compile(r"certif|course|training|workshop|mooc|coursera|udacity|edx\b|scholarship", re.IGNORECASE)
MAX_QUOTED = 80


def study_of(rows: tuple[Row, ...], above: Study | None = None, is_below_school: bool = False) -> Study:
    """What the rows say; a degree alone is one of the institution above.

    Below an institution's own line, a part beside the degree is its subject.
    """
    heading = _heading_of(rows)
    pieces = list(_pieces(heading))
    place = location_of(heading.lines, rows[0].language).split(", ")
    title = next(filter(_is_degree, pieces), None)
    degree, area = degree_of(_with_rest(title.text, heading)) if title else ("", "")
    others = [each for each in pieces if each is not title and _may_be_name(each.text, place)]
    school = _school(others, heading, bool(area))
    beside = _area_beside(pieces, title, school, place) if title and not area else ""
    unknown = [each for each in others if not (is_below_school and each.text == beside)]
    if degree and not school and not unknown and above and above.institution:
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


def _heading_of(rows: tuple[Row, ...]) -> Heading:
    try:
        return heading_of([(row.number, row.line) for row in rows], DEGREE, rows[0].language)
    except BadPeriod:
        return heading_of((), DEGREE, rows[0].language)


def _pieces(heading: Heading) -> Iterator[Run]:
    """The title, the name, each link, and what is between separators in the rest."""
    for _, line in heading.lines:
        for (part, href), runs in groupby(line, key=lambda run: (run.part, run.href)):
            text = "".join(run.text for run in runs)
            for each in [text.split(": ")[0]] if part or href else PIECE.split(text):
                if name := LEADING.sub("", each.strip(EDGE)):
                    yield Run(name, href, part=part)


def _is_degree(piece: Run) -> bool:
    degree, _ = degree_of(piece.text)
    return bool(degree) and not names_school(piece.text.replace(degree, ""))


def _may_be_name(text: str, place: list[str]) -> bool:
    is_word = re.search(r"[^\W\d_]{2}", text) and (not text[:1].islower() or names_school(text))
    known = text in place or label_of(text) or degree_of(text)[0] or DURATION.match(text)
    return bool(is_word) and not (known or NOT_AREA.search(text))


def _school(others: list[Run], heading: Heading, has_area: bool) -> Run | None:
    """The institution: by its words, by "at", by a link, or the only part beside a degree with a subject."""
    schools = [each for each in others if names_school(each.text)]
    linked = [each for each in others if each.href]
    universities = [each for each in schools if UNIVERSITY.search(each.text)]
    named = [each for each in others if each.part == "name" and heading.has_at]
    if not universities and (
        len([*filter(linked.__contains__, schools)]) > 1 or (named and schools and named[0] not in schools)
    ):
        return None
    found = (
        universities,
        named,
        schools,
        linked if len(linked) == 1 else [],
        others if has_area and len(others) == 1 else [],
    )
    first = next((each for one in found for each in one), None)
    return first if first and len(first.text.split()) <= MAX_NAME_WORDS else None


def _area_beside(pieces: list[Run], title: Run, school: Run, place: list[str]) -> str:
    """The part right after the degree, or the first, right before it: `BSc, Mathematics, Lyceum 5`."""
    at = pieces.index(title)
    near = [*pieces[at + 1 : at + 2], *(pieces[:1] if at == 1 else [])]
    fitting = (each.text for each in near if each is not school and not names_school(each.text))
    return next(
        (each for each in fitting if each not in place and is_area(each, title.text) and not label_of(each)),
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
        parts = [run.part for run in line]
        rest = line[parts.index("title") + 1 :] if "title" in parts else ()
        if found := pattern.match(plain(tuple(takewhile(lambda run: run.part != "name", rest)))):
            return title + found[0]
    return title


def _text(rows: Iterable[Row]) -> str:
    """What is written, without lines that are nothing but dates if there are others."""
    more = [row.written for row in rows if row.doubt or row.is_expected or plain(row.line) or not row.periods]
    return " ".join(more or [row.written for row in rows])


def _doubt(rows: tuple[Row, ...], degree: str, school: str) -> tuple[str, str] | None:
    if wrong := next((row.doubt for row in rows if row.doubt), None):
        return wrong
    text = _text(rows)
    is_remark = text.endswith(".") or COURSE.search(text)
    if school or not (degree or (any(row.periods for row in rows) and not is_remark)):
        return None
    quoted = shorten(text, MAX_QUOTED, placeholder="…")
    return f"{quoted!r} does not show what the institution is", STUDY_ADVICE
