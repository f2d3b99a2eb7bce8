"""The résumé as a PDF: the model's data set in type by theme/typst/resume.typ.

Tagged, and PDF/UA-1 by the compiler's own check. The same data gives the same bytes.
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
    theme: Path, kept: Path, paper: str, resume: Resume, language: str, absolute: Absolute
) -> bytes:
    """`paper` is a name that Typst knows, such as `a4` or `us-letter`; `kept` is the folder of the cache.

    Raises MissingGlyph, and SourceError for a template that does not compile and a colour that is not there.
    """
    description = " ".join(map(plain, resume.summary))
    data = {**as_data(resume, absolute), "lang": language, "description": description}
    colours = json.dumps(light_colours(theme, *COLOURS))
    inputs = {"resume": json.dumps(data), "colours": colours, "paper": paper}
    press = Typesetter(theme / "typst")
    ingredients = (*press.ingredients(TEMPLATE), json.dumps(inputs))
    return made_once(kept, lambda: press.pdf(TEMPLATE, inputs), "résumé", *ingredients)


def as_data(value: Any, absolute: Absolute) -> Any:
    """The model for JSON: typographic quotes, whole addresses, in dates the dash that parsers know."""
    if isinstance(value, Period):
        return str(value).replace(" — ", " – ")
    if isinstance(value, tuple):
        runs = bool(value) and isinstance(value[0], Run)
        return [as_data(each, absolute) for each in (typographic(value) if runs else value)]
    if is_dataclass(value):
        data = {each.name: as_data(getattr(value, each.name), absolute) for each in fields(value)}
        return {**data, "href": absolute(value.href)} if isinstance(value, Run) else data
    return value
