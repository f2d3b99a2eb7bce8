"""Writes a page's `<img>` anew as what offers the best file, and loads it when it comes into view."""

import re
from collections.abc import Callable
from html import escape, unescape

from markupsafe import Markup

from plugins.pictures.gallery import Offer

IMAGE = re.compile(r"<img\b[^>]*>")
ATTRIBUTE = re.compile(r'\s(?P<name>[a-z-]+)="(?P<value>[^"]*)"')
FIRST_SCREEN = 1_500  # letters of text
SHARE = 0.92  # of a narrow screen's width is the text's column; see --gutter in css/site.css

Find = Callable[[str, int], Offer | None]


def with_pictures(html: str, find: Find, sizes: str = "") -> Markup:
    """A page's HTML with all that its pictures come in.

    `find` gives the offer for an address and a width, or None; `sizes` is what the HTML standard
    calls a source size list, for pictures that do not stand in the text's column.
    """
    is_first = True

    def element(match: re.Match) -> str:
        nonlocal is_first
        near_top = is_first and len(Markup(html[: match.start()]).striptags()) < FIRST_SCREEN
        is_first = False
        attributes = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[0])}
        offer = find(attributes.get("src", ""), int(attributes.get("width", 0)))
        if not offer:
            return _image(attributes | _loading(near_top, False))
        return _pair(attributes | _loading(near_top and not offer.dark, bool(offer.sources)), offer, sizes)

    return Markup(IMAGE.sub(element, html))


def _loading(now: bool, is_large: bool) -> dict[str, str]:
    hints = {"fetchpriority": "high"} if is_large else {}
    return {**(hints if now else {"loading": "lazy"}), "decoding": "async"}


def _pair(attributes: dict[str, str], offer: Offer, sizes: str) -> str:
    """The picture, and its partner for dark paper; css/pictures.css shows one of them."""
    if not offer.dark:
        return _picture(attributes, offer, sizes, "plate" if offer.plate else "")
    return _picture(attributes, offer, sizes, "for-light") + _picture(
        attributes, offer.dark, sizes, "for-dark"
    )


def _picture(attributes: dict[str, str], offer: Offer, sizes: str, name: str) -> str:
    names = " ".join(filter(None, (attributes.get("class"), name)))
    image = _image(attributes | {"src": offer.address} | ({"class": names} if names else {}))
    sizes = sizes or f"(min-width: {round(offer.display / SHARE)}px) {offer.display}px, {SHARE * 100:g}vw"
    sources = [
        f'<source type="image/{kind}" srcset="{escape(files)}" sizes="{escape(sizes)}">'
        for kind, files in offer.sources.items()
    ]
    return f"<picture>{''.join(sources)}{image}</picture>" if sources else image


def _image(attributes: dict[str, str]) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<img{written}>"
