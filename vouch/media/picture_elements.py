"""Rewrites `<img>`: adds its size, and in pages offers the best file, loaded when it comes into view."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape

from markupsafe import Markup

from vouch.markup.lengths import COLUMN_PX, pixels

IMAGE = re.compile(r"<picture\b.*?</picture>|<img\b[^>]*>", re.DOTALL)
WITH_SIZE = re.compile(r"<(?:img|video|iframe)\b[^>]*>")
SIDE = re.compile(r'\s(width|height)="([^"]*)"')
WIDE_DRAWING_PX = 577  # the least width that css/figures.css gives a drawing
SCALE = re.compile(r'\sdata-scale="(\d+)"')  # in per cent, see vouch/markup/rst_writer.py
WIDEST = re.compile(r'\sdata-widest="([^"]*)"')  # a length: of a figure
DRAWN = re.compile(r'<figure(?![^>]*\stabindex=)(?=[^>]*>\s*(?:<p>\s*)?<img\b[^>]*\.svg")')
ATTRIBUTE = re.compile(r'\s(?P<name>[a-z-]+)="(?P<value>[^"]*)"')
CLASS = re.compile(r'\sclass="([^"]*)"')
FIRST_SCREEN_LETTERS = 1_500
COLUMN_SHARE = 0.92  # of a narrow screen's width, the text's column; see --gutter in css/site.css

SIDES = ("width", "height")
Size = tuple[int, int]


@dataclass(frozen=True)
class Offer:
    """A picture as a page offers it: `srcset` by format, the best one first; a class of css/pictures.css."""

    address: str
    sources: dict[str, str]
    css_class: str = ""


def sized(html: str, size_of: Callable[[str], Size | None]) -> str:
    """The same HTML with `width` and `height` in pixels on images whose address has a size.

    A drawing scrolls in its figure on a narrow screen, so the figure can be reached by keyboard, unless its
    author made it smaller.
    """

    def with_size(element: re.Match) -> str:
        tag, attributes = element[0], _attributes(element[0])
        size = size_of(attributes.get("src", "")) if tag.startswith("<img") else None
        sides = {side: each for side, each in zip(SIDES, shown_size(tag, size), strict=True) if each}
        if not sides:
            return tag
        has_own_size = len(SIDE.findall(tag)) == 1 or SCALE.search(tag)
        is_small = has_own_size and sides.get("width", 0) < WIDE_DRAWING_PX
        tag = WIDEST.sub("", SCALE.sub("", SIDE.sub("", tag))).rstrip("/> ")
        if is_small and attributes.get("src", "").endswith(".svg"):  # which css/figures.css widens
            tag = f'{CLASS.sub("", tag)} class="{" ".join(("sized", *CLASS.findall(tag)))}"'
        return tag + "".join(f' {name}="{value}"' for name, value in sides.items()) + ">"

    return WITH_SIZE.sub(with_size, DRAWN.sub('<figure tabindex="0"', html))


def shown_size(tag: str, size: Size | None) -> Size:
    """How a tag shows a picture of `size`: a side that it does not give follows the other.

    0 for a side that is unknown.
    """
    given, scale = dict(SIDE.findall(tag)), SCALE.search(tag)
    factor = int(scale[1]) / 100 if scale else 1
    widest = WIDEST.search(tag)
    width, height = (round(pixels(given.get(side, "")) * factor) for side in SIDES)
    if not size:
        return width, height
    if not width:
        width = round(height * size[0] / size[1]) if height else round(size[0] * factor)
        width = min(width, pixels(widest[1])) if widest else width
    return width, height or round(width * size[1] / size[0])


def with_pictures(html: str, offers: Callable[[str, int], list[Offer]], sizes: str = "") -> Markup:
    """A page's HTML in which pictures offer all their variants.

    `offers` takes an address and a width; it returns none for pictures of other sites, and two for a pair,
    of which css/pictures.css shows one. `sizes` is what the HTML standard calls a source size list, for
    pictures outside the text's column.
    """
    is_first = True

    def element(match: re.Match) -> str:
        nonlocal is_first
        near_top = is_first and len(Markup(html[: match.start()]).striptags()) < FIRST_SCREEN_LETTERS
        is_first = False
        attributes = _attributes(match[0])
        if match[0].startswith("<picture"):
            return match[0]  # the author's own choice
        width = pixels(attributes.get("width", ""))
        offered = "srcset" not in attributes and offers(attributes.get("src", ""), width)
        found = offered or [Offer(attributes.get("src", ""), {})]
        attributes |= _loading(near_top and len(found) == 1, any(each.sources for each in found))
        return "".join(_picture(attributes, each, sizes or _source_sizes(width)) for each in found)

    return Markup(IMAGE.sub(element, html))


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}


def _loading(now: bool, is_large: bool) -> dict[str, str]:
    hints = {"fetchpriority": "high"} if is_large else {}
    return {**(hints if now else {"loading": "lazy"}), "decoding": "async"}


def _source_sizes(width: int) -> str:
    display = min(width, COLUMN_PX)
    return f"(min-width: {round(display / COLUMN_SHARE)}px) {display}px, {COLUMN_SHARE * 100:g}vw"


def _picture(attributes: dict[str, str], offer: Offer, sizes: str) -> str:
    names = " ".join(filter(None, (attributes.get("class"), offer.css_class)))
    attributes = attributes | {"src": offer.address} | ({"class": names} if names else {})
    image = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    sources = "".join(
        f'<source type="image/{kind}" srcset="{escape(files)}" sizes="{escape(sizes)}">'
        for kind, files in offer.sources.items()
    )
    return f"<picture>{sources}<img{image}></picture>" if sources else f"<img{image}>"
