"""The documents to search: each page reduced to its words, and the résumé with each line as a section."""

import re
from dataclasses import dataclass

from markupsafe import Markup

from vouch.resume.anchors import Anchored
from vouch.resume.claims import Claim, claims, lines
from vouch.resume.model import Employer, Resume, Role, Section, emoji_name, plain
from vouch.resume.quotes import typographic

PAGE = Markup(
    '<!DOCTYPE html><html lang="{lang}"><meta data-pagefind-meta="date[content]" content="{date}">'
    "<body data-pagefind-body><h1>{title}</h1>\n{body}</body></html>\n"
)
TAGS = Markup("{body}\n<p>{tags}</p>")
SECTION = Markup('<h2 id="{anchor}" data-pagefind-weight="{weight}">{heading}</h2>\n<p>{text}</p>\n')
PARAGRAPH = Markup("<p>{}</p>\n")

# Letters of scripts without spaces between words: Thai, Lao, kana and Han. theme/js/found.js has the same.
UNSPACED = (
    "\u0e01-\u0e4e\u0e81-\u0ede\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# The places before and after each of them, but none within a tag.
AROUND_LETTER = re.compile(
    rf"(?P<tag><[^>]*>)|(?P<between>(?<=[{UNSPACED}])(?=[{UNSPACED}])(?=\w))"
    rf"|(?<=\S)(?=[{UNSPACED}])(?=\w)|(?<=[{UNSPACED}])(?=\w)"
)
WORD_JOINER = "\u2060"  # begins a word that had no space before it; between two letters none is shown

HEADING_WEIGHT = 6  # Pagefind's own for an h2
REPEATED_WEIGHT = 0  # for a heading that is repeated above every line of a role

# docutils puts the anchor on the section; Pagefind needs it on the heading.
ANCHOR_OF_SECTION = re.compile(
    r'<section\b[^>]*?\sid="(?P<id>[^"]*)"[^>]*>\s*(?:<span[^>]*></span>\s*)*<(?P<tag>h[2-6])>'
)
# The reference to a footnote, as each markup writes it.
NOTE_NUMBER = re.compile(r'<sup id="fnref[^"]*">.*?</sup>|<a [^>]*role="doc-noteref"[^>]*>.*?</a>')


@dataclass(frozen=True)
class Document:
    """A page to search: its file below the output folder, and its words as HTML."""

    name: str
    html: str


def document(name: str, lang: str, title: str, body: str, date: str = "") -> Document:
    """`title` is text, or HTML as Markup; `body` is HTML; `date` is shown as it is."""
    html = PAGE.format(lang=lang, date=date, title=title, body=Markup(body))
    return Document(name, letters_apart(html))


def letters_apart(html: str) -> str:
    """The HTML with each letter of a script without spaces as a word of its own.

    So any part of a sentence is found, as a phrase of letters. Where words begin and end is not known for
    certain: the dictionary of Pagefind and that of a browser differ.
    """
    return AROUND_LETTER.sub(_apart, html)


def _apart(found: re.Match) -> str:
    return found["tag"] or (" " if found["between"] is not None else f" {WORD_JOINER}")


def words_of_article(html: str, tags: str = "") -> str:
    """The article's HTML with an anchor on each heading, without the numbers of footnotes, and its tags.

    Code counts less than prose, which reads better in an excerpt. A space keeps its first word apart from the
    caption before it.
    """
    html = ANCHOR_OF_SECTION.sub(r'<section><\g<tag> id="\g<id>">', html)
    body = NOTE_NUMBER.sub("", html).replace("<pre", ' <pre data-pagefind-weight="0.5"')
    return TAGS.format(body=Markup(body), tags=tags) if tags else body


def words_of_resume(resume: Resume, language: str, anchors: dict[Anchored, str]) -> str:
    """HTML in which each line of the résumé is a section under its role, with the line's own anchor."""
    places = {anchor: place for place, anchor in anchors.items()}
    section_of = {anchors[place]: each for each in resume.sections for place, _ in lines(each.groups)}
    found = (each for each in claims(resume) if each.text not in resume.contacts)
    return Markup("").join(
        _section(each, language, places.get(each.anchor), section_of.get(each.anchor)) for each in found
    )


def _section(claim: Claim, language: str, place: Anchored | None, section: Section | None) -> Markup:
    text = plain(typographic(claim.text))
    if not claim.anchor:
        return PARAGRAPH.format(text)
    weight = HEADING_WEIGHT if isinstance(place, Employer | Role) else REPEATED_WEIGHT
    heading = _heading(claim, language, section)
    return SECTION.format(anchor=claim.anchor, weight=weight, heading=heading, text=text)


def _heading(claim: Claim, language: str, section: Section | None) -> str:
    if claim.employer:
        job = claim.job or plain(claim.employer.headings[0])
        return f"{job}, {claim.period.years.in_words(language)}" if claim.period else job
    return _section_name(section)


def _section_name(section: Section) -> str:
    """The heading, or what it means if it is only emoji."""
    symbol = emoji_name(section.heading)
    return (section.kind or symbol).capitalize() if symbol else section.heading
