"""Writes jobs as text in the shapes in which people write them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from textwrap import indent

from docutils.utils import column_width

from vouch.resume.periods import Period

AT = {"en": " at ", "de": " bei ", "fr": " chez "}
Dates = Callable[[Period], str]


@dataclass(frozen=True)
class Done:
    """A role, and what was done in it: a paragraph, which may be empty, and the items of a list."""

    title: str
    period: Period
    paragraph: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Job:
    name: str
    address: str
    place: str
    roles: tuple[Done, ...]

    @property
    def company(self) -> str:
        return f"`{self.name} <{self.address}>`__" if self.address else self.name


@dataclass(frozen=True)
class Writer:
    """Each method is a shape; `as_text` writes a period."""

    as_text: Dates
    language: str

    @property
    def at(self) -> str:
        return AT.get(self.language, ", ")

    def bold(self, job: Job) -> Iterator[str]:
        """Roles one below the other; what is below them is of all of them."""
        first, *earlier = job.roles
        lines = [f"**{first.title}**{self.at}{job.company}", self.as_text(first.period)]
        for each in earlier:
            lines += [f"**{each.title}**", self.as_text(each.period)]
        yield "\n".join(lines)
        yield from _done(first)

    def heading_of_company_and_role(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield _heading(f"{job.company} - {each.title} ({self.as_text(each.period)})")
            yield from _done(each)

    def heading_of_role_and_company(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield _heading(f"{each.title}, {job.company} ({self.as_text(each.period)})")
            yield from _done(each)

    def heading_of_dates_and_role(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield _heading(f"{self.as_text(each.period)}: {each.title}")
            yield job.company if job.address else f"**{job.name}**"
            yield from _done(each)

    def heading_of_role(self, job: Job) -> Iterator[str]:
        """Below it the employer with the place, and the dates."""
        for each in job.roles:
            yield _heading(each.title)
            place = f", {job.place}" if job.place else ""
            yield f"{job.company}{place}\n{self.as_text(each.period)}"
            yield from _done(each)

    def heading_of_company(self, job: Job) -> Iterator[str]:
        """With a heading below it for each role."""
        yield _heading(job.company)
        for each in job.roles:
            yield _heading(each.title, "^")
            yield self.as_text(each.period)
            yield from _done(each)

    def heading_and_list(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield _heading(job.company)
            yield "\n".join(f"- {name}: {value}" for name, value in self.labelled(job, each))
            yield from _done(each, bullet="*")

    def heading_and_fields(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield _heading(job.company)
            yield "\n".join(f":{name}: {value}" for name, value in self.labelled(job, each))
            yield from _done(each)

    def labelled(self, job: Job, role: Done) -> Iterator[tuple[str, str]]:
        yield "Title", role.title
        yield "Duration", self.as_text(role.period)
        if job.place:
            yield "Location", job.place

    def fields(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield f":{self.as_text(each.period)}: {_sentence(f'{each.title}, {job.company}')}"
            yield from _inside(each)

    def terms_of_dates(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield f"{self.as_text(each.period)}\n  {each.title}, {job.company}"
            yield from _inside(each)

    def terms_of_jobs(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield f"{each.title}, {job.company}\n  {self.as_text(each.period)}"
            yield from _inside(each)

    def items(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield _sentence(f"- **{self.as_text(each.period)}** - {each.title}{self.at}{job.company}")
            yield from _inside(each)

    def slanted(self, job: Job) -> Iterator[str]:
        for each in job.roles:
            yield f"*{each.title}*, {job.company}, {self.as_text(each.period)}"
            yield from _done(each)

    def table(self, job: Job) -> Iterator[str]:
        """Rows of one table for each role."""
        rows = []
        for each in job.roles:
            text = "\n\n".join([f"{each.title}, {job.company}", *_done(each)])
            rows.append((self.as_text(each.period), text.splitlines()))
        yield _table(rows)


SHAPES = (
    Writer.bold,
    Writer.heading_of_company_and_role,
    Writer.heading_of_role_and_company,
    Writer.heading_of_dates_and_role,
    Writer.heading_of_role,
    Writer.heading_of_company,
    Writer.heading_and_list,
    Writer.heading_and_fields,
    Writer.fields,
    Writer.terms_of_dates,
    Writer.terms_of_jobs,
    Writer.items,
    Writer.slanted,
    Writer.table,
)
WITH_PLACES = (Writer.heading_of_role, Writer.heading_and_list, Writer.heading_and_fields)


def _heading(text: str, character: str = "~") -> str:
    return f"{text}\n{character * column_width(text)}"


def _done(role: Done, bullet: str = "-") -> Iterator[str]:
    yield from [role.paragraph] if role.paragraph else ()
    yield from ["\n".join(f"{bullet} {each}" for each in role.items)] if role.items else ()


def _inside(role: Done) -> Iterator[str]:
    yield from (indent(each, "  ") for each in _done(role))


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _table(rows: list[tuple[str, list[str]]]) -> str:
    first = max(column_width(dates) for dates, _ in rows)
    second = max(column_width(line) for _, lines in rows for line in lines)
    rule = f"+{'-' * (first + 2)}+{'-' * (second + 2)}+"
    text = [rule]
    for dates, lines in rows:
        for number, line in enumerate(lines):
            name = dates if number == 0 else ""
            text.append(f"| {_padded(name, first)} | {_padded(line, second)} |")
        text.append(rule)
    return "\n".join(text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - column_width(text))
