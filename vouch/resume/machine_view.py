"""What a machine sees in the PDF: it has the text and the links, and nothing of what they were made from.

The rules are those that public résumé parsers go by: the first line is the name, a line that ends
with dates begins an entry, a bullet begins a highlight, and lines indented below it go on with it.
An entry ends at the next one, or at a section's heading, which the PDF's outline names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader

POINT = r"(?:[A-Z][a-z]+ )?\d{4}"
SPAN = rf"{POINT} – (?:{POINT}|Present)"
DATES = re.compile(
    rf"(?P<title>(?:\S.*?)?)(?:^|\s+)(?P<dates>{SPAN}|(?<=\s\s){POINT})$"
)  # 2012 may end a sentence
BULLET = re.compile(r"(?P<indent>\s*)• +(?P<text>.*)")


@dataclass(frozen=True)
class Entry:
    title: str  # "Python Developer at … Acme"
    dates: str  # "November 2012 – August 2013"
    highlights: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seen:
    name: str
    links: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def highlights(self) -> tuple[str, ...]:
        return tuple(text for entry in self.entries for text in entry.highlights)


def seen_in(pdf: Path) -> Seen:
    """The text with its layout, and the addresses of the link annotations, each once."""
    reader = PdfReader(pdf)
    pages = reader.pages
    text = "\n".join(page.extract_text(extraction_mode="layout") for page in pages)
    notes = (note.get_object() for page in pages for note in page.get("/Annots", ()))
    links = (note["/A"]["/URI"] for note in notes if "/URI" in note.get("/A", ()))
    return seen(text, tuple(dict.fromkeys(links)), tuple(_headings(reader)))


def seen(text: str, links: tuple[str, ...] = (), headings: tuple[str, ...] = ()) -> Seen:
    """`text` keeps the layout, as from `pdftotext -layout`."""
    lines = [line.rstrip() for line in text.replace("\f", "").splitlines() if line.strip()]
    return Seen(lines[0].strip(), links, tuple(_entries(lines, headings)))


def _headings(reader: PdfReader) -> Iterator[str]:
    """Those of sections: the second level of the outline, below the name."""
    for below in (each for each in reader.outline if isinstance(each, list)):
        yield from (each.title for each in below if not isinstance(each, list))


def _entries(lines: list[str], headings: tuple[str, ...]) -> Iterator[Entry]:
    starts = [n for n, line in enumerate(lines) if DATES.match(line) and not BULLET.match(line)]
    ends = [n for n, line in enumerate(lines) if _is_heading(line, headings)]
    for start in starts:
        end = min((n for n in (*starts, *ends) if n > start), default=len(lines))
        found = DATES.match(lines[start])
        title = found["title"].strip() or lines[start - 1].strip()
        yield Entry(title, found["dates"], tuple(_highlights(lines[start + 1 : end])))


def _is_heading(line: str, headings: tuple[str, ...]) -> bool:
    """Or its first line, where it is longer than that."""
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
