"""The items of lists as lines of a job: `- Title: Engineer`."""

from collections.abc import Iterator
from itertools import takewhile

from docutils import nodes

from vouch.resume.blocks import rows
from vouch.resume.inline import as_line, line_of
from vouch.resume.line_dates import label_in
from vouch.resume.model import Line, Numbered, Run

LISTS = (nodes.definition_list, nodes.field_list, nodes.bullet_list)


def items_of(block: nodes.Element) -> list[nodes.Element]:
    """The items of a list, or the rows of a table."""
    return rows(block) if isinstance(block, nodes.table) else block.children


def is_list_of_jobs(block: nodes.Element) -> bool:
    """Whether this may be one: a list, or a table of two columns and without a title."""
    is_table = isinstance(block, nodes.table)
    return not is_table or (len(block) == 1 and all(len(each) == 2 for each in rows(block)))


def leading_lines(block: nodes.Element) -> tuple[tuple[Numbered, ...], tuple[nodes.Node, ...]]:
    """The items of a list as lines, up to the first with a list in it, and a list of the rest."""
    return _split(block, _plain_items(block))


def labelled_job(block: nodes.Element) -> tuple[tuple[Numbered, ...], tuple[nodes.Node, ...]] | None:
    """A list of labels with values that describes one job: `:Title: Engineer`, `:Date: 2012 - 2014`."""
    lines = map(_line, block.children) if isinstance(block, LISTS) else ()
    labels = {n: found for n, (_, line) in enumerate(lines) if (found := label_in(line))}
    end = max(labels, default=-1) + 1
    return _split(block, end) if "dates" in labels.values() and end <= _plain_items(block) else None


def list_lines(block: nodes.Element) -> tuple[Numbered, ...]:
    """The items of a list as lines, if there is no list in them."""
    lines, rest = leading_lines(block)
    return () if rest else lines


def _split(block: nodes.Element, end: int) -> tuple[tuple[Numbered, ...], tuple[nodes.Node, ...]]:
    lines, rest = tuple(map(_line, block.children[:end])), block.children[end:]
    return lines, (type(block)("", *rest),) if rest else ()


def _plain_items(block: nodes.Element) -> int:
    """How many items at the beginning of a list have no list in them."""
    return len(list(takewhile(lambda item: not list(item.findall(_is_list)), block.children)))


def _line(item: nodes.Element) -> Numbered:
    return line_of(item), as_line(*_with_colon(item))


def _is_list(node: nodes.Node) -> bool:
    return isinstance(node, LISTS)


def _with_colon(item: nodes.Element) -> Iterator[nodes.Node | Line]:
    if isinstance(item, nodes.field):
        name, body = item.children
        yield (*as_line(name), Run(":"))
        yield body
    else:
        yield item
