"""All addresses in the files of a site: pages, drawings, styles, feeds, sitemap, data, résumé."""

import re
from collections.abc import Iterator
from functools import lru_cache

from vouch.checks.built_site import BuiltSite, json_in
from vouch.checks.packed import fragments, pdf_links
from vouch.checks.urls import Link, links_of, of_style
from vouch.checks.xml_tree import SITEMAP, Tree

STRUCTURED_DATA = "application/ld+json"
WHOLE = re.compile(r"(?:https?|file):\S+")


@lru_cache(maxsize=1)
def references(site: BuiltSite) -> tuple[tuple[str, Link], ...]:
    """Names of files and the addresses in them."""
    return tuple(_references(site))


def _references(site: BuiltSite) -> Iterator[tuple[str, Link]]:
    for name, document in {**site.pages, **site.drawings}.items():
        yield from ((name, each) for each in links_of(document))
    for name in site.named(".css"):
        yield from ((name, each) for each in of_style(site.text(name)))
    for each in (_of_feeds, _of_xml, _of_data, _of_structured_data, _of_search_index, _of_other_files):
        yield from each(site)


def _of_feeds(site: BuiltSite) -> Iterator[tuple[str, Link]]:
    for name, feed in site.feeds.items():
        yield from ((name, Link(each, 1)) for each in (feed.own, feed.home) if each)
        for entry in feed.entries:
            yield name, Link(entry.address, entry.line)
            for each in links_of(entry.content) if entry.content else ():
                yield name, Link(each.address, feed.line(entry, each.line), each.loads)


def _of_xml(site: BuiltSite) -> Iterator[tuple[str, Link]]:
    for name, tree in site.trees.items():
        if isinstance(tree, Tree):
            yield from ((name, Link(address, line, loads=True)) for address, line in tree.styles)
            for url in tree.root.all(SITEMAP, "url"):
                yield from ((name, Link(each.text.strip(), each.line)) for each in url.all(SITEMAP, "loc"))


def _of_data(site: BuiltSite) -> Iterator[tuple[str, Link]]:
    for name, data in site.data.items():
        if name not in site.feeds:
            yield from ((name, each) for each in _in_strings(data, 1))


def _of_structured_data(site: BuiltSite) -> Iterator[tuple[str, Link]]:
    for name, document in site.pages.items():
        for script in document.all("script"):
            if script.get("type").lower() == STRUCTURED_DATA:
                yield from ((name, each) for each in _in_strings(json_in(script.text), script.line))


def _in_strings(data: object, line: int) -> Iterator[Link]:
    """Addresses without fragments: in data these name things, not anchors."""
    for each in strings(data):
        if WHOLE.fullmatch(each):
            yield Link(each.partition("#")[0], line)


def strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from strings(each)


def _of_search_index(site: BuiltSite) -> Iterator[tuple[str, Link]]:
    for name, found in fragments(site):
        address = site.address + str(found.get("url", "")).lstrip("/")
        yield name, Link(address, 1)
        yield from (
            (name, Link(f"{address}#{each['id']}", 1)) for each in found.get("anchors", ()) if "id" in each
        )


def _of_other_files(site: BuiltSite) -> Iterator[tuple[str, Link]]:
    for number, line in enumerate(site.text("robots.txt").splitlines(), start=1):
        if line.lower().startswith("sitemap:"):
            yield "robots.txt", Link(line.partition(":")[2].strip(), number)
    for name in site.named(".pdf"):
        yield from ((name, Link(each, 1)) for each in pdf_links(site.read(name)))
