"""What a publish would change on the live site, which changes need the author's consent, and a summary."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

from vouch.publish.old_addresses import OF_PAGES, file_of, last_part, nearest, page_of
from vouch.publish.repository import Commit
from vouch.publish.site_tree import BUILD, Tree
from vouch.sources.problems import counted

MAX_REMOVED_SHARE = 1 / 5  # of the pages
MAX_LISTED_ADDRESSES = 12  # of a kind, in a summary
UNITS = ((1_000_000, "MB"), (1_000, "kB"))
OF_ATOM = (".atom.xml", ".xml", ".atom")  # the endings of a feed that has a JSON feed beside it
OF_FEEDS = (".xml", ".atom", ".rss")
ATOM = "{http://www.w3.org/2005/Atom}"
# At the top of a branch with sources; a built site has none of them.
SOURCES = (
    *("pelicanconf.py", "publishconf.py", "tasks.py", "requirements.txt", "pyproject.toml", "Makefile"),
    *("_config.yml", "Gemfile", "package.json", "hugo.toml", "mkdocs.yml", ".gitignore", ".github"),
)


@dataclass(frozen=True)
class Allowed:
    """What the author consents to: addresses that may be removed, `*` for any letters, and another domain."""

    removed: tuple[str, ...] = ()
    cname: bool = False
    base: str = ""  # of a project site, `/name`, which an address may begin with

    def covers(self, name: str) -> bool:
        """Whether a file may be removed. An article covers what is made of it, and a feed its JSON twin."""
        feed = name.removesuffix(".json") if name.endswith(".json") else ""
        feeds = [f"{feed}{ending}" for ending in OF_ATOM] if feed else []
        names = [each for each in (name, page_of(name), *feeds) if each]
        return any(wanted.fullmatch(each) for each in names for wanted in self._files)

    @cached_property
    def _files(self) -> list[re.Pattern]:
        """The files at addresses that a person may write as `/old/`, `old.html` or `https://…/old.html`."""
        return [_file_at(each, self.base) for each in self.removed]


def _file_at(address: str, base: str) -> re.Pattern:
    """`*` stands for any letters. Raises Refused."""
    file = file_of(address, base, "--allow-removed")
    return re.compile(".*".join(re.escape(unquote(part)) for part in file.split("*")), re.DOTALL)


@dataclass(frozen=True)
class Changes:
    """From the `live` site to the new one. All names are of files, sorted.

    `earlier` are files of a site before the live one, which links from elsewhere may lead to as well;
    `sources` are the sources of articles and pages, by the last part of their addresses.
    """

    live: Tree
    new: Tree
    earlier: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def added(self) -> list[str]:
        return sorted(self.new.addresses.keys() - self.live.addresses.keys())

    @cached_property
    def removed(self) -> list[str]:
        wanted = self.live.addresses.keys() | self.earlier
        return sorted(each for each in wanted if not self._leads_somewhere(each))

    def _leads_somewhere(self, name: str) -> bool:
        """Whether GitHub Pages serves a file at an address, which may be written without its ending."""
        return any(each in self.new.files for each in (name, f"{name}.html", f"{name}/index.html"))

    @cached_property
    def changed(self) -> list[str]:
        both = self.live.addresses.keys() & self.new.addresses.keys()
        return sorted(each for each in both if self.live.files[each] != self.new.files[each])

    @property
    def is_nothing(self) -> bool:
        """Whether the live site is this one, except for files kept for earlier pages."""
        ours, theirs = (each.files.items() for each in (self.new, self.live))
        differing = {name for name, _ in ours ^ theirs}
        kept = (differing & self.live.assets) - self.new.files.keys()
        return bool(self.live.files) and differing - kept <= {BUILD}

    @property
    def bytes_sent(self) -> int:
        """The size of new and changed files, before git packs them."""
        blobs = {each.blob for each in self.live.files.values()}
        return sum(each.size for each in self.new.files.values() if each.blob not in blobs)

    def refusals(self, allowed: Allowed) -> Iterator[str]:
        """Why this must not be published without the author's consent, one line per reason."""
        yield from self._lost(allowed)
        if self.live.files:
            yield from self._sources()
            yield from self._removed(allowed)
            yield from self._domain(allowed)
            yield from self._feeds(allowed)

    def _sources(self) -> Iterator[str]:
        tops = {each.partition("/")[0] for each in self.live.files}
        if found := [each for each in SOURCES if each in tops]:
            yield f"gh-pages holds sources ({', '.join(found)}); publish to a branch that holds a site"

    def _lost(self, allowed: Allowed) -> Iterator[str]:
        for each in self.removed:
            has_moved = page_of(each) in self.new.files and not self.new.is_page(page_of(each))
            if not has_moved and not allowed.covers(each):
                yield self._loss(each)

    def _loss(self, name: str) -> str:
        """With the new address that most likely takes its place, to which an alias may lead."""
        address, is_page = address_of(name), PurePosixPath(name).suffix in OF_PAGES
        near = nearest(name, self.candidates)
        source = self.sources.get(last_part(near)) if near else "the article that takes its place"
        alias = f"write `Aliases: {address}` in {source}, or " if is_page and source else ""
        what = f"this address would be gone{f' (nearest: {address_of(near)})' if near else ''}"
        return f"{address}: {what}; {alias}let it go with --allow-removed '{address}'"

    @cached_property
    def candidates(self) -> list[str]:
        """Files that may take the place of another: not redirects, and not what is made of a page."""
        names = sorted(each for each in self.new.addresses if not page_of(each))
        return [each for each in names if not each.endswith(".html") or self.new.is_page(each)]

    def _removed(self, allowed: Allowed) -> Iterator[str]:
        pages = [each for each in self.live.files if self.live.is_page(each)]
        gone = [each for each in pages if not self.new.is_page(each)]
        if len(gone) > MAX_REMOVED_SHARE * len(pages) and not all(map(allowed.covers, gone)):
            yield f"{len(gone)} of {len(pages)} pages would be gone; name each with --allow-removed"

    def _domain(self, allowed: Allowed) -> Iterator[str]:
        before, now = (domain(each) for each in (self.live, self.new))
        if before != now and not allowed.cname:
            what = f"CNAME: the live site's domain is {before or 'none'}, this one's {now or 'none'}"
            yield f"{what}; correct SITE_ADDRESS, or change it with --allow-cname-change"

    def _feeds(self, allowed: Allowed) -> Iterator[str]:
        for name in () if allowed.cname else self.changed:
            before, now = (feed_ids(name, each.read(name)) for each in (self.live, self.new))
            for each in sorted(before.keys() & now.keys()):
                if before[each] != now[each]:
                    what = f"{address_of(name)}: the id of {each} was {before[each]} and would be {now[each]}"
                    yield f"{what}, so that readers see it twice; give it back the id it had"


def feed_ids(name: str, data: bytes) -> dict[str, str]:
    """The ids of an Atom, RSS or JSON feed and of its articles, by their paths; empty for anything else."""
    try:
        if name.endswith(OF_FEEDS):
            return dict(_ids_of(ElementTree.fromstring(data)))  # noqa: S314 (expat bounds entities)
        if name.endswith(".json"):
            return {urlsplit(each["url"]).path: each["id"] for each in json.loads(data)["items"]}
    except (ElementTree.ParseError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass  # the live file may be anything; the new one is checked on its own
    return {}


def _ids_of(feed: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for item in feed.iter("item"):  # of RSS
        yield urlsplit(item.findtext("link", "")).path, item.findtext("guid", "")
    if feed.tag == f"{ATOM}feed":
        yield "the feed", feed.findtext(f"{ATOM}id", "")
        for entry in feed.iter(f"{ATOM}entry"):
            link = entry.find(f"{ATOM}link[@rel='alternate']")
            yield urlsplit(link.get("href", "") if link is not None else "").path, entry.findtext(f"{ATOM}id")


def domain(site: Tree) -> str:
    return site.read("CNAME").decode(errors="replace").strip() if "CNAME" in site.files else ""


def address_of(name: str) -> str:
    """As a person writes it and may paste it: letters stay, other characters are percent-encoded."""
    path = name.removesuffix("index.html") if name.endswith("/index.html") else name
    return "/" + "".join(each if _stays(each) else quote(os.fsencode(each)) for each in path)


def _stays(letter: str) -> bool:
    return letter.isalnum() or letter in "/._~-"


def summary(changes: Changes, source: Commit) -> str:
    """Lines for a person: what is published, and the addresses that are added, changed and removed."""
    pages = sum(name.endswith(".html") for name in changes.new.files)
    total = sum(file.size for file in changes.new.files.values())
    lines = [f"{pages} pages, {size(total)}, from {source.short} {source.subject}"]
    for kind in ("added", "changed", "removed"):
        lines += _of_kind(kind, [address_of(each) for each in getattr(changes, kind)])
    return "\n".join((*lines, f"  {'new bytes':9} {size(changes.bytes_sent)}"))


def _of_kind(kind: str, addresses: list[str]) -> list[str]:
    if not addresses:
        return []
    more = (
        [f"and {len(addresses) - MAX_LISTED_ADDRESSES} more"] if len(addresses) > MAX_LISTED_ADDRESSES else []
    )
    labels = [f"{kind} {len(addresses)}", *[""] * MAX_LISTED_ADDRESSES]
    shown = [*addresses[:MAX_LISTED_ADDRESSES], *more]
    return [f"  {label:13} {each}" for label, each in zip(labels, shown, strict=False)]


def size(count: int) -> str:
    """A number of bytes in a readable unit."""
    for unit, name in UNITS:
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return counted(count, "byte")
