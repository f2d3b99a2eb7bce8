"""Every address in the site has a target, in the same case, and nothing is loaded from another host."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from vouch.build.resume_command import ANCHOR_LIST
from vouch.checks.built_site import BuiltSite
from vouch.checks.document import Document
from vouch.checks.references import references
from vouch.checks.source_places import link_at_source, problem_at_source
from vouch.checks.urls import Link
from vouch.resume.anchor_list import listed_anchors
from vouch.sources.addresses import LOCAL_HOST
from vouch.sources.problems import SourceError

RUNS_SCRIPT = re.compile(r"[\x00-\x20]*(?:javascript|vbscript|data\s*:\s*text/html)\s*[:;,]", re.IGNORECASE)
TEXT_DIRECTIVE = ":~:"  # https://wicg.github.io/scroll-to-text-fragment/
WEB = ("http", "https")


def links_lead_somewhere(site: BuiltSite) -> Iterator[SourceError]:
    """A problem of an article is reported once, for its page, and for a feed only if no page has it."""
    reported = set()
    for name, link in references(site):
        for what, instead in _faults(site, name, link):
            if name not in site.feeds or (_whole(site, name, link), what) not in reported:
                reported.add((_whole(site, name, link), what))
                yield link_at_source(site, name, link, what, instead)


def _whole(site: BuiltSite, name: str, link: Link) -> str:
    try:
        return site.absolute(name, link.address)
    except ValueError:
        return link.address


def _faults(site: BuiltSite, name: str, link: Link) -> Iterator[tuple[str, str]]:
    if RUNS_SCRIPT.match(link.address):
        yield "runs a script", "link to a page"
        return
    try:
        whole = site.absolute(name, link.address)
    except ValueError:
        yield "is not an address", "correct the link"
        return
    parts, path = urlsplit(whole), site.own_path(whole)
    if _is_local(parts):
        yield "works only on your machine", "use a public address"
    elif path is not None:
        yield from _own_faults(site, path, parts.fragment)
    elif re.match("/(?!/)", link.address):
        yield "points outside the site", f"begin it with {urlsplit(site.address).path}"
    elif link.loads and parts.scheme != "data" and not site.is_of_author(name):
        yield "is loaded from another host", "keep a copy of it in content/ and name that"


def _is_local(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    return parts.scheme == "file" or (parts.scheme in WEB and LOCAL_HOST.fullmatch(host) is not None)


def _own_faults(site: BuiltSite, path: str, fragment: str) -> Iterator[tuple[str, str]]:
    target = site.target(path)
    fragment = fragment.partition(TEXT_DIRECTIVE)[0]
    document = site.pages.get(target) or site.drawings.get(target)
    if target is None:
        meant = site.in_other_case(path)
        yield "leads nowhere", f"write {meant}" if meant else "correct the link"
    elif fragment and document and not {fragment, unquote(fragment)} & _anchors(site, target, document):
        yield "has an anchor that the page lacks", "correct the link"


def _anchors(site: BuiltSite, name: str, document: Document) -> set[str]:
    if name not in site.anchors:
        named = {each.get("name") for each in document.all("a")}
        site.anchors[name] = {each.get("id") for each in document.elements} | named | {"top"}
    return site.anchors[name]


def ids_are_unique(site: BuiltSite) -> Iterator[SourceError]:
    for name, document in {**site.pages, **site.drawings}.items():
        seen = set()
        for element in document.elements:
            if (id_ := element.get("id")) and id_ in seen and not site.is_of_author(name):
                what = f"the id {id_!r} appears twice on the page"
                instead = "give one of the two headings or elements another"
                yield problem_at_source(site, name, element.line, what, instead, f"#{id_}", f'id="{id_}"')
            seen.add(id_)


def anchors_stay(site: BuiltSite) -> Iterator[SourceError]:
    """Links from elsewhere to a line of the résumé must survive an edit of that line."""
    kept = site.root / ANCHOR_LIST
    name = kept.with_suffix(".html").name
    page = site.pages.get(name)
    for each in listed_anchors(kept.read_text("utf-8")) if page and kept.is_file() else ():
        if each.name not in _anchors(site, name, page):
            what = f"the résumé no longer has #{each.name}"
            yield SourceError(kept, each.line, what, f"write `{each.name} -> ` and the anchor in its place")
