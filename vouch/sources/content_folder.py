"""Reports every file of content/ that cannot be published as it is, before and while Pelican reads it.

These checks do not depend on the markup: kinds and names of files, characters, size and time.
"""

import os
import re
from collections.abc import Callable
from fnmatch import fnmatch
from functools import partial
from pathlib import Path, PurePosixPath

from pelican.generators import Generator
from pelican.readers import Readers

from vouch.foreign import change_listing, wrap_reading
from vouch.site import Site
from vouch.sources import characters, files, near_articles
from vouch.sources.encoding import problems_of as problems_of_encoding
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError, read_source
from vouch.sources.prose import prose_of
from vouch.sources.time_limit import within_time

DEFAULT_RESUME = "pages/resume.rst"  # not a page if RESUME is None


def check(site: Site) -> None:
    settings = site.settings
    root = Path(settings["PATH"])
    tree = files.tree_of(root)
    _close(site, {str(each) for each in tree.closed})
    site.files, site.listed = [each for each in tree.files if not _is_ignored(each, settings)], set()
    meant = [each for each in site.files if _is_meant(root, each)]
    problems = [*tree.problems, *near_articles.problems_of_names(root, meant)]
    texts = [str(root / path) for path in meant if near_articles.is_source(path)]
    site.contents.begin(frozenset(str(each) for each in tree.files if not near_articles.is_source(each)))
    problems += site.readings.problems(texts, _problems_of_text)
    for problem in problems:
        report(problem)


def _close(site: Site, closed: set[str]) -> None:
    """Keep Pelican from what must not be opened: a link that leads in circles would be read for ever."""
    for name in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES"):
        of_owner = [each for each in site.settings[name] if each not in site.closed]  # by an earlier run
        site.settings[name] = list(dict.fromkeys([*of_owner, *closed]))
    site.closed = closed


def _is_ignored(path: PurePosixPath, settings: dict) -> bool:
    """Whether the owner's settings keep Pelican from reading a file, or it is an editor's for now."""
    read = {*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]}
    excludes = {*settings["ARTICLE_EXCLUDES"], *settings["PAGE_EXCLUDES"]} - read
    ignored = (fnmatch(part, each) for part in path.parts for each in settings["IGNORE_FILES"])
    is_of_editor = settings["WITH_DRAFTS"] and near_articles.IS_OF_EDITOR(path.name)
    return is_of_editor or any(map(path.is_relative_to, excludes)) or any(ignored)


def _is_meant(root: Path, path: PurePosixPath) -> bool:
    """Whether a file may be meant as a source."""
    is_file_of_article = path.parts[0] in near_articles.FOLDERS_OF_FILES
    return near_articles.is_article(root, path) if near_articles.is_source(path) else not is_file_of_article


def check_unread(site: Site) -> None:
    """Report files that look like articles, but which nothing reads or links to."""
    root, context = Path(site.settings["PATH"]), site.context
    for path in site.files:
        if str(path) not in site.listed and str(path) not in context["static_content"]:
            problem = near_articles.problem_of_unread(root, path)
            if problem and not _is_linked(root, path, context["generated_content"], site.listed):
                report(problem)


def _is_linked(root: Path, path: PurePosixPath, known: dict, listed: set[str]) -> bool:
    """Whether a source that is refused, or a draft that is left out, links to a file, as its text has it."""
    link = re.compile(rf"[(<\"'/}}|]{re.escape(path.name)}[)>\"'#?\s]".encode())
    return any(link.search((root / each).read_bytes()) for each in listed if not known.get(each))


def _problems_of_text(source: str) -> list[SourceError]:
    path = Path(source)
    try:
        return within_time(path, partial(_problems_of_characters, read_source(path), path))
    except SourceError as error:
        return [error]


def _problems_of_characters(text: str, path: Path) -> list[SourceError]:
    prose = prose_of(text, path)
    return [*characters.problems_of(text, prose, path), *problems_of_encoding(prose, path)]


def read_within_limits(readers: Readers) -> None:
    wrap_reading(readers, partial(_read, readers.settings["SITE"]))


def _read(
    site: Site, read_file: Callable, base_path: str, path: str, *args: object, **kwargs: object
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
    site, root = generator.settings["SITE"], Path(generator.settings["PATH"])
    without = {DEFAULT_RESUME} if not generator.settings["RESUME"] else set()

    def is_read(path: PurePosixPath) -> bool:
        is_closed = str(path) in site.closed | without or near_articles.IS_OF_EDITOR(path.name)
        return not is_closed and near_articles.is_article(root, path)

    def in_order(found: list[str]) -> list[str]:
        read = sorted(each for each in found if is_read(PurePosixPath(os.path.normpath(each))))
        site.listed.update(map(os.path.normpath, read))
        return read

    change_listing(generator, in_order)
