"""Reads reStructuredText into a docutils document and its HTML.

The author's text is read as Sphinx reads it: a field list may come before the title. File
insertion and raw HTML are off, and all errors of a file are reported at once, with their lines.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from docutils import nodes
from docutils.core import Publisher
from docutils.io import StringInput, StringOutput
from docutils.readers import standalone
from docutils.transforms import Transform
from docutils.transforms.frontmatter import DocTitle
from docutils.transforms.universal import FilterMessages

from vouch.markup.diagrams import Drawings
from vouch.markup.docutils_words import docutils_language
from vouch.markup.heading_anchors import unique_anchor
from vouch.markup.html_elements import without_comments
from vouch.markup.near_misses import misplaced
from vouch.markup.rst_problems import problem_of, show_unknown_directives
from vouch.markup.rst_writer import Writer
from vouch.sources.fields import SITE_NAMES, Field, Problem, site_name
from vouch.sources.problems import SourceError

CONTENTS_LEVELS = 2  # as `toc_depth` of Markdown
WARNING = 2  # docutils: 1 info, 2 warning, 3 error, 4 severe

SETTINGS = {
    "_disable_config": True,  # a docutils.conf of one machine must not change the site
    "initial_header_level": 2,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "embed_stylesheet": False,
    "footnote_references": "superscript",
    "table_style": "colwidths-auto",
    "math_output": "MathML",
    "syntax_highlight": "none",
    "toc_backlinks": False,
    "strip_comments": True,  # comments are not published
    "report_level": 5,  # nothing to standard error: the observer below records all
    "halt_level": 5,
    "traceback": True,
}

LANGUAGE_FIELD = re.compile(r"^:lang(?:uage)?:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Document:
    """A file as docutils understood it: its tree, its HTML and the HTML of its title."""

    tree: nodes.document
    title: str
    body: str
    contents: list[dict] = field(default_factory=list)

    @property
    def included(self) -> list[str]:
        """The files that directives have read."""
        return self.tree.settings.record_dependencies.list

    @property
    def fields(self) -> list[Field]:
        return self.tree.fields

    @property
    def misplaced(self) -> list[Problem]:
        """Fields in the text, where they have no effect."""
        return self.tree.misplaced


def document_of(
    text: str, path: str | Path, code_root: str | Path, language: str = "en", drawings: Drawings | None = None
) -> tuple[Document, list[SourceError]]:
    """The document of a file and its problems; with any that may not wait it has fields and no body.

    `code_root` is the folder that literalinclude may read from, `language` what docutils' own words are in
    where the text has no field `:lang:`.
    """
    reader, tree = _parsed(text, path, code_root, language, drawings)
    problems = reader.problems(tree, path)
    if not all(each.may_wait for each in problems):  # a tree with holes cannot be written
        return Document(tree, "", ""), problems
    show_unknown_directives(tree)
    FilterMessages(tree).apply()
    read = len(reader.messages)
    writer = Writer()
    writer.write(tree, StringOutput(encoding="unicode"))
    writer.assemble_parts()
    title = re.sub(r"</?a\b[^>]*>", "", writer.parts["title"])  # it will be a link itself
    body = without_comments(writer.parts["body"])
    problems += reader.problems(tree, path, reader.messages[read:])
    return Document(tree, title, body, _contents(tree)), problems


def tree_of(text: str, path: str | Path, code_root: str | Path) -> tuple[nodes.document, list[SourceError]]:
    """The tree of a file and its problems; with problems the tree is plain text."""
    reader, tree = _parsed(text, path, code_root, "en")
    problems = reader.problems(tree, path)
    FilterMessages(tree).apply()
    return tree, problems


def _parsed(
    text: str, path: str | Path, code_root: str | Path, language: str, drawings: Drawings | None = None
) -> tuple["Reader", nodes.document]:
    reader = Reader()
    settings = {
        **SETTINGS,
        "code_root": str(code_root),
        "language_code": docutils_language(language_of(text, language)),
    }
    settings["drawings"] = drawings
    publisher = Publisher(reader, "restructuredtext", Writer(), destination_class=StringOutput)
    publisher.process_programmatic_settings(None, settings, None)
    source = StringInput(text, str(path), encoding="unicode")
    tree = publisher.document = reader.read(source, publisher.parser, publisher.settings)
    publisher.apply_transforms()
    return reader, tree


def language_of(text: str, default: str) -> str:
    """The language by the field `:lang:`, a BCP 47 tag."""
    named = LANGUAGE_FIELD.search(text)
    return named[1] if named else default


def _contents(parent: nodes.Element, levels: int = CONTENTS_LEVELS) -> list[dict]:
    """The sections below a node: `[{"id": …, "name": plain text, "children": […]}]`."""
    return [
        {
            "id": each["ids"][0],
            "name": each.next_node(nodes.title).astext(),
            "children": _contents(each, levels - 1),
        }
        for each in parent.children
        if isinstance(each, nodes.section) and levels
    ]


class SectionIds(Transform):
    """Gives sections the anchors that headings have in every markup."""

    default_priority = 250  # before PropagateTargets (260), which adds the ids of targets

    def apply(self) -> None:
        sections = list(self.document.findall(nodes.section))
        for each in sections:
            del self.document.ids[each["ids"][0]]
        for each in sections:
            name = (*each["names"], *each["dupnames"])[0]
            anchor = unique_anchor(name, self.document.ids) or each["ids"][0]
            self.document.ids[anchor], each["ids"][0] = each, anchor
            self.document.nameids.update(dict.fromkeys(each["names"], anchor))


class LeadingFieldList(Transform):
    """Moves a field list from before or below the headings to below the title, where docutils looks for it.

    A field `:title:` is the title. A heading with other words then stays in the text.
    """

    default_priority = 310  # before DocTitle (320) and DocInfo (340)

    def apply(self) -> None:
        shown = [*filter(_is_shown, self.document)]
        first, second = [*shown, None, None][:2]
        fields, top = (first, second) if isinstance(first, nodes.field_list) else (_below(first), first)
        if not isinstance(fields, nodes.field_list) or not _is_of_document(fields, top):
            return
        heading = top.next_node(nodes.title).astext() if isinstance(top, nodes.section) else None
        title = next((each.value for each in _fields(fields) if each.name == "title"), heading)
        if title and title != heading:
            fields.parent.remove(fields)
            self.document.insert(0, [nodes.title(title, title), fields])
        elif heading and not [each for each in shown if each not in (fields, top)]:
            fields.parent.remove(fields)
            top.insert(1, fields)


def _is_of_document(fields: nodes.field_list, top: nodes.Node) -> bool:
    """Below a second heading fields are of the document if all are known; others are of that section."""
    return (
        fields.parent in (fields.document, top)
        or {site_name(each.name) for each in _fields(fields)} <= SITE_NAMES
    )


def _is_shown(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.Invisible)


def _below(section: nodes.Node | None) -> nodes.Node | None:
    """What comes first below a heading, or below several in a row."""
    first = [*filter(_is_shown, section), None][1] if isinstance(section, nodes.section) else section
    return _below(first) if isinstance(first, nodes.section) else first


class Title(DocTitle):
    """Makes the only heading of the first level the title, unless a field has, and none a subtitle.

    A page shows no subtitle.
    """

    def promote_title(self, node: nodes.Element) -> bool:
        return isinstance(next(iter(node), None), nodes.title) or super().promote_title(node)

    def promote_subtitle(self, _node: nodes.Element) -> bool:
        return False


class FieldsOfDocument(Transform):
    """Records the fields of a document, and those in the wrong place, before DocInfo reads them."""

    default_priority = 335  # after LeadingFieldList (310) and DocTitle (320), before DocInfo (340)

    def apply(self) -> None:
        index = self.document.first_child_not_matching_class(nodes.PreBibliographic)
        first = None if index is None else self.document[index]
        lists = self.document.findall(nodes.field_list)
        self.document.fields = _fields(first) if isinstance(first, nodes.field_list) else []
        others = [each for found in lists if found is not first for each in _fields(found)]
        self.document.misplaced = list(misplaced(others))


class Reader(standalone.Reader):
    """docutils' reader of single files, which collects messages."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[nodes.system_message] = []

    def new_document(self) -> nodes.document:
        document = super().new_document()
        document.reporter.attach_observer(self._collect)
        return document

    def _collect(self, message: nodes.system_message) -> None:
        # A short underline is only an info to docutils, which shows the heading as text.
        if message["level"] >= WARNING or "title underline" in message.astext():
            self.messages.append(message)

    def problems(
        self, tree: nodes.document, path: str | Path, messages: Iterable[nodes.system_message] | None = None
    ) -> list[SourceError]:
        """Those of these messages, or of all so far."""
        found = self.messages if messages is None else messages
        return sorted((problem_of(each, tree, path) for each in found), key=lambda each: each.line)

    def get_transforms(self) -> list[type[Transform]]:
        stock = [Title if each is DocTitle else each for each in super().get_transforms()]
        return [*stock, SectionIds, LeadingFieldList, FieldsOfDocument]


def _fields(found: nodes.field_list) -> list[Field]:
    return [_field(*each.children) for each in found.children if isinstance(each, nodes.field)]


def _field(name: nodes.field_name, body: nodes.field_body) -> Field:
    """A field whose value is a list is one of several values."""
    parts = [each for each in body if not isinstance(each, nodes.system_message)]
    is_list = len(parts) == 1 and isinstance(parts[0], nodes.bullet_list)
    value = [each.astext() for each in (parts[0] if is_list else parts)]
    value = value if is_list else "\n\n".join(value).strip()
    return Field(name.astext(), value, name.parent.line or 1, node=body)
