"""Turns the messages of docutils into errors with the right line and what to write instead."""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst.languages.en import directives

from vouch.markup import formulas
from vouch.markup.fences import DIAGRAM_ADVICE
from vouch.sources.fields import MAY_WAIT, Problem
from vouch.sources.problems import SourceError

# docutils silently joins the parts of an address that contains unescaped spaces.
PICTURE = re.compile(
    r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?(?:image|figure)::[ \t]*"
    r"(?P<file>(?:\\ |\S)+(?:(?<!\\)[ \t]+(?:\\ |\S)+)+)[ \t]*$",
    re.MULTILINE,
)
# With one colon a directive is a comment.
COMMENT = re.compile(r"^[ \t]*\.\.[ \t]+(?P<name>[a-z-]+)[ \t]*:(?=\s|$)", re.MULTILINE)
REMEDIES = (
    ("directive disabled", "write it in reStructuredText, or include code with literalinclude"),
    ("roles disabled", "write it in reStructuredText"),
    ("autonumbered footnote references", "add the footnote: `.. [#] …`"),
    ("symbol footnote references", "add the footnote: `.. [*] …`"),
    ("Duplicate explicit target name", "give each target a name of its own"),
    ("Unknown target name", "define the target: `.. _name: https://…`"),
    ("Unknown directive type", "use a directive of docutils, code-block or literalinclude"),
    ("Unknown interpreted text role", "use a role of docutils, or ``literal``"),
    ("Undefined substitution", "define it: `.. |name| replace:: …`"),
    ("without end-string", "close it, or write a backslash before it"),
    ("line too short", "make it as long as the title"),
    ("title underline, too short", "make it as long as the title"),
    ("URL access deactivated", "write the rows below the directive"),
    ("No content permitted", "leave the directive's body empty"),
    ("there is no `:alt:`", "describe what the diagram shows"),
    ("diagram cannot be drawn", DIAGRAM_ADVICE),
    (formulas.UNREAD, formulas.ADVICE),
    ("there are no diagrams", "describe it in words"),
    ("literalinclude", "name a file below content/code and a section of it"),
    ("emphasize-lines", "write `:emphasize-lines: 1,3-4`, with no line beyond the last"),
    ("hl_lines", "write `:hl_lines: 1 3-4`, with no line beyond the last"),
    ("is shown on no page", "write it in the field `:summary:` or in the text"),
    ("unknown option", "remove the option, or correct its name"),
)
UNKNOWN_DIRECTIVE = "Unknown directive type"
# What the page shows as it is written. Not a field list: what breaks it may be a draft's status.
SHOWN = (
    *(UNKNOWN_DIRECTIVE, "Unknown interpreted text role", "Unknown target name", "Undefined substitution"),
    *("Duplicate explicit target name", "Duplicate target name", "footnote references"),
    *("without end-string", "Unexpected indentation", "title underline, too short"),
    *("Title underline too short", "Title overline too short"),
    *(
        f"{each} ends without"
        for each in ("Bullet list", "Enumerated list", "Definition list", "Block quote")
    ),
)


def problems_of_pictures(prose: str) -> Iterator[Problem]:
    for each in PICTURE.finditer(prose):
        line, file = prose.count("\n", 0, each.start()) + 1, each["file"]
        yield line, f"the address {file} contains a space", f"write {file.replace(' ', '%20')}"


def problems_of_comments(prose: str) -> Iterator[Problem]:
    for each in COMMENT.finditer(prose):
        if (name := each["name"]) in (*directives, "code-block", "literalinclude", "mermaid"):
            line = prose.count("\n", 0, each.start()) + 1
            yield (
                line,
                f"`.. {name}:` is a comment, which no page shows",
                f"write `.. {name}::`, or reword it",
                MAY_WAIT,
            )


def problem_of(message: nodes.system_message, tree: nodes.document, path: str | Path) -> SourceError:
    what = " ".join(message.children[0].astext().split()).rstrip(".:")
    place = _place(message, tree)
    if "Unknown target name" in what and place and place.astext().startswith("["):
        label = place.astext().removesuffix("_")
        what, instead = f"there is no footnote {label}", f"add `.. {label} …`"
        return SourceError(path, _line(message, place), what, instead, MAY_WAIT)
    fitting = (remedy for sign, remedy in REMEDIES if sign in what)
    may_wait = message.get("may_wait", False) or any(each in what for each in SHOWN)
    return SourceError(path, _line(message, place), what, next(fitting, "correct the markup"), may_wait)


def show_unknown_directives(tree: nodes.document) -> None:
    """Show what docutils would leave out with its message: the text of a directive that it does not know."""
    for message in [*tree.findall(nodes.system_message)]:
        if UNKNOWN_DIRECTIVE in message[0].astext():
            message.replace_self(message[1:])


def _place(message: nodes.system_message, tree: nodes.document) -> nodes.problematic | None:
    ids = message.get("ids", ())
    return next((each for each in tree.findall(nodes.problematic) if each.get("refid") in ids), None)


def _line(message: nodes.system_message, place: nodes.problematic | None) -> int:
    return message.get("line", 1) + (lines_before(place) if place else 0)


def lines_before(place: nodes.Node) -> int:
    """The lines of its paragraph before an inline node; docutils' messages name the first one."""
    return sum(each.astext().count("\n") for each in takewhile(lambda each: each is not place, place.parent))
