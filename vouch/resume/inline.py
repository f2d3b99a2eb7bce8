"""Reads docutils' inline nodes as the model's lines of runs, and reports those that are not text."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import TypeAlias
from urllib.parse import urlsplit

from docutils import nodes

from vouch.resume.model import Line, Run, plain

# Takes the line, what is wrong and what to write instead.
Report: TypeAlias = Callable[[int, str, str], None]

STYLES = {
    nodes.strong: "strong",
    nodes.emphasis: "emphasis",
    nodes.title_reference: "emphasis",  # `a title` in single backquotes
    nodes.literal: "literal",
}
READABLE = (*STYLES, nodes.reference, nodes.target, nodes.inline, nodes.abbreviation, nodes.acronym)
MARKDOWN_LINK = re.compile(r"\[[^\]]+\]\((?:https?:|/)")
ADDRESS_REST = re.compile(r"[/?#][\w/?#&=.%-]*[^\W\x00-\x7f][\w/?#&=.%-]*")
# The end of a line that does not go on in the next: not in parentheses, and not after a word such as "and".
WHOLE_LINE_END = re.compile(r"(?<!\sand)(?<!\sof)(?<!\sfor)(?<!\sund)(?<!\set)(?<!\s&)\n(?![^()]*\))")
LINE_ENDS = re.compile(r"[ \t\n]+")  # not \s, which would make a no-break space an ordinary one


def runs(node: nodes.Node, style: dict[str, str | bool] | None = None) -> list[Run]:
    """The text below a node, piece by piece, with the author's line ends kept as `\\n`."""
    style = style or {}
    if isinstance(node, nodes.Text):
        return [Run(node.astext(), **style)]  # not str(), which keeps the marks of escapes
    if name := STYLES.get(type(node)):
        style = {**style, name: True}
    if "refuri" in node:
        style = {**style, "href": node["refuri"]}
    return [run for child in node.children for run in (*_apart(child), *runs(child, style))]


def _apart(node: nodes.Node) -> Iterator[Run]:
    """A line end before a block that others precede: its first word is not a part of their last."""
    if not isinstance(node, nodes.Inline | nodes.Text) and node is not node.parent[0]:
        yield Run("\n")


def split_lines(paragraph: nodes.paragraph) -> list[Line]:
    """The paragraph's text, one tuple per line of the source."""
    lines: list[list[Run]] = [[]]
    for run in runs(paragraph):
        first, *rest = run.text.split("\n")
        lines[-1].append(run.with_text(first))
        lines += [[run.with_text(each)] for each in rest]
    return [stripped(line) for line in lines]


def numbered_lines(block: nodes.Element) -> Iterator[tuple[int, Line]]:
    """The lines of a paragraph or a line block; a line that ends within bold or slanted letters, a link or
    parentheses, or in "and", goes on in the next.
    """
    if isinstance(block, nodes.line_block):
        for number, each in enumerate(block.findall(nodes.line), line_of(block)):
            yield from [(number, as_line(each))] if each.astext().strip() else ()
        return
    number, line = line_of(block), []
    for run in runs(block):
        is_one = run.strong or run.emphasis or run.href
        first, *rest = [run.text] if is_one else WHOLE_LINE_END.split(run.text)
        line.append(run.with_text(LINE_ENDS.sub(" ", first)))
        for each in rest:
            yield from [(number, stripped(line))] if stripped(line) else ()
            number, line = number + 1, [run.with_text(each)]
        number += run.text.count("\n") - len(rest)
    yield from [(number, stripped(line))] if stripped(line) else ()


def as_line(*parts: nodes.Node | Line) -> Line:
    """The parts as one line: line ends are spaces, as in HTML, and parts are separated by one."""
    pieces: list[Run] = []
    for part in parts:
        pieces += [Run(" "), *(part if isinstance(part, tuple) else runs(part))]
    return stripped(run if run.literal else run.with_text(LINE_ENDS.sub(" ", run.text)) for run in pieces)


def stripped(pieces: Iterable[Run]) -> Line:
    """Without white space at either end, and without empty runs."""
    kept = [run for run in pieces if run.text]
    while kept and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].text.strip():
        del kept[-1]
    if kept:
        kept[0] = kept[0].with_text(kept[0].text.lstrip())
        kept[-1] = kept[-1].with_text(kept[-1].text.rstrip())
    return tuple(kept)


def sliced(line: Line, start: int, end: int | None = None) -> Line:
    """The part of a line from one offset in its text to another."""
    kept, at = [], 0
    for run in line:
        last = len(run.text) if end is None else max(end - at, 0)
        kept.append(run.with_text(run.text[max(start - at, 0) : last]))
        at += len(run.text)
    return tuple(run for run in kept if run.text)


def line_of(node: nodes.Node) -> int:
    """The line, from 1, on which a node begins. docutils gives one to most blocks only."""
    if node.line:
        heading = isinstance(node, nodes.title | nodes.section)
        return node.line - 1 if heading else node.line  # docutils counts to the underline
    if below := next((each.line for each in node.findall() if each.line), None):
        return below
    if node.parent is None:
        return 1
    return line_of(node.parent) + _lines_before(node)


def _lines_before(node: nodes.Node) -> int:
    """The number of line ends before a node in its paragraph; 0 outside paragraphs."""
    if not isinstance(node.parent, nodes.TextElement):
        return 0
    return sum(each.astext().count("\n") for each in takewhile(lambda one: one is not node, node.parent))


def check_inline(document: nodes.document, report: Report) -> None:
    """Reports markup within paragraphs and headings whose meaning plain text would lose."""
    for node in visible(document, nodes.Inline):
        if isinstance(node, nodes.image | nodes.raw):
            continue  # the photo, and code blocks, which blocks.refuse reports
        name = node.tagname.replace("_", " ")
        is_mark = isinstance(node, nodes.superscript) and not any(map(str.isalnum, node.astext()))  # "†"
        if not (isinstance(node, READABLE) or is_mark):
            report(line_of(node), f"this {name} would lose its meaning here", "write it in plain words")
        elif isinstance(node, nodes.reference) and "refuri" not in node:
            what = f"the link {node.astext()!r} leads to a place on this page"
            report(line_of(node), what, "link to an address")
        elif isinstance(node, nodes.reference) and not _is_public(node["refuri"]):
            what = f"{node['refuri']} is not an address that readers can open"
            report(line_of(node), what, "write one with https://")
        elif isinstance(node, nodes.reference) and (rest := _rest_of(node)):
            what = f"the address {node['refuri']} ends before {rest!r}"
            report(line_of(node), what, "write the whole address as `text <https://address>`_")


def _rest_of(link: nodes.reference) -> str:
    """The end of a bare address that docutils does not take for a part of it: `/größe`."""
    after = link.parent[link.parent.index(link) + 1 :][:1]
    bare = link["refuri"].endswith(link.astext())
    if not (bare and after and isinstance(after[0], nodes.Text)):
        return ""
    rest = ADDRESS_REST.match(after[0].astext())
    return rest[0] if rest else ""


def _is_public(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("", "mailto", "tel") or (parts.scheme in ("http", "https") and bool(parts.netloc))


def check_lines(document: nodes.document, report: Report) -> None:
    """Reports lines that look like markup but are plain text here."""
    for paragraph in visible(document, nodes.paragraph):
        bold = isinstance(next(iter(paragraph), None), nodes.strong)  # jobs.py reports the lines of a job
        for number, line in enumerate(split_lines(paragraph)):
            if number and not bold and re.match(r"[-*•+] ", plain(line)):
                what, instead = ("this line looks like a list item", "leave an empty line above the list")
                report(line_of(paragraph) + number, what, instead)
            if MARKDOWN_LINK.search("".join(run.text for run in line if not run.literal)):
                what, instead = "this is a Markdown link", "write `text <https://address>`_"
                report(line_of(paragraph) + number, what, instead)


def visible(document: nodes.document, kind: type) -> Iterator[nodes.Node]:
    """The nodes of a kind that the reader sees: a substitution's definition is not its use."""
    found = document.findall(kind)
    return (each for each in found if not _is_elsewhere(each))


def _is_elsewhere(node: nodes.Node) -> bool:
    above = node.parent
    while above is not None and not isinstance(above, nodes.substitution_definition | nodes.topic):
        above = above.parent
    return above is not None
