"""No byte of a draft is in the site: in no page, feed, search index, file of the résumé or name of a file."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from plugins.problems import SourceError
from publishing.checks.published import pages_by_source
from publishing.checks.references import references
from publishing.checks.site import Site, problem
from publishing.checks.sources import CONTENT, words
from publishing.checks.texts import texts
from publishing.checks.traces import Draft

DRAFTS = "drafts/"
SUBSTITUTIONS = DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]
TARGET = re.compile(r"\]\([^)\s]*\)|\]\[[^\]]*\]|<https?://[^>]*>`?_*")
PUBLIC = "build the site with publishconf.py"


@lru_cache(maxsize=1)
def drafts_of(site: Site) -> tuple[Draft, ...]:
    known = words("\n".join(_said_in_public(site)))
    return tuple(Draft(each, known) for each in site.sources if each.status == "draft")


def _said_in_public(site: Site) -> Iterator[str]:
    """What published sources say, with links and without, their dates, and what stands on pages anyway."""
    for source in site.sources:
        if source.status != "draft":
            yield source.text
            yield TARGET.sub("", source.text)
            yield f"{source.date:%-d %B %Y}" if source.date else ""
    theme = site.root / "theme"
    of_pages = (site.root / "pelicanconf.py", *theme.glob("templates/*.html"), *theme.glob("js/*.js"))
    yield from (each.read_text("utf-8") for each in of_pages if each.is_file())


def no_draft_is_told(site: Site) -> Iterator[SourceError]:
    drafts = drafts_of(site)
    for text in texts(site) if drafts else ():
        heard = words(text.text)
        for draft in drafts:
            for what, trace in (each for each in draft.traces if each[1] in heard):
                line = text.line_at(_end(text.text, trace))
                yield problem(text.name, line, f"{what} of the draft {draft.path}", PUBLIC)
                break


def _end(text: str, wanted: str) -> int:
    """Where the words end: the first place to which a text that holds them can be cut."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if wanted in words(text[:middle]) else (middle + 1, high)
    return low


def no_page_is_a_draft(site: Site) -> Iterator[SourceError]:
    """By what the page says of itself, its folder, or the source that it is made of."""
    drafts = {each.source.name: each.path for each in drafts_of(site)}
    made = {
        page: drafts[name]
        for name, pages in pages_by_source(site).items()
        for page in pages
        if name in drafts
    }
    for name, document in site.pages.items():
        marked = next((each.line for each in document.elements if each.get("data-status") == "draft"), 0)
        if marked or name.startswith(DRAFTS):
            yield problem(name, marked or 1, "this is a draft", PUBLIC)
        elif name in made:
            yield problem(name, 1, f"this is the draft {made[name]}", PUBLIC)


def no_file_is_of_a_draft(site: Site) -> Iterator[SourceError]:
    """By its name, unless something that is published has it as well."""
    public = [each for each in site.sources if each.status != "draft"]
    labels = {slugify(label, SUBSTITUTIONS) for each in public for label in each.labels}
    taken = {each.slug_or_title for each in public} | {each.name for each in public} | labels
    written = "\n".join(each.text for each in public)
    aliases = " ".join(each.fields.get("aliases", "") for each in public)
    private = (each for each in drafts_of(site) if each.slug not in taken and each.slug not in aliases)
    drafts = [each for each in private if f"/{each.slug}/" not in written]
    for name in sorted(site.names) if drafts else ():
        for draft in drafts:
            if draft.is_named_by(name) and not name.startswith(DRAFTS):
                yield problem(name, 1, f"it bears the name of the draft {draft.path}", PUBLIC)


def no_source_of_a_draft_is_named(site: Site) -> Iterator[SourceError]:
    drafts = tuple(each.path for each in drafts_of(site))
    made = {page: f"{CONTENT}/{source}" for source, pages in pages_by_source(site).items() for page in pages}
    for name, link in references(site) if drafts else ():
        address = unquote(link.address)
        is_own = name in made and address.endswith(made[name])
        if not is_own and f"/{CONTENT}/" in address and address.endswith(drafts):
            yield problem(
                name, link.line, f"{link.address} is the source of a draft", "take it out, or publish that"
            )
