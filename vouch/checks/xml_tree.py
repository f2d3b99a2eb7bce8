"""Parses feeds and the sitemap to trees whose elements know their lines. Refuses what is not plain XML."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class NotXml(Exception):
    """The message gives the reason, `line` the place."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


@dataclass
class Node:
    """`tag` is `namespace name`, or `name`; `text` is directly in the element."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, namespace: str, name: str) -> Iterator["Node"]:
        return (each for each in self.children if each.tag == f"{namespace} {name}".lstrip())

    def first(self, namespace: str, name: str) -> "Node | None":
        return next(self.all(namespace, name), None)


@dataclass
class Tree:
    """`styles` are the addresses of stylesheets that a browser shows the document with, and their lines."""

    root: Node
    styles: list[tuple[str, int]]


def read(data: bytes) -> Tree:
    """Raises NotXml, also for a document type: it could name files or expand without limit."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotXml(f"this is not XML: {expat.ErrorString(error.code)}", error.lineno) from error
    return Tree(reader.top.children[0], reader.styles)


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = lambda _: self._open.pop()
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.ProcessingInstructionHandler = self._instruction
        self.top = Node("", {}, 1)
        self.styles: list[tuple[str, int]] = []
        self._open = [self.top]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, self.parser.CurrentLineNumber)
        self._open[-1].children.append(node)
        self._open.append(node)

    def _text(self, text: str) -> None:
        self._open[-1].text += text

    def _refuse(self, *_: object) -> None:
        raise NotXml("it has a document type, which may declare entities", self.parser.CurrentLineNumber)

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet" and 'href="' in data:
            address = data.partition('href="')[2].partition('"')[0]
            self.styles.append((address, self.parser.CurrentLineNumber))
