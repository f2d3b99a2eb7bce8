"""Jobs: a paragraph that begins with a role in bold, and what stands below it until the next."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from docutils import nodes

from plugins.resume.blocks import groups
from plugins.resume.inline import Report, as_line, line_of, split_lines
from plugins.resume.model import Employer, Line, Role, Run, plain
from plugins.resume.periods import BadPeriod, Period, is_period, looks_like_period, parse_period

AT = re.compile(r"(?:^|\s)at(?:\s|$)")
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
    """Whether all is there: a role, a company, dates."""
    return is_dated(block) and names_company(block)


def is_dated(block: nodes.Node) -> bool:
    return begins_job(block) and any(looks_like_period(plain(line)) for line in split_lines(block)[1:])


def names_company(block: nodes.Node) -> bool:
    return begins_job(block) and bool(AT.search(block.astext()))


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
    before, company = _at(phrase)
    name = next((run for run in company if run.href), None)
    words, mark = _without_mark(plain(company))
    if not words:
        report(job.line, "the job names no company", COMPANY)
    return Employer(
        phrase=phrase,
        name=name.text if name else words,
        address=name.href if name else "",
        kind=plain(before).strip(" ,"),
        description=plain(tuple(takewhile(lambda run: run is not name, company))).strip() if name else "",
        partner=_partner(company),
        mark=mark,
        roles=tuple(_roles(entries, report)),
        groups=groups(below, report),
        line=job.line,
    )


def _entries(job: nodes.paragraph) -> list[Entry]:
    entries: list[Entry] = []
    for number, line in enumerate(split_lines(job), job.line):
        if line and line[0].strong:
            entries.append([])
        entries[-1].append((number, line))
    return entries


def _phrase(entry: Entry) -> Line:
    """What follows the role's title, up to the dates: it may be longer than a line."""
    (_, first), *below = entry
    rest = takewhile(lambda line: not looks_like_period(plain(line)), (line for _, line in below))
    return as_line(first[1:], *rest)


def _at(phrase: Line) -> tuple[Line, Line]:
    """What stands before the word "at", and what after it, which is empty without that word."""
    for number, run in enumerate(phrase):
        if not run.href and (at := AT.search(run.text)):
            before = (*phrase[:number], run.saying(run.text[: at.start()]))
            return before, (run.saying(run.text[at.end() :]), *phrase[number + 1 :])
    return phrase, ()


def _without_mark(text: str) -> tuple[str, str]:
    """The text and the emoji that end it, each empty where there is none."""
    words = text.split()
    mark = list(takewhile(_is_emoji, reversed(words)))
    return " ".join(words[: len(words) - len(mark)]), " ".join(reversed(mark))


def _is_emoji(word: str) -> bool:
    symbols = any(unicodedata.category(each) == "So" for each in word)
    return symbols and not any(each.isalnum() for each in word)


def _partner(company: Line) -> Run | None:
    """The second company: a link right after an opening parenthesis."""
    pairs = pairwise(company)
    return next((run for before, run in pairs if run.href and before.text.endswith("(")), None)


def _roles(entries: list[Entry], report: Report) -> Iterator[Role]:
    for number, entry in enumerate(entries):
        (line, first), *below = entry
        title, phrase = first[0].text, _phrase(entry) if number else ()
        if _at(phrase)[1]:
            report(line, f"role {title!r} names a company of its own", "leave an empty line above it")
        dates = [each for each in below if looks_like_period(plain(each[1]))][:1]
        if not dates:
            report(line, f"role {title!r} has no dates", ROLE_AND_DATES)
        elif period := _period(*dates[0], report):
            yield Role(title, period, line, phrase)
        for stray, text in below[below.index(dates[0]) + 1 :] if dates else ():
            report(stray, f"{plain(text)!r} stands below the dates", "write it as a paragraph of its own")


def _period(number: int, line: Line, report: Report) -> Period | None:
    if any(run.href for run in line):
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
            if is_period(plain(line)):
                report(number, f"{plain(line)!r} belongs to no role", ROLE_AND_DATES)
