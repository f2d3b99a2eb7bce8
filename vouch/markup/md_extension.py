"""Markdown as the site's HTML 5: extensions that give it the same shape as reStructuredText."""

import re
from html import unescape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from vouch.foreign import record_snippets
from vouch.markup import code, formulas, github_markdown, md_lists, md_references
from vouch.markup.docutils_words import labels
from vouch.markup.fences import BadOption, IncludeNamer, TabProtector, fence, fence_options
from vouch.markup.heading_anchors import anchor

__all__ = ["SiteMarkup", "anchor", "contents", "fence", "fence_options"]

OWN_ID = re.compile(r"""<[a-z](?:[^<>]*?\s)(?:id|name)=(["']?)(?P<id>[^\s"'<>]+)\1""", re.IGNORECASE)
OWN_ID_TAG = "own-id"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CODE_BEFORE_LINK = re.compile(
    r'<p>(?P<code><figure class="code(?:(?!</figure>).)*</figure>)&#160;'
    r'(?P<links><a class="footnote-backref".*?)</p>',
    re.DOTALL,
)
ALIGNMENT = re.compile(r"text-align: (?P<side>left|right|center);")


class IndentedCode(Treeprocessor):
    """Highlights an indented block whose first line names its language, `:::python`, as codehilite does."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, block in enumerate(parent):
                if block.tag == "pre" and len(block) == 1 and block[0].tag == "code":
                    parent[index] = self._figure(block)

    def _figure(self, block: Element) -> Element:
        written = unescape(block[0].text or "")
        try:
            language, lines, text = code.split_first_line(written)
            wrong = code.beyond(text, lines)
        except ValueError as error:
            language, lines, text, wrong = "", [], written, str(error)
        if wrong:
            self.md.bad_options.append(BadOption("hl_lines", wrong, "", written))
        figure = Element("p")
        figure.text = self.md.htmlStash.store(code.figure(text.rstrip("\n") + "\n", language, lines=lines))
        figure.tail = block.tail
        return figure


class HeadingsBelowTitle(Treeprocessor):
    """Renumbers the levels of headings, from `h2` and without gaps: the page's `h1` is its title."""

    def run(self, root: Element) -> None:
        above: list[int] = []  # the author's levels of the headings above this one
        for heading in root.iter():
            if heading.tag in HEADINGS:
                level = HEADINGS.index(heading.tag)
                above = [*(each for each in above if each < level), level]
                heading.tag = HEADINGS[min(len(above), 5)]


class OwnIds(Treeprocessor):
    """Lets the automatic id of a heading give way to one that the author has given in HTML.

    Markdown's toc extension asks the tree for the ids that are taken, and knows nothing of raw HTML.
    """

    def run(self, root: Element) -> None:
        raw = "".join(map(str, self.md.htmlStash.rawHtmlBlocks))
        for each in OWN_ID.finditer(raw):
            SubElement(root, OWN_ID_TAG, id=each["id"])


class LinkedHeadings(Treeprocessor):
    """Makes a heading a link to itself, unless it holds a link already."""

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if heading.tag in HEADINGS and heading.get("id") and not self._holds_link(heading):
                link = Element("a", href=f"#{heading.get('id')}")
                link.text, heading.text = heading.text, None
                link.extend(list(heading))
                heading[:] = [link]

    def _holds_link(self, heading: Element) -> bool:
        stashed = HTML_PLACEHOLDER_RE.findall("".join(heading.itertext()))
        raw = (str(self.md.htmlStash.rawHtmlBlocks[int(number)]) for number in stashed)
        return heading.find(".//a") is not None or any(each.lower().startswith("<a") for each in raw)


class WithoutContents(Treeprocessor):
    """Removes the list that `[TOC]` inserts: the theme shows the contents of every long article.

    And what OwnIds added.
    """

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == OWN_ID_TAG or (child.tag == "div" and child.get("class") == "toc"):
                    parent.remove(child)


class WideTables(Treeprocessor):
    """Wraps a table in a box that scrolls, and aligns cells by class instead of style.

    In a cell's code `\\|` is a pipe, as everywhere else in a table.
    """

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, table in enumerate(parent):
                if table.tag == "table":
                    parent[index] = self._box(table)

    def _box(self, table: Element) -> Element:
        for cell in table.iter():
            if aligned := ALIGNMENT.fullmatch(cell.get("style", "")):
                del cell.attrib["style"]
                cell.set("class", aligned["side"])
        for literal in table.iter("code"):
            literal.text = AtomicString((literal.text or "").replace("\\|", "|"))
        # Not `region`: each of these landmarks needs a name of its own.
        box = Element("div", {"class": "wide", "role": "group", "aria-label": "Table", "tabindex": "0"})
        box.append(table)
        box.tail, table.tail = table.tail, None
        return box


class UndescribedPictures(Treeprocessor):
    """Removes the empty alternative text that `![](a.png)` gives: only one written as HTML is deliberate."""

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            if not image.get("alt", "").strip():
                image.attrib.pop("alt", None)


class CaptionedPictures(Treeprocessor):
    """Turns a paragraph of one picture with a title into a figure with that caption, and with its class."""

    def run(self, root: Element) -> None:
        captioned = {child for figure in root.iter("figure") for child in figure}
        for block in root.iter("p"):
            image = block.find("img") if block.find("img") is not None else block.find("a/img")
            if image is None or not image.get("title") or self._holds_more(block) or block in captioned:
                continue
            block.tag = "figure"
            block.attrib |= {"class": kept} if (kept := image.attrib.pop("class", "")) else {}
            caption = SubElement(block, "figcaption")
            caption.text = AtomicString(image.attrib.pop("title"))

    def _holds_more(self, block: Element) -> bool:
        return len(block) != 1 or len(list(block.iter())) > 3 or "".join(block.itertext()).strip() != ""


class TranslatedTitles(Treeprocessor):
    """Titles a note without a title of its own in the article's language, with docutils' words."""

    def run(self, root: Element) -> None:
        words = labels(language_of(self.md))
        for note in root.iter():
            kind = note.get("class", "").removeprefix("admonition ").split(" ")[0]
            title = note.find("summary" if note.tag == "details" else "p[@class='admonition-title']")
            if title is not None and title.text == kind.capitalize():
                title.text = words.get(kind, title.text)


def language_of(md: Markdown) -> str:
    """The language that the fields of the text name, or else the site's."""
    return (getattr(md, "Meta", {}).get("lang") or [""])[0].strip() or md.language


class ConversionState(Extension):
    """What is recorded while a text is converted; reset before the next one."""

    def __init__(self, md: Markdown) -> None:
        super().__init__()
        self._md = md
        md.language = "en"  # of texts that do not say theirs
        self.reset()

    def reset(self) -> None:
        self._md.bad_options, self._md.included = [], set()
        self._md.unresolved, self._md.bad_formulas = {}, {}


class SiteMarkup(Extension):
    """All of the above, in the order of their dependencies."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.registerExtension(ConversionState(md))
        md.preprocessors.register(IncludeNamer(md), "site_files", 33)  # before snippets (32)
        md.preprocessors.register(TabProtector(md), "site_tabs", 31)  # after snippets, before normalize (30)
        record_snippets(md, lambda path: md.included.add(path))
        md_lists.register(md)
        md_references.register(md)
        formulas.register(md)
        github_markdown.register(md)
        md.treeprocessors.register(IndentedCode(md), "site_code", 31)  # before inline patterns
        md.treeprocessors.register(TranslatedTitles(md), "site_titles", 19)  # after quotes (19.99)
        md.treeprocessors.register(HeadingsBelowTitle(md), "site_levels", 6)  # before toc (5)
        md.treeprocessors.register(OwnIds(md), "site_ids", 5.5)
        md.treeprocessors.register(WithoutContents(md), "site_contents", 4.5)
        md.treeprocessors.register(LinkedHeadings(md), "site_headings", 4)
        md.treeprocessors.register(WideTables(md), "site_tables", 3)
        md.treeprocessors.register(UndescribedPictures(md), "site_undescribed", 2.5)
        md.treeprocessors.register(CaptionedPictures(md), "site_captions", 2)  # after attr_list (8)


def with_code_outside_paragraphs(html: str) -> str:
    """The same HTML in which the backlinks of a note that ends with code are in a paragraph of their own."""
    return CODE_BEFORE_LINK.sub(r"\g<code><p>\g<links></p>", html)


def contents(tokens: list[dict]) -> list[dict]:
    """Python-Markdown's toc tokens as `[{"id": …, "name": plain text, "children": […]}]`."""
    return [
        {"id": each["id"], "name": each["name"], "children": contents(each["children"])} for each in tokens
    ]
