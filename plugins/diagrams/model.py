"""A diagram between its source and its drawing: what the readers of markup leave in an article's HTML."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, unquote

MARK = re.compile(
    r"(?P<figure><figure\b[^>]*>\s*)?(?:<p>)?"
    r'<img alt="(?P<alt>[^"]*)" data-dot="(?P<source>[^"]*)" data-line="(?P<line>\d+) (?P<above>\d+)"'
    r"\s*/?>(?:</p>)?"
)


@dataclass(frozen=True)
class Diagram:
    """Text in Graphviz's language, with its alternative.

    `line` is where it is asked for and `above` the line above its first one; 0 where only the
    source file can tell.
    """

    source: str
    alt: str
    line: int = 0
    above: int = 0

    @property
    def mark(self) -> str:
        """Stands for the diagram until all articles are read; no other plugin takes it for a picture."""
        dot = quote(self.source)
        return f'<img alt="{escape(self.alt)}" data-dot="{dot}" data-line="{self.line} {self.above}">'

    @classmethod
    def of(cls, mark: re.Match) -> "Diagram":
        """The diagram of a match of MARK. Its `alt` stays as HTML has it."""
        return cls(unquote(mark["source"]), mark["alt"], int(mark["line"]), int(mark["above"]))
