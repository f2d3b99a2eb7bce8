"""What is above the sections of a résumé: the summary, the contacts and remarks, in any kind of block."""

from collections.abc import Iterable, Iterator

from docutils import nodes

from vouch.resume.blocks import blocks, groups, refuse, rows
from vouch.resume.claims import highlights as all_highlights
from vouch.resume.contacts import is_contact
from vouch.resume.inline import Report, as_line, numbered_lines
from vouch.resume.model import Line, Run, plain
from vouch.sources.fields import KNOWN, SYNONYMS

HEADER_LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.field_list, nodes.definition_list)
FRONT_MATTER_FIELDS = {*KNOWN, *SYNONYMS, "keywords", "orphan", "template", "authors"}


def header_of(
    found: Iterable[nodes.Node], report: Report
) -> tuple[tuple[Line, ...], tuple[Line, ...], tuple[Line, ...]]:
    """The summary, the contacts and the remarks: what is before, in and after the list of contacts."""
    before, contacts, after = [], [], []
    for block in found:
        if isinstance(block, nodes.paragraph | nodes.title):
            line = as_line(block)
            (contacts if not after and is_contact(line) else after if contacts else before).append(line)
        else:
            lines = list(_contacts(block, report))
            prose = after if contacts else before
            (prose if all(map(_is_sentence, lines)) else after or contacts).extend(lines)
    return tuple(before), tuple(contacts), tuple(after)


def _is_sentence(line: Line) -> bool:
    return plain(line).endswith(".") and not any(run.href for run in line)


def _contacts(block: nodes.Element, report: Report) -> Iterator[Line]:
    """Each item, field, term, line or row, and what is inside of it, on a line of its own."""
    if isinstance(block, nodes.paragraph | nodes.attribution):
        yield as_line(block)
    elif isinstance(block, nodes.line_block):
        yield from (line for _, line in numbered_lines(block))
    elif isinstance(block, nodes.table):
        yield from map(as_line, block.children[:-1])  # its title
        for row in rows(block):
            yield from _row(row, report)
    elif isinstance(block, HEADER_LISTS):
        for group in groups([block], report):
            texts = [text for _, text in all_highlights(group.highlights)]
            name, first = group.introduction, texts[:1]
            yield from (_labelled(name, *first), *texts[1:]) if name else texts
    else:
        refuse(block, "above the sections", report)


def _row(row: nodes.row, report: Report) -> Iterator[Line]:
    """The cells on one line if each is a paragraph at most: `Email | a@b.example`."""
    cells = [blocks(cell) for cell in row.children]
    lines = [line for cell in cells for block in cell for line in _contacts(block, report)]
    if all(len(cell) < 2 and isinstance(block, nodes.paragraph) for cell in cells for block in cell):
        lines = [tuple(run for line in lines for run in (Run(" | "), *line))[1:]]
    yield from filter(None, lines)


def _labelled(name: Line, *value: Line) -> Line:
    colon = () if plain(name).endswith(":") else (Run(":"),)
    return as_line((*name, *colon), *value)


def contact_fields(document: nodes.document) -> Iterator[Line]:
    """The fields right below the name that are not the page's own: contacts, such as `:Email:`."""
    for each in docinfo(document):
        own, body = (
            (each.children[0].astext(), each.children[-1]) if isinstance(each, nodes.field) else ("", each)
        )
        name = own or each.tagname.capitalize()
        if name.lower() not in FRONT_MATTER_FIELDS and as_line(body):
            yield _labelled((Run(name),), as_line(body))


def docinfo(document: nodes.document) -> list[nodes.Node]:
    """The fields above or right below the name."""
    return next((each.children for each in document.children if isinstance(each, nodes.docinfo)), [])
