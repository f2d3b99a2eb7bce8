"""Draws social cards as PNGs of 1200 by 630 pixels and caches them. The same card has the same bytes."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from wcwidth import iter_graphemes

from vouch.media.typesetting import MissingGlyph, Typesetter
from vouch.pages.card_model import Card
from vouch.sources.cache import made_once
from vouch.sources.theme_colours import light_colours

TEMPLATE = "card.typ"
COLOURS = ("paper", "ink", "muted", "accent", "line", "flame-1", "flame-2", "flame-3")
MISSING_GLYPH = b""  # cached in place of a picture


@dataclass(frozen=True)
class CardRenderer:
    """Draws with the template, fonts and colours of a theme. `cache` is CACHE_PATH."""

    theme: Path
    cache: Path

    @cached_property
    def press(self) -> Typesetter:
        return Typesetter(self.theme / "typst")

    @cached_property
    def _drawable(self) -> set[str]:
        return set()

    @cached_property
    def _colours(self) -> str:
        return json.dumps(light_colours(self.theme, *COLOURS))

    def inputs(self, card: Card) -> dict[str, str]:
        """The values that the template is compiled with."""
        return {"card": json.dumps(card.data, ensure_ascii=False), "colours": self._colours}

    def draw(self, card: Card) -> bytes:
        """The PNG; empty if no font has a character of the card.

        Raises SourceError if the template does not compile or a colour is missing.
        """
        inputs = self.inputs(card)
        ingredients = ("card", *inputs.values(), *self.press.ingredients(TEMPLATE))
        return made_once(self.cache, lambda: self._drawn(inputs), *ingredients)

    def _drawn(self, inputs: dict[str, str]) -> bytes:
        """Typst reports a character that no font has when it makes a PDF, but draws a box in a PNG.

        So the first card with a new grapheme is tried as a PDF. The template must draw all text of its input,
        or graphemes would count as drawable that were never tried.
        """
        characters = set(iter_graphemes(inputs["card"]))
        if not characters <= self._drawable:
            try:
                self.press.pdf(TEMPLATE, inputs)
            except MissingGlyph:
                return MISSING_GLYPH
            self._drawable.update(characters)
        return self.press.png(TEMPLATE, inputs)
