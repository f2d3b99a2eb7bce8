"""Reads paragraphs and lists of the résumé as groups of highlights; reports every other block."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count, takewhile

from docutils import nodes

from vouch.resume.inline import Report, as_line, line_of, numbered_lines
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
    nodes.figure: "write `.. image::`, for the photo alone",
    nodes.table: "write its rows as a list, or as `term` and below it its definition, indented",
}
NAMES = {"raw": "code block"}  # as the directives of vouch/markup make them


def blocks(parent: nodes.Element) -> list[nodes.Node]:
    """The children of a node that a reader sees; what is indented is not different from what is not."""
    shown = [each for each in parent.children if not isinstance(each, SKIPPED_NODES)]
    return [
        one for each in shown for one in (blocks(each) if isinstance(each, nodes.block_quote) else [each])
    ]


def groups(found: Iterable[nodes.Node], report: Report) -> tuple[Group, ...]:
    """The blocks in order; a paragraph right before a list introduces it."""
    result: list[Group] = []
    for group in _separate_groups(found, report):
        if result and not group.introduction and not result[-1].highlights:
            paragraph = result.pop()
            group = Group(paragraph.introduction, group.highlights, paragraph.line)
        result.append(group)
    return tuple(result)


def highlights(items: nodes.bullet_list | nodes.enumerated_list, report: Report) -> tuple[Highlight, ...]:
    """The items; those of a numbered list begin with their numbers."""
    found = [_highlight(item, report) for item in items.children]
    if isinstance(items, nodes.enumerated_list):
        numbers = (f"{number}. " for number in count(items.get("start", 1)))
        found = [replace(each, text=(Run(number), *each.text)) for each, number in zip(found, numbers)]
    return tuple(found)


def refuse(block: nodes.Node, where: str, report: Report) -> None:
    """Report a block that is not allowed `where` it is: "above the sections"."""
    name = NAMES.get(block.tagname, block.tagname.replace("_", " "))
    instead = ADVICE.get(type(block), "write a sentence or a list")
    report(line_of(block), f"this {name} is not allowed {where}", instead)


def _separate_groups(found: Iterable[nodes.Node | Group], report: Report) -> Iterator[Group]:
    for block in found:
        if isinstance(block, Group):
            yield block
        elif read := READERS.get(type(block)):
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


def _lines(block: nodes.line_block, _report: Report) -> Iterator[Group]:
    for number, line in numbered_lines(block):
        yield Group(line, (), number)


def _section(block: nodes.section, report: Report) -> Iterator[Group]:
    """A heading introduces what is below it."""
    title = as_line(block.next_node(nodes.title))
    strong = tuple(replace(run, strong=not run.href) for run in title)
    yield from groups((Group(strong, (), line_of(block)), *blocks(block)), report)


READERS: dict[type, Callable[[nodes.Node, Report], Iterator[Group]]] = {
    nodes.paragraph: _paragraph,
    nodes.bullet_list: _list,
    nodes.enumerated_list: _list,
    nodes.line_block: _lines,
    nodes.section: _section,
    nodes.definition_list: _definitions,
    nodes.field_list: _definitions,
}


def _highlight(item: nodes.list_item, report: Report) -> Highlight:
    """An item's paragraphs are one line of text; only a list may follow them."""
    found = blocks(item)
    paragraphs = list(takewhile(lambda each: isinstance(each, nodes.paragraph | nodes.line_block), found))
    rest = found[len(paragraphs) :]
    text = as_line(*paragraphs)
    if not text:
        report(line_of(item), "this item has no text of its own", "write it, or remove the item")
    nested = rest.pop(0) if rest and isinstance(rest[0], nodes.bullet_list | nodes.enumerated_list) else None
    for block in rest:
        refuse(block, "in a list item", report)
    return Highlight(text, line_of(item), highlights(nested, report) if nested else ())
