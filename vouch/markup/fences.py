"""Fenced code in Markdown: its options, and the fences with mistakes. For pymdownx.superfences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from vouch.markup import code, formulas
from vouch.markup.diagrams import DiagramError, figure
from vouch.sources.fields import MAY_WAIT, Problem
from vouch.sources.problems import line_at
from vouch.sources.prose import FENCE as BEGIN

OPTIONS = ("title", "hl_lines", "file", "alt")
# Options of old posts for line numbers, which are not shown.
OLD_OPTIONS = ("linenums", "linenos", "linenostart", "startFrom", "anchor_linenums", "title_mode")
OPTION_ADVICE = {
    "title": 'write title="main.go" or hl_lines="1 3-4"',
    "alt": 'write alt="what it shows", on a mermaid diagram only',
}
DIAGRAM_ADVICE = "correct it, or make it smaller"
# pymdownx.snippets leaves out each line with one, also in code.
MARKER = re.compile(
    r"(?<![;-])-+8<-+[ \t]+\[[ \t]*(?:start|end)[ \t]*:[ \t]*[a-z][\w-]*[ \t]*\]", re.IGNORECASE
)
LEFT_OPEN = re.compile(r"<(?:p|li)>\s*(?P<line>(?:```|~~~)[^\n<]*)")


TAB = "\ue009"  # for private use, in the place of a tab
FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<ticks>`{3,}|~{3,})[^`]*$")
ONE_INCLUDE = re.compile(
    r"(?P<fence>^[ >\t]*(?P<ticks>`{3,}|~{3,})(?!.*\{)[^\n]*?)[ \t]*\n"
    r"(?P<body>[ >\t]*-+8<-+ +\"(?P<file>[^\":;]+)(?::[^\"]*)?\"[ \t]*\n[ >\t]*(?P=ticks)[ \t]*$)",
    re.MULTILINE,
)


class TabProtector(Preprocessor):
    """Hides the tabs of fenced code from Markdown, which would replace them by spaces: `make` needs them."""

    def run(self, lines: list[str]) -> list[str]:
        closing, indent = "", ""
        for index, line in enumerate(lines):
            rest = line.lstrip(" \t>").rstrip()
            if closing and rest.startswith(closing) and not rest.strip(closing[0]):
                closing = ""
            elif closing and line.startswith(indent):
                lines[index] = indent + line.removeprefix(indent).replace("\t", TAB)
            elif not closing and (fence := FENCE.match(line)):
                closing, indent = fence["ticks"], fence["indent"]
        return lines


def with_tabs(text: str) -> str:
    return text.replace(TAB, "\t")


class IncludeNamer(Preprocessor):
    """Adds the option `file` to a fence that contains nothing but one include. Before pymdownx.snippets."""

    def run(self, lines: list[str]) -> list[str]:
        named = ONE_INCLUDE.sub(r'\g<fence> file="\g<file>"\n\g<body>', "\n".join(lines))
        return named.split("\n")


@dataclass(frozen=True)
class BadOption:
    """A bad option of a fence with its value, or a bad diagram, and the code if that is known."""

    name: str
    why: str
    value: str
    code: str = ""
    line: int = 0  # the bad line of a diagram

    @property
    def what(self) -> str:
        if self.line:
            return f"this diagram cannot be drawn: {self.why}"
        return f"the option {self.name} of this code is not valid{f': {self.why}' if self.why else ''}"

    @property
    def instead(self) -> str:
        return DIAGRAM_ADVICE if self.line else OPTION_ADVICE.get(self.name, OPTION_ADVICE["title"])


def fence(source, language, _class, options, md, **_kwargs) -> str:
    """Code, ```` ```go title="main.go" hl_lines="1 3-4" ````; with `alt="…"` a diagram; or a formula."""
    if language == "math":
        return f"<p>{formulas.stashed(md, source, is_block=True)}</p>"
    if "alt" in options:
        return _diagram(source, options["alt"], options["title"], md)
    text, lines = with_tabs(f"{source}\n"), options["lines"]
    try:
        if not language:
            language, named_lines, text = code.split_first_line(text)
            lines = lines or named_lines
        wrong = code.beyond(text, lines)
    except ValueError as error:
        wrong = str(error)
    if wrong:
        md.bad_options.append(BadOption("hl_lines", wrong, options["hl_lines"], with_tabs(source)))
    return code.figure(text, language, options["title"], () if wrong else lines, options["file"])


def _diagram(source: str, alt: str, caption: str, md: Markdown) -> str:
    try:
        return figure(md.drawings.image(source, alt), escape(caption))
    except DiagramError as error:
        md.bad_options.append(BadOption("alt", str(error), alt, source, error.line))
        return ""


def fence_options(language, inputs, options, _attrs, md) -> bool:
    """Reads the options of a fence and records the bad ones. Always true: the fence is valid."""

    def record(name: str, why: str = "") -> None:
        if (bad_option := BadOption(name, why, str(inputs[name]))) not in md.bad_options:
            md.bad_options.append(bad_option)

    for name in inputs:
        if name not in OPTIONS + OLD_OPTIONS:
            record(name)
    options["lines"], options["hl_lines"] = [], inputs.get("hl_lines", "")
    try:
        options["lines"] = code.line_numbers(inputs.get("hl_lines"))
    except ValueError as error:
        record("hl_lines", str(error))
    options["title"], options["file"] = inputs.get("title", ""), inputs.get("file", "")
    if "alt" in inputs:
        if language != "mermaid" or not inputs["alt"].strip():
            record("alt")
        else:
            options["alt"] = inputs["alt"]
    return True


def problems_of_options(found: list[BadOption], text: str) -> Iterator[Problem]:
    """The bad options, each at the line of its own fence."""
    openings = list(_openings(text))
    for each in found:
        yield _line(each, openings, text) + each.line, each.what, each.instead, MAY_WAIT


def _line(found: BadOption, openings: list[tuple[int, str, str]], text: str) -> int:
    """The line of the fence with this option and value; of several, the one with this code."""
    named = [each for each in openings if re.search(rf"\b{re.escape(found.name)}\b", each[1])]
    valued = [each for each in named if found.value in each[1]] or named
    written = _plain(found.code)
    if exact := [each for each in valued if _plain(each[2]) == written] or valued:
        return exact[0][0]
    # Indented code whose first line names its language.
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if line.strip() and written.startswith(_plain(line))), 1)


def _plain(text: str) -> str:
    return "\n".join(line.strip(" \t>") for line in text.strip().splitlines())


def _openings(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, head and body of each fence; a first line such as `:::go` belongs to the head too."""
    lines, end, start = text.split("\n"), "", 0
    for number, line in enumerate(lines):
        begins = BEGIN.match(line)
        if end and begins and not begins["rest"].strip() and begins["ticks"].startswith(end):
            body = lines[start + 1 : number]
            head = lines[start] + (body[0] if body and re.match(r"\s*(?::::|#!)", body[0]) else "")
            yield start + 1, head, "\n".join(body)
            end = ""
        elif not end and begins:
            end, start = begins["ticks"], number


def problems_of_markers(text: str) -> Iterator[Problem]:
    """The markers of a section, which belong into the file that is included."""
    for number, line in enumerate(text.split("\n"), start=1):
        if "8<-" in line and MARKER.search(line):
            what = "a line with the marker of a section is left out"
            yield number, what, "remove it; to show it, write one marker in a line as `;--8<-- [start:name]`"


def problems_of_ends(html: str, text: str) -> Iterator[Problem]:
    """A fence that is text in the HTML because nothing closes it."""
    if left := LEFT_OPEN.search(html):
        begin = max(text.rfind(unescape(left["line"].strip())), 0)
        yield line_at(text, begin), "this code has no end", "close it with the same fence"
