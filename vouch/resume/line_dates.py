"""The dates in a line of a job's heading, and the line without them and what only stood beside them."""

import re
from collections.abc import Iterator

from vouch.resume.inline import sliced, stripped
from vouch.resume.model import Line, Run, plain
from vouch.resume.periods import BadPeriod, Found, Period, find_periods, is_period, parse_period
from vouch.resume.words import label_of

# The separators and brackets before and after dates.
BEFORE = re.compile(r"[\s(（\[,，、;:：|·•⋅–—/-]*$")
AFTER = re.compile(r"[\s)）\],，、;:：|·•⋅–—/-]*")
BETWEEN = re.compile(r"\s*(?:[,;&]|and|und|et|e|y|og|och|en|и)\s*")  # two spans
# One date at the beginning of a line, before a dash and words or before a parenthesis.
FIRST = re.compile(r"\W*(?P<date>\w[^—–•·|-]*\w|\d{4})(?:\s+[—–•·|-]+\s+(?=[^\W\da-z]\S*\s+\S)|\s*\()")
# Beside dates that are set off from other words.
SEPARATED = re.compile(r"^$|[\s*]*[,，、;:：|·•⋅()（）\[\]/–—-]\W*|\s\s|\u3000")
# A season set off from other words: months are not guessed.
SEASON = re.compile(
    r"(?:^|[,(–—-])\s*(?P<date>(?:spring|summer|autumn|fall|winter|frühling|sommer|herbst|printemps|été|automne|hiver)"
    r"\s+(?:19|20)\d\d)\s*(?=[),:.–—-]|$)",
    re.IGNORECASE,
)
MAX_DATE_LETTERS = 40  # of a line of nothing but dates
LABEL = re.compile(r"\W*(?P<label>\w[\w ]{1,18}?)(?:\(\w{1,3}\))?\W*:\W*")


def label_in(line: Line) -> str:
    """Which part of a job the label at the beginning of a line names: a key of LABELS, or empty."""
    return split_label(line)[0]


def split_label(line: Line) -> tuple[str, int]:
    """What the label of a line names, as `label_in`, and the offset of its value: 0 without a label."""
    found = LABEL.match(plain(line))
    label = label_of(found["label"]) if found else ""
    return label, found.end() if label else 0


def dates_in(text: str, language: str) -> list[Found]:
    """The dates in a line. Raises BadPeriod."""
    found, first = find_periods(text, language), FIRST.match(text)
    if not found and first and is_period(first["date"], language):
        return [Found(parse_period(first["date"], language), first.start("date"), first.end("date"))]
    if not found and (season := SEASON.search(text)):
        raise BadPeriod(f"{season['date']!r} names no months", "write them: `June 1999 — August 1999`")
    return found


def place_beside_dates(line: Line, language: str) -> str:
    """What is in one slanted piece with the dates: `*2012 - 2014, Berlin*`. Raises BadPeriod."""
    slanted = [run for run in line if run.emphasis and not run.strong and dates_in(run.text, language)]
    if len(slanted) != 1 or len(line) == 1:
        return ""
    return plain(without_dates(tuple(slanted), language)[0])


def has_dates(line: Line, language: str, bare_year: bool = True) -> bool:
    """Whether a line has dates, right or wrong, that are set off from its other words.

    Without `bare_year`, a year alone at its end is none: "Top 100, 2019".
    """
    text = plain(line)
    try:
        found = dates_in(text, language)
    except BadPeriod:
        return len(text) <= MAX_DATE_LETTERS or bool(SEASON.search(text))
    edges = {*_edges(line)}
    found = found if bare_year else [each for each in found if not _is_bare_year(each, text)]
    return any(_is_apart(each, text, edges) for each in found)


def without_dates(line: Line, language: str) -> tuple[Line, list[Period]]:
    """The line without its dates, their label, the brackets around them and the separator beside them.

    Raises BadPeriod.
    """
    label, start = split_label(line)
    line = sliced(line, start) if label == "dates" else line
    found = dates_in(plain(line), language)
    befores = [None, *found]
    for before, each in reversed([*zip(befores, found, strict=False)]):
        if any(run.href for run in sliced(line, each.start, each.end)):
            raise BadPeriod("dates cannot be a link", "put the link into the text below them")
        text = plain(line)
        follows = before and BETWEEN.fullmatch(text[before.end : each.start])
        start, end, between = _removed(text, before.end if follows else each.start, each.end)
        line = (*sliced(line, 0, start), *between, *sliced(line, end))
    return stripped(line), [each.period for each in found]


def _removed(text: str, start: int, end: int) -> tuple[int, int, Line]:
    """From where to where to cut dates out of a text, and what to put between the rest."""
    before, after = BEFORE.search(text[:start])[0], AFTER.match(text[end:])[0]
    opens, closes = bool(set("(（[") & {*before}), bool(set(")）]") & {*after})
    first, last = start - len(before), end + len(after)
    if opens != closes:  # the brackets have more than the dates
        return (start, last, ()) if opens else (first, end, ())
    if not (text[:first].strip() and text[last:].strip()):
        return first, last, ()
    if opens:
        return first, end + re.search(r"[)）\]]", after).end(), ()
    if after.strip():
        return first, end, ()
    return (start, last, ()) if before.strip() else (first, last, (Run(", "),))


def _is_bare_year(found: Found, text: str) -> bool:
    is_year = found.period.start == found.period.end and found.period.start.month is None
    return is_year and text[: found.start].rstrip().endswith(",")


def _is_apart(found: Found, text: str, edges: set[int]) -> bool:
    before, after = text[: found.start], text[found.end :]
    if found.period.start != found.period.end and not (before.strip() and after.strip()):
        return True
    starts = found.start in edges or SEPARATED.search(before[-3:])
    return bool(starts and (found.end in edges or SEPARATED.match(after)))


def _edges(line: Line) -> Iterator[int]:
    """Where bold and slanted text and links begin and end."""
    at = 0
    for run in line:
        if run.strong or run.emphasis or run.href:
            yield from (at, at + len(run.text))
        at += len(run.text)
