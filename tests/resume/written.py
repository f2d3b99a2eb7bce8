"""Writes a résumé's model as the text that an author would have written, for reading it back."""

import re
from calendar import month_name
from collections.abc import Iterable, Iterator
from textwrap import indent

from docutils.nodes import fully_normalize_name
from docutils.utils import column_width

from plugins.resume.model import Employer, Group, Highlight, Line, Resume, Role, Run, Section
from plugins.resume.periods import Period, YearMonth

MARKUP = re.compile(r"[\\*`|_@<>]|:(?!\s)")
ENUMERATOR = re.compile(r"\(?(?:\w|#|[ivxlcdm]+|\d+)[.)](?:\s|$)", re.IGNORECASE)
COLUMNS = 60


def written(resume: Resume, named_targets: bool = True) -> str:
    """The text, with the targets of its links at its end or inside it."""
    return Writer(named_targets).document(resume)


def escaped(text: str) -> str:
    """Plain text without what docutils would read as markup."""
    return MARKUP.sub(r"\\\g<0>", text)


def begun(text: str) -> str:
    """The same where a block begins and what is no letter may be the sign of a list, a rule or a field."""
    sign = not text[:1].isalnum() and not text.startswith(("*", "`", "\\")) or ENUMERATOR.match(text)
    return f"\\{text}" if sign else text


def underlined(heading: str, character: str) -> str:
    text = begun(escaped(heading))
    return f"{text}\n{character * column_width(text)}"


def dates(period: Period) -> str:
    """One date for what starts and ends with it."""
    ends = [_date(each) for each in (period.start, period.end)]
    return " — ".join(dict.fromkeys(ends))


def _date(point: YearMonth | None) -> str:
    if point is None:
        return "Present"
    return f"{month_name[point.month]} {point.year}" if point.month else str(point.year)


class Writer:
    def __init__(self, named_targets: bool) -> None:
        self.named_targets = named_targets
        self.addresses: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def document(self, resume: Resume) -> str:
        blocks = [underlined(resume.name, "="), *map(self.paragraph, resume.summary)]
        blocks += [self.items(Highlight(each, 0) for each in resume.contacts)] if resume.contacts else []
        blocks += map(self.paragraph, resume.remarks)
        for section in resume.sections:
            blocks += self.section(section)
        if resume.photo:
            blocks.append(f".. image:: {resume.photo.address}\n   :alt: {resume.photo.alt}")
        targets = [f".. _{name}: {escaped_address(to)}" for name, to in self.targets.items()]
        return "\n\n".join([*blocks, "\n".join(targets)]).rstrip() + "\n"

    def section(self, section: Section) -> Iterator[str]:
        yield underlined(section.heading, "-")
        for employer in section.employers:
            yield self.job(employer)
            yield from self.groups(employer.groups)
        yield from self.groups(section.groups)

    def job(self, employer: Employer) -> str:
        phrases = [employer.phrase, *(role.phrase for role in employer.roles[1:])]
        return "\n".join(map(self.role, employer.roles, phrases))

    def role(self, role: Role, phrase: Line) -> str:
        glue = () if phrase and phrase[0].text.startswith(",") else (Run(" "),)
        line = (Run(role.title, strong=True), *glue, *phrase)
        return f"{self.line(line).rstrip()}\n{dates(role.period)}"

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
        return wrapped(begun(self.line(line)))

    def line(self, line: Line) -> str:
        text = ""
        for run in line:
            piece = self.run(run)
            marked = piece.endswith(("*", "`", "_")) and piece != escaped(run.text)
            before = marked and text and text[-1] not in " (" and not text.endswith("\\ ")
            text += ("\\ " if before else "") + piece + ("\0" if marked else "")
        # An end of markup needs no help before a space or a comma.
        return re.sub(r"\0(?=[\s.,;)]|$)", "", text).replace("\0", "\\ ")

    def run(self, run: Run) -> str:
        if run.href in (run.text, f"mailto:{run.text}"):
            return run.text
        if run.href:
            return self.link(run.text, run.href)
        if run.literal:
            return f"``{run.text}``"
        return escaped(run.text).join(["**"] * 2 if run.strong else ["*"] * 2 if run.emphasis else [""] * 2)

    def link(self, text: str, address: str) -> str:
        name = fully_normalize_name(text)
        shown = escaped(text)
        if self.addresses.setdefault(name, address) != address:  # the name is another link's
            return f"`{shown} <{escaped_address(address)}>`__"
        if not self.named_targets:
            return f"`{shown} <{escaped_address(address)}>`_"
        simple = re.fullmatch(r"[^\W_]+(?:[.-][^\W_]+)*", text)
        self.targets[shown if simple else f"`{shown}`"] = address
        return f"{text}_" if simple else f"`{shown}`_"


def escaped_address(address: str) -> str:
    """An address that ends with an underscore would be a target's name."""
    return re.sub(r"_$", r"\_", address)


def wrapped(text: str) -> str:
    """Lines of some columns that break before a word only, for a line must not look like markup."""
    lines = [""]
    for part in re.split(r"(?<![\s\\]) (?=[^\W\d_])(?![^`*]*[`*](?:[^`*]*[`*][^`*]*[`*])*[^`*]*$)", text):
        if lines[-1] and len(lines[-1]) + len(part) > COLUMNS:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}" if lines[-1] else part
    return "\n".join(lines)
