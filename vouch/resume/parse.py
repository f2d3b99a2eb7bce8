"""Reads the author's résumé, natural reStructuredText, into the model.

The text follows a small grammar::

    Name                                    the document's title; a field list may come before it
    ====

    Any paragraphs.                         the summary
    - https://…                             links, one per item
    Based in City, Country. More words.     the location, and remarks

    Work Experience                         the section with the jobs
    ---------------

    **Role** kind at description Company_ (Partner_) 🚀      or `@`; or `**Role**, Company_`
    February 2021 — December 2022           months in English or 02/2021, or years; Present for the end
    **Earlier role**                        as many roles as there were, newest first
    August 2017 — September 2020

    - what was done;                        highlights
    A sentence that introduces more.
    - …

    🎓                                      any other section: paragraphs, lists and definitions
    --

    .. image:: _static/talk.jpg             the photo, anywhere
       :alt: Name

Sections may be in any order, and more than one may have jobs. Text that fits nowhere is an error, because
no word may be lost.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes

from vouch.resume.blocks import blocks, groups, highlights, refuse
from vouch.resume.inline import Report, as_line, check_inline, check_lines, line_of, visible
from vouch.resume.jobs import (
    JOB_ADVICE,
    employers,
    has_span,
    is_dated,
    is_job,
    is_job_in_work_section,
    names_company,
)
from vouch.resume.model import Line, Photo, Resume, Section, emoji_name, kind_of, plain
from vouch.sources.problems import SourceError

LOCATION = re.compile(r"Based in (?P<place>.+?)(?<!\bSt)(?:\.(?:\s|$)|$)")
NAME_ADVICE = "begin with your name, underlined with ====="
FRONT_MATTER_FIELDS = (
    "orphan title date modified status slug template lang translation summary tags keywords "
    "category author authors save_as url"
).split()


def parse_resume(document: nodes.document, path: str | Path) -> Resume:
    """The résumé in a document tree of docutils. Raises an ExceptionGroup of SourceErrors."""
    problems: list[SourceError] = []

    def report(line: int, what: str, instead: str) -> None:
        problems.append(SourceError(path, line, what, instead))

    resume = _resume(document, report)
    if problems:
        raise ExceptionGroup("résumé", sorted(problems, key=lambda each: each.line))
    return resume


@dataclass(frozen=True)
class UnreadSection:
    """A section of the source, before its blocks are read."""

    heading: str
    line: int
    blocks: list[nodes.Node]


def _resume(document: nodes.document, report: Report) -> Resume:
    check_inline(document, report)
    check_lines(document, report)
    _check_front_matter(document, report)
    title = _child(document, nodes.title)
    header, parts = _split_sections(document if title else _below_text(document))
    if not title:
        report(1, "the résumé has no name", NAME_ADVICE)
    _check_headings(title, parts, report)
    jobs = _sections_with_jobs(parts)
    if title and not jobs:
        report(1, "no section holds a job", JOB_ADVICE)
    summary, contacts, remarks = _header(header, report)
    location = next(filter(None, map(LOCATION.search, map(plain, (*summary, *remarks)))), None)
    return Resume(
        name=title.astext() if title else "",
        summary=summary,
        contacts=contacts,
        location=location["place"] if location else "",
        remarks=remarks,
        sections=tuple(_section(each, each in jobs, report) for each in parts),
        photo=_photo(document, report),
    )


def _check_headings(title: nodes.title | None, parts: Iterable[UnreadSection], report: Report) -> None:
    """A section's heading may be an emoji, which is read out by its name; a person's name may not."""
    if title and not any(map(str.isalnum, title.astext())):
        report(line_of(title), f"the heading {title.astext()!r} is not a name", NAME_ADVICE)
    for part in parts:
        if not any(map(str.isalnum, part.heading)) and not emoji_name(part.heading):
            report(part.line, f"the heading {part.heading!r} has no name", "write what the section holds")


def _split_sections(document: nodes.document) -> tuple[list[nodes.Node], list[UnreadSection]]:
    """The blocks above the first section, and the sections."""
    found = blocks(document)
    sections = [each for each in found if isinstance(each, nodes.section)]
    parts = [
        UnreadSection(_child(each, nodes.title).astext(), line_of(each), blocks(each)) for each in sections
    ]
    return [each for each in found if each not in sections], parts


def _below_text(document: nodes.document) -> nodes.Element:
    """The section of a name that does not come first, so that other problems are reported as well."""
    sections = [each for each in document if isinstance(each, nodes.section)]
    return sections[0] if len(sections) == 1 else document


def _sections_with_jobs(parts: list[UnreadSection]) -> list[UnreadSection]:
    """The sections with a job; if there are none, those with one that lacks its dates or company."""
    if holding := [part for part in parts if any(map(_job_test(part), part.blocks))]:
        return holding
    for test in (has_span, names_company, is_dated):
        if holding := [part for part in parts if any(map(test, part.blocks))]:
            return holding
    return []


def _job_test(part: UnreadSection) -> Callable[[nodes.Node], bool]:
    return is_job_in_work_section if kind_of(part.heading) == "work" else is_job


def _section(part: UnreadSection, holds_jobs: bool, report: Report) -> Section:
    if holds_jobs:
        return Section(part.heading, employers(part.blocks, report), (), part.line)
    return Section(part.heading, (), groups(part.blocks, report), part.line)


def _header(
    header: Iterable[nodes.Node], report: Report
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """The summary, the contacts and the remarks: the text before, in and after the list."""
    before, contacts, after = [], [], []
    for block in header:
        if isinstance(block, nodes.paragraph):
            (after if contacts else before).append(as_line(block))
        elif isinstance(block, nodes.bullet_list) and not contacts:
            contacts += highlights(block, report)
        elif isinstance(block, nodes.bullet_list):
            report(line_of(block), "this is a second list above the sections", "write one list, of links")
        else:
            refuse(block, "above the sections", report)
    for each in contacts:
        if each.highlights:
            report(each.highlights[0].line, "this list is inside the list of links", "write one list")
    return tuple(before), tuple(each.text for each in contacts), tuple(after)


def _check_front_matter(document: nodes.document, report: Report) -> None:
    """Fields above or right below the name are the page's front matter, which no reader sees."""
    info = _child(document, nodes.docinfo)
    if info is None:
        return
    # docutils drops the line of the fields that it knows, such as `:contact:`.
    first = next((each.line - number for number, each in enumerate(info) if each.line), 1)
    for guess, field in enumerate(info, first):
        name = field.children[0].astext() if isinstance(field, nodes.field) else field.tagname
        if name.lower() not in FRONT_MATTER_FIELDS:
            what = f"the field {name!r} does not show on the page"
            report(field.line or guess, what, "write it into the list below the summary")


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
