"""Reads the author's résumé, natural reStructuredText, into the model.

The grammar, from the outside in; what is in angle brackets is in any order::

    résumé    = [fields] name {summary} [contacts] {remark} {section} [photo]
    name      = the title, or the first heading that looks like one
    contacts  = list | line block | fields | table           one contact per item
    section   = heading {group} {job}                         its kind is known by its words (words.py)
    job       = entry | heading {group} {entry}               the employer's heading, and a role in each entry
    entry     = lines {group}                                 outline.py
    lines     = heading [lines] | paragraph | term | field | item | row
                of <dates> <role> <employer> <place>          headings.py
    group     = [sentence] list | paragraph                   blocks.py

Dates are in periods.py, and which group belongs to which role is in assignment.py. Text that fits nowhere is
an error, because no word may be lost. docs/writing.md has an example of each shape.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from docutils import nodes

from vouch.resume.blocks import blocks, groups
from vouch.resume.education import read_studies
from vouch.resume.entry_reader import EntryReader
from vouch.resume.header import contact_fields, docinfo, header_of
from vouch.resume.inline import Report, check_inline, check_lines, line_of, visible
from vouch.resume.job_lines import location_of
from vouch.resume.jobs import JOB_ADVICE, JobReader
from vouch.resume.model import Photo, Resume, Run, Section, emoji_name, plain, runs_in
from vouch.resume.outline import Entry, Outliner
from vouch.resume.words import DEGREE, DOCUMENT, ROLE, kind_of, looks_like_name
from vouch.sources.problems import SourceError

LOCATION = re.compile(r"Based in (?P<place>.+?)(?<!\bSt)(?:\.(?:\s|$)|$)")
HAS_DATES = re.compile(r"\b(?:19|20)\d\d\b")
TITLE_SEPARATOR = re.compile(r",\s+|\s+(?:-{1,3}|[–—|])\s+")
# In a title, beside the name: `CV of Ann Lee`, `Ann Lee's Resume`; but Vita may be a name.
WITH_DOCUMENT = re.compile(
    rf"^(?!Vita\s){DOCUMENT.pattern}\s+(?:of|von|vom|de|di)\s+(?=\w)|['’]s\s+{DOCUMENT.pattern}$",
    re.IGNORECASE,
)
CONTACT_LISTS = (nodes.bullet_list, nodes.field_list, nodes.line_block)
NAME_ADVICE = "begin with your name, underlined with ====="


def parse_resume(
    document: nodes.document, path: str | Path, language: str = "en", author: str = ""
) -> Resume:
    """The résumé in a document tree of docutils, with dates in a language by its BCP 47 tag or in English.

    `author` is whose résumé it is if its title is not a name: `Curriculum Vitae`.

    Raises an ExceptionGroup of SourceErrors.
    """
    problems: list[SourceError] = []

    def report(line: int, what: str, instead: str) -> None:
        problems.append(SourceError(path, line, what, instead))

    resume = _resume(document, language, author, report)
    if not problems and not any(each.employers for each in resume.sections) and not _is_of_student(resume):
        work = next((each.line for each in resume.sections if each.kind == "work"), 0)
        instead = JOB_ADVICE if work else f"below a heading such as `Work Experience` {JOB_ADVICE}"
        report(work or 1, "no section holds a job", instead)
    if problems:
        raise ExceptionGroup("résumé", sorted(problems, key=lambda each: each.line))
    return resume


def _is_of_student(resume: Resume) -> bool:
    """Whether a résumé without a job has studies instead, and no years where a job may be meant."""
    unknown = (run.text for each in resume.sections if not each.kind for run in runs_in(each))
    may_be_work = any(each.kind == "work" for each in resume.sections) or any(map(HAS_DATES.search, unknown))
    return not may_be_work and any(study.institution for each in resume.sections for study in each.studies)


@dataclass(frozen=True)
class UnreadSection:
    """A section of the source, before its blocks are read."""

    heading: str
    line: int
    blocks: list[nodes.Node]


def _resume(document: nodes.document, language: str, author: str, report: Report) -> Resume:
    check_inline(document, report)
    check_lines(document, report)
    title, header, parts = _split(document)
    name, beside = _name_and_role(title.astext() if title else "")
    name = name or _field(document, nodes.author) or author
    if not any(map(str.isalnum, name)):
        what = f"the heading {title.astext()!r} is not a name" if title else "the résumé has no name"
        report(line_of(title) if title else 1, what, NAME_ADVICE)
    _check_headings(parts, report)
    summary, contacts, remarks = header_of(header, report)
    summary = ((Run(beside),), *summary) if beside else summary
    contacts = (*contact_fields(document), *contacts)
    location = next(filter(None, map(LOCATION.search, map(plain, (*summary, *remarks)))), None)
    return Resume(
        name=name,
        summary=summary,
        contacts=contacts,
        location=location["place"] if location else location_of(enumerate(contacts), language),
        remarks=remarks,
        sections=tuple(_section(each, language, report) for each in parts),
        photo=_photo(document, report),
    )


def _name_and_role(title: str) -> tuple[str, str]:
    """The name in a title, and a role beside it: `Ann Lee, Software Engineer`; not that it is a résumé."""
    title = WITH_DOCUMENT.sub("", title)
    name, *rest = TITLE_SEPARATOR.split(title, maxsplit=1)
    if rest and DOCUMENT.fullmatch(rest[0].strip()):
        return name, ""
    if rest and ROLE.search(rest[0]) and not ROLE.search(name):
        return name, rest[0]
    return ("" if DOCUMENT.fullmatch(title.strip()) else title), ""


def _field(document: nodes.document, kind: type) -> str:
    return next((each.astext() for each in docinfo(document) if isinstance(each, kind)), "")


def _check_headings(parts: Iterable[UnreadSection], report: Report) -> None:
    """A section's heading may be an emoji, which is read out by its name."""
    for part in parts:
        if part.heading and not any(map(str.isalnum, part.heading)) and not emoji_name(part.heading):
            report(part.line, f"the heading {part.heading!r} has no name", "write what the section holds")


def _split(document: nodes.document) -> tuple[nodes.title | None, list[nodes.Node], list[UnreadSection]]:
    """The name, the blocks above the first section, and the sections.

    The name is the title, or the first heading if it looks like one; a heading above all others, a subtitle.
    """
    title, found = _child(document, nodes.title), blocks(document)
    above, sections = _above_sections(found)
    first = _child(sections[0], nodes.title) if sections else None
    if first and (not title or DOCUMENT.fullmatch(title.astext())) and looks_like_name(first.astext()):
        more, inner = _above_sections(blocks(sections[0]))
        title, above, sections = first, above + more, inner + sections[1:]
    if len(sections) > 1 and _is_subtitle(sections[0]):
        above, sections = [*above, *sections[0].children], sections[1:]
    if len(sections) == 1 and kind_of(_child(sections[0], nodes.title).astext()) != "work":
        more, inner = _above_sections(blocks(sections[0]))
        if any(kind_of(_child(each, nodes.title).astext()) in ("work", "education") for each in inner):
            above, sections = [*above, _child(sections[0], nodes.title), *more], inner
    return title, above, list(_parts(sections))


def _is_subtitle(section: nodes.section) -> bool:
    """Whether a heading is the role of whom the résumé is of, above a list of contacts."""
    title, *found = section.children
    is_role = ROLE.search(title.astext()) and not kind_of(title.astext())
    return bool(is_role and found) and all(
        isinstance(each, CONTACT_LISTS) and _is_of_contacts(each) for each in found
    )


def _is_of_contacts(block: nodes.Element) -> bool:
    return any(each.get("refuri", "").startswith("mailto:") for each in block.findall(nodes.reference))


def _parts(sections: Iterable[nodes.section]) -> Iterator[UnreadSection]:
    """The sections; headings with dates are jobs, in a section that has no heading."""
    for are_jobs, found in groupby(sections, _has_dates):
        if are_jobs:
            jobs = list(found)
            yield UnreadSection("", line_of(jobs[0]), jobs)
        else:
            for each in found:
                yield UnreadSection(_child(each, nodes.title).astext(), line_of(each), blocks(each))


def _has_dates(section: nodes.section) -> bool:
    return bool(HAS_DATES.search(_child(section, nodes.title).astext()))


def _above_sections(found: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.section]]:
    sections = [each for each in found if isinstance(each, nodes.section)]
    return [each for each in found if each not in sections], sections


def _section(part: UnreadSection, language: str, report: Report) -> Section:
    found = _as_written(part, language, report)
    is_education = found.kind == "education"
    return replace(found, studies=tuple(read_studies(part.blocks, language))) if is_education else found


def _as_written(part: UnreadSection, language: str, report: Report) -> Section:
    """The section's jobs, or else its paragraphs and lists."""
    kind = kind_of(part.heading) if part.heading else "work"
    outliner = Outliner(
        DEGREE if kind == "education" else ROLE, language, items=kind in ("work", "volunteer")
    )
    found = outliner.outline(part.blocks)
    entries = [each for each in found if isinstance(each, Entry)]
    problems: list[tuple[int, str, str]] = []
    reader = EntryReader(outliner).with_order(entries)
    jobs = JobReader(reader, report, lambda *problem: problems.append(problem))
    employers = tuple(jobs.employers(entries)) if jobs.are_jobs(entries, kind) else ()
    above = jobs.groups([each for each in found if not isinstance(each, Entry)]) if employers else ()
    if not (employers or problems) or (problems and kind not in ("work", "volunteer")):
        return Section(part.heading, (), groups(part.blocks, report), part.line)
    for problem in problems:
        report(*problem)
    return Section(part.heading, employers, above, part.line)


def _photo(document: nodes.document, report: Report) -> Photo | None:
    images = list(visible(document, nodes.image))
    for each in images[1:]:
        report(line_of(each), f"{each['uri']} is a second picture", "leave one, the photo")
    for each in images:
        if isinstance(each.parent, nodes.reference):
            report(line_of(each), f"the photo {each['uri']} cannot be a link", "remove its `:target:`")
    return next((Photo(each["uri"], each.get("alt", ""), line_of(each)) for each in images), None)


def _child(parent: nodes.Element, kind: type) -> nodes.Element | None:
    return next((each for each in parent.children if isinstance(each, kind)), None)
