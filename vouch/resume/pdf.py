"""The résumé as a PDF: the model's data typeset by theme/typst/resume.typ.

It is tagged and conforms to PDF/UA-1, as the compiler checks. The same data gives the same bytes.
"""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from vouch.media.typesetting import Typesetter
from vouch.resume.json_sections import Absolute
from vouch.resume.model import Resume, Run, plain
from vouch.resume.periods import Period
from vouch.resume.quotes import typographic
from vouch.sources.cache import made_once
from vouch.sources.theme_colours import light_colours

TEMPLATE = "resume.typ"
COLOURS = ("ink", "muted", "accent")


def resume_pdf(
    theme: Path, cache: Path, paper: str, resume: Resume, language: str, absolute: Absolute
) -> bytes:
    """`paper` is a name that Typst knows, such as `a4` or `us-letter`; `cache` is CACHE_PATH.

    Raises MissingGlyph, and SourceError if the template does not compile or a colour is missing.
    """
    description = " ".join(map(plain, resume.summary))
    data = {**as_data(resume, language, absolute), "lang": language, "description": description}
    colours = json.dumps(light_colours(theme, *COLOURS))
    inputs = {"resume": json.dumps(data), "colours": colours, "paper": paper}
    press = Typesetter(theme / "typst")
    ingredients = (*press.ingredients(TEMPLATE), json.dumps(inputs))
    return made_once(cache, lambda: press.pdf(TEMPLATE, inputs), "résumé", *ingredients)


def as_data(value: Any, language: str, absolute: Absolute) -> Any:
    """The model as JSON values, with typographic quotes, absolute addresses, and en dashes in dates."""
    if isinstance(value, Period):
        return value.in_words(language).replace(" — ", " – ")
    if isinstance(value, tuple):
        runs = bool(value) and isinstance(value[0], Run)
        return [as_data(each, language, absolute) for each in (typographic(value) if runs else value)]
    if is_dataclass(value):
        data = {each.name: as_data(getattr(value, each.name), language, absolute) for each in fields(value)}
        return {**data, "href": absolute(value.href)} if isinstance(value, Run) else data
    return value
