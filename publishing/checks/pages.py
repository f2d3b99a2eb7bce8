"""What has to be there: the files of the host, pages that say where they are, sitemap, structured data."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import unquote, urlsplit

from plugins.problems import SourceError
from publishing.checks.addresses import refresh_target
from publishing.checks.references import structured_data
from publishing.checks.site import HOME, Site, problem
from publishing.checks.tree import SITEMAP, NotXml, Tree

NOT_FOUND = "404.html"
REQUIRED = (HOME, NOT_FOUND, "sitemap.xml", "robots.txt", ".nojekyll", "feeds/all.atom.xml")
# GitHub Pages answers with 404.html where there is no page; a search page is empty for a search engine.
UNLISTED = (NOT_FOUND, "search.html")
BUILD = "build the site with publishconf.py"


def required_files(site: Site) -> Iterator[SourceError]:
    for name in REQUIRED:
        if name not in site.names:
            yield problem(name, 1, "this file is missing", BUILD)
    host = urlsplit(site.address).hostname or ""
    named = site.text("CNAME").strip()
    if named != ("" if host.endswith(".github.io") else host):
        what = f"it names {named!r}, the pages {host!r}"
        yield problem("CNAME", 1, what, "correct SITE_ADDRESS in pelicanconf.py")


def pages_are_whole(site: Site) -> Iterator[SourceError]:
    for name, document in site.pages.items():
        try:
            site.read(name).decode("utf-8")
        except UnicodeDecodeError as reason:
            line = site.read(name).count(b"\n", 0, reason.start) + 1
            yield problem(name, line, "not UTF-8", "have the template that writes it say so")
        if not document.shown.strip() and not any(document.all("img", "svg", "video")):
            yield problem(name, 1, "the page is empty", "write the page, or remove its source")


def canonical_is_own(site: Site) -> Iterator[SourceError]:
    for name, document in site.pages.items():
        if name == NOT_FOUND:
            continue
        own, wanted = site.address_of(name), "its own address"
        if document.refresh:
            own = site.absolute(name, refresh_target(document.refresh.get("content")))
            wanted = "the address that it leads to"
        canonical = document.canonical
        told = [("og:url", each) for each in document.all("meta") if each.get("property") == "og:url"]
        if canonical is None:
            yield problem(name, 1, "it has no canonical link", f"name {own}")
        for what, element in (("canonical", canonical), *told) if canonical else told:
            said = element.get("href") or element.get("content")
            if unquote(said) != own:
                yield problem(name, element.line, f"{what} is {said!r}, not {wanted}", f"write {own}")


def sitemap_is_whole(site: Site) -> Iterator[SourceError]:
    """It lists each page that search engines may show, once, and no other."""
    name, tree = "sitemap.xml", site.trees.get("sitemap.xml")
    if not isinstance(tree, Tree):
        return
    if tree.root.tag != f"{SITEMAP} urlset":
        yield problem(name, tree.root.line, "this is no sitemap", f"begin with <urlset xmlns='{SITEMAP}'>")
    pages = {
        site.address_of(each)
        for each, document in site.pages.items()
        if each not in UNLISTED and document.may_be_indexed
    }
    listed: set[str] = set()
    for node in (each for url in tree.root.all(SITEMAP, "url") for each in url.all(SITEMAP, "loc")):
        if node.text in listed:
            yield problem(name, node.line, f"{node.text} is listed twice", "list it once")
        elif node.text not in pages and site.target(site.own_path(node.text) or "\0"):
            what = f"{node.text} is no page that search engines may show"
            yield problem(name, node.line, what, "take it out of the sitemap")
        listed.add(node.text)
    for each in sorted(pages - listed):
        yield problem(name, 1, f"{each} is not listed", "list it, or mark the page `noindex`")


def sitemap_is_dated(site: Site) -> Iterator[SourceError]:
    tree = site.trees.get("sitemap.xml")
    urls = tree.root.all(SITEMAP, "url") if isinstance(tree, Tree) else ()
    for node in (each for url in urls for each in url.all(SITEMAP, "lastmod")):
        if not is_date(node.text):
            yield problem("sitemap.xml", node.line, f"{node.text!r} is no date", "write it as 2026-11-24")


def is_date(text: str) -> bool:
    """A date, or a point of time with its zone (RFC 3339)."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return bool(date.fromisoformat(text))
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def data_is_readable(site: Site) -> Iterator[SourceError]:
    for name, tree in site.trees.items():
        if isinstance(tree, NotXml):
            yield problem(name, tree.line, str(tree), "escape what is in it")
    for name, data in site.data.items():
        if isinstance(data, ValueError):
            line = getattr(data, "lineno", 1)
            yield problem(name, line, f"this is no JSON: {data}", "write it with json.dumps")


def structured_data_is_readable(site: Site) -> Iterator[SourceError]:
    for name, document in site.pages.items():
        for script, data in structured_data(document):
            if isinstance(data, ValueError):
                what = f"its structured data is no JSON: {data}"
                yield problem(name, script.line, what, "write it with Jinja's tojson")
            elif not isinstance(data, dict) or "schema.org" not in str(data.get("@context")):
                what = "its structured data does not say that it is of schema.org"
                yield problem(name, script.line, what, 'begin it with "@context": "https://schema.org"')
