"""Writes a résumé's model as the text that an author would have written, for reading it back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import indent

from docutils.nodes import fully_normalize_name
from docutils.utils import column_width

from vouch.resume.date_words import MONTHS
from vouch.resume.model import Group, Highlight, Line, Resume, Role, Run, Section
from vouch.resume.periods import Period, YearMonth

COLUMNS = 60
MARKUP = re.compile(r"[\\*`|_@<>]|:(?!\s)")
ENUMERATOR = re.compile(r"\(?(?:\w|#|[ivxlcdm]+|\d+)[.)](?:\s|$)", re.IGNORECASE)
SIMPLE_NAME = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
# A line may end before a letter only: one that begins with a sign could be a rule or a list.
BREAK = "\f"
BREAKABLE = re.compile(r" (?=[^\W\d_])")
# Between markup and what touches it; a space or a comma needs nothing.
SEAM = "\0"
NEEDLESS_SEAM = re.compile(r"\0(?=[\s.,;)]|$)|(?:(?<=\s)|^)\0|(?<=\()\0(?=[*`]*\w)")


def written(resume: Resume, named_targets: bool = True) -> str:
    """The text, with its links' targets at its end, or each where the link is."""
    return _Writer(named_targets).document(resume)


class _Writer:
    def __init__(self, named_targets: bool) -> None:
        self.named_targets = named_targets
        self.addresses: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def document(self, resume: Resume) -> str:
        blocks = [_underlined(resume.name, "="), *map(self.paragraph, resume.summary)]
        if resume.contacts:
            blocks.append(self.items(Highlight(each, 0) for each in resume.contacts))
        blocks += map(self.paragraph, resume.remarks)
        for section in resume.sections:
            blocks += self.section(section)
        if resume.photo:
            blocks.append(f".. image:: {resume.photo.address}\n   :alt: {resume.photo.alt}")
        targets = "\n".join(f".. _{name}: {_address(to)}" for name, to in self.targets.items())
        return "\n\n".join([*blocks, targets]).rstrip() + "\n"

    def section(self, section: Section) -> Iterator[str]:
        yield _underlined(section.heading, "-")
        yield from self.groups(section.groups)
        for employer in section.employers:
            yield "\n".join(map(self.role, employer.roles))
            yield from self.groups(employer.groups)

    def role(self, role: Role) -> str:
        line = tuple(replace(run, strong=True) if run.part == "title" else run for run in role.heading)
        return f"{self.line(line).replace(BREAK, ' ').rstrip()}\n{_dates(role.period)}"

    def groups(self, groups: Iterable[Group]) -> Iterator[str]:
        bullet, listed = "-", False
        for group in groups:
            if group.introduction:
                yield self.paragraph(group.introduction)
            elif listed:  # two lists in a row are one, unless their bullets differ
                bullet = "*" if bullet == "-" else "-"
            if group.highlights:
                yield self.items(group.highlights, bullet)
            listed = bool(group.highlights)

    def items(self, highlights: Iterable[Highlight], bullet: str = "-") -> str:
        return "\n".join(self.item(each, bullet) for each in highlights)

    def item(self, highlight: Highlight, bullet: str) -> str:
        text = self.paragraph(highlight.text)
        if highlight.highlights:
            text += f"\n\n{self.items(highlight.highlights)}\n"
        return f"{bullet} {indent(text, '  ')[2:]}"

    def paragraph(self, line: Line) -> str:
        text = self.line(line)
        return _wrapped(text if _is_marked(line[0]) else _begun(text))

    def line(self, line: Line) -> str:
        pieces = (f"{SEAM}{self.run(run)}{SEAM}" if _is_marked(run) else self.run(run) for run in line)
        text = "".join(pieces).replace(SEAM * 2, SEAM)
        return NEEDLESS_SEAM.sub("", text).replace(SEAM, "\\ ")

    def run(self, run: Run) -> str:
        if run.href:
            return self.link(run.text, run.href) if _is_marked(run) else run.text
        if run.literal:
            return f"``{run.text}``"
        if _is_marked(run):
            return _escaped(run.text).join(["**" if run.strong else "*"] * 2)
        return BREAKABLE.sub(BREAK, _escaped(run.text))

    def link(self, text: str, address: str) -> str:
        name, quoted = fully_normalize_name(text), f"`{_escaped(text)}`"
        if self.addresses.setdefault(name, address) != address:  # the name is another link's
            return f"{quoted[:-1]} <{_address(address)}>`__"
        if not self.named_targets:
            return f"{quoted[:-1]} <{_address(address)}>`_"
        shown = text if SIMPLE_NAME.fullmatch(text) else quoted
        self.targets.setdefault(shown, address)
        return f"{shown}_"


def _is_marked(run: Run) -> bool:
    """An address in the text needs no markup."""
    as_is = run.href in (run.text, f"mailto:{run.text}")
    return run.strong or run.emphasis or run.literal or bool(run.href and not as_is)


def _escaped(text: str) -> str:
    return MARKUP.sub(r"\\\g<0>", text)


def _begun(text: str) -> str:
    """Escape a sign at the beginning of a block: it may be that of a list, a rule or a field."""
    sign = not text[:1].isalnum() and not text.startswith("\\")
    return f"\\{text}" if sign or ENUMERATOR.match(text) else text


def _underlined(heading: str, character: str) -> str:
    text = _begun(_escaped(heading))
    return f"{text}\n{character * column_width(text)}"


def _address(address: str) -> str:
    """One that ends with an underscore would be the name of a target."""
    return re.sub(r"_$", r"\\_", address)


def _wrapped(text: str) -> str:
    lines = [""]
    for part in text.split(BREAK):
        fits = len(lines[-1]) + len(part) < COLUMNS
        lines[-1:] = [f"{lines[-1]} {part}".lstrip()] if fits or not lines[-1] else [lines[-1], part]
    return "\n".join(lines)


def _dates(period: Period) -> str:
    """One date for what starts and ends with it."""
    ends = [_date(each) for each in (period.start, period.end)]
    return " — ".join(dict.fromkeys(ends))


def _date(point: YearMonth | None) -> str:
    if point is None:
        return "Present"
    return f"{MONTHS[point.month - 1]} {point.year}" if point.month else str(point.year)
