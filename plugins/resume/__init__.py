"""Gives the résumé's page its data: the template `resume` shows `page.resume`, not HTML."""

import logging
import re
import unicodedata
from pathlib import Path

from markupsafe import Markup, escape
from pelican import signals
from pelican.contents import Page
from pelican.generators import Generator, PagesGenerator
from smartypants import Attr, smartypants

from plugins.markup.restructuredtext import read
from plugins.pictures import picture_size
from plugins.problems import SourceError, read_source
from plugins.resume.model import Resume
from plugins.resume.parse import parse_resume

TAG = re.compile(r"(<[^>]*>)")
APOSTROPHE = re.compile(r"(\w</\w+>)'(?=\w)")  # `Acme_'s`: smartypants takes it for an opening quote

logger = logging.getLogger(__name__)


def _attach_resume(generator: PagesGenerator) -> None:
    for page in (*generator.pages, *generator.hidden_pages, *generator.draft_pages):
        if page.relative_source_path == generator.settings["RESUME"]:
            page.resume = _resume_of(page)
            _check_photo(page)
            if page in generator.pages:
                generator.context["RESUME_PAGE"] = page


def _resume_of(page: Page) -> Resume | None:
    code_root = Path(page.settings["PATH"]) / "code"
    document = read(read_source(page.source_path), page.source_path, code_root)
    try:
        return parse_resume(document.tree, page.source_path)
    except ExceptionGroup:
        logger.exception("the résumé cannot be read")
        return None


def _check_photo(page: Page) -> None:
    photo = page.resume and page.resume.photo
    if photo and picture_size(photo.address, page) == (0, 0):
        what = f"{photo.address} is no picture below content/"
        problem = SourceError(page.source_path, photo.line, what, "put it there, or remove `.. image::`")
        logger.error("%s", problem)


def typographic(text: str | Markup) -> Markup:
    """Text, escaped, or HTML with the author's straight quotes as typographic ones. A Jinja filter."""
    html = APOSTROPHE.sub("\\1’", _with_straight_quotes(str(escape(text))))
    return Markup(smartypants(html, Attr.q | Attr.u))


def _with_straight_quotes(html: str) -> str:
    """Between tags a quote need not be escaped, and smartypants knows it only so.

    A backslash it would take for its own escape, and swallow.
    """
    pieces = TAG.split(html.replace("\\", "&#92;"))
    pieces[::2] = [text.replace("&#39;", "'").replace("&#34;", '"') for text in pieces[::2]]
    return "".join(pieces)


def emoji_name(text: str) -> str:
    """What a heading of emoji alone is called, "graduation cap"; empty if it has words. A Jinja filter."""
    if any(character.isalnum() for character in text):
        return ""
    symbols = (each for each in text if unicodedata.category(each) == "So")  # no skin tones, no joiners
    return " ".join(unicodedata.name(each, "").lower() for each in symbols)


def _add_filters(generator: Generator) -> None:
    generator.env.filters.update(typographic=typographic, emoji_name=emoji_name)


def register() -> None:
    signals.generator_init.connect(_add_filters)
    signals.page_generator_finalized.connect(_attach_resume)
