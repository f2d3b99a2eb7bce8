"""A résumé as data: what the author's text says, nothing added, every word kept.

Text that may hold links, bold or code is a `Line`: a tuple of `Run`s. Spans of time are `Period`s.
Every `line` is a number: the line of the source, from 1.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeAlias

from vouch.resume.periods import Period, YearMonth
from vouch.resume.words import DEGREE, ROLE, kind_of


@dataclass(frozen=True)
class Run:
    """A piece of text in one style. `href` is the link's address as written, empty for none."""

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False
    literal: bool = False  # code
    part: str = ""  # in a job's heading: "title" is the role's, "name" the employer's

    def with_text(self, text: str) -> "Run":
        """The same style with another text."""
        return replace(self, text=text)


Line: TypeAlias = tuple[Run, ...]
# With its number in the source.
Numbered: TypeAlias = tuple[int, Line]


def plain(line: Line) -> str:
    """The text alone, without its links and styles."""
    return "".join(run.text for run in line)


def emoji_name(text: str) -> str:
    """The name of a heading that is only emoji, "graduation cap"; empty if it has words. A Jinja filter."""
    if any(character.isalnum() for character in text):
        return ""
    symbols = (each for each in text if unicodedata.category(each) == "So")  # no skin tones, no joiners
    return " ".join(unicodedata.name(each, "").lower() for each in symbols)


@dataclass(frozen=True)
class Highlight:
    """An item of a list, with the items of the list inside it."""

    text: Line
    line: int
    highlights: tuple["Highlight", ...] = ()


@dataclass(frozen=True)
class Group:
    """Highlights with the sentence, or the defined term, that introduces them, if one does.

    A paragraph that no list follows is a group without highlights.
    """

    introduction: Line
    highlights: tuple[Highlight, ...]
    line: int


@dataclass(frozen=True)
class Role:
    title: str
    period: Period
    line: int
    heading: Line = ()  # as written, without the dates; empty for another time in the role above
    groups: tuple[Group, ...] = ()  # what is written below this role alone


@dataclass(frozen=True)
class Employer:
    """One employer with its roles, as written: the newest first.

    The author's words are in the headings, in this order: the employer's own, if there is one, and what is
    said about it; then each role's with its groups; then the groups that the roles share. The fields after
    the name are parts of a heading such as "contractor at icon fonts generator Lettercase (Foundry) 🤌".
    """

    name: str  # empty for work without an employer
    address: str  # empty where the name is not a link
    kind: str  # "contractor"
    description: str  # "icon fonts generator"
    partner: Run | None  # the second company: a link in parentheses
    mark: str  # the emoji
    location: str  # "Berlin, Germany"
    heading: Line  # above the roles; empty where the first role's heading names the employer
    about: tuple[Group, ...]  # between that heading and the first role
    roles: tuple[Role, ...]
    groups: tuple[Group, ...]
    line: int

    @property
    def headings(self) -> tuple[Line, ...]:
        """All that is written about the employer and the roles, without the dates."""
        return tuple(filter(None, (self.heading, *(role.heading for role in self.roles))))


@dataclass(frozen=True)
class Study:
    """A period at one institution. What the text does not state is empty or None; `text` is all of it."""

    text: str
    line: int
    institution: str = ""
    address: str = ""
    degree: str = ""  # as written: "B.Sc."
    area: str = ""  # "Computer Science"
    start: YearMonth | None = None
    end: YearMonth | None = None
    groups: tuple[Group, ...] = ()  # achievements there
    doubt: tuple[str, str] | None = None  # what is not understood, and what to write instead


@dataclass(frozen=True)
class Section:
    """A section under its heading: jobs, or paragraphs and lists in the author's order.

    `studies` are what a section of education says, once more, as facts.
    """

    heading: str
    employers: tuple[Employer, ...]
    groups: tuple[Group, ...]
    line: int
    studies: tuple[Study, ...] = field(default=(), compare=False)

    @property
    def kind(self) -> str:
        """One of the kinds of words.py, by the heading or by what is below it; empty if neither shows one."""
        titles = [role.title for employer in self.employers for role in employer.roles]
        has_degrees = bool(titles) and all(DEGREE.search(each) and not ROLE.search(each) for each in titles)
        return kind_of(self.heading) or ("education" if has_degrees else "")


@dataclass(frozen=True)
class Photo:
    address: str
    alt: str
    line: int
    is_drawing: bool = False  # as the file itself says, see page.py


@dataclass(frozen=True)
class Resume:
    name: str
    summary: tuple[Line, ...]
    contacts: tuple[Line, ...]  # the list below the summary, item by item
    location: str  # "Montreal, QC, Canada"
    remarks: tuple[Line, ...]  # the paragraphs below the contacts
    sections: tuple[Section, ...]  # all, in the author's order
    photo: Photo | None

    @property
    def portrait(self) -> Photo | None:
        """The picture, if it shows the person."""
        return self.photo if self.photo and not self.photo.is_drawing else None

    @property
    def links(self) -> tuple[Run, ...]:
        return tuple(run for line in self.contacts for run in line if run.href)

    @property
    def all_links(self) -> tuple[Run, ...]:
        """Every link of the text, in the order of the source."""
        return tuple(run for run in runs_in(self) if run.href)

    @property
    def experience(self) -> tuple[Section, ...]:
        """The sections of employment; studies, volunteering and talks may be written like jobs as well."""
        holding = [each for each in self.sections if each.employers]
        return tuple(each for each in holding if each.kind in ("work", "")) or tuple(holding)

    @property
    def employers(self) -> tuple[Employer, ...]:
        return tuple(employer for section in self.experience for employer in section.employers)

    @property
    def newest(self) -> tuple[Employer, Role] | None:
        """The role that began last, and its employer."""
        roles = [(employer, role) for employer in self.employers for role in employer.roles]
        return max(roles, key=lambda each: each[1].period.start.latest, default=None)

    @property
    def education(self) -> tuple[Section, ...]:
        found = (each for each in self.sections if each.kind == "education")
        return tuple(each for each in found if each not in self.experience)


def runs_in(value: Any) -> Iterator[Run]:
    """Every run of a part of the model, once: partners and studies are in other fields as well."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from runs_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in ("partner", "studies"):
                yield from runs_in(getattr(value, each.name))
