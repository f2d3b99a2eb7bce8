"""Moves footnotes beside the line that refers to them: in the margin, or opened in place by a button.

Only on the page: feeds have them at the end of the article, as Markdown and docutils write them.
No script is needed. A note is a popover (HTML Living Standard, 6.12), which theme/css/notes.css puts
into the margin where there is one and on paper; the number in the text is a button where there is none,
and where the note is beside another line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from markupsafe import Markup
from pelican.contents import Content

from vouch.foreign import resolved
from vouch.markup.docutils_words import labels
from vouch.markup.html_elements import Element, elements

NOTES_FIELD = "html_with_side_notes"  # metadata field of articles that have notes
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
FLOW = re.compile(r"<(?:p|ul|ol|dl|div|figure|table|blockquote|aside|pre|h\d)\b")
# A note is placed after the outermost of these that contains its reference.
NOT_WITHIN = ("table", "figure", "blockquote", "details", "dl", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Reference:
    """A number in the text, `html[start:end]`, that refers to the note of an id."""

    start: int
    end: int
    id: str
    note: str
    label: str

    @classmethod
    def of(cls, match: re.Match) -> "Reference":
        note, id_, label = (match[name] or match[f"{name}_"] for name in ("note", "id", "label"))
        number = Markup(label).striptags().strip("[]")
        return cls(match.start(), match.end(), unescape(id_), unescape(note), number)


@dataclass(frozen=True)
class Note:
    label: str
    id: str
    html: str

    def element(self, tag: str) -> str:
        label = f'<span class="label">{escape(self.label)}</span>'
        attributes = f'class="side-note" role="note" id="{as_id(self.id)}" popover'
        return f"<{tag} {attributes}>{label} {self.html}</{tag}>"


class Notes:
    """The footnotes of one article, and which of them are placed already."""

    def __init__(self, html: str, language: str) -> None:
        self.html, self.found = html, elements(html)
        self.by_id = {each.attributes["id"]: each for each in self.found if _is_note(each)}
        self.lists = [each for each in self.found if _is_list_of_notes(each)]
        self.word = labels(language)["note"]
        self.placed: set[str] = set()

    def beside_their_lines(self) -> str:
        """The HTML with each note where it is first referred to; unused notes stay in their list."""
        edits = []
        for each in map(Reference.of, REFERENCE.finditer(self.html)):
            if each.note in self.by_id and not any(notes.holds(each.start) for notes in self.lists):
                edits += self._edits(each)
        return _edited(self.html, [*edits, *self._removals()])

    def _edits(self, reference: Reference) -> Iterator[tuple[int, int, str]]:
        around = [each for each in self.found if each.holds(reference.start)]
        link = next((each for each in around if each.tag == "a" and each.end > reference.end), None)
        at = link.end if link else reference.end
        yield reference.start, reference.end, ""
        yield at, at, self._number(reference)
        notes = [] if reference.note in self.placed else self._collected(reference)
        outer = next(filter(_holds_no_note, around), None)
        tag = "aside" if outer or any(FLOW.search(each.html) for each in notes) else "span"
        paragraph = next((each for each in around if each.tag == "p"), None)
        place = outer or (paragraph if tag == "aside" else None)
        end = place.end if place else at
        yield end, end, "".join(each.element(tag) for each in notes)

    def _number(self, reference: Reference) -> str:
        """The number; `data-label` if its note is beside it, so that the theme can hide the button."""
        label, note = escape(reference.label), as_id(reference.note)
        button = f'<button popovertarget="{note}" aria-label="{self.word} {label}">{label}</button>'
        beside = "" if reference.note in self.placed else f' data-label="{label}"'
        return f'<sup class="note-ref" id="{as_id(reference.id)}"{beside}>{button}</sup>'

    def _collected(self, reference: Reference) -> list[Note]:
        """The note, and those that its own text is the first to refer to."""
        self.placed.add(reference.note)
        more: list[Note] = []

        def number(match: re.Match) -> str:
            inner = Reference.of(match)
            if inner.note not in self.by_id:
                return match[0]
            text = self._number(inner)
            if inner.note not in self.placed:
                more.extend(self._collected(inner))
            return text

        html = REFERENCE.sub(number, self.by_id[reference.note].inner(self.html))
        return [Note(reference.label, reference.note, _text(html)), *more]

    def _removals(self) -> Iterator[tuple[int, int, str]]:
        placed = [self.by_id[each] for each in self.placed]
        for notes in self.lists:
            items = [each for each in self.by_id.values() if notes.holds(each.start)]
            left = [each for each in items if each not in placed]
            for each in [each for each in items if each in placed] if left else [notes]:
                yield each.start, each.end, ""


def beside_their_lines(html: str, language: str) -> str | None:
    """The HTML of an article with its footnotes where they are first referred to; None if it has none."""
    return Notes(html, language).beside_their_lines() if REFERENCE.search(html) else None


def with_side_notes(content: Content) -> Markup:
    """The HTML of an article or page as it is shown, with resolved links. A Jinja filter."""
    html = getattr(content, NOTES_FIELD, None)
    return Markup(resolved(content, html) if html else content.content)


def without_notes(html: str) -> str:
    """A text without its notes and their numbers. A Jinja filter."""
    if not REFERENCE.search(html):
        return Markup(html).striptags()
    removed = [(each.start, each.end, "") for each in elements(html) if _is_list_of_notes(each)]
    return Markup(REFERENCE.sub("", _edited(html, removed))).striptags()


def as_id(name: str) -> str:
    """The value of an `id` attribute, which must not contain spaces."""
    return escape(re.sub(r"\s+", "-", name))


def _is_note(element: Element) -> bool:
    of_markdown = element.tag == "li" and element.attributes.get("id", "").startswith("fn:")
    return of_markdown or element.attributes.get("role") == "doc-footnote"


def _is_list_of_notes(element: Element) -> bool:
    return element.has_class("footnote-list") or (element.tag == "div" and element.has_class("footnote"))


def _holds_no_note(element: Element) -> bool:
    return element.tag in NOT_WITHIN or element.has_class("wide")


def _text(html: str) -> str:
    """A note without its links back; also without paragraphs, if it consists of these only."""
    html = BACK_LINK.sub("", html).replace("<p></p>", "").strip()
    if PARAGRAPH.sub("", html):
        return html
    first, *others = (match["text"].strip() for match in PARAGRAPH.finditer(html)) if html else ("",)
    return first + "".join(f'<span class="paragraph">{each}</span>' for each in others)


def _edited(html: str, edits: list[tuple[int, int, str]]) -> str:
    """The HTML with `html[start:end]` replaced by a text, for edits that do not overlap."""
    parts, at = [], 0
    for start, end, text in sorted(edits, key=lambda each: each[:2]):
        parts += (html[at:start], text)
        at = end
    return "".join((*parts, html[at:]))
