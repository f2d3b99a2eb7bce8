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

TEMPLATE = "card.typ"
# How many shades from the paper to each colour: as many as its smooth edges need.
SHADES = {"ink": 24, "muted": 16, "accent": 8, "line": 2, "flame-1": 4, "flame-2": 4, "flame-3": 4}
COMPRESSION = 6  # 9 saves 4 % of the bytes and takes five times as long
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
    def _colours(self) -> dict[str, str]:
        return light_colours(self.theme, "paper", *SHADES)

    @cached_property
    def _tools(self) -> tuple[str | bytes, ...]:
        how = json.dumps([self._colours, SHADES, COMPRESSION])
        return "card", f"pillow {version('pillow')}", how, *self._press.ingredients(TEMPLATE)

    def draw(self, card: Card) -> bytes:
        """Raises NotSet, NoGlyph among them, and SourceError for a colour that is not there."""
        made = made_once(self.kept, lambda: self._drawn(card), *self._tools, json.dumps(card.data))
        if made == NOT_SET:
            raise NoGlyph(card.title)
        return made

    def _drawn(self, card: Card) -> bytes:
        inputs = inputs_of(card, self._colours)
        try:
            self._press.pdf(TEMPLATE, inputs)  # which tells of a missing glyph; a PNG shows a box for it
        except NoGlyph:
            return NOT_SET
        return small(self._press.png(TEMPLATE, inputs), self._colours)


def inputs_of(card: Card, colours: dict[str, str]) -> dict[str, str]:
    """For the template."""
    return {"card": json.dumps(card.data), "colours": json.dumps(colours)}


def untitled(card: Card) -> Card:
    """What is left where no font has the title: the card of its author."""
    return replace(card, title=card.name or card.site, name="", above="", lead="")


def small(png: bytes, colours: dict[str, str]) -> bytes:
    """The same picture with the palette of its colours. No metadata, so no dates."""
    from PIL import Image

    shades = Image.new("P", (1, 1))
    shades.putpalette([value for shade in palette(**colours) for value in shade])
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    made = io.BytesIO()
    picture.quantize(palette=shades, dither=Image.Dither.NONE).save(made, "PNG", compress_level=COMPRESSION)
    return made.getvalue()


def palette(paper: str, **inks: str) -> list[tuple[int, ...]]:
    """The paper, each ink, and what lies between them at the edge of a letter."""
    ground = channels(paper)
    return [ground] + [
        tuple(round(a + (b - a) * step / SHADES[name]) for a, b in zip(ground, channels(ink), strict=True))
        for name, ink in inks.items()
        for step in range(1, SHADES[name] + 1)
    ]


def channels(colour: str) -> tuple[int, ...]:
    """`#fdfcf9`, or `#fff`, as red, green and blue of 0 to 255."""
    digits = colour.removeprefix("#")
    pairs = [2 * each for each in digits] if len(digits) == 3 else [digits[n : n + 2] for n in (0, 2, 4)]
    return tuple(int(pair, 16) for pair in pairs)
