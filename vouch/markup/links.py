"""Resolves the links of the author's text, and reports bad ones by line.

- An address of the site itself (`https://example.org/page.html`) becomes the local page.
- An image or file is found beside the source or from the content folder, with or without Pelican's `{static}`
  or `{filename}`. Only files that are linked are published.
"""

import os
import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from urllib.parse import unquote, urljoin, urlsplit

from pelican.contents import Content, Static
from pelican.generators import Generator

from vouch.foreign import html_of, set_html, set_resolved, set_static_links, set_summary, summary_of
from vouch.markup.own_pages import with_their_files
from vouch.markup.side_notes import NOTES_FIELD
from vouch.site import Site
from vouch.sources.addresses import (
    PELICAN_LINK,
    RESERVED,
    SOURCES,
    SiteAddress,
    as_uri,
    file_below,
    localised,
    named_file,
    names_page,
    quoted,
    with_addresses,
)
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError, line_of, read_source

# Most links need no lookup: to an anchor on the page itself, to a page at the root, to another site.
PLAIN = re.compile(r"#[^&]*|/(?P<page>[\w-]+\.html)(?:#[\w-]*)?|https?://[\w.-]+(?:/[\w./~-]*)?")
MARKER = re.compile(r"[{|](?P<kind>[^{}|]*)[}|]")
KINDS = ("filename", "static", "attach", "category", "tag", "author", "index")  # of Pelican
FILES = ("static", "attach")  # kinds of links that publish a file
IN_REPOSITORY = "{source}/"  # stands for SOURCE_ADDRESS


def local_address(address: str, content: Content) -> str:
    """What a template links to where the author of `content` wrote `address`. A Jinja filter."""
    site, root = SiteAddress.of(content.settings), Path(content.settings["PATH"])
    seen = localised(address, site, PurePosixPath(content.relative_dir), root)
    link = PELICAN_LINK.match(seen)
    target = link and _target(content, link, content.settings["SITE"].context)
    return f"{site.base}/{target.url}" if target else seen


def public_address(address: str, content: Content) -> str:
    """The whole public address of a link that the author of `content` wrote."""
    if not address or urlsplit(address).scheme:
        return address
    if address.startswith("//"):
        return f"https:{address}"
    site, local = SiteAddress.of(content.settings), local_address(address, content)
    if local.startswith("/"):
        return as_uri(site.address + local.removeprefix(site.base))
    return as_uri(urljoin(f"{site.address}/{content.url}", local))


def localise(content: Content) -> None:
    if isinstance(content, Static):
        if RESERVED.search(content.relative_source_path):
            content.override_url = quoted(content.url)
        return
    content.links = []
    localise = _localiser(content)
    beside = getattr(content, NOTES_FIELD, "")
    if beside:
        setattr(content, NOTES_FIELD, with_addresses(beside, localise))
    # Logged, not raised: what else is wrong with the article is to be reported in the same run.
    content.links.clear()
    set_html(content, with_addresses(html_of(content), localise))
    set_resolved(content, _resolved)
    links = {_path(content, link) for link in map(PELICAN_LINK.match, content.links) if link["kind"] in FILES}
    set_static_links(content, partial(with_their_files, links, Path(content.settings["PATH"])))


def _resolved(html: str, resolve: Callable[[str], str]) -> str:
    def where_marked(address: str, _loads: bool) -> str:
        return resolve(address) if address[:1] in ("{", "|") else address

    return with_addresses(html, where_marked) if "{" in html or "|" in html else html


def _localiser(content: Content) -> Callable[[str, bool], str]:
    """Replaces an address, and adds to `content.links` what is left to Pelican: `{static}/images/a.png`."""
    settings = content.settings
    site, root, beside = SiteAddress.of(settings), Path(settings["PATH"]), PurePosixPath(content.relative_dir)
    is_resume = content.relative_source_path == settings["RESUME"]  # which checks its own photo

    def replacement(address: str, loads: bool) -> str:
        if not loads and (plain := _plain(address, site, root)):
            return plain
        if address.startswith(IN_REPOSITORY):
            return f"{settings['SOURCE_ADDRESS']}/{address.removeprefix(IN_REPOSITORY)}"
        written, value = unescape(address), localised(address, site, beside, root)
        problem = None if is_resume else wrong_with(content, written, value, loads, site.base)
        if problem:
            content.is_faulty = True  # so that the next build reads and reports it again
            report(problem)
            return "#"
        if PELICAN_LINK.match(unescape(value)):
            content.links.append(unescape(value))
        return value

    return replacement


def _plain(address: str, site: SiteAddress, root: Path) -> str | None:
    """The link as the browser needs it, if it needs no lookup; else None."""
    found = PLAIN.fullmatch(address)
    if not found:
        return None
    if page := found["page"]:
        is_file = os.path.isfile(f"{root}/{page}")  # noqa: PTH113 (it takes a tenth of the time)
        return None if is_file else f"{site.base}{address}"
    return None if site.host in address.lower() else address


def offer(generator: Generator) -> None:
    """Content and templates link from the base path; SITEURL stays whole for meta data."""
    base = SiteAddress.of(generator.settings).base
    generator.context.update(localsiteurl=base, BASE=base)


def check_all_targets(site: Site) -> None:
    """Reports broken links within the site, with their line."""
    for content in site.all_contents:
        check_targets(content)


def check_targets(content: Content) -> None:
    context = content.settings["SITE"].context
    for value in getattr(content, "links", ()):
        link = PELICAN_LINK.match(value)
        if not _target(content, link, context):
            _report_missing(content, value, link)


def _report_missing(content: Content, value: str, link: re.Match) -> None:
    """Report a link without a target, unless that is a source which was refused: one mistake, one line."""
    site, path = content.settings["SITE"], _path(content, link)
    if path not in site.context["generated_content"] and path not in site.closed:
        report(missing(content, value))


def check_summaries(generator: Generator) -> None:
    """Reports broken links of summaries before Pelican resolves them, which does not name the line."""
    for content in generator.settings["SITE"].all_contents:
        check_summary(content)


def check_summary(content: Content) -> None:
    context = content.settings["SITE"].context

    def checked(address: str, _loads: bool) -> str:
        link = PELICAN_LINK.match(unescape(address))
        if not link or _target(content, link, context):
            return address
        _report_missing(content, unescape(address), link)
        return "#"

    summary = summary_of(content)
    if "{" in summary or "|" in summary:
        set_summary(content, with_addresses(summary, checked))


def _target(content: Content, link: re.Match, context: dict) -> Content | None:
    kind = "generated_content" if link["kind"] == "filename" else "static_content"
    return context[kind].get(_path(content, link))


def _path(content: Content, link: re.Match) -> str:
    """The file below the content folder that a link leads to."""
    path = unquote(link["path"])
    return normpath(path.lstrip("/") if path.startswith("/") else join(content.relative_dir, path))


def wrong_with(content: Content, written: str, value: str, loads: bool, base: str) -> SourceError | None:
    if written.removeprefix("/") in getattr(content, "diagrams", ()):  # see vouch/markup/diagrams.py
        return None
    root = Path(content.settings["PATH"])
    if wrong := _wrong(written, PurePosixPath(content.relative_dir)):
        return _problem(content, written, *wrong)
    return missing(content, written) if _is_missing(value, loads, base, root) else None


def _wrong(written: str, beside: PurePosixPath) -> tuple[str, str] | None:
    """What is wrong with an address, whatever pages exist."""
    link, marker = PELICAN_LINK.match(written), MARKER.match(written)
    if marker and marker["kind"] not in KINDS:
        return (
            f"{marker[0]} is not known at the beginning of a link",
            "write {filename} or {static} and the file",
        )
    parts = urlsplit("" if link else written)
    path = unquote(link["path"] if link else parts.path)
    if parts.scheme or parts.netloc or not path:
        return None
    below = normpath(path.lstrip("/") if path.startswith("/") else f"{beside}/{path}")
    if below.split("/")[0] == "..":
        return f"{written} points outside content/", "copy the file into content/ and link to the copy"
    return None


def _is_missing(value: str, loads: bool, base: str, content_root: Path) -> bool:
    """Whether a picture, or what the author linked to as a file, is missing."""
    if link := PELICAN_LINK.match(value):
        return not names_page(link) and not file_below(content_root, link["path"]).is_file()
    elsewhere = urlsplit(value).scheme or value.startswith((f"{base}/theme/", "//"))
    return (loads or urlsplit(value).path.endswith(SOURCES)) and not elsewhere


def _problem(content: Content, value: str, what: str, instead: str) -> SourceError:
    """At the line of an address, which may be written with or without `{static}`, and with entities."""
    text, path = read_source(content.source_path), _as_path(value)
    wanted = next((each for each in (value, path, escape(path)) if each in text), "")
    return SourceError(content.source_path, line_of(text, wanted), what, instead)


def _as_path(value: str) -> str:
    return re.sub(r"[{|]\w+[|}]", "", value)


def missing(content: Content, value: str) -> SourceError:
    path = _as_path(value)
    beside = PurePosixPath(content.relative_dir)
    if quoted(path) != path and named_file(path, beside, Path(content.settings["PATH"])):
        what = f"{path} is read as an address, in which `#`, `?` and `%` are not part of a file name"
        return _problem(content, value, what, f"write {quoted(path)}, or rename the file")
    what = f"{path} does not exist or is not published"
    return _problem(content, value, what, "link to a published file in content/")
