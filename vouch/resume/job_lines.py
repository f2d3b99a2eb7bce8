"""The lines of a job's heading as they are shown: with title and employer marked, and joined."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vouch.resume.company import Company
from vouch.resume.inline import sliced
from vouch.resume.line_dates import split_label
from vouch.resume.model import Line, Numbered, Run, plain
from vouch.resume.places import place_in
from vouch.resume.segments import Segment


def marked(
    rows: list[Numbered], title: Segment | None, name: Segment | None, company: Company
) -> Iterator[Numbered]:
    """The lines with the title and the name as runs of their own."""
    is_named = False
    for row, (number, line) in enumerate(rows):
        if name and company.name and row >= name.row and not is_named:
            shown = named(line, company, name.start if row == name.row else 0)
            is_named, line = shown != line, shown
        if title and row == title.row:
            line = _with_part(line, title.start, title.end, "title")
        yield number, line


def named(line: Line, company: Company, start: int = 0) -> Line:
    """The line with the company's name as a run of its own, if it is in the text from `start`."""
    found = plain(line).find(company.name, start)
    return line if found < 0 else _with_part(line, found, found + len(company.name), "name")


def location_of(lines: Iterable[Numbered], language: str) -> str:
    """The value of a label of places; or the place after the employer's name, or on a line of its own."""
    for _, line in lines:
        parts, (label, start) = [run.part for run in line], split_label(line)
        if label == "location":
            return plain(line)[start:]
        last = next((parts.index(each) for each in ("name", "title") if each in parts), -1)
        rest = line[last + 1 :]
        if place := place_in(plain(rest), language):
            return place
    return ""


def joined(lines: Iterable[Numbered]) -> Line:
    """The lines as one; a comma is between those that do not follow each other in the source."""
    found: list[Run] = []
    last = None
    for number, line in lines:
        is_apart = last is not None and number > last + 1 and not found[-1].text.endswith((",", ":", ";"))
        found += (Run(", " if is_apart else " "), *line)
        last = number
    return tuple(found[1:])


def _with_part(line: Line, start: int, end: int, part: str) -> Line:
    named = (
        replace(run, part=part, strong=run.strong and part == "name") for run in sliced(line, start, end)
    )
    return (*sliced(line, 0, start), *named, *sliced(line, end))
