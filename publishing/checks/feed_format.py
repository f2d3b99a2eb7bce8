"""Feeds to the letter of their formats: RFC 4287, and https://jsonfeed.org/version/1.1."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from plugins.problems import SourceError
from publishing.checks.addresses import links_of
from publishing.checks.feeds import Feed, text
from publishing.checks.site import Site, problem
from publishing.checks.tree import ATOM, Node

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
WRITER = "correct plugins/feeds.py"


def atom_is_strict(site: Site) -> Iterator[SourceError]:
    for name in _of_kind(site, ".xml"):
        root = site.trees[name].root
        entries = [*root.all(ATOM, "entry")]
        for node in (root, *entries):
            yield from _of_node(name, node)
        for each in entries if not root.first(ATOM, "author") else ():
            if not each.first(ATOM, "author"):
                yield problem(name, each.line, "neither the entry nor the feed has an author", WRITER)


def _of_node(name: str, node: Node) -> Iterator[SourceError]:
    """RFC 4287, 4.1.1 and 4.1.2: an id, a title and a date, each once."""
    for each in ("id", "title", "updated"):
        count = sum(1 for _ in node.all(ATOM, each))
        if count != 1 or not text(node, each):
            what = f"{count or 'no'} <{each}>" if count != 1 else f"<{each}> is empty"
            yield problem(name, node.line, f"<{node.tag.split()[1]}>: {what}", f"write one <{each}>")
    for each in (*node.all(ATOM, "updated"), *node.all(ATOM, "published")):
        if not _is_time(each.text):
            yield problem(name, each.line, f"{each.text!r} is no date", "write 2026-11-24T00:00:00Z")


def json_feed_is_strict(site: Site) -> Iterator[SourceError]:
    for name in _of_kind(site, ".json"):
        feed, items = site.feeds[name], site.data[name].get("items", ())
        if not feed.title:
            yield problem(name, 1, "the feed has no title", WRITER)
        for entry, item in zip(feed.entries, items, strict=False):
            yield from (problem(name, entry.line, *each) for each in _of_item(item))
        beside = site.feeds.get(f"{name.removesuffix('.json')}.atom.xml")
        if beside and [each.id for each in beside.entries] != [each.id for each in feed.entries]:
            yield problem(name, 1, f"its articles are not those of {beside.name}", "write both from one list")


def _of_item(item: dict) -> Iterator[tuple[str, str]]:
    if not item.get("content_html") and not item.get("content_text"):
        yield "the item has no content", WRITER
    for each in ("date_published", "date_modified"):
        if each in item and not _is_time(str(item[each])):
            yield f"{item[each]!r} is no date", "write 2026-11-24T00:00:00+00:00"


def _of_kind(site: Site, suffix: str) -> list[str]:
    return [each for each in site.feeds if each.endswith(suffix)]


def _is_time(text: str) -> bool:
    if not RFC_3339.fullmatch(text):
        return False
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def ids_are_given_once(site: Site) -> Iterator[SourceError]:
    """A feed reader knows an article by its id for ever, and a feed by its own."""
    feeds = [site.feeds[each] for each in _of_kind(site, ".xml")]
    for feed in site.feeds.values():
        counted = Counter(each.id for each in feed.entries)
        for entry in feed.entries:
            if counted[entry.id] > 1:
                yield problem(feed.name, entry.line, f"the id {entry.id} stands twice", "give each its own")
            elif not urlsplit(entry.id).scheme:
                yield problem(feed.name, entry.line, f"the id {entry.id!r} is not absolute", WRITER)
    shared = Counter(each.id for each in feeds)
    for feed in (each for each in feeds if shared[each.id] > 1):
        yield problem(feed.name, 1, f"two feeds have the id {feed.id}", "give each its own")


def addresses_are_whole(site: Site) -> Iterator[SourceError]:
    """A feed is read elsewhere: an address in it is whole."""
    for feed in site.feeds.values():
        yield from _own_address(site, feed)
        for entry in feed.entries:
            links = [] if entry.content is None else [*links_of(entry.content)]
            for line, address in (
                (entry.line, entry.address),
                *((feed.line(entry, each.line), each.address) for each in links),
            ):
                if not urlsplit(address).scheme:
                    instead = f"begin it with {site.address}"
                    yield problem(feed.name, line, f"{address!r} is not absolute", instead)


def _own_address(site: Site, feed: Feed) -> Iterator[SourceError]:
    if feed.own != site.address_of(feed.name):
        what, own = f"it says that it is at {feed.own!r}", site.address_of(feed.name)
        yield problem(feed.name, 1, what, f"write {own}")
