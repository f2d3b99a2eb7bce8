"""The résumé line by line: the text of each line, its role and employer, and its anchor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vouch.resume.anchors import Anchored, anchors_of
from vouch.resume.assignment import roles_by_group
from vouch.resume.model import Employer, Group, Highlight, Line, Resume, Role, Run
from vouch.resume.periods import Period, whole_period


@dataclass(frozen=True)
class Claim:
    """A line of the résumé. The anchor is empty for lines above the first section, which have none."""

    text: Line
    anchor: str = ""
    roles: tuple[Role, ...] = ()
    employer: Employer | None = None

    @property
    def title(self) -> str:
        """The role's; of several that share the line the titles, if no employer's name stands for them."""
        is_clear = len(self.roles) == 1 or not (self.employer and self.employer.name)
        return "; ".join(dict.fromkeys(each.title for each in self.roles)) if is_clear else ""

    @property
    def job(self) -> str:
        """`Role at Employer`, or the one of both that there is."""
        return job_name(self.title, self.employer.name if self.employer else "")

    @property
    def period(self) -> Period | None:
        """From the first month of its roles to the last."""
        return whole_period(each.period for each in self.roles) if self.roles else None

    @property
    def links(self) -> tuple[Run, ...]:
        return tuple(run for run in self.text if run.href)


def job_name(title: str, employer: str) -> str:
    return " at ".join(filter(None, (title, employer)))


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
    if employer.heading:
        yield Claim(employer.heading, anchors[employer], (), employer)
    for place, text in lines(employer.about):
        yield Claim(text, anchors[place], (), employer)
    for role in employer.roles:
        yield Claim(role.heading, anchors[role], (role,), employer)
    for group, roles in roles_by_group(employer).items():
        for place, text in lines([group]):
            yield Claim(text, anchors[place], roles, employer)


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
