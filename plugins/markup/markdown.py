"""Markdown as the site's HTML 5: extensions that give it the same shape as reStructuredText."""

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from plugins.markup import code

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LANGUAGE_LINE = re.compile(r"^(?::::|#!)(?P<language>[\w+#.-]+)\n")
ALIGNMENT = re.compile(r"text-align: (?P<side>left|right|center);")


def fence(source, language, _class, options, _md, **_kwargs) -> str:
    """A fenced block: ```` ```go title="main.go" hl_lines="3 4" ````. For pymdownx.superfences."""
    return code.figure(f"{source}\n", language, options["title"], options["lines"])


def fence_options(_language, inputs, options, _attrs, _md) -> bool:
    """Reads the options of a fence; False (it is not code, then) if one is unknown or no number."""
    numbers = inputs.get("hl_lines", "").split()
    options["title"] = inputs.get("title", "")
    options["lines"] = [int(each) for each in numbers if each.isdecimal()]
    return set(inputs) <= {"title", "hl_lines"} and all(each.isdecimal() for each in numbers)


class IndentedCode(Treeprocessor):
    """Highlights an indented block whose first line names its language, `:::python`, as codehilite does."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, block in enumerate(parent):
                if block.tag == "pre" and len(block) == 1 and block[0].tag == "code":
                    parent[index] = self._figure(block)

    def _figure(self, block: Element) -> Element:
        text = unescape(block[0].text or "")
        named = LANGUAGE_LINE.match(text)
        language = named["language"] if named else "text"
        figure = Element("p")
        body = text[named.end() :] if named else text
        figure.text = self.md.htmlStash.store(code.figure(body, language))
        figure.tail = block.tail
        return figure


class HeadingsBelowTitle(Treeprocessor):
    """Moves headings so that the highest is `h2`: the page's `h1` is its title."""

    def run(self, root: Element) -> None:
        headings = [each for each in root.iter() if each.tag in HEADINGS]
        shift = 1 - min((HEADINGS.index(each.tag) for each in headings), default=1)
        for heading in headings:
            heading.tag = HEADINGS[min(HEADINGS.index(heading.tag) + shift, 5)]


class LinkedHeadings(Treeprocessor):
    """Makes a heading a link to itself, unless it holds a link already."""

    def run(self, root: Element) -> None:
        for heading in root.iter():
            if heading.tag in HEADINGS and heading.get("id") and heading.find(".//a") is None:
                link = Element("a", href=f"#{heading.get('id')}")
                link.text, heading.text = heading.text, None
                link.extend(list(heading))
                heading[:] = [link]


class WideTables(Treeprocessor):
    """Lets a wide table scroll in a box of its own, and aligns cells by class instead of style."""

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
        region = {"class": "wide", "role": "region", "aria-label": "Table", "tabindex": "0"}
        box = Element("div", region)
        box.append(table)
        box.tail, table.tail = table.tail, None
        return box


class SiteMarkup(Extension):
    """All of the above, in the order in which they depend on one another."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.treeprocessors.register(IndentedCode(md), "site_code", 31)  # before inline patterns
        md.treeprocessors.register(HeadingsBelowTitle(md), "site_levels", 6)  # before toc (5)
        md.treeprocessors.register(LinkedHeadings(md), "site_headings", 4)
        md.treeprocessors.register(WideTables(md), "site_tables", 3)


def contents(tokens: list[dict]) -> list[dict]:
    """Python-Markdown's toc tokens as `[{"id": …, "name": plain text, "children": […]}]`."""
    return [
        {"id": each["id"], "name": each["name"], "children": contents(each["children"])}
        for each in tokens
    ]
