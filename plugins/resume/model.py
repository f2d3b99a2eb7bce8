"""A résumé as data: what the author's text says, nothing added, every word kept.

Text that may hold links or bold is a `Line`: a tuple of `Run`s. Spans of time are `Period`s.
"""

from dataclasses import dataclass
from typing import TypeAlias

from plugins.resume.periods import Period


@dataclass(frozen=True)
class Run:
    """A piece of text in one style. `href` is the link's address as written, empty for none."""

    text: str
    href: str = ""
    strong: bool = False


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Role:
    title: str
    period: Period
    line: int  # in the source, from 1; so below


@dataclass(frozen=True)
class Highlight:
    text: Line
    line: int


@dataclass(frozen=True)
class Group:
    """Highlights with the sentence that introduces them, if one does."""

    introduction: Line
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True)
class Employer:
    """One employer with its roles, newest first as written.

    `phrase` is what follows the first role's title, whole: "contractor at icon fonts generator
    Fontastic (Webalys) 🤌". The fields after it are its parts.
    """

    phrase: Line
    name: str
    address: str
    kind: str  # "contractor"
    description: str  # "icon fonts generator"
    partner: Run | None  # the second company, in parentheses
    mark: str  # the emoji
    roles: tuple[Role, ...]
    groups: tuple[Group, ...]
    line: int


@dataclass(frozen=True)
class Section:
    """A section of the author's own: paragraphs and lists in order, such as the education."""

    heading: str
    paragraphs: tuple[Line, ...]
    highlights: tuple[Highlight, ...]
    line: int


@dataclass(frozen=True)
class Photo:
    address: str
    alt: str


@dataclass(frozen=True)
class Resume:
    name: str
    summary: tuple[Line, ...]
    links: tuple[Run, ...]
    location: str  # "Montreal, QC, Canada"
    remarks: tuple[Line, ...]  # the paragraphs below the links, the location's sentence included
    experience_heading: str
    employers: tuple[Employer, ...]
    sections: tuple[Section, ...]
    photo: Photo | None
