"""The prose of a source: its code is replaced by spaces, so that offsets and lines stay the same."""

import re
from pathlib import PurePath

# A list or a quotation may contain a fence.
FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+\.)[ \t]+)?(?P<ticks>`{3,}|~{3,})(?P<rest>[^`]*)$")
# Inline code ends within its paragraph. A backslash keeps a backtick from opening one.
INLINE = re.compile(r"(?P<tick>`(?<![`\\]`)`*+)(?:(?!\n[ \t]*\n)[^`]|(?!(?P=tick)(?!`))`+)+?(?P=tick)(?!`)")
LITERAL = re.compile(r"``(?:(?!\n[ \t]*\n).)+?``", re.DOTALL)
# Blocks that begin after `::` or below a directive, indented like their first line.
BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)(?!\.\. (?!code|sourcecode|parsed-literal|math|mermaid))"
    r"[^\n]*::[^\n]*\n"
    r"(?P<code>(?:[ \t]*\n|(?P=indent)[ \t]+[^\n]*\n?)+)",
    re.MULTILINE,
)
DOCTEST = re.compile(r"^[ \t]*>>> [^\n]*(?:\n[ \t]*\S[^\n]*)*", re.MULTILINE)
NOT_BLANK = re.compile(r"[^\n]")


def prose_of(text: str, path: str | PurePath) -> str:
    """The text, of the same length, without its code; the markup follows from the file's name."""
    return without_literals(text) if PurePath(path).suffix == ".rst" else without_code(text)


def without_code(text: str) -> str:
    """A Markdown source with spaces in place of its fenced and inline code."""
    lines, end = text.split("\n"), ""
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if end:
            lines[number] = " " * len(line)
            closes = fence and not fence["rest"].strip() and fence["ticks"].startswith(end)
            end = "" if closes else end
        elif fence:
            lines[number], end = " " * len(line), fence["ticks"]
    return INLINE.sub(_blank, "\n".join(lines))


def without_literals(text: str) -> str:
    """The same for reStructuredText."""
    text = DOCTEST.sub(_blank, BLOCK.sub(_without_block, text))
    return LITERAL.sub(_blank, text)


def _without_block(match: re.Match) -> str:
    head = match[0][: match.start("code") - match.start()]
    return head + NOT_BLANK.sub(" ", match["code"])


def _blank(match: re.Match) -> str:
    return NOT_BLANK.sub(" ", match[0])
