"""Reads jobs: a paragraph that begins with a role in bold, and the blocks below it until the next."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from docutils import nodes

from vouch.resume.blocks import groups
from vouch.resume.company import AT, Company, after_at, after_separator, company_of, named, split_at_company
from vouch.resume.inline import Report, as_line, line_of, split_lines
from vouch.resume.model import Employer, Line, Role, Run, plain
from vouch.resume.periods import (
    SPAN_ADVICE,
    BadPeriod,
    Period,
    is_span,
    looks_like_period,
    parse_period,
    spans_years,
)

NO_COMPANY = re.compile(r"(?:part|full)[- ]time|remote(?:ly)?|temporary", re.IGNORECASE)
DATES_AND_MORE = re.compile(
    r"(?:[A-Z][a-z]{2,8}\.?\s+)?\d{4}\s*[—–-]+\s*(?:(?:[A-Z][a-z]{2,8}\.?\s+)?\d{4}|[Pp]resent)\b"
)
BEGINS_WITH_DATE = re.compile(r"\W*(?:[^\W\d]{3,}\.?,?\s+)?\d{4}(?!\d)|present\b", re.IGNORECASE)
DATES_AT_END = re.compile(r"[,(]\s*([^,()]*\d{4}[^,()]*)\)?$")
JOB_ADVICE = "write `**Role** at Company_` and below it `February 2021 — December 2022`"
COMPANY_ADVICE = "write `**Role** at Company_`; an earlier role there follows without an empty line"

# A line with its number in the source. An entry is a role: its line, and those until the next role.
Numbered = tuple[int, Line]
Entry = list[Numbered]


def begins_job(block: nodes.Node) -> bool:
    """Bold first, unless it introduces a list: `**Achievements:**`."""
    bold = isinstance(block, nodes.paragraph) and isinstance(next(iter(block), None), nodes.strong)
    return bold and not block.astext().endswith(":") and not block[0].astext().endswith(":")


def is_job(block: nodes.Node) -> bool:
    """Whether a block has all parts of a job. `**Parca** — a profiler` does not: a dash needs a link."""
    return has_span(block) and (names_company(block) or _has_link(_company_of(block)))


def is_job_in_work_section(block: nodes.Node) -> bool:
    """The same under a heading that means work: no link is needed, and one date is enough."""
    return is_dated(block) and (names_company(block) or bool(_company_of(block)))


def has_span(block: nodes.Node) -> bool:
    return begins_job(block) and any(spans_years(plain(line)) for line in split_lines(block)[1:])


def is_dated(block: nodes.Node) -> bool:
    return begins_job(block) and any(looks_like_period(plain(line)) for line in split_lines(block)[1:])


def names_company(block: nodes.Node) -> bool:
    return begins_job(block) and bool(AT.search(block.astext()))


def _company_of(job: nodes.paragraph) -> Line:
    return split_at_company(_phrase(_entries(job)[0]))[1]


def employers(found: Iterable[nodes.Node], report: Report) -> tuple[Employer, ...]:
    jobs: list[list[nodes.Node]] = []
    for block in found:
        if begins_job(block):
            jobs.append([block])
        elif jobs:
            jobs[-1].append(block)
        else:
            report(line_of(block), "this comes before the first job", JOB_ADVICE)
    return tuple(_employer(job, below, report) for job, *below in jobs)


def _employer(job: nodes.paragraph, below: list[nodes.Node], report: Report) -> Employer:
    for block in below:
        _check_no_dates(block, report)
    entries = _entries(job)
    phrase = _phrase(entries[0])
    company = company_of(phrase, as_line(entries[0][0][1][1:]))
    if not company.name or NO_COMPANY.fullmatch(company.name):
        report(job.line, "the job names no company", COMPANY_ADVICE)
    return Employer(
        **vars(company),
        location="",
        heading=(),
        about=(),
        roles=tuple(_roles(entries, company, report)),
        groups=groups(below, report),
        line=job.line,
    )


def _entries(job: nodes.paragraph) -> list[Entry]:
    entries: list[Entry] = []
    bold = set(_lines_within_bold(job))
    for number, line in enumerate(split_lines(job), job.line):
        if number in bold:
            above, text = entries[-1].pop()
            entries[-1].append((above, _joined(text, line)))
            continue
        if line and line[0].strong:
            entries.append([])
        entries[-1].append((number, line))
    return entries


def _lines_within_bold(job: nodes.paragraph) -> Iterator[int]:
    """The lines on which a bold text continues from the line above: a long title."""
    line = job.line
    for child in job.children:
        ends = child.astext().count("\n")
        if isinstance(child, nodes.strong):
            yield from range(line + 1, line + ends + 1)
        line += ends


def _joined(line: Line, below: Line) -> Line:
    if not (line and below):
        return line or below
    return *line[:-1], line[-1].with_text(f"{line[-1].text} {below[0].text}"), *below[1:]


def _phrase(entry: Entry) -> Line:
    """What follows the role's title, up to the dates; it may take several lines."""
    (_, first), *below = entry
    rest = takewhile(lambda line: not looks_like_period(plain(line)), (line for _, line in below))
    return as_line(first[1:], *rest)


def _has_link(line: Line) -> bool:
    return any(run.href for run in line)


def _roles(entries: list[Entry], company: Company, report: Report) -> Iterator[Role]:
    for number, entry in enumerate(entries):
        (line, first), *below = entry
        title, phrase = first[0].text, _phrase(entry)
        if number and (after_at(phrase)[1] or _has_link(after_separator(phrase))):
            report(line, f"role {title!r} names a company of its own", "leave an empty line above it")
        dates = [each for each in below if looks_like_period(plain(each[1]))][:1]
        if not dates:
            meant = [(at, plain(text)) for at, text in below if BEGINS_WITH_DATE.match(plain(text))]
            for at, text in meant[:1]:
                report(at, f"{text!r} is not a period", f"{SPAN_ADVICE}, and nothing else on its line")
            if not meant:
                report(line, f"role {title!r} has no dates", JOB_ADVICE)
        elif period := _period(*dates[0], report):
            phrase = phrase if number else named(phrase, company)
            yield Role(title, period, line, _heading(title, phrase))
        for stray, text in below[below.index(dates[0]) + 1 :] if dates else ():
            report(stray, f"{plain(text)!r} follows the dates", "write it as a separate paragraph")


def _heading(title: str, phrase: Line) -> Line:
    gap = "" if not phrase or phrase[0].text.startswith(",") else " "
    return tuple(run for run in (Run(title, part="title"), Run(gap), *phrase) if run.text)


def _period(number: int, line: Line, report: Report) -> Period | None:
    if _has_link(line):
        report(number, "dates cannot be a link", "put the link into the text below them")
    try:
        return parse_period(plain(line))
    except BadPeriod as error:
        more = (
            DATES_AND_MORE.sub("", plain(line), count=1).strip(" ,;()")
            if DATES_AND_MORE.search(plain(line))
            else ""
        )
        if more:
            what = f"{plain(line)!r} has more than dates"
            report(number, what, f"leave only the dates on this line; write {more!r} after the role's title")
        else:
            report(number, *error.args)
        return None


def _check_no_dates(block: nodes.Node, report: Report) -> None:
    """Without its role in bold, a job would be read as a paragraph of the job above it."""
    if isinstance(block, nodes.paragraph):
        for number, line in enumerate(split_lines(block), line_of(block)):
            ending = DATES_AT_END.search(plain(line))
            if is_span(plain(line)) or (ending and is_span(ending[1].strip()) and _begins_like_job(line)):
                report(number, f"{plain(line)!r} does not belong to a role", JOB_ADVICE)


def _begins_like_job(line: Line) -> bool:
    """`*Developer* at Acme, 2012 — 2013`: a title in italics or as a link, or an "at" soon after it."""
    at = AT.search(plain(line))
    return bool(at) and (line[0].emphasis or bool(line[0].href) or len(plain(line)[: at.start()].split()) < 4)
