"""Quotation marks and spaces of the article's own language, where that is not English.

English is left to typogrify, which knows no other language and leaves these marks alone.
"""

import re
from collections.abc import Iterator

from docutils.utils.smartquotes import educate_tokens, smartchars

ENGLISH = "en"
LITERAL = "pre code kbd samp tt var script style math svg".split()
TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)\b[^>]*>|<!--.*?-->", re.DOTALL)
QUOTES = {"&quot;": '"', "&#34;": '"', "&#39;": "'"}
CYRILLIC = ("ru", "uk", "be", "bg")
NO_BREAK = "\N{NO-BREAK SPACE}"
# A line may not begin with a dash, nor end with a short word (Milchin).
DASH = re.compile(r"(?:(?<=\S)|^) (?:[–—]|(?:(?<=\D )|(?<=^ ))-(?= \D)) (?=\S|$)")
SHORT_WORD = re.compile(r"(?<![\w-])(?P<word>[а-яёА-ЯЁіїєґў]{1,2}|№) (?=\S|$)")


def in_language(html: str, language: str) -> str:
    """The HTML of a text in `language`, a BCP 47 tag, with its own quotation marks and ellipses."""
    main = language.partition("-")[0].lower()
    if main == ENGLISH or not smartchars.quotes.get(language.lower(), smartchars.quotes.get(main)):
        return html
    known = language.lower() if language.lower() in smartchars.quotes else main
    spaced = _spaced if main in CYRILLIC else str
    tokens = ((kind, spaced(text) if kind == "plain" else text) for kind, text in _tokens(html))
    return "".join(educate_tokens(tokens, attr="qe", language=known))


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """The pieces of HTML that docutils' smartquotes expects: tag, plain or literal."""
    literal, at = [], 0
    for tag in TOKEN.finditer(html):
        if tag.start() > at:
            yield _text(html[at : tag.start()], bool(literal))
        yield "tag", tag[0]
        at = tag.end()
        if (name := (tag["tag"] or "").lower()) in LITERAL:
            literal = literal[:-1] if tag["end"] else [*literal, name]
    if at < len(html):
        yield _text(html[at:], bool(literal))


def _text(text: str, is_literal: bool) -> tuple[str, str]:
    if is_literal:
        return "literal", text
    for entity, quote in QUOTES.items():
        text = text.replace(entity, quote)
    return "plain", text


def _spaced(text: str) -> str:
    return SHORT_WORD.sub(rf"\g<word>{NO_BREAK}", DASH.sub(f"{NO_BREAK}— ", text))
