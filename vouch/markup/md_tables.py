"""Reports cells of Markdown's tables for which there is no column: they would be dropped in silence."""

import re
from collections.abc import Iterator

from vouch.sources.fields import Problem

RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?")  # between the head and the rows
BAR = re.compile(r"(?<!\\)\|")
WORD = re.compile(r"\w+")


def problems_of(html: str, prose: str) -> Iterator[Problem]:
    """`prose` is a text without its code; what is in its HTML is not lost, whatever looks like a table."""
    columns = 0
    for number, line in enumerate(prose.split("\n"), start=1):
        row = line.strip(" \t>")
        if RULE.fullmatch(row):
            columns = len(_cells(row))
        elif not row:
            columns = 0
        elif columns and [
            word for cell in _cells(row)[columns:] for word in WORD.findall(cell) if word not in html
        ]:
            what = f"this row has {len(_cells(row))} cells, and the table {columns} columns"
            yield number, what, r"give the head more columns, or write a `|` of the text as `\|`"


def _cells(row: str) -> list[str]:
    return BAR.split(row.removeprefix("|").removesuffix("|"))
