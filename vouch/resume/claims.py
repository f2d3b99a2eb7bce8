"""The résumé line by line: the text of each line, its role and employer, and its anchor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vouch.resume.anchors import Anchored, anchors_of
from vouch.resume.assignment import groups_by_role
from vouch.resume.model import Employer, Group, Highlight, Line, Resume, Role, Run


@dataclass(frozen=True)
class Claim:
    """A line of the résumé. The anchor is empty for lines above the first section, which have none."""

    text: Line
    anchor: str = ""
    role: Role | None = None
    employer: Employer | None = None

    @property
    def links(self) -> tuple[Run, ...]:
        return tuple(run for run in self.text if run.href)


def claims(resume: Resume) -> Iterator[Claim]:
    """Every line of text once, in no particular order."""
    for line in (*resume.summary, *resume.contacts, *resume.remarks):
        yield Claim(line)
    anchors = anchors_of(resume)
    for section in resume.sections:
        for employer in section.employers:
            yield from _of_employer(employer, anchors)
        for place, text in lines(section.groups):
            yield Claim(text, anchors[place])


def _of_employer(employer: Employer, anchors: dict[Anchored, str]) -> Iterator[Claim]:
    yield Claim(employer.phrase, anchors[employer], employer.roles[0], employer)
    for role, groups in groups_by_role(employer).items():
        yield Claim(role.phrase, anchors[role], role, employer)
        for place, text in lines(groups):
            yield Claim(text, anchors[place], role, employer)


def lines(groups: Iterable[Group]) -> Iterator[tuple[Group | Highlight, Line]]:
    """Introductions and highlights in the author's order, with those inside others."""
    for group in groups:
        if group.introduction:
            yield group, group.introduction
        yield from highlights(group.highlights)


def highlights(found: Iterable[Highlight]) -> Iterator[tuple[Highlight, Line]]:
    for each in found:
        yield each, each.text
        yield from highlights(each.highlights)
