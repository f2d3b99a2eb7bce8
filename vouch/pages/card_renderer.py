"""Draws a social card as a PNG of 1200 by 630 pixels, once: the same card has the same bytes."""

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
MISSING_GLYPH = b""  # kept in place of a picture


@dataclass(frozen=True)
class CardRenderer:
    """Draws with the template, fonts and colours of a theme. `cache` is the folder of the cache."""

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
        """For the template."""
        return {"card": json.dumps(card.data, ensure_ascii=False), "colours": self._colours}

    def draw(self, card: Card) -> bytes:
        """Empty where no font has a character of the card.

        Raises SourceError for a template that does not compile and a colour that is not there.
        """
        inputs = self.inputs(card)
        ingredients = ("card", *inputs.values(), *self.press.ingredients(TEMPLATE))
        return made_once(self.cache, lambda: self._drawn(inputs), *ingredients)

    def _drawn(self, inputs: dict[str, str]) -> bytes:
        """What no font has is an error in a PDF, and a box in a PNG.

        So the first card with a character is tried as a PDF. What combines with a character is part of it.
        All words of the inputs are drawn: one that is not would count as tried.
        """
        characters = set(iter_graphemes(inputs["card"]))
        if not characters <= self._drawable:
            try:
                self.press.pdf(TEMPLATE, inputs)
            except MissingGlyph:
                return MISSING_GLYPH
            self._drawable.update(characters)
        return self.press.png(TEMPLATE, inputs)
