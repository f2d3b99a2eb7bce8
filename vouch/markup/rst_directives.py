"""Directives of reStructuredText: code and diagrams as in Sphinx, docutils and old Pelican blogs."""

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.misc import Raw

from vouch.markup import code
from vouch.markup.code_languages import language_of
from vouch.markup.diagrams import DiagramError
from vouch.sources.problems import SourceError, read_source

# Options of old posts for line numbers and for classes of another theme, which are ignored.
OF_OLD_POSTS = """
    anchorlinenos classprefix hl_lines lineanchors linenos linenospecial linenostart linenostep
    lineseparator linespans nobackground nowrap tagsfile tagurlformat
    class number-lines lineno-start
""".split()


class CodeBlock(Directive):
    """`.. code-block:: language` with `:caption:` and `:emphasize-lines:`, as in Sphinx."""

    optional_arguments = 1
    has_content = True
    option_spec: ClassVar[dict] = {
        **dict.fromkeys(OF_OLD_POSTS, directives.unchanged),
        "caption": directives.unchanged,
        "emphasize-lines": code.line_numbers,
        "hl_lines": code.line_numbers,
    }

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        text, language = "\n".join(self.content) + "\n", self.arguments[0] if self.arguments else "text"
        return [self.block(text, language)]

    def block(self, text: str, language: str, file: str = "") -> nodes.raw:
        name = "emphasize-lines" if self.options.get("emphasize-lines") else "hl_lines"
        lines = self.options.get(name) or ()
        if wrong := code.beyond(text, lines):
            raise self.error(f"{name}: {wrong}")
        label = self.options.get("caption", "")
        return nodes.raw("", code.figure(text, language, label, lines, file), format="html")


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
        self.state.document.settings.record_dependencies.add(str(path))
        try:
            text = code.section(read_source(path), self.options.get("section", ""))
        except SourceError as error:
            raise self.error(f"literalinclude: {error}") from error
        except code.NoSuchSection as error:
            raise self.error(f"literalinclude: {error} in content/code/{name}") from error
        language = self.options.get("language") or language_of(path.name)
        return [self.block(text, language, str(path.relative_to(root)))]


class Mermaid(Directive):
    """`.. mermaid::` with `:alt:` and `:caption:`."""

    has_content = True
    option_spec: ClassVar[dict] = dict.fromkeys(("alt", "caption", "align", "name"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        drawings, alt = self.state.document.settings.drawings, self.options.get("alt", "").strip()
        if drawings is None:
            raise self.error("mermaid: there are no diagrams in this source")
        if not alt:
            raise self.error("mermaid: there is no `:alt:`")
        try:
            image = drawings.image("\n".join(self.content), alt)
        except DiagramError as error:
            what, line = f"this diagram cannot be drawn: {error}", self.content_offset + error.line
            return [self.state.document.reporter.error(what, line=line)]
        shown = nodes.figure("", nodes.raw("", image, format="html"), classes=["diagram"])
        text, messages = self.state.inline_text(self.options.get("caption", ""), self.lineno)
        if text:
            shown += nodes.caption("", "", *text)
        return [shown, *messages]


class RawHtml(Raw):
    """`.. raw:: html` is wrong, but what it has may wait in an article, and is checked as in Markdown.

    What is for other writers alone, such as a page break in LaTeX, is on no page.
    """

    def run(self) -> list[nodes.Node]:
        document, formats = self.state.document, self.arguments[0].lower().split()
        if "html" not in formats:
            return []
        is_text = formats == ["html"] and self.options.keys().isdisjoint(("file", "url"))
        if not is_text or document.settings.drawings is None:  # the résumé
            return super().run()  # which the settings disable
        document.reporter.warning('"raw" directive disabled.', line=self.lineno, may_wait=True)
        return [nodes.raw("", "\n".join(self.content), format="html")]


class NotShown(Directive):
    """A directive of docutils whose text is on no page of the site."""

    optional_arguments = 1
    final_argument_whitespace = has_content = True

    def run(self) -> list[nodes.Node]:
        raise self.error(f"what `.. {self.name}::` holds is shown on no page")


def register_directives() -> None:
    for name in ("meta", "header", "footer", "title"):
        directives.register_directive(name, NotShown)
    directives.register_directive("raw", RawHtml)
    directives.register_directive("mermaid", Mermaid)
    for name in ("code-block", "sourcecode", "code"):
        directives.register_directive(name, CodeBlock)
    directives.register_directive("literalinclude", LiteralInclude)
