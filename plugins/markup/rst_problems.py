"""What docutils says is wrong with a file, with its own line and what to write instead."""

from itertools import takewhile
from pathlib import Path

from docutils import nodes

from plugins.problems import SourceError

REMEDIES = (
    ("directive disabled", "say it in reStructuredText, or include code with literalinclude"),
    ("roles disabled", "say it in reStructuredText"),
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
    ("there is no `:alt:`", "say in words what the diagram shows"),
    ("literalinclude", "name a file below content/code and a section of it"),
    ("emphasize-lines", "write `:emphasize-lines: 1,3-4`, no line beyond the last"),
    ("hl_lines", "write `:hl_lines: 1 3-4`, no line beyond the last"),
    ("unknown option", "remove the option, or correct its name"),
)


def problem_of(message: nodes.system_message, tree: nodes.document, path: str | Path) -> SourceError:
    what = " ".join(message.children[0].astext().split()).rstrip(".:")
    fitting = (remedy for sign, remedy in REMEDIES if sign in what)
    return SourceError(path, _line(message, tree), what, next(fitting, "correct the markup"))


def _line(message: nodes.system_message, tree: nodes.document) -> int:
    """docutils says where the paragraph begins; the lines before the place in it are added."""
    places = (tree.ids.get(each) for each in message.get("backrefs", ()))
    place = next((each for each in places if isinstance(each, nodes.problematic) and each.parent), None)
    before = takewhile(lambda each: each is not place, place.parent if place else ())
    return message.get("line", 1) + sum(each.astext().count("\n") for each in before)
