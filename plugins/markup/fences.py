"""Fenced code in Markdown: its options, and the fences that cannot be read. For pymdownx.superfences."""

import re
from html import escape, unescape

from markdown.preprocessors import Preprocessor
from pymdownx.superfences import SuperFencesException

from plugins.diagrams.model import Diagram
from plugins.markup import code
from plugins.problems import SourceError

OPTIONS = ("title", "hl_lines", "file", "alt")
DRAWN = ("dot", "graphviz")  # languages of diagrams
# Old posts ask with these for line numbers, which are not shown.
OLD_OPTIONS = ("linenums", "linenos", "linenostart", "startFrom", "anchor_linenums", "title_mode")
INSTEAD = {
    "title": 'write title="main.go" or hl_lines="1 3-4"',
    "alt": 'say alt="what it shows" of a diagram in dot, and of no other code',
}
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


class UnreadableOption(SuperFencesException):
    """A fence has an option of this name, which is unknown or of no use there."""


def fence(source, language, _class, options, _md, **_kwargs) -> str:
    """A fenced block: ```` ```go title="main.go" hl_lines="1 3-4" ````; with `alt="…"` a diagram."""
    if "alt" in options:
        return _diagram(source, options["alt"], options["title"])
    text, lines = with_tabs(f"{source}\n"), options["lines"]
    if not language:
        try:
            language, named_lines, text = code.named(text)
        except ValueError as error:
            raise UnreadableOption("hl_lines") from error
        lines = lines or named_lines
    return code.figure(text, language, options["title"], lines, options["file"])


def _diagram(source: str, alt: str, caption: str) -> str:
    mark = Diagram(source, alt).mark
    if not caption:
        return f"<p>{mark}</p>"
    return f"<figure>{mark}<figcaption>{escape(caption)}</figcaption></figure>"


def fence_options(language, inputs, options, _attrs, _md) -> bool:
    """Reads the options of a fence. Raises UnreadableOption."""
    for name in inputs:
        if name not in OPTIONS + OLD_OPTIONS:
            raise UnreadableOption(name)
    try:
        options["lines"] = code.line_numbers(inputs.get("hl_lines"))
    except ValueError as error:
        raise UnreadableOption("hl_lines") from error
    options["title"], options["file"] = inputs.get("title", ""), inputs.get("file", "")
    if "alt" in inputs:
        if language not in DRAWN or not inputs["alt"].strip():
            raise UnreadableOption("alt")
        options["alt"] = inputs["alt"]
    return True


def option_problem(path: str, text: str, error: UnreadableOption) -> SourceError:
    fenced = re.search(rf"^[ >\t]*(?:```|~~~|:::|#!)[^\n]*\b{re.escape(str(error))}\b", text, re.MULTILINE)
    line = text.count("\n", 0, fenced.end()) + 1 if fenced else 1
    what = f"the option {error} of this code cannot be read"
    return SourceError(path, line, what, INSTEAD.get(str(error), INSTEAD["title"]))


def check_closed(html: str, path: str, text: str) -> None:
    """Raises a SourceError where a fence is text in the HTML, because nothing closes it."""
    if left := LEFT_OPEN.search(html):
        line = text.count("\n", 0, max(text.rfind(unescape(left["line"].strip())), 0)) + 1
        raise SourceError(path, line, "this code has no end", "close it with the same fence")
