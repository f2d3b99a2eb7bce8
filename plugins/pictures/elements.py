"""Rewrites `<img>`: each has its size, and in pages offers the best file, loaded when it comes into view."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape

from markupsafe import Markup

IMAGE = re.compile(r"<img\b[^>]*>")
SIDE = re.compile(r'\s(width|height)="(\d+)"')
DRAWN = re.compile(r'<figure(?![^>]*\stabindex=)(?=[^>]*>\s*(?:<p>\s*)?<img\b[^>]*\.svg")')
ATTRIBUTE = re.compile(r'\s(?P<name>[a-z-]+)="(?P<value>[^"]*)"')
FIRST_SCREEN = 1_500  # letters of text
SHARE = 0.92  # of a narrow screen's width is the text's column; see --gutter in css/site.css

Size = tuple[int, int]


@dataclass(frozen=True)
class Offer:
    """One picture as a page offers it: `srcset` by format, the best one first; its partner on dark paper."""

    address: str
    sources: dict[str, str]
    display: int = 0  # CSS pixels
    plate: bool = False
    dark: "Offer | None" = None


Find = Callable[[str, int], Offer | None]


def sized(html: str, size_of: Callable[[str], Size | None]) -> str:
    """The same HTML with `width` and `height` on images whose address has a size.

    A drawing scrolls in its figure on a narrow screen, so the figure can be reached by keyboard.
    """

    def with_size(image: re.Match) -> str:
        if not (size := size_of(_attributes(image[0]).get("src", ""))):
            return image[0]
        width, height = shown_size(image[0], size)
        tag = SIDE.sub("", image[0]).rstrip("/> ")
        return f'{tag} width="{width}" height="{height}">'

    return IMAGE.sub(with_size, DRAWN.sub('<figure tabindex="0"', html))


def shown_size(tag: str, size: Size) -> Size:
    """How an `<img>` shows a picture of `size`: a side that it does not give follows the other."""
    given = {side: int(pixels) for side, pixels in SIDE.findall(tag)}
    width, height = given.get("width", 0), given.get("height", 0)
    if not width:
        width = round(height * size[0] / size[1]) if height else size[0]
    return width, height or round(width * size[1] / size[0])


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
        attributes = _attributes(match[0])
        offer = find(attributes.get("src", ""), int(attributes.get("width", 0)))
        if not offer:
            return _image(attributes | _loading(near_top, False))
        return _pair(attributes | _loading(near_top and not offer.dark, bool(offer.sources)), offer, sizes)

    return Markup(IMAGE.sub(element, html))


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}


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
