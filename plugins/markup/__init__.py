"""Reads Markdown and reStructuredText into the same HTML 5, with errors that name file and line."""

import re
from html import escape, unescape
from pathlib import Path

from markdown import Markdown
from pelican import signals
from pelican.readers import MarkdownReader, Readers, RstReader
from pymdownx.snippets import SnippetMissingError

from plugins.addresses import Site
from plugins.markup import fences, front_matter, markdown, policy, restructuredtext
from plugins.markup.front_matter import FrontMatter
from plugins.markup.typography import in_language
from plugins.problems import SourceError, line_of, line_of_field

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47
# typogrify takes two hyphens for a dash, also before a flag and within an address, and an apostrophe
# after an element for a quotation mark that opens; code it leaves alone.
MEANT = re.compile(
    r"<pre\b.*?</pre>"
    r"|(?P<apostrophe></(?:em|strong|a|b|i|kbd|abbr|samp|var|cite|q|span|sup|sub)>'(?=\w)|<code\b.*?</code>'(?=\w))"
    r"|<code\b.*?</code>"
    r"|(?P<hyphens>(?<![^\s>(\"“‘])--(?=\w)|(?<![\"\w])https?://[^\s<]*)"
    r"|(?P<range>(?<=\d)--(?=\d))"
    r"|(?P<dash>(?<=[\s\w])---(?=[\s\w]))",
    re.DOTALL,
)


class InType:
    """What is set in type before typogrify sets the rest. For a Pelican reader."""

    def in_type(self, content: str, metadata: dict) -> tuple[str, dict]:
        language = str(metadata.get("lang", self.settings["DEFAULT_LANG"]))
        if not LANGUAGE.fullmatch(language):
            line, what = line_of_field(self.text, "lang"), f"lang: {language!r} is no language"
            raise SourceError(self.path, line, what, "write its code, as `Lang: en` or `Lang: pt-BR`")
        texts = {name: metadata[name] for name in ("title", "summary") if name in metadata}
        metadata |= {name: as_meant(in_language(text, language)) for name, text in texts.items()}
        return as_meant(in_language(content, language)), metadata


class SiteMarkdownReader(InType, FrontMatter, MarkdownReader):
    def read(self, source_path: str) -> tuple[str, dict]:
        self._source_path = source_path
        text = self.open(source_path)
        self._md = Markdown(**self.settings["MARKDOWN"])
        content = markdown.with_code_outside_paragraphs(fences.with_tabs(self._convert(source_path, text)))
        fences.check_closed(content, source_path, text)
        policy.check(content, source_path, text, Site.of(self.settings))
        contents = markdown.contents(self._md.toc_tokens)
        metadata = self._parse_metadata(self._md.Meta)
        if "title" in metadata:
            metadata["title"] = _title(metadata["title"])
        return self.in_type(policy.tidy(content), {**metadata, "contents": contents})

    def _convert(self, path: str, text: str) -> str:
        try:
            return self._md.convert(text)
        except SnippetMissingError as error:
            raise _snippet_problem(path, text, error) from error
        except fences.UnreadableOption as error:
            raise fences.option_problem(path, text, error) from error
        except markdown.UndefinedFootnote as error:
            what, instead = f"there is no footnote [^{error}]", f"add `[^{error}]: …`, or write it as code"
            raise SourceError(
                path, line_of(policy.without_code(text), f"[^{error}]"), what, instead
            ) from error


def _title(value: str | list[str]) -> str:
    """A title is text, on one line or several; old posts write some characters as HTML does, `&amp;`."""
    lines = [value] if isinstance(value, str) else value
    return escape(unescape(" ".join(lines)), quote=False)


def _snippet_problem(path: str, text: str, error: Exception) -> SourceError:
    """pymdownx.snippets names the snippet that it cannot find, not where it is asked for."""
    line = next((n for n, t in enumerate(text.splitlines(), 1) if _asks_for(t, str(error))), 1)
    return SourceError(path, line, str(error), "name a file below content/code and a section of it")


def _asks_for(line: str, message: str) -> bool:
    name = line.partition("--8<--")[2].strip(" \"'")
    return bool(name) and any(part and part in message for part in (name, *name.rsplit(":", 1)))


class SiteRstReader(InType, FrontMatter, RstReader):
    def read(self, source_path: str) -> tuple[str, dict]:
        text = self.open(source_path)
        code_root = Path(self.settings["PATH"]) / "code"
        document = restructuredtext.read(text, source_path, code_root, self.settings["DEFAULT_LANG"])
        if not document.title:
            what = "the document has no title"
            raise SourceError(source_path, 1, what, "begin with one title, underlined with =====")
        policy.check(document.body, source_path, text, Site.of(self.settings))
        metadata = self._parse_metadata(document.tree, source_path)
        metadata.setdefault("title", document.title)
        return self.in_type(document.body, {**metadata, "contents": document.contents})


def as_meant(html: str) -> str:
    """The same HTML, in which `--flag` stays what it is and dashes and apostrophes are what was meant."""

    def meant(match: re.Match) -> str:
        if match["hyphens"]:
            return match[0].replace("--", "&#45;&#45;")
        if match["apostrophe"]:
            return f"{match[0][:-1]}’"
        return "–" if match["range"] else "—" if match["dash"] else match[0]

    return MEANT.sub(meant, html)


def _use_site_readers(readers: Readers) -> None:
    markdown_files = dict.fromkeys(MarkdownReader.file_extensions, SiteMarkdownReader)
    readers.reader_classes.update(markdown_files, rst=SiteRstReader)


def register() -> None:
    restructuredtext.register_directives()
    signals.readers_init.connect(_use_site_readers)
    signals.content_object_init.connect(front_matter.check)
