"""Reports every file of content/ that cannot be published as it is, before and while Pelican reads it.

These checks do not depend on the markup: kinds and names of files, characters, size and time.
"""

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.generators import Generator
from pelican.readers import Readers

from vouch.foreign import change_listing, wrap_reading
from vouch.sources import characters, files, near_articles
from vouch.sources.encoding import problems_of as problems_of_encoding
from vouch.sources.problems import SourceError, read_source
from vouch.sources.prose import prose_of
from vouch.sources.time_limit import within_time

if TYPE_CHECKING:
    from vouch.site import Site

DEFAULT_RESUME = "pages/resume.rst"  # not a page if RESUME is None

logger = logging.getLogger(__name__)


def check(site: "Site") -> None:
    settings = site.settings
    root = Path(settings["PATH"])
    tree = files.tree_of(root)
    excluded = [each for each in settings["ARTICLE_EXCLUDES"] if each not in settings["PAGE_PATHS"]]
    sources = [each for each in tree.files if each.parts[0] not in excluded]
    problems = [
        *tree.problems,
        *near_articles.problems_of(root, sources, is_public=not settings["WITH_DRAFTS"]),
    ]
    texts = [str(root / path) for path in sources if near_articles.is_source(path)]
    site.contents.begin(frozenset(str(each) for each in tree.files if not near_articles.is_source(each)))
    problems += site.readings.problems(texts, _problems_of_text)
    for problem in problems:
        logger.error("%s", problem)
    # A link that leads in circles would be read for ever.
    closed = site.closed = {str(each) for each in tree.closed}
    if not settings["RESUME"]:
        closed.add(DEFAULT_RESUME)
    for name in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES"):
        settings[name] = list(dict.fromkeys([*settings[name], *closed]))


def _problems_of_text(source: str) -> list[SourceError]:
    path = Path(source)
    try:
        text = read_source(path)
    except SourceError as error:
        return [error]
    try:
        return within_time(path, partial(_problems_of_characters, text, path))
    except SourceError as error:
        return [error]


def _problems_of_characters(text: str, path: Path) -> list[SourceError]:
    prose = prose_of(text, path)
    return [*characters.problems_of(text, prose, path), *problems_of_encoding(prose, path)]


def read_within_limits(readers: Readers) -> None:
    wrap_reading(readers, partial(_read, readers.settings["SITE"]))


def _read(
    site: "Site", read_file: Callable, base_path: str, path: str, *args: object, **kwargs: object
) -> object:
    """Pelican's `Readers.read_file`, except that it raises only SourceError, alone or in a group."""
    source = site.source = Path(base_path, path)
    try:
        return within_time(source, lambda: read_file(base_path, path, *args, **kwargs))
    except (SourceError, ExceptionGroup):
        raise
    except RecursionError as error:
        raise SourceError(source, 1, "this is nested too deeply to be read", "make it flatter") from error
    except Exception as error:
        # Whatever text makes a library fail, its author must learn which file it is in.
        what = f"this cannot be read ({type(error).__name__}: {error})"
        raise SourceError(source, 1, what, "leave out half of it to find the place") from error


def read_in_order(generator: Generator) -> None:
    """Sort the sources, so that of two articles with one address the same one is always reported."""
    closed = generator.settings["SITE"].closed

    def in_order(found: list[str]) -> list[str]:
        readable = (each for each in found if os.path.normpath(each) not in closed)
        return sorted(each for each in readable if not near_articles.IS_OF_EDITOR(each.rpartition("/")[2]))

    change_listing(generator, in_order)
