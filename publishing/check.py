"""Reads a built public site and tells what must not go out.

Each check takes the site and yields problems; a site in order yields none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from plugins.problems import SourceError
from plugins.resume.kept_anchors import kept_anchors
from publishing.resume import KEPT_ANCHORS

LINKING = ("href", "src", "poster", "data", "action")
ADDRESS_META = ("og:url", "og:image", "twitter:image")
LOCAL_HOSTS = ("localhost", "127.0.0.1", "0.0.0.0", "::1")  # noqa: S104 (names them, binds nothing)
REQUIRED = ("index.html", "404.html", "sitemap.xml", "robots.txt", ".nojekyll")


@dataclass(frozen=True)
class Link:
    address: str
    line: int


@dataclass
class Document:
    """A page or feed: what it links to, the anchors it has, and whether it says it is a draft."""

    path: Path
    links: list[Link] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    canonical: str = ""
    draft_line: int = 0

    @classmethod
    def read(cls, path: Path) -> "Document":
        text = path.read_text("utf-8")
        document = cls(path)
        # A feed holds its articles as escaped HTML.
        _Parser(document).feed(text if path.suffix == ".html" else _sitemap_as_links(unescape(text)))
        return document


class _Parser(HTMLParser):
    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        line, _ = self.getpos()
        self.document.anchors |= {values[name] for name in ("id", "name") if name in values}
        if values.get("data-status") == "draft":
            self.document.draft_line = line
        addresses = [values[name] for name in LINKING if name in values]
        addresses += [each.split()[0] for each in values.get("srcset", "").split(",") if each.strip()]
        if tag == "meta" and values.get("property", values.get("name")) in ADDRESS_META:
            addresses.append(values.get("content", ""))
        if tag == "link" and values.get("rel") == "canonical":
            self.document.canonical = values["href"]
        self.document.links += [Link(each, line) for each in addresses]


def _sitemap_as_links(xml: str) -> str:
    return re.sub(r"<loc>([^<]*)</loc>", r'<link href="\1">', xml)


@dataclass(frozen=True)
class Site:
    """A built site in a folder. Where it will live is what its home page says: its canonical link."""

    folder: Path

    @cached_property
    def documents(self) -> dict[Path, Document]:
        files = [each for each in sorted(self.folder.rglob("*")) if each.suffix in (".html", ".xml")]
        return {each: Document.read(each) for each in files}

    @cached_property
    def address(self) -> str:
        home = self.documents.get(self.folder / "index.html")
        return home.canonical if home else ""

    def address_of(self, file: Path) -> str:
        return urljoin(self.address, file.relative_to(self.folder).as_posix())

    def file_at(self, address: str) -> Path | None:
        """The file that GitHub Pages answers with, None if there is none."""
        path = unquote(urlsplit(address).path).removeprefix(urlsplit(self.address).path)
        candidates = [path, f"{path}.html"] if path and not path.endswith("/") else [f"{path}index.html"]
        return next((self.folder / each for each in candidates if (self.folder / each).is_file()), None)


def check(folder: Path, root: Path) -> list[SourceError]:
    """All problems of the site in `folder`, built from the project in folder `root`."""
    site = Site(folder)
    found = [problem for each in CHECKS for problem in each(site)]
    return [*found, *anchors_stay(site, root / KEPT_ANCHORS)]


def required_files(site: Site) -> Iterator[SourceError]:
    for name in REQUIRED:
        if not (site.folder / name).is_file():
            yield SourceError(name, 1, "this file is missing", "build the site with publishconf.py")
    host = urlsplit(site.address).hostname or ""
    cname = site.folder / "CNAME"
    named = cname.read_text("utf-8").strip() if cname.is_file() else ""
    if named != ("" if host.endswith(".github.io") else host):
        what = f"it names {named!r}, the pages {host!r}"
        yield SourceError("CNAME", 1, what, "correct SITE_ADDRESS in pelicanconf.py")


def links_lead_somewhere(site: Site) -> Iterator[SourceError]:
    for file, document in site.documents.items():
        for link in document.links:
            address = urljoin(site.address_of(file), link.address)
            if not address.startswith(site.address):
                continue
            target = site.file_at(address)
            anchor = unquote(urlsplit(address).fragment)
            if target is None:
                yield _problem(site, file, link, "leads nowhere", "correct the link")
            elif anchor and target.suffix == ".html" and anchor not in site.documents[target].anchors:
                yield _problem(site, file, link, "names no anchor of that page", "correct the link")


def no_local_addresses(site: Site) -> Iterator[SourceError]:
    for file, document in site.documents.items():
        for link in document.links:
            if urlsplit(link.address).hostname in LOCAL_HOSTS or link.address.startswith("file:"):
                yield _problem(site, file, link, "works on one machine only", "write a public address")


def no_drafts(site: Site) -> Iterator[SourceError]:
    for file, document in site.documents.items():
        if document.draft_line or file.relative_to(site.folder).parts[0] == "drafts":
            name, line = file.relative_to(site.folder), document.draft_line or 1
            yield SourceError(name, line, "this is a draft", "build with WITH_DRAFTS = False")


def anchors_stay(site: Site, kept: Path) -> Iterator[SourceError]:
    """Links from elsewhere to a line of the résumé outlive the next edit of that line."""
    page = site.documents.get(site.folder / kept.with_suffix(".html").name)
    for each in kept_anchors(kept.read_text("utf-8")) if page and kept.is_file() else ():
        if each.name not in page.anchors:
            what = f"the résumé has no #{each.name} any more"
            yield SourceError(kept, each.line, what, f"write `{each.name} -> ` and the anchor in its place")


CHECKS = (required_files, links_lead_somewhere, no_local_addresses, no_drafts)


def _problem(site: Site, file: Path, link: Link, what: str, instead: str) -> SourceError:
    return SourceError(file.relative_to(site.folder), link.line, f"{link.address} {what}", instead)
