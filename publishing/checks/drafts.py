"""No byte of a draft is in the site: in no page, feed, search index, file of the résumé or name of a file."""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from plugins.problems import SourceError
from publishing.checks.published import pages_by_source
from publishing.checks.references import references
from publishing.checks.site import Site, problem
from publishing.checks.sources import words
from publishing.checks.texts import texts
from publishing.checks.traces import Draft

DRAFTS = "drafts/"
PUBLIC = "build the site with publishconf.py"


@lru_cache(maxsize=1)
def drafts_of(site: Site) -> tuple[Draft, ...]:
    public = [each.text for each in site.sources if each.status != "draft"]
    settings = site.root / "pelicanconf.py"  # what it says stands on every page
    known = words("\n".join([*public, settings.read_text("utf-8") if settings.is_file() else ""]))
    return tuple(Draft(each, known) for each in site.sources if each.status == "draft")


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
    taken = {each.slug_or_title for each in public} | {each.name for each in public}
    aliases = " ".join(each.fields.get("aliases", "") for each in public)
    drafts = [each for each in drafts_of(site) if each.slug not in taken and each.slug not in aliases]
    for name in sorted(site.names) if drafts else ():
        for draft in drafts:
            if draft.is_named_by(name) and not name.startswith(DRAFTS):
                yield problem(name, 1, f"it bears the name of the draft {draft.path}", PUBLIC)


def no_source_of_a_draft_is_named(site: Site) -> Iterator[SourceError]:
    drafts = tuple(each.path for each in drafts_of(site))
    made = {page for pages in pages_by_source(site).values() for page in pages[:1]}
    for name, link in references(site) if drafts else ():
        address = unquote(link.address)
        if name not in made and "/content/" in address and address.endswith(drafts):
            yield problem(
                name, link.line, f"{link.address} is the source of a draft", "take it out, or publish that"
            )
