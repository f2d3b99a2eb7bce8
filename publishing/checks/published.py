"""Each published source has one page and one entry in the feed, a hidden one its page alone."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from plugins.problems import SourceError
from publishing.checks.site import Site, problem
from publishing.checks.sources import Source, heard, setting, words

ALL = "feeds/all.atom.xml"
NOTICES = "ways-on"  # the class of an article's foot, in which the author is shown the way to its source
LABELLED = ("tag/", "category/")
INSTEAD = "build the site with publishconf.py, and mend what keeps it out"


@lru_cache(maxsize=1)
def pages_by_source(site: Site) -> dict[str, list[str]]:
    """The pages of articles by the sources that they say they are made of, `articles/a.md`."""
    found: dict[str, list[str]] = {}
    for name, document in site.pages.items():
        foot = next(
            (at for at, each in enumerate(document.elements) if NOTICES in each.get("class").split()), None
        )
        links = [] if foot is None else document.elements[foot:]
        edited = [each.get("href") for each in links if "/content/" in each.get("href")]
        for each in edited[-1:]:
            found.setdefault(unquote(each.partition("/content/")[2]), []).append(name)
    return found


def sources_have_pages(site: Site) -> Iterator[SourceError]:
    pages = pages_by_source(site)
    known = {each.name: each for each in site.sources}
    for source in site.sources:
        if source.status != "draft":
            yield from _page_of(site, source, pages.get(source.name, []))
    for name, made in pages.items():
        if name not in known:
            yield problem(
                made[0], 1, f"it is made of content/{name}, which is not there", "build the site anew"
            )


def _page_of(site: Site, source: Source, made: list[str]) -> Iterator[SourceError]:
    if source.is_page:
        made = [each for each in (f"{source.slug_or_title}.html",) if each in site.names] or [
            name for name, each in site.pages.items() if words(each.title) == words(source.title)
        ]
    if len(made) != 1:
        told = f"two pages, {' and '.join(made)}" if made else "no page"
        yield problem(source.path, 1, f"this {source.status} source has {told}", INSTEAD)
    elif source.slug and made[0].removesuffix(".html") not in (
        source.slug,
        f"{source.slug}-{source.fields.get('lang', '')}",
    ):
        what = f"its page is {made[0]}, not {source.slug}.html"
        yield problem(source.path, 1, what, "correct ARTICLE_SAVE_AS in pelicanconf.py")


def sources_have_entries(site: Site) -> Iterator[SourceError]:
    """The newest are in the feed; of those dated alike with the oldest in it, some may be left out."""
    if ALL not in site.feeds:
        return
    pages = pages_by_source(site)
    made_of = {page: name for name, made in pages.items() for page in made}
    entries: dict[str, list[int]] = {}
    for each in site.feeds[ALL].entries:
        page = site.target(site.own_path(each.address) or "\0") or ""
        entries.setdefault(made_of.get(page, ""), []).append(each.line)
    articles = [each for each in site.sources if not each.is_page and each.date]
    public = {each.name: each.date for each in articles if each.status == "published"}
    dates, most = sorted(public.values()), setting(site.root, "FEED_MAX_ITEMS", 20)
    for source in articles:
        count = len(entries.get(source.name, ()))
        is_due = source.name in public and len(dates) - bisect_left(dates, source.date) <= most
        if count > 1 or (is_due and not count):
            what = f"it is in the feed {count} times" if count else "it is not in the feed"
            yield problem(source.path, 1, what, "correct plugins/feeds.py")
        elif count and source.name not in public:
            what = f"this {source.status} source is in the feed"
            yield problem(ALL, entries[source.name][0], what, "build the site with publishconf.py")


def labels_are_published(site: Site) -> Iterator[SourceError]:
    """A tag or category of drafts alone has no page, and is on no article."""
    if not site.sources:
        return
    public = {label for each in site.sources if each.status == "published" for label in each.labels}
    for name, document in site.pages.items():
        if name.startswith(LABELLED) and document.refresh is None:
            label = document.title.removeprefix("#" if name.startswith("tag/") else "")
            if heard(label) not in public:
                yield _unknown(name, 1, label)
    for name, feed in site.feeds.items():
        for entry in feed.entries:
            yield from (_unknown(name, entry.line, each) for each in entry.tags if heard(each) not in public)


def _unknown(name: str, line: int, label: str) -> SourceError:
    what = f"no published article has the tag or category {label!r}"
    return problem(name, line, what, "build the site with publishconf.py")
