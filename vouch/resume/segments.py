"""The pieces of a line of a job's heading: between separators, or in a style of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vouch.resume.inline import sliced
from vouch.resume.line_dates import AFTER, BEFORE, split_label
from vouch.resume.model import Line, Run, plain
from vouch.resume.words import AT, LEGAL, ORGANISATION

SEPARATOR = re.compile(r"\s+[-–—|·•⋅/:]+\s+|\s*[|·•⋅—]\s*|[:;]\s+|\s+-{2,3}\s*|\s+@(?=\w)")
EDGE = " ,;:|·•⋅–—-/"
COMMA = re.compile(rf"(?:,\s+|[，、；]\s*)(?!{LEGAL})(?![^(]*\))")  # outside parentheses
PREPOSITION = re.compile(r"(?:^|\s+)(?:in|of|for|with|from|en|em)(?:$|\s+)")  # between a role and a link
PARENTHESIS = re.compile(r"\s*[(（]|[)）]\s*")
IDEOGRAPHS = r"[\u3040-\u30ff\u3400-\u9fff]"  # in scripts that have no spaces within a phrase
SPACE = re.compile(rf"(?<={IDEOGRAPHS})\s+(?={IDEOGRAPHS})")
CAMPUS = re.compile(
    r"\bUniversity(?: of(?: [A-Z][\w.'’-]+)+)?$"
)  # "at" is in its name: `University at Albany`


@dataclass(frozen=True)
class Segment:
    """From `start` to `end` in the text of a line, which is the heading's of number `row`."""

    row: int
    start: int
    end: int
    whole: Line
    is_place: bool = False  # whether it is known as one: a country, or a state with its city
    label: str = ""  # "title", "location" …, if the line is a label with its value

    @property
    def line(self) -> Line:
        return sliced(self.whole, self.start, self.end)

    @property
    def text(self) -> str:
        return plain(self.line)

    @property
    def position(self) -> tuple[int, int]:
        return self.row, self.start

    @property
    def link(self) -> Run | None:
        return next((run for run in self.line if run.href), None)

    @property
    def is_bold(self) -> bool:
        return all(run.strong for run in self.line)

    @property
    def shows_organisation(self) -> bool:
        return bool(self.link or ORGANISATION.search(self.text))

    @property
    def is_in_parentheses(self) -> bool:
        return plain(self.whole)[: self.start].rstrip().endswith("(") or self.text.startswith("(")

    def up_to(self, last: "Segment") -> "Segment":
        return replace(self, end=last.end)

    def overlaps(self, other: "Segment") -> bool:
        return self.row == other.row and self.start < other.end and other.start < self.end


def segments_of(row: int, line: Line, place: str = "") -> list[Segment]:
    """The pieces of a line; a link, and bold or slanted letters within a line, are one whatever they hold.

    `place` is what is known as one: all else in a single style is as if it were the line.
    """
    text = plain(line)
    label, start = split_label(line)
    if label:
        return [Segment(row, start, len(text), line, label=label)]
    pieces: list[tuple[int, int]] = []
    for separator in (SEPARATOR, COMMA, PARENTHESIS, SPACE):
        if len([each for each in pieces if text[slice(*each)] != place]) < 2:
            cut = (trimmed(text, *each) for each in _pieces(line, separator, place))
            pieces = [each for each in cut if re.search(r"\w", text[slice(*each)])]
    return [Segment(row, *each, line) for each in pieces]


def at_commas(segment: Segment) -> list[Segment]:
    """A part as those between its commas."""
    edges = [each.span() for each in COMMA.finditer(segment.text)]
    starts, ends = [0, *(end for _, end in edges)], [*(start for start, _ in edges), len(segment.text)]
    return [
        replace(segment, start=segment.start + start, end=segment.start + end)
        for start, end in zip(starts, ends, strict=True)
    ]


def _pieces(line: Line, separator: re.Pattern, place: str) -> Iterator[tuple[int, int]]:
    """From where to where each piece is: a styled run, or the text between separators."""
    pieces = [run for run in line if run.text.strip(" ," if place else None) not in ("", place)]
    is_mixed = len({(run.href, run.strong, run.emphasis) for run in pieces}) > 1
    at = 0
    for run in line:
        is_one = run.href or (is_mixed and (run.strong or run.emphasis) and separator is not SEPARATOR)
        start, end = at, at + len(run.text)
        for found in () if is_one else separator.finditer(run.text):
            yield start, at + found.start()
            start = at + found.end()
        yield start, end
        at = end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without separators at the ends and parentheses around it all; another closing one stays."""
    start += AFTER.match(text[start:end]).end()
    end -= len(BEFORE.search(text[start:end])[0].replace("(", "").rstrip(")"))
    start += len(found[0]) if (found := re.match(r"(?:in|en|em)\s+", text[start:end])) else 0
    end = start + len(re.sub(rf"{PREPOSITION.pattern}$", "", text[start:end]))
    return (
        (start + 1, end - 1) if text[start:end].startswith("(") and text[:end].endswith(")") else (start, end)
    )


def begins_place(segments: list[Segment]) -> bool:
    """Whether a part may be a city: one of the two after it is a country, or a state with a country."""
    first, *others = segments
    return any(each.is_place and each.row == first.row for each in others)


def place_of_at(line: Line) -> tuple[int, int] | None:
    """From where to where the word "at" is, which no link has."""
    at = 0
    for run in line:
        words = [] if run.href else AT.finditer(run.text)
        found = next((each for each in words if not CAMPUS.search(run.text, 0, each.start())), None)
        if found:
            return at + found.start(), at + found.end()
        at += len(run.text)
    return None
