"""Lists of Markdown as on GitHub: nested by two or three spaces, and below a line of text."""

import re

from markdown import Markdown
from markdown.preprocessors import Preprocessor

RULE = r"(?! *(?:[-*+] *){3,}$)"
ITEM = re.compile(rf"{RULE} *(?:[-*+]|\d{{1,9}}\.)(?: {{1,4}}(?! )| )(?=\S)")
FIRST = re.compile(r" {0,3}(?:[-*+]|1\.) ")
STEP = 4


class Lists(Preprocessor):
    """Gives lists the empty lines and the four spaces for each level that Python-Markdown asks for.

    As in CommonMark, a line belongs to an item if it begins no further left than the item's text. A list may
    follow a line of text without an empty line; one item alone only below a colon, for it may be a dash.
    """

    def run(self, lines: list[str]) -> list[str]:
        texts: list[int] = []  # the columns in which the texts of the open items begin
        made, is_new, is_text = [], True, False
        for line, next_line in zip(lines, [*lines[1:], ""], strict=True):
            if not line.strip():
                is_new = True
            else:
                item = ITEM.match(line)
                if item and not is_new and is_text and _begins_list(line, made[-1], next_line, texts):
                    made.append("")
                    is_new = True
                if is_new:
                    is_text = not item
                if item or is_new:
                    line = _indented(line, item, texts)
                is_new = False
            made.append(line)
        return made


def _begins_list(line: str, before: str, after: str, texts: list[int]) -> bool:
    return bool(texts or (FIRST.match(line) and (before.rstrip().endswith(":") or ITEM.match(after))))


def _indented(line: str, item: re.Match | None, texts: list[int]) -> str:
    indent = len(line) - len(line.lstrip(" "))
    while texts and indent < texts[-1]:
        texts.pop()
    level = len(texts)
    if indent >= STEP + (texts[-1] if texts else 0):  # code
        return line
    if item:
        texts.append(min(item.end(), indent + STEP))
    return " " * (STEP * level - indent) + line if level else line


def register(md: Markdown) -> None:
    md.preprocessors.register(Lists(md), "site_lists", 18)  # after fences (25) and HTML (20)
