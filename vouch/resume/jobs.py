"""Reads the entries of a section as jobs: an employer with its roles, their dates and what was done.

Where these are in an entry's lines is for headings.py to find out. Below a heading of the document, each may
be a heading of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vouch.resume.blocks import groups
from vouch.resume.company import company_of
from vouch.resume.entry_reader import EntryReader
from vouch.resume.headings import Heading
from vouch.resume.inline import Report, as_line
from vouch.resume.job_lines import joined, location_of, named
from vouch.resume.line_dates import dates_in
from vouch.resume.model import Employer, Group, Line, Numbered, Role, plain
from vouch.resume.outline import Block, Entry
from vouch.resume.periods import SPAN_ADVICE, BadPeriod
from vouch.resume.words import ALONE, DEGREE, GROUPING, kind_of

JOB_ADVICE = "write `**Role** at Company_` and below it `February 2021 — December 2022`"
DATES_ADVICE = "write them after it or below it, such as `February 2021 — December 2022`"
GROUP_ADVICE = "underline it like the sections, or write dates for each job"
COMPANY_ADVICE = "write `**Role** at Company_`; an earlier role there follows without an empty line"
# Numbers, or a word and a number, at the beginning of a short line.
LIKE_DATES = re.compile(
    r"\W*(?:19|20)\d\d\s|\W*(?:[^\W\d]{3,}\.?,?\s+)?\d{1,4}(?!\w)(?!\s+\w+\s+\w+\s+\w)|present\b",
    re.IGNORECASE,
)
NO_COMPANY = re.compile(r"(?:part|full)[- ]time|remote(?:ly)?|temporary", re.IGNORECASE)


@dataclass(frozen=True)
class JobReader:
    """Wrong dates are reported to `report`, and what is not a job at all to `doubt`."""

    reader: EntryReader
    report: Report
    doubt: Report

    def are_jobs(self, entries: Iterable[Entry], kind: str) -> bool:
        """Whether a section of this kind holds jobs, and not projects, talks or degrees."""
        found = [self.reader.with_header(each) for each in entries]
        if kind in ("work", "volunteer"):
            return bool(found)
        return any(self.reader.is_job_anywhere(each, kind) for each in found)

    def employers(self, entries: Iterable[Entry]) -> Iterator[Employer]:
        for entry in entries:
            yield from self._employer(self.reader.with_header(entry))

    def groups(self, found: Iterable[Block]) -> tuple[Group, ...]:
        """What is below a job's lines; dates among it belong to a job that was not understood."""
        for number, line in (each for block in found for each in self.reader.outliner.stray_dates(block)):
            self.doubt(number, f"{plain(line)!r} does not belong to a role", JOB_ADVICE)
        return groups(found, self.report)

    def _employer(self, entry: Entry) -> Iterator[Employer]:
        inner = self._inside(entry) if entry.has_heading else []
        roles = [self.reader.with_header(each) for each in inner if isinstance(each, Entry)]
        dated = [each for each in roles if self.reader.outliner.is_dated(each.lines)]
        if not dated or self.reader.is_job(entry):
            yield from self._of_lines(entry)
        elif all(self.reader.is_whole(each.lines) for each in dated) or GROUPING.match(
            plain(entry.lines[0][1])
        ):
            what = f"{plain(entry.lines[0][1])!r} is a heading above whole jobs, not an employer"
            self.doubt(entry.line, what, "underline it like the sections, remove it, or write dates after it")
        elif self.reader.read(entry.lines).title and not any(
            self.reader.shows_title(self.reader.read(each.lines)) for each in dated
        ):
            what = f"{plain(entry.lines[0][1])!r} is a role, and below it are several times or employers"
            self.doubt(entry.line, what, "write the role beside each of them")
        else:
            about = [each for each in inner if not isinstance(each, Entry)]
            yield from self._with_roles(entry, about, roles)

    def _inside(self, entry: Entry) -> list[Block]:
        """What is below a heading. An item or a paragraph with dates is a role there only if it names one
        below a heading that has dates itself: else they are what was done.
        """
        found = self.reader.outliner.outline(entry.below)
        is_dated = self.reader.outliner.is_dated(entry.lines)
        others = [each for each in found if isinstance(each, Entry) and not each.has_heading]
        doubtful = [each for each in others if each.is_item or is_dated]
        if all(self.reader.is_title(" ".join(plain(line) for _, line in each.lines)) for each in doubtful):
            return found
        return replace(self.reader.outliner, items=False, paragraphs=not is_dated).outline(entry.below)

    def _with_roles(self, entry: Entry, about: list[Block], roles: list[Entry]) -> Iterator[Employer]:
        """An employer's heading, and below it one for each role."""
        heading = as_line(*(line for _, line in entry.lines))
        company = company_of(heading, entry.lines[0][1])
        found = tuple(role for each in roles for role in self._roles(each))
        if found:
            heading = named(heading, company)
            described = self.groups(about)
            yield Employer(
                **vars(company),
                location=location_of([(entry.line, heading)], self.reader.outliner.language),
                heading=heading,
                about=described,
                roles=found,
                groups=(),
                line=entry.line,
            )

    def _roles(self, entry: Entry) -> Iterator[Role]:
        """The roles of an entry below an employer's heading."""
        below = self.groups(entry.below)
        for heading in self._headings(entry):
            yield from _roles_of(heading, entry.line, below, is_below_employer=True)
            below = ()

    def _of_lines(self, entry: Entry) -> Iterator[Employer]:
        """A job whose lines have all of its parts."""
        headings, done = self._headings(entry), self.groups(entry.below)
        if not headings or not self._is_clear(headings[0], entry):
            return
        first, *earlier = headings
        above, own = _split_above_title(first.lines)
        roles = list(_roles_of(replace(first, lines=own), entry.line))
        for each in earlier:
            if each.has_at or each.company.address:
                what = f"role {each.title!r} names a company of its own"
                self.doubt(each.line, what, "leave an empty line above it")
            each = each if each.title else each.with_whole_title
            roles += _roles_of(each.without_name, entry.line, title=roles[-1].title)
        yield Employer(
            **vars(first.company),
            location=location_of(first.lines, self.reader.outliner.language),
            heading=above,
            about=(),
            roles=tuple(roles),
            groups=done,
            line=entry.line,
        )

    def _is_clear(self, heading: Heading, entry: Entry) -> bool:
        """Whether it is known what the role is and what the employer; reports what is not."""
        text, name = plain(joined(heading.lines)), heading.company.name
        if heading.title and (heading.has_at or entry.is_paragraph) and not ALONE.search(heading.title):
            if not name or NO_COMPANY.fullmatch(name):
                self.doubt(entry.line, "the job names no company", COMPANY_ADVICE)
                return False
        elif not text:
            self.doubt(entry.line, "these dates have neither a role nor an employer", JOB_ADVICE)
        elif not (heading.title or name):
            what = f"{text!r} does not show what is the role and what the employer"
            self.doubt(entry.line, what, "write `Role at Employer`")
        return bool(heading.title or name)

    def _headings(self, entry: Entry) -> list[Heading]:
        """One for each date: the lines before it, or those after it if the entry begins with dates."""
        found, are_right = [], self._are_dated(entry)
        for lines in self.reader.by_date(entry.lines) if self.reader.outliner.is_dated(entry.lines) else ():
            try:
                found.append(self.reader.heading(lines))
            except BadPeriod as error:
                what, instead, number = error.args
                self.report(number, what, instead)
                are_right = False
        if undated := next((each for each in found if not each.periods), None):
            self.report(undated.line or entry.line, "these dates cannot be read", SPAN_ADVICE)
            are_right = False
        return found if are_right else []

    def _are_dated(self, entry: Entry) -> bool:
        """Whether each role has dates; reports one that has none, or what are none."""
        dated = self.reader.outliner.dated(entry.lines)
        last = max(dated, default=-1)
        rest = [(number, line, plain(line)) for number, line in entry.lines[last + 1 :]]
        if meant := next((each for each in rest if LIKE_DATES.match(each[2])), None):
            is_grade = self.reader.outliner.titles is DEGREE  # below a study's dates: "GPA 3.9"
            report = self.doubt if is_grade else self.report
            report(meant[0], *_reason(meant[2], self.reader.outliner.language))
            return False
        above = self.reader.read(entry.lines[: last + 1])
        has_role = (
            last >= 0
            and dated[0] > 0
            and (self.reader.outliner.titles is DEGREE or self.reader.shows_title(above))
        )
        role = next((each for each in rest if last < 0 or (has_role and each[1][0].strong)), None)
        if role and entry.has_heading and (GROUPING.match(role[2]) or kind_of(role[2]) == "aside"):
            self.doubt(role[0], f"{role[2]!r} is not a job, and has none with dates below it", GROUP_ADVICE)
        elif role:
            is_alone = entry.is_paragraph and not (dated or self.reader.read(entry.lines).company.name)
            self.doubt(role[0], f"{role[2]!r} has no dates", JOB_ADVICE if is_alone else DATES_ADVICE)
        return not role


def _reason(text: str, language: str) -> tuple[str, str]:
    """Why a text is not a period, and what to write instead."""
    try:
        dates_in(text, language)
    except BadPeriod as error:
        return error.args[:2]
    return f"{text!r} is not a period", SPAN_ADVICE


def _roles_of(
    heading: Heading,
    line: int,
    below: tuple[Group, ...] = (),
    title: str = "",
    is_below_employer: bool = False,
) -> Iterator[Role]:
    """A role for each of its times; below an employer's heading, its first line is the title."""
    if is_below_employer:
        heading = heading.with_whole_title
    text = joined(heading.lines)
    for number, period in enumerate(heading.periods):
        shown = (text, below) if number == 0 else ((), ())
        yield Role(heading.title or title, period, heading.line or line, *shown)


def _split_above_title(lines: tuple[Numbered, ...]) -> tuple[Line, tuple[Numbered, ...]]:
    """The lines above the role's if they name the employer, and the role's with those below it."""
    parts = [{run.part for run in line} for _, line in lines]
    title = next((n for n, part in enumerate(parts) if "title" in part), 0)
    if any("name" in part for part in parts[:title]):
        return joined(lines[:title]), lines[title:]
    return (), lines
