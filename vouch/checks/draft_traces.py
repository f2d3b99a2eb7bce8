"""No trace of a draft is published: no page or file, no link to its source, no tag, none of its words.

vouch/pages/drafts.py leaves drafts out of the build. This checks the result, in which plugins and files of
the author may have a part.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from vouch.checks.authored import Source, words
from vouch.checks.built_site import BuiltSite, problem
from vouch.checks.references import references
from vouch.checks.source_places import link_at_source
from vouch.checks.texts import Text, texts
from vouch.sources.labels import label_key
from vouch.sources.problems import SourceError

DRAFTS, CARDS = "drafts/", "cards/"
LABELLED = ("tag/", "category/")
PUBLIC = "build the site with publishconf.py"

ENDING = re.compile(r"(?:/index)?\.(?:html|png)$")
MIN_LETTERS, MIN_WORDS = 12, 5  # fewer may be a coincidence
TARGET = re.compile(r"\]\([^)\s]*\)|\]\[[^\]]*\]|<https?://[^>]*>`?_*")
FENCED = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)
NOT_PROSE = re.compile(r"^(?:\.\. |:\w+:(?!`)|[^\w\s*`\[(<>\"'“-]|[ \t]+\S).*$", re.MULTILINE)
# Words separated by this in the source may not be adjacent on the page.
MARKUP = re.compile(r"[*_`\[\](){}<>|\\#~^=+]|https?://\S+|\n\s*\n")


def _drafts(site: BuiltSite) -> list[Source]:
    return [each for each in site.sources if each.status == "draft"]


def no_page_is_a_draft(site: BuiltSite) -> Iterator[SourceError]:
    for name, document in site.pages.items():
        marked = next((each.line for each in document.elements if each.get("data-status") == "draft"), 0)
        if marked or name.startswith(DRAFTS):
            yield problem(name, marked or 1, "this is a draft", PUBLIC)


def no_file_has_the_name_of_a_draft(site: BuiltSite) -> Iterator[SourceError]:
    """At any address that its articles or their cards may have."""
    taken = set().union(*(each.slugs for each in site.public_sources))
    drafts = {slug: draft for draft in _drafts(site) for slug in draft.slugs - taken}
    for name in site.names:
        draft = drafts.get(ENDING.sub("", name).rpartition("/")[2])
        if draft and _is_of_article(site, name):
            yield problem(name, 1, f"this file has the name of the draft {draft.path}", PUBLIC)


def _is_of_article(site: BuiltSite, name: str) -> bool:
    """Whether it is a card, an article, or a page at the root that does not say what it is; not an alias."""
    if name not in site.pages:
        return name.startswith(CARDS)
    page = site.pages[name]
    kinds = [each.get("content") for each in page.all("meta") if each.get("property") == "og:type"]
    return not page.refresh and (kinds == ["article"] or not (kinds or "/" in name))


def no_source_of_a_draft_is_linked(site: BuiltSite) -> Iterator[SourceError]:
    paths = tuple(f"/{each.path}" for each in _drafts(site))
    for name, link in references(site) if paths else ():
        if unquote(link.address).endswith(paths):
            what, instead = "is the source of a draft", "remove the link, or publish the draft"
            yield link_at_source(site, name, link, what, instead)


def labels_are_published(site: BuiltSite) -> Iterator[SourceError]:
    """A tag or category of drafts alone has no page, and no article in a feed has it."""
    public = {label for each in site.sources if each.status == "published" for label in each.labels}
    for name, line, label in _labels(site) if site.sources else ():
        if label_key(label) not in public:
            yield problem(name, line, f"no published article has the tag or category {label!r}", PUBLIC)


def _labels(site: BuiltSite) -> Iterator[tuple[str, int, str]]:
    for name, document in site.pages.items():
        marked = any("data-label" in each.attributes for each in document.all("h1"))
        if (marked or name.startswith(LABELLED)) and document.refresh is None:
            yield name, 1, document.title.removeprefix("#")
    for name, feed in site.feeds.items():
        yield from ((name, entry.line, each) for entry in feed.entries for each in entry.tags)


def no_words_of_a_draft(site: BuiltSite) -> Iterator[SourceError]:
    """Its title, address, summary and first words, except for what published sources contain as well."""
    traces = _traces(site)
    for text in texts(site) if traces else ():
        published = words(text.text)
        for path, of_draft in traces.items():
            if found := next((each for each in of_draft if each[1] in published), None):
                yield problem(text.name, _line(text, found[1]), f"{found[0]} of the draft {path}", PUBLIC)


def _line(text: Text, trace: str) -> int:
    found = re.search(r"[\W_]+".join(map(re.escape, trace.split())), text.text, re.IGNORECASE)
    return text.line_at(found.end()) if found else text.line


@lru_cache(maxsize=1)
def _traces(site: BuiltSite) -> dict[str, list[tuple[str, str]]]:
    """By the path of each draft: what each trace is of, and its words."""
    known = words("\n".join(_published_text(site)))
    of_drafts = {each.path: _traces_of(each) for each in _drafts(site)}
    return {path: [each for each in found if each[1] not in known] for path, found in of_drafts.items()}


def _published_text(site: BuiltSite) -> Iterator[str]:
    """The text of published sources, with links and without, their dates, and the text of the theme."""
    for source in site.public_sources:
        yield from (source.text, TARGET.sub("", source.text))
        yield f"{source.date:%-d %B %Y}" if source.date else ""
    theme = site.root / "theme"
    of_pages = (site.root / "pelicanconf.py", *theme.glob("templates/*.html"), *theme.glob("js/*.js"))
    yield from (each.read_text("utf-8") for each in of_pages if each.is_file())


def _traces_of(draft: Source) -> list[tuple[str, str]]:
    title, slug, summary = map(words, (draft.title, draft.slug_or_title, draft.fields.get("summary", "")))
    found = [("the address", slug), ("the summary", summary)]
    return [
        *([("the title", title)] if len(title.split()) > 1 or _is_long(title) else ()),
        *(each for each in found if _is_long(each[1])),
        *(("the words", each) for each in first_words(draft.body)),
    ]


def _is_long(text: str, letters: int = MIN_LETTERS) -> bool:
    return len(text.replace(" ", "")) >= letters


def first_words(body: str) -> list[str]:
    """The first three runs of plain words that are long enough to be unique."""
    prose = MARKUP.split(NOT_PROSE.sub("", FENCED.sub("", body)))
    runs = (words(each).split()[: 2 * MIN_WORDS] for each in prose)
    found = (f" {' '.join(each)} " for each in runs if len(each) >= MIN_WORDS)
    return [each for each in found if _is_long(each, 2 * MIN_LETTERS)][:3]
