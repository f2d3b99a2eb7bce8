"""A built site in a folder: its files, each read once, and the targets of its addresses."""

import glob
import json
import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from vouch.checks.authored import CONTENT, Source, sources
from vouch.checks.document import Document
from vouch.checks.feed_entries import Feed, atom, json_feed, rss
from vouch.checks.xml_tree import NotXml, Tree, read
from vouch.sources.addresses import PAGES, url_of
from vouch.sources.problems import SourceError

NOWHERE = "https://nowhere.invalid/"  # RFC 6761; for a site without an address of its own
SITEMAP = re.compile(r"^Sitemap: (https://\S+/)[^\s/]+$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A file, link or device in the site. `name` is the path below the site, with `/`."""

    name: str
    mode: int
    size: int

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)


class BuiltSite:
    """`root` is the folder of the project that it was built from.

    Its address comes from robots.txt, which names the sitemap. With `only`, names of files, just these are
    checked, but `names` and `sizes` still cover all files, because addresses may lead to any of them.
    """

    def __init__(self, folder: Path, root: Path, only: Collection[str] | None = None) -> None:
        self.folder, self.root, self._only = folder, root, only
        self.anchors: dict[str, set[str]] = {}
        self._whole: dict[tuple[str, str], str] = {}

    @cached_property
    def _all(self) -> list[Entry]:
        """Everything but folders. Only regular files are opened, because a FIFO would block."""
        return sorted(_entries(os.fspath(self.folder), ""), key=lambda each: os.fsencode(each.name))

    @cached_property
    def entries(self) -> list[Entry]:
        return [each for each in self._all if self._only is None or each.name in self._only]

    @cached_property
    def sizes(self) -> dict[str, int]:
        return {each.name: each.size for each in self._all if each.is_file}

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.sizes)

    def named(self, *endings: str) -> list[str]:
        return [each.name for each in self.entries if each.is_file and each.name.lower().endswith(endings)]

    @cached_property
    def _read(self) -> dict[str, bytes]:
        return {}

    def read(self, name: str) -> bytes:
        """The bytes of a file; empty if it does not exist."""
        if name not in self._read:
            self._read[name] = (self.folder / name).read_bytes() if name in self.names else b""
        return self._read[name]

    def text(self, name: str) -> str:
        return self.read(name).decode("utf-8", "replace")

    @cached_property
    def pages(self) -> dict[str, Document]:
        return {each: Document.read(self.text(each)) for each in self.named(*PAGES)}

    def is_of_author(self, name: str) -> bool:
        """Whether a page or style is a file of content/ as it is, and so not of the theme."""
        if not name.lower().endswith((*PAGES, ".css")):
            return False
        same_name = (self.root / CONTENT).rglob(glob.escape(PurePosixPath(name).name))
        return any(each.is_file() and each.read_bytes() == self.read(name) for each in same_name)

    @cached_property
    def drawings(self) -> dict[str, Document]:
        return {each: Document.read(self.text(each)) for each in self.named(".svg")}

    @cached_property
    def sources(self) -> list[Source]:
        return sources(self.root)

    @cached_property
    def public_sources(self) -> list[Source]:
        """Those of pages that anyone may read, also hidden ones."""
        return [each for each in self.sources if each.status != "draft"]

    @cached_property
    def trees(self) -> dict[str, Tree | NotXml]:
        """The XML documents, or the reason why one is not XML."""
        return {each: _tree(self.read(each)) for each in self.named(".xml", ".atom", ".rss")}

    @cached_property
    def data(self) -> dict[str, object]:
        """The values of JSON files, or the error of a file that is not JSON."""
        return {each: json_in(self.read(each)) for each in self.named(".json", ".webmanifest")}

    @cached_property
    def feeds(self) -> dict[str, Feed]:
        trees = ((name, tree) for name, tree in self.trees.items() if isinstance(tree, Tree))
        of_xml = (atom(*each) or rss(*each) for each in trees)
        of_json = (json_feed(name, data, self.text(name)) for name, data in self.data.items())
        return {each.name: each for each in (*of_xml, *of_json) if each}

    @cached_property
    def address(self) -> str:
        sitemap = SITEMAP.search(self.text("robots.txt"))
        return sitemap[1] if sitemap else NOWHERE

    def address_of(self, name: str) -> str:
        """The address of a file; that of a folder's page is the folder."""
        return self.address + url_of(name)

    def absolute(self, name: str, address: str) -> str:
        """The absolute form of an address in a file. Raises ValueError if it is not an address."""
        key = (address, "" if address.startswith("/") else name)  # the same links are on every page
        if key not in self._whole:
            whole = urljoin(self.address_of(name), address.strip())
            urlsplit(whole).port  # noqa: B018 (validates it)
            self._whole[key] = whole
        return self._whole[key]

    def own_path(self, whole: str) -> str | None:
        """The decoded path below the site's address; None for other sites."""
        ours, theirs = urlsplit(self.address), urlsplit(whole)
        if theirs.scheme not in ("http", "https") or theirs.netloc.lower() != ours.netloc.lower():
            return None
        path = theirs.path or "/"
        return unquote(path.removeprefix(ours.path)) if path.startswith(ours.path) else None

    def target(self, path: str) -> str | None:
        """The file that GitHub Pages serves at a path; for a folder `a` it redirects to `a/`."""
        if not path or path.endswith("/"):
            wanted = [f"{path}index.html"]
        else:
            wanted = [path, f"{path}.html", f"{path}/index.html"]
        return next((each for each in wanted if each in self.names), None)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {each.casefold(): each for each in self.names}

    def in_other_case(self, path: str) -> str | None:
        """The address that was meant, if only the case of letters differs."""
        found = self._folded.get(path.casefold()) or self._folded.get(f"{path}.html".casefold())
        return found and urlsplit(self.address_of(found)).path


def _tree(data: bytes) -> Tree | NotXml:
    try:
        return read(data)
    except NotXml as reason:
        return reason


def json_in(data: bytes | str) -> object:
    """The value of JSON, or the error if it is not JSON."""
    try:
        return json.loads(data)
    except ValueError as reason:  # also raised for a wrong encoding
        return reason


def problem(name: str, line: int, what: str, instead: str) -> SourceError:
    """A problem that fits on one line, whatever the name of the file."""
    return SourceError(printable(name), line, printable(what), printable(instead))


def printable(text: str) -> str:
    return "".join(each if each.isprintable() else _escaped(each) for each in text)


def _escaped(letter: str) -> str:
    return f"\\x{ord(letter) & 0xFF:02x}" if 0xDC80 <= ord(letter) <= 0xDCFF else ascii(letter)[1:-1]


def _entries(folder: str, prefix: str) -> Iterator[Entry]:
    with os.scandir(folder) as found:
        for each in found:
            status = each.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                yield from _entries(each.path, f"{prefix}{each.name}/")
            else:
                yield Entry(f"{prefix}{each.name}", status.st_mode, status.st_size)
