"""Reads paragraphs and lists of the résumé as groups of highlights; reports every other block."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count, takewhile

from docutils import nodes

from vouch.resume.inline import Report, as_line, line_of, numbered_lines
from vouch.resume.model import Group, Highlight, Numbered, Run

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
}
NAMES = {"raw": "code block"}  # as the directives of vouch/markup make them


def blocks(parent: nodes.Element) -> list[nodes.Node]:
    """The children of a node that a reader sees; what is indented is not different from what is not."""
    shown = [each for each in parent.children if not (isinstance(each, SKIPPED_NODES) or _is_contents(each))]
    return [
        one for each in shown for one in (blocks(each) if isinstance(each, nodes.block_quote) else [each])
    ]


def rows(table: nodes.table) -> list[nodes.row]:
    """The rows of a table, without those of a table within it."""
    parts = [part for group in table.children if isinstance(group, nodes.tgroup) for part in group.children]
    return [row for part in parts for row in part.children]


def lines_of(block: nodes.Node | Group) -> tuple[Numbered, ...]:
    """The lines of a paragraph or a line block; none of another block."""
    return tuple(numbered_lines(block)) if isinstance(block, PARAGRAPHS) else ()


def _is_contents(node: nodes.Node) -> bool:
    """Whether this is a list of contents, which a résumé does not show."""
    return isinstance(node, nodes.topic) and "contents" in node["classes"]


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
        found = [
            replace(each, text=(Run(number), *each.text))
            for each, number in zip(found, numbers, strict=False)
        ]
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
        yield Group(
            as_line(term, *shown), tuple(_nested(_separate_groups(blocks(body), report))), line_of(item)
        )


def _nested(found: Iterable[Group]) -> Iterator[Highlight]:
    for group in found:
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


def _table(block: nodes.table, report: Report) -> Iterator[Group]:
    """Each row is an item, with its cells one after the other; the table's title introduces them."""
    title = as_line(block[0]) if isinstance(block[0], nodes.title) else ()
    yield Group(title, tuple(each for row in rows(block) for each in _row(row, report)), line_of(block))


def _row(row: nodes.row, report: Report) -> tuple[Highlight, ...]:
    cells = [groups(blocks(cell), report) for cell in row.children]
    texts = [as_line(*(group.introduction for group in cell)) for cell in cells]
    inside = tuple(each for cell in cells for group in cell for each in group.highlights)
    text = tuple(run for each in filter(None, texts) for run in (Run(" | "), *each))[1:]
    return (Highlight(text, line_of(row), inside),) if text else inside


PARAGRAPHS = (nodes.paragraph, nodes.line_block, nodes.term)
READERS: dict[type, Callable[[nodes.Node, Report], Iterator[Group]]] = {
    nodes.paragraph: _paragraph,
    nodes.attribution: _paragraph,
    nodes.bullet_list: _list,
    nodes.enumerated_list: _list,
    nodes.line_block: _lines,
    nodes.section: _section,
    nodes.table: _table,
    nodes.definition_list: _definitions,
    nodes.field_list: _definitions,
}


def _highlight(item: nodes.list_item, report: Report) -> Highlight:
    """An item's first paragraphs are its text; a list, and all that follows it, is inside of the item."""
    found = [one for each in blocks(item) for one in _without_indent(each)]
    paragraphs = list(takewhile(lambda each: isinstance(each, PARAGRAPHS), found))
    text = as_line(*paragraphs)
    if not text:
        report(line_of(item), "this item has no text of its own", "write it, or remove the item")
    inside = tuple(_nested(groups(found[len(paragraphs) :], report)))
    return Highlight(text, line_of(item), inside)


def _without_indent(block: nodes.Node) -> list[nodes.Node]:
    """What docutils takes for a term and its definition: an item, and a list right below it."""
    if not isinstance(block, nodes.definition_list):
        return [block]
    parts = (part for item in block.children for part in item.children)
    return [one for part in parts for one in (blocks(part) if isinstance(part, nodes.definition) else [part])]
