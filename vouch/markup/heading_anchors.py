"""Anchors of headings, by one rule for every markup, so that links to sections stay valid."""

from collections.abc import Container
from itertools import chain, count

from docutils.nodes import make_id
from pymdownx.slugs import slugify

OF_THE_THEME = ("content", "series")  # ids that the templates use

_slugify = slugify(case="lower")


def anchor(name: str, separator: str = "-") -> str:
    """The id of a heading with this text, in letters of its alphabet; empty if it has no letters.

    For Markdown's toc extension, which makes equal ones unique itself.
    """
    slug = _slugify(name, separator)
    return f"{slug}{separator}section" if slug in OF_THE_THEME else slug


def unique_anchor(name: str, taken: Container[str]) -> str:
    """The same for docutils, whose own ids of ASCII text stay as they are."""
    base = make_id(name) if name.isascii() else anchor(name)
    if base in OF_THE_THEME:
        base = anchor(name)
    candidates = chain([base], (f"{base}-{n}" for n in count(1)))
    return next(each for each in candidates if each not in taken) if base else ""
