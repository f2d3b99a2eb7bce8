"""Writes a docutils document as the site's HTML 5, in the same shape as the Markdown reader's.

No element has a `style` attribute: the page's Content-Security-Policy forbids it, so the widths of pictures
are attributes, and those of tables and columns classes such as `w-50`, see vouch/pages/page_head.py.
"""

import re

from docutils import nodes
from docutils.transforms import Transform
from docutils.transforms.universal import FilterMessages
from docutils.transforms.writer_aux import Admonitions
from docutils.writers import html5_polyglot

from vouch.markup import code, formulas
from vouch.markup.docutils_words import labels
from vouch.markup.rst_problems import lines_before

LIST_TYPES = {"arabic": 1, "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
VIDEOS = (".mp4", ".webm", ".ogv")


class Writer(html5_polyglot.Writer):
    def __init__(self) -> None:
        super().__init__()
        self.translator_class = Translator

    def get_transforms(self) -> list[type[Transform]]:
        """All but FilterMessages, which removes the places that messages refer to from the tree."""
        kept = (each for each in super().get_transforms() if each is not FilterMessages)
        return [Boxes if each is Admonitions else each for each in kept]


class Boxes(Admonitions):
    """Titles boxes without a title of their own with the words that they have in Markdown."""

    def apply(self) -> None:
        kinds = [each.tagname for each in self.document.findall(nodes.Admonition)]
        super().apply()
        words = labels(self.document.settings.language_code)
        for kind, box in zip(kinds, list(self.document.findall(nodes.Admonition)), strict=True):
            if kind in words:
                box[0][0] = nodes.Text(words[kind])


class Translator(html5_polyglot.HTMLTranslator):
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
        if any(not isinstance(child, nodes.Text) for child in node):  # parsed-literal
            self.body.append(code.OPENING.format(language="text", caption=code.NO_CAPTION))
            return
        language = next((each for each in node["classes"] if each != "code"), "text")
        self.body.append(code.figure(node.astext(), language))
        raise nodes.SkipNode

    def depart_literal_block(self, _node: nodes.literal_block) -> None:
        self.body.append(code.CLOSING)

    def visit_doctest_block(self, node: nodes.doctest_block) -> None:
        self.body.append(code.figure(node.astext(), "pycon"))
        raise nodes.SkipNode

    def visit_math(self, node: nodes.math | nodes.math_block) -> None:
        is_block = isinstance(node, nodes.math_block)
        try:
            formula = formulas.mathml(node.astext(), is_block=is_block)
        except formulas.BadFormula as error:
            message = self.document.reporter.warning(str(error), base_node=node)
            message["line"] += 0 if is_block else lines_before(node)
            raise nodes.SkipNode from error
        self.body.append(f"{self.starttag(node, 'p', '')}{formula}</p>\n" if is_block else formula)
        raise nodes.SkipNode

    def visit_table(self, node: nodes.table) -> None:
        self.body.append('<div class="wide" role="group" aria-label="Table" tabindex="0">')
        width = re.fullmatch(r"(\d+)%", node.attributes.pop("width", ""))
        node["classes"] += [f"w-{width[1]}"] if width else []
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        super().depart_table(node)
        self.body.append("</div>")

    def visit_colspec(self, node: nodes.colspec) -> None:
        node.parent.stubs.append(node.get("stub"))  # visit_entry asks which columns are headings

    def depart_colspec(self, node: nodes.colspec) -> None:
        columns = [each for each in node.parent if isinstance(each, nodes.colspec)]
        if node is columns[-1] and "colwidths-given" in node.parent.parent["classes"]:
            whole = sum(each["colwidth"] for each in columns)
            shares = (round(100 * each["colwidth"] / whole) for each in columns)
            widths = "".join(f'<col class="w-{each}">' for each in shares)
            self.body.append(f"<colgroup>{widths}</colgroup>\n")

    def visit_figure(self, node: nodes.figure) -> None:
        width = node.attributes.pop("width", "image")  # of the figure, `:figwidth:`
        for image in node.findall(nodes.image) if width != "image" else ():
            image["widest"] = width
        super().visit_figure(node)

    def visit_image(self, node: nodes.image) -> None:
        if align := node.get("align"):
            node["classes"].append(f"align-{align}")
        given = {name: node[name] for name in ("alt", "width", "height") if name in node}
        of_size = {f"data-{name}": str(node[name]) for name in ("scale", "widest") if name in node}
        if node["uri"].lower().endswith(VIDEOS):
            title = {"title": given.pop("alt")} if given.get("alt") else {}
            shown = (
                self.starttag(node, "video", "", src=node["uri"], controls="", **given, **title) + "</video>"
            )
        else:
            shown = self.emptytag(node, "img", "", src=node["uri"], **given, **of_size)
        self.body.append(f"<p>{shown}</p>\n" if _is_block(node) else shown)

    def depart_image(self, node: nodes.image) -> None: ...

    def visit_reference(self, node: nodes.reference) -> None:
        self.body.append("<p>" if _is_block(node) else "")
        super().visit_reference(node)

    def depart_reference(self, node: nodes.reference) -> None:
        super().depart_reference(node)
        self.body.append("</p>\n" if _is_block(node) else "")

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        attributes = {"type": LIST_TYPES[node["enumtype"]], "start": node.get("start", 1)}
        wanted = {name: value for name, value in attributes.items() if value != 1}
        self.body.append(self.starttag(node, "ol", **wanted))

    def visit_classifier(self, node: nodes.classifier) -> None:
        self.body.append(" : ")  # else only a style sheet would keep it apart from the term
        super().visit_classifier(node)

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Pelican's role: `` :abbr:`CSP (Content-Security-Policy)` ``."""
        title = node.get("explanation")
        self.body.append(self.starttag(node, "abbr", "", **({"title": title} if title else {})))

    def visit_citation(self, node: nodes.citation) -> None:
        self.body.append(self.starttag(node, "div", classes=["citation"]))  # its ARIA role is deprecated

    def depart_citation(self, _node: nodes.citation) -> None:
        self.body.append("</div>\n")

    def visit_topic(self, node: nodes.topic) -> None:
        if "contents" in node["classes"]:
            raise nodes.SkipNode  # the theme shows the contents of every long article
        super().visit_topic(node)

    def visit_docinfo(self, node: nodes.docinfo) -> None:
        raise nodes.SkipNode  # front matter: Pelican reads it from the tree


def _linkable(title: nodes.title) -> bool:
    in_section = isinstance(title.parent, nodes.section) and title.parent["ids"]
    return bool(in_section) and not any(title.findall(nodes.reference))


def _is_block(node: nodes.image | nodes.reference) -> bool:
    """Whether a picture, perhaps in a link, is between paragraphs: it needs one of its own."""
    return not isinstance(node.parent, (nodes.TextElement, nodes.figure))
