"""What must exist: the files that the host needs, and pages and data that can be read."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from vouch.checks.built_site import NOWHERE, BuiltSite, problem
from vouch.checks.source_places import problem_at_source
from vouch.checks.xml_tree import NotXml
from vouch.sources.addresses import HOME
from vouch.sources.problems import SourceError

REQUIRED = (HOME, "404.html", "sitemap.xml", "robots.txt", ".nojekyll")
BUILD_ADVICE = "build the site with publishconf.py"


def required_files(site: BuiltSite) -> Iterator[SourceError]:
    for name in REQUIRED:
        if name not in site.names:
            yield problem(name, 1, "this file is missing", BUILD_ADVICE)
    if site.address == NOWHERE:
        if "robots.txt" in site.names:
            what = "it lacks the address of the sitemap, and so of the site"
            yield problem("robots.txt", 1, what, "write `Sitemap:` and the full address")
        return
    host = urlsplit(site.address).hostname or ""
    named = site.text("CNAME").strip()
    if named != ("" if host.endswith(".github.io") else host):
        what = f"it names {named!r}, the pages {host!r}"
        yield problem("CNAME", 1, what, "correct SITE_ADDRESS in pelicanconf.py")


def pages_are_whole(site: BuiltSite) -> Iterator[SourceError]:
    for name, document in site.pages.items():
        try:
            site.read(name).decode("utf-8")
        except UnicodeDecodeError as reason:
            line = site.read(name).count(b"\n", 0, reason.start) + 1
            yield problem_at_source(site, name, line, "not UTF-8", "save the file in UTF-8")
        is_empty = not document.shown.strip() and not any(document.all("img", "svg", "video"))
        if is_empty and not site.is_of_author(name):
            yield problem(name, 1, "the page is empty", "write the page, or remove its source")


def data_is_readable(site: BuiltSite) -> Iterator[SourceError]:
    """The other checks skip what cannot be parsed."""
    for name, tree in site.trees.items():
        if isinstance(tree, NotXml):
            yield problem_at_source(site, name, tree.line, str(tree), "escape what is in it")
    for name, data in site.data.items():
        if isinstance(data, ValueError):
            line = getattr(data, "lineno", 1)
            yield problem_at_source(site, name, line, f"this is not JSON: {data}", "correct this line")
