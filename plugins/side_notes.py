"""Footnotes stand beside the line that refers to them: in the margin, or opened in place by a button.

On the page alone: the feeds have them at the end of the article, as Markdown and docutils set them.
No script is needed. A note is a popover (HTML Living Standard, 6.12), which theme/css/notes.css lays
into the margin where there is one and on paper; the number that stands in the text is a button where
there is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from docutils.languages import get_language
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins.elements import Element, elements

REFERENCE = re.compile(
    r'<sup id="(?P<id>fnref[^"]*)"><a class="footnote-ref" href="#(?P<note>[^"]+)">(?P<label>.*?)</a></sup>'
    r'|<a class="[^"]*\bsuperscript\b[^"]*" href="#(?P<note_>[^"]+)" id="(?P<id_>[^"]+)" role="doc-noteref">'
    r"(?P<label_>.*?)</a>"
)
BACK_LINK = re.compile(
    r'(?:&#160;)?<a class="footnote-backref".*?</a>|<span class="label">.*?\]</span></span>\s*'
    r'|<span class="backrefs">.*?</span>\s*',
    re.DOTALL,
)
PARAGRAPH = re.compile(r"<p>(?P<text>.*?)</p>\s*", re.DOTALL)
HOLDS_NO_NOTE = ("table", "figure", "dt", "summary", "a", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Reference:
    """A number in the text, `html[start:end]`, that refers to the note of an id."""

    start: int
    end: int
    id: str
    note: str
    label: str


def with_side_notes(html: str, language: str) -> Markup:
    """The HTML of an article whose footnotes stand where they are first referred to. A Jinja filter."""
    if not (references := list(_references(html))):
        return Markup(html)
    found = elements(html)
    notes = {each.attributes["id"]: each for each in found if _is_note(each)}
    edits = [(each.start, each.end, "") for each in found if _is_list_of_notes(each)]
    word, placed = get_language(language).labels["note"], set()
    for each in references:
        if each.note not in notes:
            continue
        edits.append((each.start, each.end, _number(each, word)))
        if each.note not in placed:
            placed.add(each.note)
            edits.append(_note(each, notes[each.note].inner(html), found))
    return Markup(_edited(html, edits))


def _references(html: str) -> Iterator[Reference]:
    for match in REFERENCE.finditer(html):
        note, id_, label = (match[name] or match[f"{name}_"] for name in ("note", "id", "label"))
        yield Reference(match.start(), match.end(), id_, note, Markup(label).striptags().strip("[]"))


def _is_note(element: Element) -> bool:
    of_markdown = element.tag == "li" and element.attributes.get("id", "").startswith("fn:")
    return of_markdown or element.attributes.get("role") == "doc-footnote"


def _is_list_of_notes(element: Element) -> bool:
    return element.has_class("footnote-list") or (element.tag == "div" and element.has_class("footnote"))


def _number(reference: Reference, word: str) -> str:
    label = escape(reference.label)
    button = f'<button popovertarget="{reference.note}" aria-label="{word} {label}">{label}</button>'
    return f'<sup class="note-ref" id="{reference.id}" data-label="{label}">{button}</sup>'


def _note(reference: Reference, html: str, found: list[Element]) -> tuple[int, int, str]:
    """An edit that puts the note where HTML lets it stand, at the reference if it can."""
    around = [each for each in found if each.holds(reference.start)]
    text = _text(html)
    outer = next((each for each in around if each.tag in HOLDS_NO_NOTE or each.has_class("wide")), None)
    paragraph = next((each for each in around if each.tag == "p"), None)
    tag = "aside" if outer or _is_flow(text) else "span"
    place = outer or (paragraph if tag == "aside" else None)
    at = place.end if place else reference.end
    label = f'<span class="label">{escape(reference.label)}</span>'
    return at, at, f'<{tag} class="note" role="note" id="{reference.note}" popover>{label} {text}</{tag}>'


def _text(html: str) -> str:
    """A note without its links back; without paragraphs too, if it has nothing but these."""
    html = BACK_LINK.sub("", html).replace("<p></p>", "").strip()
    if not PARAGRAPH.sub("", html):
        first, *others = (match["text"].strip() for match in PARAGRAPH.finditer(html))
        return first + "".join(f'<span class="paragraph">{each}</span>' for each in others)
    return html


def _is_flow(html: str) -> bool:
    return bool(re.search(r"<(?:p|ul|ol|dl|div|figure|table|blockquote|aside|pre|h\d)\b", html))


def _edited(html: str, edits: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, text in sorted(edits, key=lambda each: each[:2]):
        parts += (html[at:start], text)
        at = end
    return "".join((*parts, html[at:]))


def _add_filter(generator: Generator) -> None:
    generator.env.filters["with_side_notes"] = with_side_notes


def register() -> None:
    signals.generator_init.connect(_add_filter)
