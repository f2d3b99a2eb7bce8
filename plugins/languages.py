"""Which way a language is written, for the pages of articles that are not in the site's language."""

from pelican import signals
from pelican.generators import Generator

# Languages whose script runs from right to left (CLDR, the exemplar characters of each).
RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi")


def is_right_to_left(language: str) -> bool:
    """Whether text in a language, a BCP 47 tag, runs from right to left. A Jinja test."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


def _add_test(generator: Generator) -> None:
    generator.env.tests["right_to_left"] = is_right_to_left


def register() -> None:
    signals.generator_init.connect(_add_test)
