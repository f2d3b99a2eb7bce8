"""Reads Markdown and reStructuredText into the same HTML 5, with errors that name file and line."""

import re
from html import unescape
from pathlib import Path

from markdown import Markdown
from markupsafe import Markup, escape
from pelican import signals
from pelican.contents import Article, Content, Static
from pelican.readers import MarkdownReader, Readers, RstReader
from pymdownx.snippets import SnippetMissingError

from plugins.markup import markdown, restructuredtext
from plugins.problems import SourceError, line_of, line_of_field, read_source

IMAGE = re.compile(r"<img\b[^>]*>")
STATUSES = ("published", "draft", "hidden", "skip")


class FrontMatter:
    """Gives the errors of a field's value the file and the line of that field."""

    def process_metadata(self, name: str, value: object) -> object:
        try:
            return super().process_metadata(name, value)
        except ValueError as error:
            line = line_of_field(self.text, name)
            raise SourceError(
                self.path, line, f"{name}: {value!r} is not a date", "write it as 2026-11-24"
            ) from error

    def open(self, path: str) -> str:
        self.path, self.text = path, read_source(path)
        return self.text

    path, text = "", ""


class SiteMarkdownReader(FrontMatter, MarkdownReader):
    def read(self, source_path: str) -> tuple[str, dict]:
        self._source_path = source_path
        text = self.open(source_path)
        self._md = Markdown(**self.settings["MARKDOWN"])
        try:
            content = self._md.convert(text)
        except SnippetMissingError as error:
            raise _snippet_problem(source_path, text, error) from error
        check_images(content, source_path, text)
        tokens = self._md.toc_tokens
        metadata = self._parse_metadata(self._md.Meta)
        if "title" in metadata:
            metadata["title"] = str(escape(metadata["title"]))
        return content, {**metadata, "contents": markdown.contents(tokens)}


def _snippet_problem(path: str, text: str, error: Exception) -> SourceError:
    """pymdownx.snippets names the snippet that it cannot find, not where it is asked for."""
    line = next((n for n, t in enumerate(text.splitlines(), 1) if _asks_for(t, str(error))), 1)
    return SourceError(path, line, str(error), "name a file below content/code and a section of it")


def _asks_for(line: str, message: str) -> bool:
    name = line.partition("--8<--")[2].strip(" \"'")
    return bool(name) and any(part and part in message for part in (name, *name.rsplit(":", 1)))


class SiteRstReader(FrontMatter, RstReader):
    def read(self, source_path: str) -> tuple[str, dict]:
        text = self.open(source_path)
        code_root = Path(self.settings["PATH"]) / "code"
        document = restructuredtext.read(text, source_path, code_root)
        if not document.title:
            what = "the document has no title"
            raise SourceError(source_path, 1, what, "begin with one title, underlined with =====")
        check_images(document.body, source_path, text)
        metadata = self._parse_metadata(document.tree, source_path)
        metadata.setdefault("title", document.title)
        return document.body, {**metadata, "contents": document.contents}


def _check_front_matter(content: Content) -> None:
    """What Pelican would only log, without a line: a missing title or date, an unknown status."""
    if isinstance(content, Static):
        return
    text = read_source(content.source_path)
    if not getattr(content, "title", ""):
        raise SourceError(content.source_path, 1, "there is no title", "begin with `Title: …`")
    if content.status not in STATUSES:
        line = line_of_field(text, "status")
        what = f"unknown status {content.status!r}"
        raise SourceError(content.source_path, line, what, f"write one of {', '.join(STATUSES)}")
    undated = isinstance(content, Article) and not hasattr(content, "date")
    if undated and content.status != "draft":
        what, instead = "the article has no date", "add `Date: 2026-11-24` or `Status: draft`"
        raise SourceError(content.source_path, 1, what, instead)
    content.title = Markup(content.title)


def check_images(html: str, path: str, text: str) -> None:
    """Raises a SourceError for the first picture without an alternative text (WCAG 2.2, 1.1.1)."""
    for image in IMAGE.findall(html):
        alt, source = (re.search(rf'{name}="([^"]+)"', image) for name in ("alt", "src"))
        if not alt:
            name = unescape(source[1]) if source else "an image"
            what = f"{name} has no alternative text"
            raise SourceError(path, line_of(text, name), what, "say in words what it shows")


def _use_site_readers(readers: Readers) -> None:
    markdown_files = dict.fromkeys(MarkdownReader.file_extensions, SiteMarkdownReader)
    readers.reader_classes.update(markdown_files, rst=SiteRstReader)


def register() -> None:
    restructuredtext.register_directives()
    signals.readers_init.connect(_use_site_readers)
    signals.content_object_init.connect(_check_front_matter)
