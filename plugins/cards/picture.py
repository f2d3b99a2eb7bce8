"""Draws a social card as a PNG of 1200 by 630 pixels, once: the same card has the same bytes."""

import io
import json
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from plugins.cache import made_once
from plugins.cards.model import Card
from plugins.colours import light_colours
from plugins.press import NoGlyph, Press

WIDTH, HEIGHT = 1200, 630
TEMPLATE = "card.typ"
COLOURS = ("paper", "ink", "muted", "line", "accent", "flame-1", "flame-2", "flame-3")
SHADES = 64  # eight colours, and what lies between them at the edge of a letter
NOT_SET = b""  # kept for a card with a character that no font has


@dataclass(frozen=True)
class Easel:
    """Draws with the template, fonts and colours of a theme. `kept` is the folder of the cache."""

    theme: Path
    kept: Path

    @cached_property
    def _press(self) -> Press:
        return Press(self.theme / "typst")

    @cached_property
    def _colours(self) -> str:
        return json.dumps(light_colours(self.theme, *COLOURS))

    @cached_property
    def _tools(self) -> tuple[str | bytes, ...]:
        return f"pillow {version('pillow')}", str(SHADES), *self._press.ingredients(TEMPLATE)

    def draw(self, card: Card) -> bytes:
        """Raises NotSet, NoGlyph among them, and SourceError for a colour that is not there."""
        data = json.dumps(card.data, sort_keys=True)
        inputs = {"card": data, "colours": self._colours}
        made = made_once(self.kept, lambda: self._drawn(inputs), "card", data, self._colours, *self._tools)
        if made == NOT_SET:
            raise NoGlyph(card.title)
        return made

    def _drawn(self, inputs: dict[str, str]) -> bytes:
        try:
            self._press.pdf(TEMPLATE, inputs)  # which tells of a missing glyph; a PNG shows a box for it
        except NoGlyph:
            return NOT_SET
        return small(self._press.png(TEMPLATE, inputs))


def untitled(card: Card) -> Card:
    """What is left where no font has the title: the card of its author."""
    return replace(card, title=card.name or card.site, name="", above="", lead="")


def small(png: bytes) -> bytes:
    """The same picture with a palette. No metadata, so no dates."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    made = io.BytesIO()
    picture.quantize(SHADES, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()
