"""The résumé as a PDF: the model's data typeset by theme/typst/resume.typ.

It is tagged and conforms to PDF/UA-1, as the compiler checks. The same data gives the same bytes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from vouch.media.typesetting import Typesetter
from vouch.resume.json_sections import Absolute
from vouch.resume.model import Resume, Run, Section, emoji_name, plain
from vouch.resume.periods import Period
from vouch.resume.plain_text import letters
from vouch.resume.quotes import typographic, typographic_text
from vouch.sources.cache import made_once
from vouch.sources.theme_colours import light_colours

TEMPLATE = "resume.typ"
COLOURS = ("ink", "muted")
SCHEME = re.compile(r"(?:https?://|mailto:|tel:)")


def resume_pdf(
    theme: Path, cache: Path, paper: str, resume: Resume, language: str, absolute: Absolute
) -> bytes:
    """`paper` is a name that Typst knows, such as `a4` or `us-letter`; `cache` is CACHE_PATH.

    Raises MissingGlyph, and SourceError if the template does not compile or a colour is missing.
    """
    description = " ".join(map(plain, resume.summary))
    data = {**as_data(resume, absolute, language), "lang": language, "description": description}
    data["links"] = list(_addresses(resume, absolute))
    for section, each in zip(resume.sections, data["sections"], strict=True):
        each["name"] = _name_of_emoji(section)
    colours = json.dumps(light_colours(theme, *COLOURS))
    inputs = {"resume": json.dumps(data), "colours": colours, "paper": paper}
    press = Typesetter(theme / "typst")
    ingredients = (*press.ingredients(TEMPLATE), json.dumps(inputs))
    return made_once(cache, lambda: press.pdf(TEMPLATE, inputs), "résumé", *ingredients)


def as_data(value: Any, absolute: Absolute, language: str) -> Any:
    """The model as JSON values, with typographic quotes, absolute addresses, and en dashes in dates."""
    if isinstance(value, Period):
        return value.in_words(language).replace(" — ", " – ")
    if isinstance(value, tuple):
        runs = bool(value) and isinstance(value[0], Run)
        return [as_data(each, absolute, language) for each in (typographic(value) if runs else value)]
    if is_dataclass(value):
        data = {each.name: as_data(getattr(value, each.name), absolute, language) for each in fields(value)}
        return {**data, "href": absolute(value.href)} if isinstance(value, Run) else data
    return value


def _name_of_emoji(section: Section) -> str:
    """What a heading without words says: "Education"."""
    name = emoji_name(section.heading)
    return (section.kind or name).capitalize() if name else ""


def _addresses(resume: Resume, absolute: Absolute) -> Iterator[dict[str, str]]:
    """The links that are lost on paper: neither to an employer, nor below an address that is a contact's."""
    contacts = tuple(f"{absolute(run.href).rstrip('/')}/" for run in resume.links)
    jobs = (each for section in resume.sections for each in section.employers)
    homes = {run for each in jobs for run in chain(*each.headings)}
    links = {absolute(run.href): run.text for run in resume.all_links if run not in homes}
    for href, text in links.items():
        address = SCHEME.sub("", href).rstrip("/")
        if not href.startswith(contacts) and letters(address) not in letters(text):
            yield {"text": typographic_text(text), "href": href, "address": address}
