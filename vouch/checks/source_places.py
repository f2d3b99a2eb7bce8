"""Finds where the author wrote what is wrong in a built file, so that a problem names a source and its line.

A page, its entries in feeds and lists, and the search index have one source, so that they have one problem.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote

from vouch.checks.authored import CONTENT
from vouch.checks.built_site import BuiltSite, problem
from vouch.checks.urls import Link
from vouch.sources.problems import SourceError, line_at

SETTINGS = "pelicanconf.py"
ANY_FOLDER = "…/"
WEAK = (ANY_FOLDER, "#")  # begin a name or an anchor, for which only the page's own source is searched


def problem_at_source(
    site: BuiltSite, name: str, line: int, what: str, instead: str, *written: str
) -> SourceError:
    """A problem where a source has one of the texts, the likeliest first; else in the built file."""
    if (site.root / CONTENT / name).is_file():  # published as it is
        return problem(f"{CONTENT}/{name}", line, what, instead)
    return problem(*next(_places(site, name, written), (name, line)), what, instead)


def link_at_source(site: BuiltSite, name: str, link: Link, what: str, instead: str) -> SourceError:
    """The same of a link, which its author may have written in other ways than the built file has it."""
    path, mark, fragment = link.address.partition("#")
    try:
        own = site.own_path(site.absolute(name, path)) if path else ""
    except ValueError:
        own = ""
    named = (f"{site.address}{own}", f"{ANY_FOLDER}{PurePosixPath(own).name}") if own else ()
    written = (link.address, unquote(link.address), *named, mark + fragment)
    return problem_at_source(site, name, link.line, f"{link.address} {what}", instead, *written)


def _places(site: BuiltSite, name: str, written: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """The first line of each text in each source, beginning with the source of the built file."""
    texts = _texts(site)
    own = {path: text for path, (slug, text) in texts.items() if slug in _stems(name)}
    others = {path: text for path, (_, text) in texts.items() if path not in own}
    lines = [line for text in written if (line := text.partition("\n")[0].strip())]
    for sources, sought in ((own, lines), (others, [each for each in lines if not each.startswith(WEAK)])):
        for pattern in (re.compile(_whole(each.removeprefix(ANY_FOLDER))) for each in sought):
            for path, text in sources.items():
                if found := pattern.search(text):
                    yield path, line_at(text, found.start())


def _whole(text: str) -> str:
    """A pattern of a text that is no part of a longer word or address."""
    before = r"(?<![\w.-])" if text[0] == "/" else r"(?<!\w)" * text[0].isalnum()
    return f"{before}{re.escape(text)}" + r"(?!\w)" * text[-1].isalnum()


def _stems(name: str) -> tuple[str, ...]:
    """What may be the slug of a page: `a` of `a.html`, `2012/a.html` and `a/index.html`."""
    return PurePosixPath(name).with_suffix("").parts[-2:]


@lru_cache(maxsize=1)
def _texts(site: BuiltSite) -> dict[str, tuple[str, str]]:
    """The slug and text of each published source, and the settings."""
    settings = site.root / SETTINGS
    of_owner = {SETTINGS: ("", settings.read_text("utf-8"))} if settings.is_file() else {}
    return {each.path: (each.slug_or_title, each.text) for each in site.public_sources} | of_owner
