"""Reads the résumé back from its PDF as a machine would, from nothing but the text and the links.

The rules are those of public résumé parsers: the first line is the name, a line that ends with dates
begins an entry, a bullet begins a highlight, and lines indented below it continue it. An entry ends at
the next one, or at a section's heading, which the PDF's outline names.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

from vouch.resume.periods import BadPeriod, find_periods, is_period

BULLET = re.compile(r"(?P<indent>\s*)• +(?P<text>.*)")


@dataclass(frozen=True)
class Entry:
    title: str  # "Python Developer at … Acme"
    dates: str  # "November 2012 – August 2013"
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True)
class MachineView:
    name: str
    links: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def highlights(self) -> tuple[str, ...]:
        return tuple(text for entry in self.entries for text in entry.highlights)


def machine_view(pdf: Path) -> MachineView:
    """What a machine sees in a PDF: its text by layout, and the address of each link annotation once."""
    reader = PdfReader(pdf)
    pages = reader.pages
    text = "\n".join(page.extract_text(extraction_mode="layout") for page in pages)
    notes = (note.get_object() for page in pages for note in page.get("/Annots", ()))
    links = (note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", ()))
    language = str(reader.trailer["/Root"].get("/Lang", "en"))
    return view_of_text(text, tuple(dict.fromkeys(links)), tuple(_headings(reader)), language)


def view_of_text(
    text: str, links: tuple[str, ...] = (), headings: tuple[str, ...] = (), language: str = "en"
) -> MachineView:
    """What a machine sees in text that keeps the layout, as from `pdftotext -layout`."""
    lines = [line.rstrip() for line in text.replace("\f", "").splitlines() if line.strip()]
    return MachineView(lines[0].strip(), links, tuple(_entries(lines, headings, language)))


def _headings(reader: PdfReader) -> Iterator[str]:
    """The headings of sections: the second level of the outline, below the name."""
    for below in (each for each in reader.outline if isinstance(each, list)):
        yield from (each.title for each in below if not isinstance(each, list))


def _entries(lines: list[str], headings: tuple[str, ...], language: str) -> Iterator[Entry]:
    dates = {n: _dates(line, language) for n, line in enumerate(lines) if not BULLET.match(line)}
    starts = [n for n, found in dates.items() if found]
    ends = [n for n, line in enumerate(lines) if _is_heading(line, headings)]
    for start in starts:
        end = min((n for n in (*starts, *ends) if n > start), default=len(lines))
        title = lines[start].removesuffix(dates[start]).strip() or lines[start - 1].strip()
        yield Entry(title, dates[start], tuple(_highlights(lines[start + 1 : end])))


def _dates(line: str, language: str) -> str:
    """The dates that end a line. A year may end a sentence too, so one date needs two spaces before it."""
    _, *apart = re.split(r"\s{2,}", line)
    if apart and is_period(apart[-1], language):
        return apart[-1]
    with suppress(BadPeriod):
        ends = (line[each.start :] for each in find_periods(line, language) if each.end == len(line))
        return next((each for each in ends if " – " in each), "")
    return ""


def _is_heading(line: str, headings: tuple[str, ...]) -> bool:
    """Whether a line is a heading, or the first line of a long one."""
    return any(each.startswith(" ".join(line.split())) for each in headings)


def _highlights(lines: list[str]) -> Iterator[str]:
    current: list[str] = []
    for line in lines:
        if bullet := BULLET.match(line):
            yield from _whole(current)
            current = [bullet["text"]]
        elif current and line.startswith(" "):
            current.append(line.strip())
        else:
            yield from _whole(current)
            current = []
    yield from _whole(current)


def _whole(parts: list[str]) -> Iterator[str]:
    if parts:
        yield " ".join(parts)
