"""Jobs: a paragraph that begins with a role in bold, and what stands below it until the next."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from docutils import nodes

from plugins.resume.blocks import groups
from plugins.resume.inline import Report, as_line, line_of, split_lines
from plugins.resume.model import Employer, Line, Role, Run, emoji_name, plain
from plugins.resume.periods import BadPeriod, Period, is_span, looks_like_period, parse_period, spans_years

AT = re.compile(r"(?:^|\s)(?:at(?:\s|$)|@)")
MARK = re.compile(r"(?:[,—–|·]|-{1,3}\s)\s*")  # instead of "at", where the phrase begins
NO_COMPANY = re.compile(r"(?:part|full)[- ]time|remote(?:ly)?|temporary", re.IGNORECASE)
ROLE_AND_DATES = "write `**Role** at Company_` and below it `February 2021 — December 2022`"
COMPANY = "write `**Role** at Company_`; an earlier role there follows without an empty line"

# A line with its number in the source. An entry is a role: its line, and those until the next role.
Numbered = tuple[int, Line]
Entry = list[Numbered]


def begins_job(block: nodes.Node) -> bool:
    """Bold first, unless it introduces a list: `**Achievements:**`."""
    bold = isinstance(block, nodes.paragraph) and isinstance(next(iter(block), None), nodes.strong)
    return bold and not block.astext().endswith(":")


def is_job(block: nodes.Node) -> bool:
    """Whether all is there. A link follows a comma or a dash: `**Parca** — a profiler` is no job."""
    return has_span(block) and (names_company(block) or _has_link(_company_of(block)))


def is_job_at_work(block: nodes.Node) -> bool:
    """Whether all is there in a section that speaks of work: no link is needed, and one date is enough."""
    return is_dated(block) and (names_company(block) or bool(_company_of(block)))


def has_span(block: nodes.Node) -> bool:
    return begins_job(block) and any(spans_years(plain(line)) for line in split_lines(block)[1:])


def is_dated(block: nodes.Node) -> bool:
    return begins_job(block) and any(looks_like_period(plain(line)) for line in split_lines(block)[1:])


def names_company(block: nodes.Node) -> bool:
    return begins_job(block) and bool(AT.search(block.astext()))


def _company_of(job: nodes.paragraph) -> Line:
    return _company(_phrase(_entries(job)[0]))[1]


def employers(found: Iterable[nodes.Node], report: Report) -> tuple[Employer, ...]:
    jobs: list[list[nodes.Node]] = []
    for block in found:
        if begins_job(block):
            jobs.append([block])
        elif jobs:
            jobs[-1].append(block)
        else:
            report(line_of(block), "this stands before the first job", ROLE_AND_DATES)
    return tuple(_employer(job, below, report) for job, *below in jobs)


def _employer(job: nodes.paragraph, below: list[nodes.Node], report: Report) -> Employer:
    for block in below:
        _check_no_dates(block, report)
    entries = _entries(job)
    phrase = _phrase(entries[0])
    before, company = _company(phrase)
    name = next((run for run in company if run.href), None)
    words, mark = _without_mark(plain(company))
    if not words or (not name and NO_COMPANY.fullmatch(words)):
        report(job.line, "the job names no company", COMPANY)
    return Employer(
        phrase=phrase,
        name=name.text if name else words,
        address=name.href if name else "",
        kind=plain(before).strip(" ,—–-|·"),
        description=plain(tuple(takewhile(lambda run: run is not name, company))).strip() if name else "",
        partner=_partner(company),
        mark=mark,
        roles=tuple(_roles(entries, report)),
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
    """The lines on which a bold text goes on that began above: a long title."""
    line = job.line
    for child in job.children:
        ends = child.astext().count("\n")
        if isinstance(child, nodes.strong):
            yield from range(line + 1, line + ends + 1)
        line += ends


def _joined(line: Line, below: Line) -> Line:
    if not (line and below):
        return line or below
    return *line[:-1], line[-1].saying(f"{line[-1].text} {below[0].text}"), *below[1:]


def _phrase(entry: Entry) -> Line:
    """What follows the role's title, up to the dates: it may be longer than a line."""
    (_, first), *below = entry
    rest = takewhile(lambda line: not looks_like_period(plain(line)), (line for _, line in below))
    return as_line(first[1:], *rest)


def _company(phrase: Line) -> tuple[Line, Line]:
    """What stands before the company, and the company with what describes it, empty if there is none."""
    before, company = _at(phrase)
    return (before, company) if company else ((), _after_mark(phrase))


def _at(phrase: Line) -> tuple[Line, Line]:
    """What stands before the word "at", and what after it, which is empty without that word."""
    for number, run in enumerate(phrase):
        if not run.href and (at := AT.search(run.text)):
            before = (*phrase[:number], run.saying(run.text[: at.start()]))
            return before, (run.saying(run.text[at.end() :]), *phrase[number + 1 :])
    return phrase, ()


def _after_mark(phrase: Line) -> Line:
    if phrase and not phrase[0].href and (mark := MARK.match(phrase[0].text)):
        return phrase[0].saying(phrase[0].text[mark.end() :]), *phrase[1:]
    return ()


def _has_link(line: Line) -> bool:
    return any(run.href for run in line)


def _without_mark(text: str) -> tuple[str, str]:
    """The text and the emoji that end it, each empty where there is none."""
    words = text.split()
    mark = list(takewhile(emoji_name, reversed(words)))
    return " ".join(words[: len(words) - len(mark)]), " ".join(reversed(mark))


def _partner(company: Line) -> Run | None:
    """The second company: a link right after an opening parenthesis."""
    pairs = pairwise(company)
    return next((run for before, run in pairs if run.href and before.text.endswith("(")), None)


def _roles(entries: list[Entry], report: Report) -> Iterator[Role]:
    for number, entry in enumerate(entries):
        (line, first), *below = entry
        title, phrase = first[0].text, _phrase(entry) if number else ()
        if _at(phrase)[1] or _has_link(_after_mark(phrase)):
            report(line, f"role {title!r} names a company of its own", "leave an empty line above it")
        dates = [each for each in below if looks_like_period(plain(each[1]))][:1]
        if not dates:
            report(line, f"role {title!r} has no dates", ROLE_AND_DATES)
        elif period := _period(*dates[0], report):
            yield Role(title, period, line, phrase)
        for stray, text in below[below.index(dates[0]) + 1 :] if dates else ():
            report(stray, f"{plain(text)!r} stands below the dates", "write it as a paragraph of its own")


def _period(number: int, line: Line, report: Report) -> Period | None:
    if _has_link(line):
        report(number, "dates cannot be a link", "put the link into the text below them")
    try:
        return parse_period(plain(line))
    except BadPeriod as error:
        report(number, *error.args)
        return None


def _check_no_dates(block: nodes.Node, report: Report) -> None:
    """A job that does not begin in bold would pass for a paragraph of the job above it."""
    if isinstance(block, nodes.paragraph):
        for number, line in enumerate(split_lines(block), line_of(block)):
            if is_span(plain(line)):
                report(number, f"{plain(line)!r} belongs to no role", ROLE_AND_DATES)
