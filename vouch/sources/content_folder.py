"""Names every file of content/ that cannot be published as it is, before and while Pelican reads them.

Here is what does not depend on the markup: kinds and names of files, characters, size and time.
"""

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.readers import Readers

from plugins.encoding import problems_of as problems_of_encoding
from plugins.limits import within_time
from plugins.markup.prose import prose_of
from plugins.problems import SourceError, read_source
from plugins.sources import characters, files, names

logger = logging.getLogger(__name__)


def _check(pelican: Pelican) -> None:
    settings = pelican.settings
    root = Path(settings["PATH"])
    tree = files.tree_of(root)
    aside = [each for each in settings["ARTICLE_EXCLUDES"] if each not in settings["PAGE_PATHS"]]
    sources = [each for each in tree.files if each.parts[0] not in aside]
    problems = [*tree.problems, *names.problems_of(root, sources, is_public=not settings["WITH_DRAFTS"])]
    texts = [str(root / path) for path in sources if names.is_source(path)]
    settings["BUILD"].contents.begin(frozenset(str(each) for each in tree.files if not names.is_source(each)))
    problems += settings["BUILD"].readings.problems(texts, _problems_of_text)
    for problem in problems:
        logger.error("%s", problem)
    # What leads in circles would be read for ever.
    closed = settings["BUILD"].closed = {str(each) for each in tree.closed}
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


def _read_within_limits(readers: Readers) -> None:
    readers.read_file = partial(_read, readers.read_file)


def _read(read_file: Callable, base_path: str, path: str, *args: object, **kwargs: object) -> object:
    """Pelican's own `Readers.read_file`, which raises nothing but SourceError, alone or in a group."""
    source = Path(base_path, path)
    try:
        return within_time(source, lambda: read_file(base_path, path, *args, **kwargs))
    except (SourceError, ExceptionGroup):
        raise
    except RecursionError as error:
        raise SourceError(source, 1, "this is nested too deeply to be read", "make it flatter") from error
    except Exception as error:
        # Whatever text may make a library stumble, its author learns which file it is in.
        what = f"this cannot be read ({type(error).__name__}: {error})"
        raise SourceError(source, 1, what, "leave out half of it to find the place") from error


def _read_in_order(generator: Generator) -> None:
    """So that of two articles with one address it is always the same that is to blame."""
    generator.get_files = partial(_sorted, generator.get_files, generator.settings["BUILD"].closed)


def _sorted(get_files: Callable, closed: set[str], *args: object, **kwargs: object) -> list[str]:
    found = (each for each in get_files(*args, **kwargs) if not names.IS_OF_EDITOR(os.path.basename(each)))  # noqa: PTH119 (fast)
    return sorted(each for each in found if os.path.normpath(each) not in closed)


def register() -> None:
    signals.get_generators.connect(_check)  # the first that each run sends
    signals.readers_init.connect(_read_within_limits)
    signals.article_generator_init.connect(_read_in_order)
    signals.page_generator_init.connect(_read_in_order)
