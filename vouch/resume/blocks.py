"""Reads paragraphs and lists of the résumé as groups of highlights; reports every other block."""

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from docutils import nodes

from vouch.resume.inline import Report, as_line, line_of
from vouch.resume.model import Group, Highlight, Run

# Nodes that show nothing, or that are read elsewhere. A reference among blocks is a linked photo.
SKIPPED_NODES = (
    nodes.title,
    nodes.docinfo,
    nodes.comment,
    nodes.target,
    nodes.substitution_definition,
    nodes.transition,
    nodes.image,
    nodes.reference,
)
ADVICE = {
    nodes.block_quote: "begin its lines at the margin, without spaces",
    nodes.section: "write its heading as a sentence or in bold",
    nodes.figure: "write `.. image::`, for the photo alone",
    nodes.enumerated_list: "begin its items with `-`",
}
NAMES = {"raw": "code block"}  # as the directives of vouch/markup make them


def blocks(parent: nodes.Element) -> list[nodes.Node]:
    """The children of a node that a reader sees."""
    return [each for each in parent.children if not isinstance(each, SKIPPED_NODES)]


def groups(found: Iterable[nodes.Node], report: Report) -> tuple[Group, ...]:
    """The blocks in order; a paragraph right before a list introduces it."""
    result: list[Group] = []
    for group in _separate_groups(found, report):
        if result and not group.introduction and not result[-1].highlights:
            paragraph = result.pop()
            group = Group(paragraph.introduction, group.highlights, paragraph.line)
        result.append(group)
    return tuple(result)


def highlights(items: nodes.bullet_list, report: Report) -> tuple[Highlight, ...]:
    return tuple(_highlight(item, report) for item in items.children)


def refuse(block: nodes.Node, where: str, report: Report) -> None:
    """Report a block that is not allowed `where` it is: "above the sections"."""
    name = NAMES.get(block.tagname, block.tagname.replace("_", " "))
    instead = ADVICE.get(type(block), "write a sentence or a list")
    report(line_of(block), f"this {name} is not allowed {where}", instead)


def _separate_groups(found: Iterable[nodes.Node], report: Report) -> Iterator[Group]:
    for block in found:
        if read := READERS.get(type(block)):
            yield from read(block, report)
        else:
            refuse(block, "among paragraphs and lists", report)


def _paragraph(block: nodes.paragraph, _report: Report) -> Iterator[Group]:
    if text := as_line(block):  # it may be the photo, by a substitution
        yield Group(text, (), line_of(block))


def _list(block: nodes.bullet_list, report: Report) -> Iterator[Group]:
    yield Group((), highlights(block, report), line_of(block))


def _definitions(block: nodes.definition_list | nodes.field_list, report: Report) -> Iterator[Group]:
    """A term, or a field's name, introduces its definition."""
    for item in block.children:
        term, *classifiers, body = item.children
        shown = [part for each in classifiers for part in ((Run(":"),), each)]
        yield Group(as_line(term, *shown), tuple(_definition(body, report)), line_of(item))


def _definition(body: nodes.Element, report: Report) -> Iterator[Highlight]:
    for group in _separate_groups(blocks(body), report):
        if group.introduction:
            yield Highlight(group.introduction, group.line, group.highlights)
        else:
            yield from group.highlights


READERS: dict[type, Callable[[nodes.Node, Report], Iterator[Group]]] = {
    nodes.paragraph: _paragraph,
    nodes.bullet_list: _list,
    nodes.definition_list: _definitions,
    nodes.field_list: _definitions,
}


def _highlight(item: nodes.list_item, report: Report) -> Highlight:
    """An item's paragraphs are one line of text; only a list may follow them."""
    found = blocks(item)
    paragraphs = list(takewhile(lambda each: isinstance(each, nodes.paragraph), found))
    rest = found[len(paragraphs) :]
    text = as_line(*paragraphs)
    if not text:
        report(line_of(item), "this item has no text of its own", "write it, or remove the item")
    nested = rest.pop(0) if rest and isinstance(rest[0], nodes.bullet_list) else None
    for block in rest:
        refuse(block, "in a list item", report)
    return Highlight(text, line_of(item), highlights(nested, report) if nested else ())
