"""Reads the author's résumé, natural reStructuredText, into the model.

The little grammar that the text follows::

    Name                                    the document's title; a field list may stand before it
    ====

    Any paragraphs.                         the summary
    - https://…                             links, one an item
    Based in City, Country. More words.     the location, and remarks

    Work Experience                         the section that holds jobs
    ---------------

    **Role** kind at description Company_ (Partner_) 🚀
    February 2021 — December 2022
    **Earlier role**                        as many roles as there were, newest first
    August 2017 — September 2020

    - what was done;                        highlights
    A sentence that introduces more.
    - …

    🎓                                      any other section: paragraphs and lists
    --

    .. image:: _static/talk.jpg             the photo, anywhere
       :alt: Name
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from docutils import nodes

from plugins.problems import SourceError
from plugins.resume.model import Employer, Group, Highlight, Line, Photo, Resume, Role, Run, Section
from plugins.resume.periods import BadPeriod, Period, looks_like_period, parse_period

LOCATION = re.compile(r"Based in (?P<place>[^.]+)\.")
BEFORE_COMPANY = re.compile(r"^\s*(?P<kind>.*?)\s*\bat\s+(?P<description>.*?)\s*$", re.DOTALL)
ROLE_AND_DATES = "write `**Role** at Company_` and below it `February 2021 — December 2022`"


def parse_resume(document: nodes.document, path: str | Path) -> Resume:
    """The résumé in a document tree of docutils. Raises an ExceptionGroup of SourceError."""
    parser = Parser(path)
    resume = parser.resume(document)
    if parser.problems:
        raise ExceptionGroup("résumé", parser.problems)
    return resume


class Parser:
    """Walks the tree once and gathers what it cannot read, so that all is told in one run."""

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self.problems: list[SourceError] = []

    def problem(self, line: int, what: str, instead: str) -> None:
        self.problems.append(SourceError(self.path, line, what, instead))

    def resume(self, document: nodes.document) -> Resume:
        sections = [each for each in document.children if isinstance(each, nodes.section)]
        header = [each for each in document.children if each not in sections]
        experience = next((each for each in sections if _holds_jobs(each)), None)
        if experience is None:
            what = "no section holds a job"
            self.problem(1, what, ROLE_AND_DATES)
        summary, links, remarks = _header(header)
        location = LOCATION.search(" ".join(plain(each) for each in remarks))
        return Resume(
            name=str(document.get("title", "")),
            summary=summary,
            links=links,
            location=location["place"] if location else "",
            remarks=remarks,
            experience_heading=_heading(experience) if experience else "",
            employers=tuple(self.employers(experience)) if experience else (),
            sections=tuple(self.section(each) for each in sections if each is not experience),
            photo=_photo(document),
        )

    def employers(self, experience: nodes.section) -> Iterator[Employer]:
        job: nodes.paragraph | None = None
        blocks: list[nodes.Node] = []
        for node in _blocks(experience):
            if _begins_bold(node):
                if job:
                    yield self.employer(job, blocks)
                job, blocks = node, []
            elif job:
                blocks.append(node)
            else:
                self.problem(node.line or 1, "this stands before the first job", ROLE_AND_DATES)
        if job:
            yield self.employer(job, blocks)

    def employer(self, job: nodes.paragraph, blocks: list[nodes.Node]) -> Employer:
        lines = split_lines(runs(job))
        phrase = lines[0][1:]
        companies = [run for run in phrase if run.href]
        before = BEFORE_COMPANY.match("".join(run.text for run in _until_link(phrase)))
        if not companies or not before:
            self.problem(job.line, "the job names no company", "write `**Role** at Company_`")
        company, partner = (*companies, None, None)[:2]
        return Employer(
            phrase=_stripped(phrase),
            name=company.text if company else "",
            address=company.href if company else "",
            kind=before["kind"] if before else "",
            description=before["description"] if before else "",
            partner=partner,
            mark=phrase[-1].text.strip(" )(,") if phrase and not phrase[-1].href else "",
            roles=tuple(self.roles(lines, job.line)),
            groups=tuple(self.groups(blocks)),
            line=job.line,
        )

    def roles(self, lines: list[Line], first: int) -> Iterator[Role]:
        pairs = zip_longest(lines[::2], lines[1::2], fillvalue=())
        for number, (title, dates) in zip(range(first, first + 2 * len(lines), 2), pairs, strict=False):
            if not title or not title[0].strong:
                self.problem(number, f"{plain(title)!r} is not a role", ROLE_AND_DATES)
            elif not dates:
                self.problem(number, f"role {title[0].text!r} has no dates", ROLE_AND_DATES)
            elif period := self.period(plain(dates), number + 1):
                yield Role(title[0].text, period, number)

    def period(self, text: str, line: int) -> Period | None:
        try:
            return parse_period(text)
        except BadPeriod as error:
            self.problem(line, *error.args)
            return None

    def groups(self, blocks: list[nodes.Node]) -> Iterator[Group]:
        introduction: Line = ()
        for block in blocks:
            if isinstance(block, nodes.bullet_list):
                yield Group(introduction, _highlights(block))
                introduction = ()
            elif isinstance(block, nodes.paragraph):
                introduction = joined(runs(block))
            else:
                what = f"a {block.tagname.replace('_', ' ')} cannot stand among highlights"
                self.problem(block.line or 1, what, "write a sentence or a list")

    def section(self, node: nodes.section) -> Section:
        blocks = list(_blocks(node))
        lists = [each for each in blocks if isinstance(each, nodes.bullet_list)]
        paragraphs = [joined(runs(each)) for each in blocks if isinstance(each, nodes.paragraph)]
        highlights = [one for each in lists for one in _highlights(each)]
        return Section(_heading(node), tuple(paragraphs), tuple(highlights), node.line or 1)


def _header(header: list[nodes.Node]) -> tuple[tuple[Line, ...], tuple[Run, ...], tuple[Line, ...]]:
    """The summary, the links and the remarks: what stands before, in and after the first list."""
    before, links, after = [], [], []
    for node in header:
        if isinstance(node, nodes.bullet_list):
            links += [run for item in _highlights(node) for run in item.text if run.href]
        elif isinstance(node, nodes.paragraph):
            (after if links else before).append(joined(runs(node)))
    return tuple(before), tuple(links), tuple(after)


def _heading(section: nodes.section) -> str:
    return section.next_node(nodes.title).astext()


def _blocks(section: nodes.section) -> Iterator[nodes.Node]:
    ignored = (nodes.title, nodes.target, nodes.image, nodes.comment)
    return (each for each in section.children if not isinstance(each, ignored))


def _holds_jobs(section: nodes.section) -> bool:
    jobs = (split_lines(runs(each)) for each in _blocks(section) if _begins_bold(each))
    return any(len(lines) > 1 and looks_like_period(plain(lines[1])) for lines in jobs)


def _begins_bold(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and isinstance(node.children[0], nodes.strong)


def _highlights(items: nodes.bullet_list) -> tuple[Highlight, ...]:
    return tuple(Highlight(joined(runs(item)), item.line or 1) for item in items.children)


def _photo(document: nodes.document) -> Photo | None:
    image = next(document.findall(nodes.image), None)
    return Photo(image["uri"], image.get("alt", "")) if image else None


def _until_link(line: Line) -> Iterator[Run]:
    for run in line:
        if run.href:
            return
        yield run


def runs(node: nodes.Node, href: str = "", strong: bool = False) -> list[Run]:
    """The text below a node, piece by piece, with the author's line ends kept as `\\n`."""
    if isinstance(node, nodes.Text):
        return [Run(str(node), href, strong)]
    href = node.get("refuri", href)
    strong = strong or isinstance(node, nodes.strong)
    inner = [run for child in node.children for run in runs(child, href, strong)]
    return [] if isinstance(node, nodes.target) else inner


def split_lines(pieces: list[Run]) -> list[Line]:
    """The same pieces, one tuple a line of the source."""
    lines: list[list[Run]] = [[]]
    for run in pieces:
        first, *rest = run.text.split("\n")
        lines[-1].append(Run(first, run.href, run.strong))
        lines += [[Run(each, run.href, run.strong)] for each in rest]
    return [_without_empty(line) for line in lines]


def joined(pieces: list[Run]) -> Line:
    """The same pieces as one line: the author's line ends are spaces."""
    return _without_empty(Run(each.text.replace("\n", " "), each.href, each.strong) for each in pieces)


def _without_empty(pieces) -> Line:
    return tuple(run for run in pieces if run.text)


def _stripped(line: Line) -> Line:
    """Without the space that stood between the role's title and the phrase."""
    if not line:
        return line
    first, *rest = line
    return _without_empty([Run(first.text.lstrip(), first.href, first.strong), *rest])


def plain(line: Line) -> str:
    return "".join(run.text for run in line)
