"""Reads reStructuredText into a docutils document and writes that as the site's HTML 5.

The author's text is taken as Sphinx takes it: a field list may stand before the title. File
insertion and raw HTML are off, and all errors of a file are told at once, with their lines.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.core import Publisher
from docutils.io import StringInput, StringOutput
from docutils.parsers.rst import Directive, directives
from docutils.readers import standalone
from docutils.transforms import Transform
from docutils.writers import html5_polyglot

from plugins.markup import code
from plugins.problems import SourceError

WARNING = 2  # docutils: 1 info, 2 warning, 3 error, 4 severe

SETTINGS = {
    "initial_header_level": 2,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "embed_stylesheet": False,
    "footnote_references": "superscript",
    "table_style": "colwidths-auto",
    "math_output": "MathML",
    "report_level": 5,  # nothing to standard error: the observer below hears all
    "halt_level": 5,
    "traceback": True,
}

REMEDIES = (
    ("directive disabled", "say it in reStructuredText, or include code with literalinclude"),
    ("Unknown target name", "define the target: `.. _name: https://…`"),
    ("Unknown directive type", "use a directive of docutils, code-block or literalinclude"),
    ("Unknown interpreted text role", "use a role of docutils, or ``literal``"),
    ("underline too short", "make the underline as long as the title"),
    ("No content permitted", "leave the directive's body empty"),
    ("literalinclude", "name a file below content/code and a section of it"),
)


@dataclass(frozen=True)
class Document:
    """A file as docutils understood it: its tree, its HTML and the HTML of its title."""

    tree: nodes.document
    title: str
    body: str
    contents: list[dict] = field(default_factory=list)


def read(text: str, path: str | Path, code_root: str | Path) -> Document:
    """Parse and write one file.

    Raises an ExceptionGroup of SourceError, one for each warning or error of docutils.
    `code_root` is the folder that literalinclude may read from.
    """
    reader = Reader()
    publisher = Publisher(
        reader=reader,
        parser="restructuredtext",
        writer=Writer(),
        source_class=StringInput,
        destination_class=StringOutput,
    )
    settings = {**SETTINGS, "code_root": str(code_root), "input_encoding": "unicode"}
    publisher.process_programmatic_settings(None, settings, None)
    publisher.set_source(text, str(path))
    publisher.publish()
    if reader.messages:
        raise ExceptionGroup("reStructuredText", [_problem(each, path) for each in reader.messages])
    parts = publisher.writer.parts
    contents = _contents(publisher.document)
    return Document(publisher.document, parts["title"], parts["body"], contents)


def _problem(message: nodes.system_message, path: str | Path) -> SourceError:
    what = message.children[0].astext().splitlines()[0].rstrip(".:")
    fitting = (remedy for sign, remedy in REMEDIES if sign in what)
    return SourceError(path, message.get("line", 1), what, next(fitting, "correct the markup"))


class LeadingFieldList(Transform):
    """Moves a field list that stands before the title behind it, where docutils looks for it."""

    default_priority = 310  # before DocTitle (320) and DocInfo (340)

    def apply(self) -> None:
        meaningful = [n for n in self.document.children if not isinstance(n, nodes.comment)]
        if len(meaningful) < 2 or not isinstance(meaningful[0], nodes.field_list):
            return
        fields, section = meaningful[:2]
        if isinstance(section, nodes.section):
            self.document.remove(fields)
            section.insert(1, fields)


class Reader(standalone.Reader):
    """docutils' reader of single files, with an ear for what goes wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[nodes.system_message] = []

    def new_document(self) -> nodes.document:
        document = super().new_document()
        document.reporter.attach_observer(self._hear)
        return document

    def _hear(self, message: nodes.system_message) -> None:
        if message["level"] >= WARNING:
            self.messages.append(message)

    def get_transforms(self) -> list[type[Transform]]:
        return [*super().get_transforms(), LeadingFieldList]


class Writer(html5_polyglot.Writer):
    def __init__(self) -> None:
        super().__init__()
        self.translator_class = Translator


class Translator(html5_polyglot.HTMLTranslator):
    """docutils' HTML 5, in the same shape as the Markdown reader's."""

    def visit_title(self, node: nodes.title) -> None:
        super().visit_title(node)
        if _linkable(node):
            self.body.append(f'<a href="#{node.parent["ids"][0]}">')

    def depart_title(self, node: nodes.title) -> None:
        if _linkable(node):
            self.body.append("</a>")
        super().depart_title(node)

    def visit_literal(self, node: nodes.literal) -> None:
        self.body.append(f"<code>{self.encode(node.astext())}</code>")
        raise nodes.SkipNode

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        language = next((each for each in node["classes"] if each != "code"), "text")
        self.body.append(code.figure(node.astext(), language))
        raise nodes.SkipNode

    def visit_doctest_block(self, node: nodes.doctest_block) -> None:
        self.body.append(code.figure(node.astext(), "pycon"))
        raise nodes.SkipNode

    def visit_table(self, node: nodes.table) -> None:
        self.body.append('<div class="wide" role="region" aria-label="Table" tabindex="0">')
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        super().depart_table(node)
        self.body.append("</div>")

    def visit_colspec(self, node: nodes.colspec) -> None:
        raise nodes.SkipNode  # column widths are style attributes, which the policy forbids

    def depart_colspec(self, node: nodes.colspec) -> None: ...

    def write_colspecs(self) -> None: ...

    def visit_image(self, node: nodes.image) -> None:
        pixels = re.fullmatch(r"(\d+)(px)?", node.get("width", ""))
        size = {"width": pixels[1]} if pixels else {}
        alt = node.get("alt", "")
        self.body.append(self.emptytag(node, "img", "", src=node["uri"], alt=alt, **size))

    def depart_image(self, node: nodes.image) -> None: ...

    def visit_docinfo(self, node: nodes.docinfo) -> None:
        raise nodes.SkipNode  # front matter: Pelican reads it from the tree


def _linkable(title: nodes.title) -> bool:
    in_section = isinstance(title.parent, nodes.section) and title.parent["ids"]
    return bool(in_section) and not any(title.findall(nodes.reference))


def _contents(parent: nodes.Element) -> list[dict]:
    """The sections below a node: `[{"id": …, "name": plain text, "children": […]}]`."""
    sections = (child for child in parent.children if isinstance(child, nodes.section))
    return [
        {"id": each["ids"][0], "name": each.next_node(nodes.title).astext(), "children": _contents(each)}
        for each in sections
    ]


class CodeBlock(Directive):
    """`.. code-block:: language` with `:caption:` and `:emphasize-lines:`, as Sphinx has it."""

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[dict] = {
        "caption": directives.unchanged,
        "emphasize-lines": directives.positive_int_list,
        # Of old posts; their numbers and anchors are not shown.
        "hl_lines": directives.positive_int_list,
        "linenos": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        language = self.arguments[0] if self.arguments else "text"
        return [self.block("\n".join(self.content) + "\n", language)]

    def block(self, text: str, language: str, label: str = "") -> nodes.raw:
        lines = self.options.get("emphasize-lines") or self.options.get("hl_lines") or ()
        label = self.options.get("caption", label)
        return nodes.raw("", code.figure(text, language, label, lines), format="html")


class LiteralInclude(CodeBlock):
    """`.. literalinclude:: slug/file.go` with `:section:`: tested code, from below content/code."""

    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = True
    has_content = False
    option_spec: ClassVar[dict] = {
        **CodeBlock.option_spec,
        "language": directives.unchanged,
        "section": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        root = Path(self.state.document.settings.code_root).resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise self.error(f"literalinclude: there is no file content/code/{name}")
        try:
            text = code.section(path.read_text("utf-8"), self.options.get("section", ""))
        except code.NoSuchSection as error:
            raise self.error(f"literalinclude: {error} in content/code/{name}") from error
        language = self.options.get("language") or code.language_of(path)
        return [self.block(text, language, path.name)]


def register_directives() -> None:
    directives.register_directive("code-block", CodeBlock)
    directives.register_directive("sourcecode", CodeBlock)
    directives.register_directive("code", CodeBlock)
    directives.register_directive("literalinclude", LiteralInclude)
