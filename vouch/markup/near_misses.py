"""Reports lines that are almost fields: they would be ignored, and a draft would be published."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from vouch.sources.fields import DRAFT, KNOWN, NO, YES, Field, Problem, near
from vouch.sources.heads import Head

WORD = re.compile(r"\w+")
DECORATED = re.compile(r"\s*(?:[-*+>#:_]+\s*|<!--\s*|\.\.\s+)*")
KEY = re.compile(r"(?P<name>[A-Za-z_-]+)(?P<sign>\s*(?::|：|=))(?!:|=|/)\s*(?P<value>.*)")
MOVE_ADVICE = "write it among the fields at the top, with no empty line above it"
NOT_A_FIELD = re.compile(r"\s*(?:#|\||\*\[)")  # a heading, a row of a table, an abbreviation
# Unmistakable anywhere, alone on its line.
EXACT = re.compile(r"(?:status\s*[:=：]\s*(?:draft|hidden)|draft\s*[:=：]\s*(?:true|yes))\s*", re.IGNORECASE)
UNDERLINE = re.compile(r"([^\w\s])\1{2,}\s*")
IN_TEXT = ("draft", "drafts", "hidden", "private", "true", "yes", "false", "no")
ANSWERS = {"draft": YES, "published": NO}


def asks_for_draft(line: str) -> bool:
    """Whether a line contains only something like `Status: draft`, however it is marked up or spelt."""
    if len(line) > 80:
        return False
    words = WORD.findall(unicodedata.normalize("NFKC", line).casefold().replace("_", " "))
    if len(words) != 2:
        return False
    name, value = words
    if get_close_matches(name, ["status"], 1, 0.7):
        return bool(get_close_matches(value, ["draft", "drafts", "hidden"], 1, 0.7))
    return value in ANSWERS.get(name, ())


def _asks_at_the_top(line: str) -> bool:
    """The same for a line of the text, which may be two words that mean something else."""
    signed = any(sign in line for sign in ":：=")
    return bool(EXACT.fullmatch(line.lstrip(" #"))) or (
        signed
        and not NOT_A_FIELD.match(line)
        and line.casefold().rstrip(" *_>-").endswith(IN_TEXT)
        and asks_for_draft(line)
    )


def _asks_anywhere(lines: list[str], index: int) -> bool:
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return bool(EXACT.fullmatch(lines[index])) and not UNDERLINE.fullmatch(below)


def in_fields(line: str) -> tuple[str, str]:
    """What is wrong with the line after the fields of Markdown, which is neither empty nor a field."""
    if asks_for_draft(line):
        return f"`{line.strip()}` is not a field, so it would be ignored", DRAFT
    if line.lstrip().startswith("- "):
        return "this list is YAML", "write lines of `---` around the fields, or `Tags: a, b`"
    key = KEY.match(DECORATED.sub("", line, count=1))
    if key and near(key["name"]):
        return f"`{line.strip()}` is not a field", f"write `{near(key['name']).capitalize()}: {key['value']}`"
    return "the text begins right below the fields", "leave an empty line between them"


def around(lines: list[str], prose: str, head: Head) -> Iterator[Problem]:
    """What is wrong with where the fields of Markdown begin and end, and what looks like a field below."""
    if head.ends_in_text:
        yield head.body + 1, *in_fields(lines[head.body])
    elif "title" not in [near(each.written) for each in head.fields] and not head.problems:
        yield 1, "there is no title", "begin with `Title: …`"
    if not head.problems:
        yield from in_text(prose, head.body + 1 + head.ends_in_text)


def in_text(prose: str, first_line: int) -> Iterator[Problem]:
    """Fields in the text, which begins at `first_line` of a source without its code.

    Only known names: a paragraph may well begin with `Update:`.
    """
    lines = prose.split("\n")
    top = _end_of_block(lines, first_line - 1)
    for index, line in enumerate(lines[first_line - 1 :], start=first_line - 1):
        key = KEY.match(line.lstrip().lstrip(":")) if index < top else None
        if _asks_anywhere(lines, index) or (index < top and _asks_at_the_top(line)):
            what = f"`{line.strip()}` is in the text, where it has no effect"
            yield index + 1, what, f"{DRAFT} among the fields"
        elif key and (name := key["name"].lower()) in KNOWN:
            yield index + 1, f"the field `{name.capitalize()}` is in the text", MOVE_ADVICE


def _end_of_block(lines: list[str], start: int) -> int:
    """The index after the first block that begins at `start` or below."""
    begin = next((i for i in range(start, len(lines)) if lines[i].strip()), len(lines))
    return next((i for i in range(begin, len(lines)) if not lines[i].strip()), len(lines))


def in_lines(prose: str, last_field: int, others: Collection[int]) -> Iterator[Problem]:
    """Lines of reStructuredText that ask for a draft, except `others`, which are reported already."""
    lines = prose.split("\n")
    top = _end_of_block(lines, _end_of_block(lines, max(last_field - 1, 0)))
    for index, line in enumerate(lines):
        asks = _asks_anywhere(lines, index) or (index < top and _asks_at_the_top(line))
        if asks and index + 1 not in others:
            what = f"`{line.strip()}` is not a field, so it would be ignored"
            yield index + 1, what, "write `:status: draft`"


def misplaced(found: list[Field]) -> Iterator[Problem]:
    """Fields of reStructuredText in a list that is not the first block below the title."""
    for each in found:
        if asks_for_draft(f"{each.written}: {each.value}"):
            yield each.line, f"the field {each.shown} is in the text, where it has no effect", MOVE_ADVICE
