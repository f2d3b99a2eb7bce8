"""Reads the résumé back from its PDF as a machine would, from nothing but the text and the links.

The rules are those of public résumé parsers: the first line is the name, a line that ends with dates
begins an entry, a bullet begins a highlight, and lines indented below it continue it. An entry ends at
the next one, or at the next heading, which the PDF's outline names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from vouch.resume.date_words import PRESENT, month_and_year
from vouch.sources.locales import fallbacks

BULLET = re.compile(r"(?P<indent>\s*)• +(?P<text>.*)")


@dataclass(frozen=True)
class Entry:
    title: str  # "Python Developer at … Acme"
    dates: str  # "November 2012 – August 2013"
    highlights: tuple[str, ...] = ()
    section: str = ""  # "Work Experience"


@dataclass(frozen=True)
class Heading:
    title: str
    level: int  # 1 is the name, 2 a section, and a job is below


@dataclass(frozen=True)
class MachineView:
    name: str
    links: tuple[str, ...]
    sections: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def highlights(self) -> tuple[str, ...]:
        return tuple(text for entry in self.entries for text in entry.highlights)


def machine_view(pdf: Path) -> MachineView:
    """What a machine sees in a PDF: its text by layout, and the address of each link annotation once."""
    reader = PdfReader(pdf)
    language = reader.trailer["/Root"].get("/Lang", "en")
    pages = reader.pages
    text = "\n".join(page.extract_text(extraction_mode="layout") for page in pages)
    notes = (note.get_object() for page in pages for note in page.get("/Annots", ()))
    links = (note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", ()))
    return view_of_text(text, tuple(dict.fromkeys(links)), tuple(_headings(reader.outline)), language)


def view_of_text(
    text: str, links: tuple[str, ...] = (), headings: tuple[Heading, ...] = (), language: str = "en"
) -> MachineView:
    """What a machine sees in text that keeps the layout, as from `pdftotext -layout`."""
    lines = [line.rstrip() for line in text.replace("\f", "").splitlines() if line.strip()]
    sections = tuple(each.title for each in headings if each.level == 2)
    return MachineView(lines[0].strip(), links, sections, tuple(_entries(lines, headings, language)))


def _headings(outline: list[Any], level: int = 1) -> Iterator[Heading]:
    for each in outline:
        if isinstance(each, list):
            yield from _headings(each, level + 1)
        else:
            yield Heading(each.title, level)


def _dates(language: str) -> re.Pattern[str]:
    """A line that ends with dates as the PDF has them, and the title before them."""
    months = (re.escape(month_and_year(9999, month, language)) for month in range(1, 13))
    # Where the font changes, the layout may have spaces: `2012 年 3 月`.
    point = "|".join(re.sub(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)", r"\\s*", each) for each in months)
    point = f"{point}|9999".replace("9999", r"\d{4}")
    present = "|".join(map(re.escape, PRESENT.get(fallbacks(language)[-1], ("Present",))))
    # Two spaces before a single year, which may also end a sentence.
    found = rf"(?:{point}) – (?:{point}|{present})|(?<=\s\s)(?:{point})"
    return re.compile(rf"(?P<title>(?:\S.*?)?)(?:^|\s+)(?P<dates>{found})$", re.IGNORECASE)


def _entries(lines: list[str], headings: tuple[Heading, ...], language: str) -> Iterator[Entry]:
    dates = _dates(language)
    starts = [n for n, line in enumerate(lines) if dates.match(line) and not BULLET.match(line)]
    places = dict(_places(lines, headings))
    for start in starts:
        end = min((n for n in (*starts, *places) if n > start), default=len(lines))
        found = dates.match(lines[start])
        above = [each for n, each in places.items() if n <= start]
        title = _long_title(above, found["dates"]) or found["title"].strip() or lines[start - 1].strip()
        section = next((each.title for each in reversed(above) if each.level == 2), "")
        yield Entry(title, found["dates"], tuple(_highlights(lines[start + 1 : end])), section)


def _places(lines: list[str], headings: tuple[Heading, ...]) -> Iterator[tuple[int, Heading]]:
    """The number of the line on which each heading begins, in the order of the outline."""
    after = 0
    for heading in headings:
        found = (n for n in range(after, len(lines)) if _begins(lines[n:], heading.title))
        if (place := next(found, None)) is not None:
            yield place, heading
            after = place + 1


def _begins(lines: list[str], title: str) -> bool:
    """Whether lines begin with a heading, of which an emoji may be all that is on the page."""
    whole = "".join("".join(lines).split()).startswith("".join(title.split()))
    emoji = title.startswith(lines[0]) and not any(map(str.isalnum, lines[0]))
    return (whole or emoji) and not lines[0].startswith(" ")


def _long_title(above: list[Heading], dates: str) -> str:
    """The title of an entry whose heading may take several lines."""
    title = above[-1].title if above else ""
    return title.removesuffix(dates).strip() if title.endswith(dates) else ""


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
