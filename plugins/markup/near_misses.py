"""What is not quite a field: no one would hear it, and what was meant as a draft would be published."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from markdown.extensions.meta import END_RE

from plugins.markup.fields import DRAFT, Field, Problem, near

WORD = re.compile(r"\w+")
DECORATED = re.compile(r"\s*(?:[-*+>#:_]+\s*|<!--\s*|\.\.\s+)*")
KEY = re.compile(r"(?P<name>[A-Za-z_-]+)(?P<sign>\s*(?::|：|=))(?!:|=|/)\s*(?P<value>.*)")
UNHEARD = "write it among the first fields, without an empty line above it"
ANSWERS = {"draft": ("true", "yes", "on", "1"), "published": ("false", "no", "off", "0")}


def asks_for_draft(line: str) -> bool:
    """Whether a line says nothing but something like `Status: draft`, however it is marked or spelt."""
    if len(line) > 80:
        return False
    words = WORD.findall(unicodedata.normalize("NFKC", line).casefold().replace("_", " "))
    if len(words) != 2:
        return False
    name, value = words
    if get_close_matches(name, ["status"], 1, 0.7):
        return bool(get_close_matches(value, ["draft", "drafts", "hidden"], 1, 0.7))
    return value in ANSWERS.get(name, ())


def in_fields(line: str, has_fields: bool) -> tuple[str, str]:
    """What is wrong with the line that ends the fields of Markdown and is neither empty nor a field."""
    if asks_for_draft(line):
        return f"`{line.strip()}` is no field, so nobody hears it", DRAFT
    if line.lstrip().startswith("- ") and has_fields:
        return "a list of YAML is not read here", "write all on one line, as `Tags: a, b`"
    key = KEY.match(DECORATED.sub("", line, count=1))
    if key and near(key["name"]):
        return f"`{line.strip()}` is no field", f"write `{near(key['name']).capitalize()}: {key['value']}`"
    return "the text begins right below the fields", "leave an empty line between them"


def around(lines: list[str], prose: str, found: list[Field], last_line: int) -> Iterator[Problem]:
    """What is wrong with where the fields of Markdown begin and end, and what looks like a field below."""
    last = lines[last_line - 1]
    ended = not last.strip() or bool(END_RE.match(last)) or last_line > len(lines)
    if found and not ended:
        yield last_line, *in_fields(last, bool(found))
        ended = True
    elif not found and last_line <= 2 and not lines[0].strip() and any(map(str.strip, lines)):
        yield 1, "the text begins with an empty line", "remove it, so that the fields are heard"
    elif "title" not in [each.name for each in found]:
        yield 1, "there is no title", "begin with `Title: …`"
    yield from in_text(prose, last_line + ended)


def in_text(prose: str, first_line: int) -> Iterator[Problem]:
    """Fields that stand in the text, which begins at `first_line` of a source without its code."""
    lines = prose.split("\n")[first_line - 1 :]
    in_first_block, begun = True, False
    for number, line in enumerate(lines, start=first_line):
        begun = begun or bool(line.strip())
        in_first_block = in_first_block and (bool(line.strip()) or not begun)
        key = KEY.match(line.lstrip().lstrip(":")) if in_first_block else None
        if (in_first_block or not line.startswith("    ")) and asks_for_draft(line):
            yield (
                number,
                f"`{line.strip()}` stands in the text, where nobody hears it",
                f"{DRAFT} among the fields",
            )
        elif key and (name := near(key["name"])):
            yield number, f"the field `{name.capitalize()}` stands in the text", UNHEARD


def in_lines(prose: str, others: Collection[int]) -> Iterator[Problem]:
    """Lines of reStructuredText that ask for a draft, but for the `others`, which are told of already."""
    for number, line in enumerate(prose.split("\n"), start=1):
        if number not in others and asks_for_draft(line):
            yield number, f"`{line.strip()}` is no field, so nobody hears it", "write `:status: draft`"


def unheard(found: list[Field]) -> Iterator[Problem]:
    """Fields of reStructuredText in a list that is not the first block below the title."""
    for each in found:
        if near(each.name) == "status":
            yield each.line, f"the field {each.shown} stands in the text, where nobody hears it", UNHEARD
