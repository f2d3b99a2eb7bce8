"""Typographic quotes, dashes and ellipses, as Pelican has typogrify set them."""

import smartypants
from typogrify.filters import typogrify

ATTRIBUTES = {"oldschool": smartypants.Attr.set2, "oldschool_inverted": smartypants.Attr.set3}


def typogrified(html: str, settings: dict) -> str:
    """HTML with the settings TYPOGRIFY_… of a site."""
    dashes = ATTRIBUTES.get(settings["TYPOGRIFY_DASHES"], smartypants.Attr.set1)
    smartypants.Attr.default = dashes | smartypants.Attr.w  # docutils has made its quotes entities
    omitted = dict.fromkeys(settings["TYPOGRIFY_OMIT_FILTERS"], False)
    return typogrify(html, settings["TYPOGRIFY_IGNORE_TAGS"], **omitted)
