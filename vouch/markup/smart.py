"""The output of typogrify, byte for byte, skipping text in which it changes nothing."""

import re
from functools import lru_cache

import smartypants
from typogrify import filters

# What smartypants changes, with any of the DASHES.
CHANGED = re.compile(r"[\\'\"]|--|``|&quot;|\.\.\.|\. \. \.")
SPACED_DOTS = ". ."
# A word that may hold any of it. Smartypants looks no further than the space at either end.
WORD = re.compile(r"(?<![^ \n])[^ \n\\'\"`&.-]*+[\\'\"`&.-][^ \n]*+")
LONE_QUOTES = ("'", '"', "&quot;")
LETTER_BEFORE = "x<i>"
# As smartypants reads HTML: tags and comments, and tags within which it changes nothing.
TAG = re.compile(r"<!--.*?--\s*>|<[^>]*>", re.DOTALL)
SKIPPED = re.compile(f"<(?:{'|'.join(smartypants.tags_to_skip)})[^>]*>", re.IGNORECASE)
SMARTYPANTS_ALONE = {"amp", "caps", "initial_quotes", "widont"}  # omitted
DASHES = {"oldschool": smartypants.Attr.set2, "oldschool_inverted": smartypants.Attr.set3}


def typogrify(html: str, settings: dict) -> str:
    """HTML as Pelican sets it with its settings TYPOGRIFY_….

    Where they ask for more than smartypants, the library does it all.
    """
    ignored, omitted = settings["TYPOGRIFY_IGNORE_TAGS"], settings["TYPOGRIFY_OMIT_FILTERS"]
    attributes = DASHES.get(settings["TYPOGRIFY_DASHES"], smartypants.Attr.set1) | smartypants.Attr.w
    if set(omitted) != SMARTYPANTS_ALONE:
        smartypants.Attr.default = attributes
        return filters.typogrify(html, ignored, **dict.fromkeys(omitted, False))
    if not CHANGED.search(html):
        return html
    sections = filters.process_ignores(html, ignored)
    return "".join(_smart(text, attributes) if is_set else text for text, is_set in sections)


def _smart(html: str, attributes: int) -> str:
    """What smartypants makes of HTML."""
    if not CHANGED.search(html):
        return html
    if SKIPPED.search(html) or "<!--" in html:
        return smartypants.smartypants(html, attributes)
    parts, at, before = [], 0, ""
    for tag in TAG.finditer(html):
        if text := html[at : tag.start()]:
            parts.append(_smart_text(text, before, attributes))
            before = text
        parts.append(tag[0])
        at = tag.end()
    return "".join((*parts, _smart_text(html[at:], before, attributes)))


def _smart_text(text: str, before: str, attributes: int) -> str:
    """The same for a text between tags; the text before it decides what a lone quote is."""
    if not CHANGED.search(text):
        return text
    if text in LONE_QUOTES:
        tags = LETTER_BEFORE if before[-1:].strip() else ""
        return smartypants.smartypants(f"{tags}{text}", attributes).removeprefix(tags)
    if "<" in text or SPACED_DOTS in text:  # a comment, or dots that are one sign
        return smartypants.smartypants(text, attributes)

    def smart_word(match: re.Match) -> str:
        word = match[0]
        if not CHANGED.search(word):
            return word
        start, end = match.span()
        return _smart_word(text[max(start - 1, 0) : start], word, text[end : end + 1], attributes)

    return WORD.sub(smart_word, text)


@lru_cache(maxsize=4096)
def _smart_word(before: str, word: str, behind: str, attributes: int) -> str:
    """The same for a word between two spaces, or at an end of its text."""
    changed = smartypants.smartypants(f"{before}{word}{behind}", attributes)
    return changed[len(before) : len(changed) - len(behind)]
