"""Markdown's inline patterns, of which a text is searched only for those whose sign stands in it."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# What a text has to hold, or the pattern finds nothing in it. Of any other pattern that is not known.
SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[^",
    "site_footnotes": "[^",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "site_references": "][",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
}
PRIORITY = 20  # Markdown's own


class SignedPatterns(InlineProcessor):
    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        signs = (SIGNS.get(item.name, "") for item in self.md.inlinePatterns._priority)
        self.signed = list(zip(signs, self.md.inlinePatterns, strict=True))
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 (Markdown's names)
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self.signed)):
            sign, pattern = self.signed[index]
            found, start = sign in data, 0
            while found:
                data, found, start = self._InlineProcessor__applyPattern(pattern, data, index, start)
        return data


def register(md: Markdown) -> None:
    md.treeprocessors.register(SignedPatterns(md), "inline", PRIORITY)
