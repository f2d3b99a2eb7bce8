"""Resolves the links of the author's text, and reports bad ones by line.

- An address of the site itself (`https://example.org/page.html`) becomes the local page.
- An image or file is found beside the source or from the content folder, with or without Pelican's `{static}`
  or `{filename}`. Only files that are linked are published.
"""

import logging
import os
import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from pelican.contents import Content, Static
from pelican.generators import Generator

from vouch.foreign import html_of, set_html, set_static_links, set_summary, summary_of
from vouch.markup.side_notes import NOTES_FIELD
from vouch.sources.addresses import (
    ATTRIBUTE,
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
)
from vouch.sources.problems import SourceError, line_of, read_source

if TYPE_CHECKING:
    from vouch.site import Site

# Most links need no lookup: to an anchor on the page itself, to a page at the root, to another site.
PLAIN = re.compile(r"#[^&]*|/(?P<page>[\w-]+\.html)(?:#[\w-]*)?|https?://[\w.-]+(?:/[\w./~-]*)?")
FILES = ("static", "attach")  # kinds of links that publish a file
IN_REPOSITORY = "{source}/"  # stands for SOURCE_ADDRESS

logger = logging.getLogger(__name__)


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
        setattr(content, NOTES_FIELD, ATTRIBUTE.sub(localise, beside))
    # Logged, not raised: what else is wrong with the article is to be reported in the same run.
    content.links.clear()
    set_html(content, ATTRIBUTE.sub(localise, html_of(content)))
    links = {_path(content, link) for link in map(PELICAN_LINK.match, content.links) if link["kind"] in FILES}
    set_static_links(content, links)


def _localiser(content: Content) -> Callable[[re.Match], str]:
    """Replaces an address, and adds to `content.links` what is left to Pelican: `{static}/images/a.png`."""
    settings = content.settings
    site, root, beside = SiteAddress.of(settings), Path(settings["PATH"]), PurePosixPath(content.relative_dir)
    is_resume = content.relative_source_path == settings["RESUME"]  # which checks its own photo

    def replacement(match: re.Match) -> str:
        if plain := _plain(match, site, root):
            return plain
        if match["value"].startswith(IN_REPOSITORY):
            return f"{match['tag']}{settings['SOURCE_ADDRESS']}/{match['value'].removeprefix(IN_REPOSITORY)}"
        written, value = unescape(match["value"]), localised(match["value"], site, beside, root)
        problem = None if is_resume else wrong_with(content, written, value, match["tag"], site.base)
        if problem:
            content.is_faulty = True  # so that the next build reads and reports it again
            logger.error("%s", problem)
            return f"{match['tag']}#"
        if PELICAN_LINK.match(unescape(value)):
            content.links.append(unescape(value))
        return match["tag"] + value

    return replacement


def _plain(match: re.Match, site: SiteAddress, root: Path) -> str | None:
    """The link as the browser needs it, if it needs no lookup; else None."""
    found = PLAIN.fullmatch(match["value"])
    if not found or match["tag"].startswith("<img"):
        return None
    if page := found["page"]:
        is_file = os.path.isfile(f"{root}/{page}")  # noqa: PTH113 (it takes a tenth of the time)
        return None if is_file else f"{match['tag']}{site.base}{match['value']}"
    return None if site.host in match["value"].lower() else match[0]


def offer(generator: Generator) -> None:
    """Content and templates link from the base path; SITEURL stays whole for meta data."""
    base = SiteAddress.of(generator.settings).base
    generator.context.update(localsiteurl=base, BASE=base)
    generator.env.filters["local"] = local_address


def check_all_targets(site: "Site") -> None:
    """Reports broken links within the site, with their line."""
    for content in filter(None, site.context["generated_content"].values()):
        check_targets(content)


def check_targets(content: Content) -> None:
    context = content.settings["SITE"].context
    for value in getattr(content, "links", ()):
        link = PELICAN_LINK.match(value)
        has_failed = _path(content, link) in context["generated_content"]  # reported already
        if not _target(content, link, context) and not has_failed:
            logger.error("%s", missing(content, value))


def check_summaries(generator: Generator) -> None:
    """Reports broken links of summaries before Pelican resolves them, which does not name the line."""
    for content in filter(None, generator.context["generated_content"].values()):
        check_summary(content)


def check_summary(content: Content) -> None:
    summary, context = summary_of(content), content.settings["SITE"].context
    for match in ATTRIBUTE.finditer(summary) if "{" in summary or "|" in summary else ():
        value = unescape(match["value"])
        if (link := PELICAN_LINK.match(value)) and not _target(content, link, context):
            logger.error("%s", missing(content, value))
            set_summary(content, summary_of(content).replace(match[0], f"{match['tag']}#"))


def _target(content: Content, link: re.Match, context: dict) -> Content | None:
    kind = "generated_content" if link["kind"] == "filename" else "static_content"
    return context[kind].get(_path(content, link))


def _path(content: Content, link: re.Match) -> str:
    """The file below the content folder that a link leads to."""
    path = unquote(link["path"])
    return normpath(path.lstrip("/") if path.startswith("/") else f"{content.relative_dir}/{path}")


def wrong_with(content: Content, written: str, value: str, tag: str, base: str) -> SourceError | None:
    if written.removeprefix("/") in getattr(content, "diagrams", ()):  # see vouch/markup/diagrams.py
        return None
    if wrong := _wrong(written, PurePosixPath(content.relative_dir)):
        return _problem(content, written, *wrong)
    root = Path(content.settings["PATH"])
    return missing(content, written) if _is_missing(value, tag, base, root) else None


def _wrong(written: str, beside: PurePosixPath) -> tuple[str, str] | None:
    """What is wrong with an address, whatever files exist."""
    link = PELICAN_LINK.match(written)
    parts = urlsplit("" if link else written)
    path = unquote(link["path"] if link else parts.path)
    if parts.scheme or parts.netloc or not path:
        return None
    below = normpath(path.lstrip("/") if path.startswith("/") else f"{beside}/{path}")
    if below.split("/")[0] == "..":
        return f"{written} points outside content/", "copy the file into content/ and link to the copy"
    if not link and path.endswith(SOURCES):
        return f"{written} is a source, and its page has another address", f"write {{filename}}{written}"
    return None


def _is_missing(value: str, tag: str, base: str, content_root: Path) -> bool:
    """Whether a picture, or what the author linked to as a file, is missing."""
    if link := PELICAN_LINK.match(value):
        return not names_page(link) and not file_below(content_root, link["path"]).is_file()
    elsewhere = urlsplit(value).scheme or value.startswith((f"{base}/theme/", "//"))
    return tag.startswith("<img") and not elsewhere


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
