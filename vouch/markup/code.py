"""One look for code from every markup: highlighted, with a label, reachable by keyboard."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import quote

from pygments import highlight
from pygments.formatters import HtmlFormatter

from vouch.markup.code_languages import is_known, lexer_for
from vouch.markup.links import IN_REPOSITORY

LABELS = {
    "Text only": "",
    "Text output": "",
    "Bash Session": "Console",
    "Python console session": "Python",
    "Nginx configuration file": "nginx",
}
UNSTYLED = re.compile(r'<span class="(?:n|nn|nv|nx|o|p|w)">([^<]*)</span>')  # see css/code.css
SESSIONS = ("Bash Session",)
# Old posts label a session with the language that is typed in it.
PROMPTED = {
    **{(name, "$ "): "console" for name in ("bash", "sh", "shell", "zsh")},
    **{(name, ">>> "): "pycon" for name in ("python", "python3", "py")},
}
PROMPTS = re.compile(r'<span class="gp[^"]*">(?P<first>[^<]*)</span>(?P<blank> *)<span class="gp">')
PROMPT, SECOND_PROMPT = '<span class="gp">', '<span class="gp">&gt; </span>'
OUTPUT = re.compile(r'<span class="go">(?P<second>&gt;(?: |(?=</span>)))?(?P<text>.*)</span>')
HERE_DOCUMENT = re.compile(r"(?<!<)<<-?\s*([\"']?)(?P<end>[A-Za-z_]\w*)\1")
OUTPUT_LINE_BREAK = '</span>\n<span class="go">'
TAG = re.compile(r"<[^>]*>")
OUTPUT_OF_LINES = re.compile(rf'<span class="go">[^<]*(?:{OUTPUT_LINE_BREAK}[^<]*)+')
LINES = re.compile(r"(?P<first>\d{1,9})(?:-(?P<last>\d{1,9}))?", re.ASCII)
MAX_LINE = 10_000  # of a code block
SECTION = "--8<-- [{edge}:{name}]"  # the markers of pymdownx.snippets

# The first line of old posts' code, as in Markdown's codehilite: `:::go`, `#!go`, `#!/bin/sh`.
FIRST_LINE = re.compile(
    r"(?:::+|#!)(?P<path>(?:/\w+)*[/ ])?(?P<language>[a-zA-Z][\w#.+-]*)"
    r" *(?:hl_lines=(?P<quote>[\"'])(?P<lines>\d+(?:[ -]\d+)*)(?P=quote))?[^\n]*\n"
)

OPENING = '<figure class="code" data-language="{language}">{caption}<pre tabindex="0"><code>'
NO_CAPTION = "<figcaption></figcaption>"  # the place of the copy button
CLOSING = "</code></pre></figure>"


class NoSuchSection(LookupError):
    """A file has no section of that name between its start and end markers."""


def figure(code: str, language: str = "", label: str = "", lines: Iterable[int] = (), file: str = "") -> str:
    """HTML of a code block.

    `language` is any name Pygments knows (code in an unknown one is shown plain), `label` the text
    above the block (the language's name if empty), `lines` the numbers, from 1, to mark, `file`
    where the code is found below content/code. Empty lines at both ends, where the markers of a
    section were, are neither shown nor counted.
    """
    code = code.strip("\n") + "\n"
    name, alias, body = _highlighted(code, session_language(language, code), tuple(lines))
    if language and not is_known(language):
        name = alias = language
    caption = escape(label or PurePosixPath(file).name or LABELS.get(name, name))
    if file:
        caption = f'<a class="file" href="{IN_REPOSITORY}code/{quote(file)}">{caption}</a>'
    caption = f"<figcaption>{caption}</figcaption>"  # also the place of the copy button
    return OPENING.format(language=escape(alias), caption=caption) + body + CLOSING


@lru_cache(maxsize=128)  # most edits of an article leave its code as it is
def _highlighted(code: str, language: str, lines: tuple[int, ...]) -> tuple[str, str, str]:
    """What Pygments calls the language, in full and in short, and the code in HTML."""
    lexer = lexer_for(language)
    body = UNSTYLED.sub(r"\1", highlight(code, lexer, _formatter(lines)))
    if lexer.name in SESSIONS:
        body = with_whole_commands(body)
    body = OUTPUT_OF_LINES.sub(lambda output: output[0].replace(OUTPUT_LINE_BREAK, "\n"), body)
    return lexer.name, lexer.aliases[0], body


@lru_cache(maxsize=64)
def _formatter(lines: tuple[int, ...]) -> HtmlFormatter:
    """Cached, as Pygments makes a style sheet for each formatter and discards it."""
    return HtmlFormatter(nowrap=True, hl_lines=list(lines))


def with_whole_commands(html: str) -> str:
    """Makes continuation lines part of their command, which Pygments takes for output.

    They follow the shell's second prompt, `> `, or belong to a here-document. Text before the first
    prompt, such as `(venv)`, becomes part of the prompt.
    """
    lines = PROMPTS.sub(rf"{PROMPT}\g<first>\g<blank>", html).split("\n")
    in_command, end = False, 0
    for number, line in enumerate(lines):
        output = OUTPUT.fullmatch(line)
        if output and (number < end or (in_command and output["second"])):
            lines[number] = (SECOND_PROMPT if output["second"] else "") + output["text"]
        else:
            in_command = line.startswith(PROMPT) or (in_command and not line.startswith("<span"))
        if in_command and number >= end:
            end = _end_of_here_document(lines, number)
    return "\n".join(lines)


def _end_of_here_document(lines: list[str], command: int) -> int:
    """The index of the line after the here-document of a command, or 0; none contains a new prompt."""
    begins = HERE_DOCUMENT.search(_plain(lines[command]))
    for number in range(command + 1, len(lines) if begins else 0):
        if lines[number].startswith(PROMPT) and not lines[number].startswith(SECOND_PROMPT):
            return 0
        if _plain(lines[number]).removeprefix("> ").strip() == begins["end"]:
            return number + 1
    return 0


def _plain(html: str) -> str:
    return unescape(TAG.sub("", html))


def line_numbers(text: str | None) -> list[int]:
    """`1 3`, `1,3-5` as numbers, from 1. Raises ValueError, also for reversed or too large ranges."""
    numbers: list[int] = []
    for part in (text or "").replace(",", " ").split():
        if not (named_lines := LINES.fullmatch(part)):
            raise ValueError(f"{part!r} is not a line number or range")
        first, last = int(named_lines["first"]), int(named_lines["last"] or named_lines["first"])
        if not 1 <= first <= last <= MAX_LINE:
            raise ValueError(f"{part!r} is not a line number or range")
        numbers += range(first, last + 1)
    return numbers


def beyond(text: str, lines: Iterable[int]) -> str:
    """Why lines cannot be marked in a code block that has fewer; empty if it has them all."""
    most, last = text.strip("\n").count("\n") + 1, max(lines, default=0)
    return f"line {last} is beyond the last line of this code, {most}" if last > most else ""


def split_first_line(text: str) -> tuple[str, list[int], str]:
    """The language and marked lines named by the first line of a code block, and the rest of it."""
    first = FIRST_LINE.match(text)
    if not first:
        return "", [], text
    is_code = (first["path"] or "").startswith("/")
    return first["language"], line_numbers(first["lines"]), text if is_code else text[first.end() :]


def session_language(language: str, code: str) -> str:
    """The language to highlight: `console` for a shell session that is labelled `bash`."""
    prompts = ((prompt, session) for (name, prompt), session in PROMPTED.items() if language == name)
    return next((session for prompt, session in prompts if code.startswith(prompt)), language)


def section(text: str, name: str) -> str:
    """The lines between the markers of a section; all but the marker lines if no name is given."""
    lines = text.splitlines()
    if name:
        lines = lines[_marker(lines, "start", name) + 1 : _marker(lines, "end", name)]
    return "\n".join(line for line in lines if "--8<--" not in line) + "\n"


def _marker(lines: list[str], edge: str, name: str) -> int:
    wanted = SECTION.format(edge=edge, name=name)
    for index, line in enumerate(lines):
        if wanted in line:
            return index
    raise NoSuchSection(f"no line {wanted!r}")
