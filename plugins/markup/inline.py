"""Takes out those of Markdown's inline patterns that cannot match, for their sign is nowhere in the text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor

# What a text has to hold for the pattern to match. Patterns that are not named here stay.
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


class NeededPatterns(Preprocessor):
    """Runs when all that a text includes is in it, for a Markdown that converts one source."""

    def run(self, lines: list[str]) -> list[str]:
        fields = (line for field in getattr(self.md, "Meta", {}).values() for line in field)  # converted next
        text = "\n".join((*lines, *self._texts_within_html(), *fields))
        for name, sign in SIGNS.items():
            if name in self.md.inlinePatterns and sign not in text:
                self.md.inlinePatterns.deregister(name)
        return lines

    def _texts_within_html(self) -> Iterator[str]:
        """What `<div markdown="1">` holds is not in the lines."""
        for each in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(each, Element):
                yield from each.itertext()


def register(md: Markdown) -> None:
    md.preprocessors.register(NeededPatterns(md), "site_patterns", 0)
