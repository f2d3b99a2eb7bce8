"""Gives the résumé's page its data: the template `resume` shows `page.resume`, not HTML."""

import logging
import unicodedata
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup, escape
from pelican import signals
from pelican.contents import Page
from pelican.generators import Generator, PagesGenerator
from smartypants import Attr, smartypants

from plugins.markup.restructuredtext import read
from plugins.problems import read_source
from plugins.resume.model import Resume
from plugins.resume.parse import parse_resume

logger = logging.getLogger(__name__)


def _attach_resume(generator: PagesGenerator) -> None:
    for page in generator.pages:
        if page.relative_source_path == generator.settings["RESUME"]:
            generator.context["RESUME_PAGE"] = page
            page.resume = _resume_of(page)


def _resume_of(page: Page) -> Resume | None:
    code_root = Path(page.settings["PATH"]) / "code"
    document = read(read_source(page.source_path), page.source_path, code_root)
    try:
        return parse_resume(document.tree, page.source_path)
    except ExceptionGroup:
        logger.exception("the résumé cannot be read")
        return None


def typographic(text: str) -> Markup:
    """The text, escaped, with the author's straight quotes as typographic ones. A Jinja filter."""
    return Markup(smartypants(str(escape(text)), Attr.q | Attr.w))


def emoji_name(text: str) -> str:
    """What a heading of emoji alone is called, "graduation cap"; empty if it has words. A Jinja filter."""
    if any(character.isalnum() for character in text):
        return ""
    return " ".join(unicodedata.name(each, "").lower() for each in text if each.isprintable()).strip()


def _add_filters(generator: Generator) -> None:
    generator.env.filters.update(typographic=typographic, emoji_name=emoji_name)


def register() -> None:
    signals.generator_init.connect(_add_filters)
    signals.page_generator_finalized.connect(_attach_resume)
