"""Fenced code in Markdown: its options, and the fences that cannot be read. For pymdownx.superfences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from vouch.markup import code
from vouch.markup.diagrams import NotDrawn, figure
from vouch.sources.fields import Problem
from vouch.sources.prose import FENCE as BEGIN

OPTIONS = ("title", "hl_lines", "file", "alt")
# Old posts ask with these for line numbers, which are not shown.
OLD_OPTIONS = ("linenums", "linenos", "linenostart", "startFrom", "anchor_linenums", "title_mode")
INSTEAD = {
    "title": 'write title="main.go" or hl_lines="1 3-4"',
    "alt": 'say alt="what it shows" of a diagram in mermaid, and of no other code',
}
UNDRAWN = "correct it, or make it smaller"
LEFT_OPEN = re.compile(r"<(?:p|li)>\s*(?P<line>(?:```|~~~)[^\n<]*)")


TAB = "\ue009"  # for private use, in the place of a tab
FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<ticks>`{3,}|~{3,})[^`]*$")
ONE_INCLUDE = re.compile(
    r"(?P<fence>^[ >\t]*(?P<ticks>`{3,}|~{3,})(?!.*\{)[^\n]*?)[ \t]*\n"
    r"(?P<body>[ >\t]*-+8<-+ +\"(?P<file>[^\":;]+)(?::[^\"]*)?\"[ \t]*\n[ >\t]*(?P=ticks)[ \t]*$)",
    re.MULTILINE,
)


class KeptTabs(Preprocessor):
    """Hides the tabs of fenced code from Markdown, which makes four spaces of each: make wants them."""

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


class NamedFiles(Preprocessor):
    """Tells a fence that holds one include, and nothing else, which file it is. Before pymdownx.snippets."""

    def run(self, lines: list[str]) -> list[str]:
        named = ONE_INCLUDE.sub(r'\g<fence> file="\g<file>"\n\g<body>', "\n".join(lines))
        return named.split("\n")


@dataclass(frozen=True)
class Unreadable:
    """An option of a fence that is unknown, or of no use there; its value, and the code if that is known."""

    name: str
    why: str
    value: str
    code: str = ""
    line: int = 0  # of a diagram, at which it cannot be drawn

    @property
    def what(self) -> str:
        if self.line:
            return f"this diagram cannot be drawn: {self.why}"
        return f"the option {self.name} of this code cannot be read{f': {self.why}' if self.why else ''}"

    @property
    def instead(self) -> str:
        return UNDRAWN if self.line else INSTEAD.get(self.name, INSTEAD["title"])


def fence(source, language, _class, options, md, **_kwargs) -> str:
    """A fenced block: ```` ```go title="main.go" hl_lines="1 3-4" ````; with `alt="…"` a diagram."""
    if "alt" in options:
        return _diagram(source, options["alt"], options["title"], md)
    text, lines = with_tabs(f"{source}\n"), options["lines"]
    try:
        if not language:
            language, named_lines, text = code.named(text)
            lines = lines or named_lines
        wrong = code.beyond(text, lines)
    except ValueError as error:
        wrong = str(error)
    if wrong:
        md.unreadable.append(Unreadable("hl_lines", wrong, options["hl_lines"], with_tabs(source)))
    return code.figure(text, language, options["title"], () if wrong else lines, options["file"])


def _diagram(source: str, alt: str, caption: str, md: Markdown) -> str:
    try:
        return figure(md.drawings.image(source, alt), escape(caption))
    except NotDrawn as error:
        md.unreadable.append(Unreadable("alt", str(error), alt, source, error.line))
        return ""


def fence_options(language, inputs, options, _attrs, md) -> bool:
    """Reads the options of a fence, and notes those that cannot be read."""

    def note(name: str, why: str = "") -> None:
        if (unreadable := Unreadable(name, why, str(inputs[name]))) not in md.unreadable:
            md.unreadable.append(unreadable)

    for name in inputs:
        if name not in OPTIONS + OLD_OPTIONS:
            note(name)
    options["lines"], options["hl_lines"] = [], inputs.get("hl_lines", "")
    try:
        options["lines"] = code.line_numbers(inputs.get("hl_lines"))
    except ValueError as error:
        note("hl_lines", str(error))
    options["title"], options["file"] = inputs.get("title", ""), inputs.get("file", "")
    if "alt" in inputs:
        if language != "mermaid" or not inputs["alt"].strip():
            note("alt")
        else:
            options["alt"] = inputs["alt"]
    return True


def problems_of_options(found: list[Unreadable], text: str) -> Iterator[Problem]:
    """The options that cannot be read, each at the line of its own fence."""
    openings = list(_openings(text))
    for each in found:
        yield _line(each, openings, text) + each.line, each.what, each.instead


def _line(found: Unreadable, openings: list[tuple[int, str, str]], text: str) -> int:
    """The line of the fence that has this option with this value, and of several that of this code."""
    named = [each for each in openings if re.search(rf"\b{re.escape(found.name)}\b", each[1])]
    valued = [each for each in named if found.value in each[1]] or named
    written = _plain(found.code)
    if exact := [each for each in valued if _plain(each[2]) == written] or valued:
        return exact[0][0]
    # Code that is set in, and named by its first line.
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if line.strip() and written.startswith(_plain(line))), 1)


def _plain(text: str) -> str:
    return "\n".join(line.strip(" \t>") for line in text.strip().splitlines())


def _openings(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, the head and the body of each fence, also of those whose first line of code is `:::go`."""
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


def problems_of_ends(html: str, text: str) -> Iterator[Problem]:
    """A fence that is text in the HTML, because nothing closes it."""
    if left := LEFT_OPEN.search(html):
        line = text.count("\n", 0, max(text.rfind(unescape(left["line"].strip())), 0)) + 1
        yield line, "this code has no end", "close it with the same fence"
