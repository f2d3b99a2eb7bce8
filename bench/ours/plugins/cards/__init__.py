"""No social cards, for the bench: the settings ask for this plugin, the templates for `card_of`."""

from pelican import signals
from pelican.generators import Generator


def _no_card(_content: object) -> None: ...


def _offer(generator: Generator) -> None:
    generator.context.setdefault("card_of", _no_card)


def register() -> None:
    signals.generator_init.connect(_offer)
