"""Reads Markdown and reStructuredText into the same HTML 5, with errors that name file and line."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, partial
from html import escape, unescape
from pathlib import Path

from docutils import nodes
from markdown import Markdown
from pelican.generators import Generator
from pelican.readers import BaseReader, MarkdownReader, Readers, RstReader, render_node_to_html
from pymdownx.snippets import SnippetMissingError

from vouch.markup import (
    balance,
    code_languages,
    fences,
    formulas,
    github_markdown,
    html_policy,
    leftovers,
    md_extension,
    md_references,
    md_tables,
    near_misses,
    rst_directives,
    rst_document,
    rst_problems,
)
from vouch.markup.diagrams import Drawings
from vouch.markup.front_matter import SKIPPED, FrontMatter, status_of
from vouch.markup.html_elements import without_comments
from vouch.markup.html_policy import Allowed
from vouch.markup.side_notes import NOTES_FIELD, beside_their_lines
from vouch.markup.smart import typogrify
from vouch.markup.typography import in_language
from vouch.markup.wording import wording_of
from vouch.sources.fields import Field, Problem, settled
from vouch.sources.heads import head_of
from vouch.sources.problems import line_of_field
from vouch.sources.prose import without_code, without_literals

INCLUDED = "included"  # the metadata field that lists the files that a source includes
# typogrify takes two hyphens for a dash, also before a flag and within an address, and an apostrophe
# after an element for a quotation mark that opens; code it leaves alone.
MEANT = re.compile(
    r"<(?:pre\b.*?</pre>"
    r"|(?:code\b.*?</code|/(?:em|strong|a|b|i|kbd|abbr|samp|var|cite|q|span|sup|sub))>(?P<apostrophe>'(?=\w))?)"
    r"|-(?:(?<![^\s>(\"“‘]-)(?P<hyphens>-(?=\w))|(?<=\d-)(?P<range>-(?=\d))|(?<=[\s\w]-)(?P<dash>--(?=[\s\w])))"
    r"|h(?<![\"\w]h)(?P<address>ttps?://[^\s<]*)",
    re.DOTALL,
)


class CachedReader:
    """Parses no source twice: vouch/build/reader_cache.py keeps readings. A mixin for Pelican's readers."""

    def read(self, source_path: str) -> tuple[str, dict]:
        return self.settings["SITE"].readings.read(source_path, self._read)

    def _read(self, source_path: str) -> tuple[str, dict]:
        """What depends on the source alone, with the typography that Pelican would add each time."""
        content, metadata = self.parse(source_path)
        language = str(metadata.get("lang", self.settings["DEFAULT_LANG"]))

        def typeset(html: str) -> str:
            if not html or not self.settings["SITE"].typogrify:
                return html
            return typogrify(as_meant(in_language(html, language)), self.settings)

        content = typeset(content)
        metadata |= {name: typeset(metadata[name]) for name in ("title", "summary") if name in metadata}
        if beside := beside_their_lines(content, language):
            metadata[NOTES_FIELD] = beside
        return content, {**metadata, "wording": wording_of(content)}


class SiteMarkdownReader(CachedReader, FrontMatter, MarkdownReader):
    _used: Markdown | None = None  # for the next source: making one takes a sixth of the time

    def parse(self, source_path: str) -> tuple[str, dict]:
        self._source_path = source_path
        text = self.open(source_path)
        prose, head = without_code(text), head_of(text)
        if status_of(head.fields) == "skip":
            return SKIPPED
        self._md, self._used = self._used or self._made(), None
        self._md.reset()
        self._md.Meta = {each.name: [each.text] for each in reversed(head.fields)}
        self._md.language = self.settings["DEFAULT_LANG"]
        drawings = self._md.drawings = Drawings(Path(self.settings["THEME"]))
        content, contents = self._convert(text, prose, head.body)
        self.report(head.problems)
        self.report(near_misses.around(text.split("\n"), prose, head))
        included = self._md.included
        metadata = self.metadata_of(head.fields, self._formatted)
        self.report(_problems_of_summary(self._md, text))
        self.report(leftovers.in_markdown(content + metadata.get("summary", ""), prose))
        content = self.harmless(content, metadata)
        metadata["title"] = as_title(metadata["title"])
        metadata |= {"contents": contents, "diagrams": drawings.by_address}
        metadata[code_languages.UNKNOWN_FIELD] = code_languages.unknown_in(content, text)
        metadata[INCLUDED] = included.union(drawings.made_from)
        self._used = self._md
        return html_policy.tidy(content), metadata

    def _made(self) -> Markdown:
        """vouch/sources/heads.py reads the fields, so no text of an article is taken for them."""
        md = Markdown(**self.settings["MARKDOWN"])
        md.preprocessors.deregister("meta")
        return md

    def _formatted(self, field: Field) -> str:
        self._md.reset()
        return self._md.convert("\n".join(field.lines))

    def _convert(self, text: str, prose: str, body: int) -> tuple[str, list[dict]]:
        """The HTML of a text from its line `body` on and its contents, and reports all its problems."""
        try:
            html = self._md.convert("\n".join(text.split("\n")[body:]))
        except SnippetMissingError as error:
            self.report([_snippet_problem(text, error)])
            self._md.reset()
            return "", []
        content = md_extension.with_code_outside_paragraphs(fences.with_tabs(without_comments(html)))
        content = github_markdown.with_task_signs(content)
        self.report(md_references.problems_of_definitions(prose))
        self.report(md_references.problems_of_autolinks(prose))
        self.report(md_references.problems_of_unresolved(self._md, prose))
        self.report(formulas.problems_of(self._md, text))
        self.report(fences.problems_of_options(self._md.bad_options, text))
        self.report(fences.problems_of_ends(content, text))
        self.report(fences.problems_of_markers(text))
        self.report(html_policy.problems_of(content, prose, Allowed.of(self.settings)))
        self.report(balance.problems_of(content, prose))
        self.report(md_tables.problems_of(content, prose))
        self.report(github_markdown.problems_of_alerts(prose))
        self.report(code_languages.problems_of(content, text))
        self._md.unresolved.clear()
        return content, md_extension.contents(self._md.toc_tokens)


def as_title(value: str) -> str:
    """A title is text; old posts write some characters as HTML does, `&amp;`."""
    return escape(unescape(value), quote=False)


def _snippet_problem(text: str, error: Exception) -> Problem:
    """pymdownx.snippets names the snippet that it cannot find, not the line that includes it."""
    line = next((n for n, t in enumerate(text.splitlines(), 1) if _asks_for(t, str(error))), 1)
    return line, str(error), "name a file below content/code and a section of it"


def _asks_for(line: str, message: str) -> bool:
    name = line.partition("--8<--")[2].strip(" \"'")
    return bool(name) and any(part and part in message for part in (name, *name.rsplit(":", 1)))


def _problems_of_summary(md: Markdown, text: str) -> Iterator[Problem]:
    """A summary appears in lists and feeds, without the definitions of the text."""
    yield from formulas.problems_of(md, text)
    for _, _, written in md.unresolved:
        what = f"a summary cannot have footnotes or links that are defined elsewhere, such as {written}"
        yield line_of_field(text, "summary"), what, "write it without them, or with the address itself"


class SiteRstReader(CachedReader, FrontMatter, RstReader):
    def __init__(self, settings: dict) -> None:
        """Pelican refuses a site in a language that docutils has no words in; `document_of` uses English."""
        super().__init__({**settings, "DEFAULT_LANG": "en"})
        self.settings = settings

    def parse(self, source_path: str) -> tuple[str, dict]:
        text = self.open(source_path)
        code_root, language = Path(self.settings["PATH"]) / "code", self.settings["DEFAULT_LANG"]
        drawings = Drawings(Path(self.settings["THEME"]))
        document, problems = rst_document.document_of(text, source_path, code_root, language, drawings)
        found = settled(document.fields)
        if status_of(found) == "skip":
            return SKIPPED
        self.problems += problems
        title = document.title or self._name_of_resume(document.tree, source_path)
        if not title and not self.is_broken and "title" not in [each.name for each in found]:
            self.report([(1, "the document has no title", "begin with one title, underlined with =====")])
        self.report(document.misplaced)
        known_lines = {*(each.line for each in document.fields), *(line for line, _, _ in document.misplaced)}
        last_field, prose = max((each.line for each in document.fields), default=0), without_literals(text)
        self.report(near_misses.in_lines(prose, last_field, known_lines))
        self.report(rst_problems.problems_of_pictures(prose))
        self.report(rst_problems.problems_of_comments(prose))
        self.report(html_policy.problems_of(document.body, text, Allowed.of(self.settings)))
        self.report(code_languages.problems_of(document.body, text))
        if problems:  # such as raw HTML
            self.report(balance.problems_of(document.body, text))
        metadata = self.metadata_of(found, partial(self._formatted, document.tree))
        left, reported = document.body + metadata.get("summary", ""), {each.line for each in problems}
        self.report(each for each in leftovers.in_rst(left, prose) if each[0] not in reported)
        body = self.harmless(document.body, metadata)
        if "title" in metadata:
            metadata["title"] = as_title(metadata["title"])
        metadata.setdefault("title", title)
        metadata |= {"contents": document.contents, "diagrams": drawings.by_address}
        metadata[code_languages.UNKNOWN_FIELD] = code_languages.unknown_in(document.body, text)
        metadata[INCLUDED] = [*document.included, *drawings.made_from]
        return body, metadata

    def _name_of_resume(self, tree: nodes.document, source_path: str) -> str:
        """The first heading of the résumé, whose sections may have the rank of its name."""
        is_resume = Path(source_path) == Path(self.settings["PATH"], self.settings["RESUME"] or "")
        heading = tree.next_node(nodes.title) if is_resume else None
        return escape(heading.astext()) if heading else ""

    def _formatted(self, tree: nodes.document, field: Field) -> str:
        """With problems the tree may have holes, and cannot be written."""
        if self.is_broken:
            return ""
        return render_node_to_html(tree, field.node, self.field_body_translator_class)


def as_meant(html: str) -> str:
    """The same HTML, in which `--flag` stays as it is and dashes and apostrophes are the intended ones."""

    def meant(match: re.Match) -> str:
        kind = match.lastgroup
        if kind in ("hyphens", "address"):
            return match[0].replace("--", "&#45;&#45;")
        if kind == "apostrophe":
            return f"{match[0][:-1]}’"
        return "–" if kind == "range" else "—" if kind == "dash" else match[0]

    return MEANT.sub(meant, html)


SITE_READERS = {MarkdownReader: SiteMarkdownReader, RstReader: SiteRstReader}


def use_site_readers(readers: Readers) -> None:
    rst_directives.register_directives()
    for suffix, reader in readers.reader_classes.items():
        if reader:
            readers.reader_classes[suffix] = with_site_reader(reader)


def complete_other_readers(generator: Generator) -> None:
    """Use the site's readers also in plugins that are loaded after this engine."""
    readers = generator.readers.readers
    for suffix, reader in readers.items():
        if (kind := with_site_reader(type(reader))) is not type(reader):
            readers[suffix] = kind(generator.settings)


@cache
def with_site_reader(reader: type[BaseReader]) -> type[BaseReader]:
    """Another plugin's reader that extends one of Pelican's extends the site's reader instead."""
    for stock, ours in SITE_READERS.items():
        if reader is stock:
            return ours
        if issubclass(reader, stock) and not issubclass(reader, ours):
            with suppress(TypeError):  # the two cannot be combined
                return type(reader.__name__, (reader, ours), {})
    return reader
