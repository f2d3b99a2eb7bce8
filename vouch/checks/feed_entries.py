"""Feeds as feed readers see them: Atom (RFC 4287), JSON Feed 1.1 beside it, and RSS 2.0."""

import json
from dataclasses import dataclass
from functools import lru_cache

from vouch.checks.document import Document
from vouch.checks.xml_tree import ATOM, Node, Tree
from vouch.sources.problems import line_of

# An article is in several feeds and read once.
parsed = lru_cache(maxsize=512)(Document.read)


@dataclass(frozen=True)
class Entry:
    """An article in a feed. The lines of `content` count from `content_line`."""

    address: str
    title: str
    summary: str
    tags: tuple[str, ...]
    content: Document | None
    line: int
    content_line: int


@dataclass(frozen=True)
class Feed:
    """`own` is the address that it gives for itself; `entries` are in its order."""

    name: str
    title: str
    own: str
    home: str
    entries: tuple[Entry, ...]

    def line(self, entry: Entry, line: int) -> int:
        """The line in the file of a line of an entry's content, which in JSON is all on one line."""
        return entry.content_line + (0 if self.name.endswith(".json") else line - 1)


def atom(name: str, tree: Tree) -> Feed | None:
    """The feed in an XML document; None if it is something else."""
    root = tree.root
    if root.tag != f"{ATOM} feed":
        return None
    entries = tuple(_atom_entry(each) for each in root.all(ATOM, "entry"))
    links = link(root, "self"), link(root, "alternate")
    return Feed(name, text(root, "title"), *links, entries)


def _atom_entry(node: Node) -> Entry:
    content = node.first(ATOM, "content")
    return Entry(
        link(node, "alternate"),
        text(node, "title"),
        text(node, "summary"),
        tuple(each.attributes.get("term", "") for each in node.all(ATOM, "category")),
        parsed(content.text) if content else None,
        node.line,
        content.line if content else node.line,
    )


def rss(name: str, tree: Tree) -> Feed | None:
    """The feed in an XML document; None if it is something else."""
    channel = tree.root.first("", "channel") if tree.root.tag == "rss" else None
    if not channel:
        return None
    own, entries = link(channel, "self"), tuple(map(_rss_entry, channel.all("", "item")))
    return Feed(name, text(channel, "title", ""), own, text(channel, "link", ""), entries)


def _rss_entry(node: Node) -> Entry:
    """Its description may be the whole text, or a part of it."""
    description = node.first("", "description")
    return Entry(
        text(node, "link", ""),
        text(node, "title", ""),
        "",
        tuple(each.text for each in node.all("", "category")),
        parsed(description.text) if description else None,
        node.line,
        description.line if description else node.line,
    )


def text(node: Node, name: str, namespace: str = ATOM) -> str:
    found = node.first(namespace, name)
    return found.text.strip() if found else ""


def link(node: Node, relation: str) -> str:
    """RFC 4287, 4.2.7.2: a link without a relation is an alternate one."""
    links = node.all(ATOM, "link")
    found = (each for each in links if each.attributes.get("rel", "alternate") == relation)
    return next((each.attributes.get("href", "") for each in found), "")


def json_feed(name: str, data: object, source: str) -> Feed | None:
    """The feed in a JSON document, whose text is `source`; None if it is something else."""
    if not isinstance(data, dict) or "jsonfeed.org" not in str(data.get("version")):
        return None
    items = [each for each in data.get("items") or () if isinstance(each, dict)]
    title, own, home = (str(data.get(each, "")) for each in ("title", "feed_url", "home_page_url"))
    return Feed(name, title, own, home, tuple(_json_entry(each, source) for each in items))


def _json_entry(item: dict[str, object], source: str) -> Entry:
    content = str(item.get("content_html", ""))
    line = line_of(source, f'"id": {_quoted(item.get("id"))}')
    return Entry(
        *(str(item.get(each, "")) for each in ("url", "title", "summary")),
        tuple(map(str, item.get("tags") or ())),
        parsed(content) if content else None,
        line,
        line_of(source, _quoted(content)) if content else line,
    )


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
