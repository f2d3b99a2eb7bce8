"""Reads a section of education as studies: degree, subject, institution and years; nothing is guessed.

Lines belong to one study as long as each says something that those above it do not. Where the parts are in
them is for study_parts.py to find out; sentences are for study_prose.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from docutils import nodes

from vouch.resume.blocks import blocks, groups, lines_of
from vouch.resume.inline import as_line, line_of
from vouch.resume.line_dates import label_in
from vouch.resume.list_items import LISTS, items_of, list_lines
from vouch.resume.model import Resume, Study
from vouch.resume.study_lines import Row, rows_of, without_states
from vouch.resume.study_parts import study_of
from vouch.resume.study_prose import studies_in

MIN_FACTS = 2  # of a study among the blocks below another


@dataclass(frozen=True)
class Entry:
    """The lines of a study, or of some at one place, the blocks below them and the heading above them."""

    rows: tuple[Row, ...]
    below: tuple[nodes.Node, ...] = ()
    heading: tuple[Row, ...] = ()

    @property
    def facts(self) -> set[str]:
        return _facts(self.rows)


def studies(resume: Resume) -> list[Study]:
    """In the author's order. A line that names no institution is a study with nothing but what is certain."""
    return [study for section in resume.education for study in section.studies]


def unclear_studies(resume: Resume) -> Iterator[tuple[int, str, str]]:
    """The line, what is not understood, and what to write instead."""
    yield from ((each.line, *each.doubt) for each in studies(resume) if each.doubt)


def read_studies(found: Iterable[nodes.Node], language: str) -> Iterator[Study]:
    for entry in _entries(found, language):
        done = groups(entry.below, lambda *_: None)
        heading = study_of(entry.heading) if entry.heading else None
        for number, each in enumerate(_of_rows(entry.rows, language, heading)):
            words = f"{heading.text} {each.text}" if heading and number == 0 else each.text
            yield replace(each, text=words, groups=() if number else done)


def _of_rows(rows: tuple[Row, ...], language: str, heading: Study | None) -> Iterator[Study]:
    """The studies in some lines; those that name no institution are at the one above them."""
    above = heading
    for each in _apart(rows):
        if each[0].is_prose:
            yield from studies_in(each[0].line, each[0].number, language)
        else:
            study = study_of(each, above)
            yield study
            above = study if each[0].facts == {"school"} else above


def _entries(found: Iterable[nodes.Node], language: str, heading: tuple[Row, ...] = ()) -> list[Entry]:
    """What says less than a study belongs to the entry above it: its lines if they say something new."""
    result = [Entry(heading)]
    for block in found:
        last, opened = result[-1], _opened(block, language)
        rows = rows_of(list_lines(block) if isinstance(block, LISTS) else lines_of(block), language)
        is_part = all(len(each.facts) < MIN_FACTS for each in opened)
        is_another = bool(heading) or last.facts >= {"degree", "school"}
        is_degree = is_another and isinstance(block, nodes.paragraph) and "degree" in _facts(rows)
        is_rest = last.facts == {"degree"} and not last.below  # whose place and dates come next
        if (is_part or is_rest or (heading and len(result) == 1)) and _adds(rows, last.rows):
            result[-1] = replace(last, rows=(*last.rows, *rows))
        elif is_part and not is_degree and (heading or last.facts):
            result[-1] = replace(last, below=(*last.below, block))
        else:
            place = result.pop().rows if _is_school_of(opened, last) else heading
            result += [replace(each, heading=each.heading or place) for each in opened]
    return result


def _is_school_of(opened: list[Entry], last: Entry) -> bool:
    """Whether the last entry is the school of those that follow, and nothing else."""
    is_school = last.facts == {"school"} and not last.below
    return is_school and all("school" not in each.facts for each in opened)


def _adds(rows: Iterable[Row], above: tuple[Row, ...]) -> bool:
    new, known = _facts(rows), _facts(above)
    return bool(above and new and not new & known) and not any(each.is_prose for each in (*rows, *above))


def _facts(rows: Iterable[Row]) -> set[str]:
    return {fact for row in rows for fact in row.facts}


def _opened(block: nodes.Node, language: str) -> list[Entry]:
    if isinstance(block, nodes.section):
        title = rows_of([(line_of(block), as_line(block.next_node(nodes.title)))], language)
        return _entries(blocks(block), language, title)
    if isinstance(block, nodes.field_list) and any(label_in(line) for _, line in list_lines(block)):
        return [Entry(rows_of(list_lines(block), language))]
    if isinstance(block, (*LISTS, nodes.enumerated_list, nodes.table)):
        items = (each for each in items_of(block) if not isinstance(each.parent, nodes.thead))
        return [entry for item in items for entry in _of_item(item, language)]
    lines = lines_of(block)
    return [Entry(rows_of(lines, language))] if lines else [Entry((), (block,))]


def _of_item(item: nodes.Element, language: str) -> list[Entry]:
    """A term with its definition, a row, or an item, which begins with its first paragraph."""
    *names, body = [item] if isinstance(item, nodes.list_item) else item.children
    rows = tuple(row for each in names for row in rows_of([(line_of(item), as_line(each))], language))
    below = blocks(body)
    first = rows_of(lines_of(below[0]), language) if below else ()
    if first and not (rows and first[0].is_prose):
        rows, below = without_states((*rows, *first)), below[1:]
    return _entries(below, language, rows)


def _apart(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """The rows of each study: one begins where something is said for the second time."""
    start = 0
    for end in range(1, len(rows)):
        if rows[end].facts & _facts(rows[start:end]) - {"school"}:
            yield rows[start:end]
            start = end
    if rows:
        yield rows[start:]
