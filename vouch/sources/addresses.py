"""Addresses: what the author links to works at the desk, in public and under a base path.

Pages link root-relative, `/base/page.html`, so that a built site can be served anywhere; feeds
and meta data, which are read elsewhere, say whole addresses. In the author's text

- an address of the site itself (`https://example.org/page.html`) becomes the local page,
- an image or file is found beside the source or from the content folder, with or without
  Pelican's `{static}` or `{filename}`, and only files that are linked are published.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from pelican import signals
from pelican.contents import Content, Static
from pelican.generators import Generator

from plugins.file_names import RESERVED, addressed_file, quoted
from plugins.link_problems import ATTRIBUTE, PELICAN_LINK, SOURCES, missing, names_page, wrong_with
from plugins.side_notes import BESIDE

# Most links need no more than a look: to a place on the page itself, to a page at the root, to another site.
PLAIN = re.compile(r"#[^&]*|/(?P<page>[\w-]+\.html)(?:#[\w-]*)?|https?://[\w.-]+(?:/[\w./~-]*)?")
FILES = ("static", "attach")  # kinds of links that publish a file
IN_REPOSITORY = "{source}/"  # stands for SOURCE_ADDRESS

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Site:
    """Where the site lives, `https://user.github.io/repo`, and the base path its pages link from.

    `base` is `/repo` in public and empty at the desk.
    """

    address: str
    base: str

    @cached_property
    def host(self) -> str:
        return urlsplit(self.address).netloc.lower()

    @classmethod
    def of(cls, settings: dict) -> "Site":
        return cls(settings["SITE_ADDRESS"], urlsplit(settings["SITEURL"]).path.rstrip("/"))

    def own_path(self, address: str) -> str | None:
        """The path below the site's address, `/page.html#part`, or None for another site's."""
        ours, theirs = urlsplit(self.address), urlsplit(address)
        below = f"{ours.path.rstrip('/')}/"
        if theirs.scheme not in ("http", "https") or theirs.netloc.lower() != ours.netloc:
            return None
        if not f"{theirs.path}/".startswith(below):
            return None
        rest = address.split(theirs.netloc, 1)[1].removeprefix(below.rstrip("/"))
        return rest if rest.startswith("/") else f"/{rest}"


def localised(value: str, site: Site, beside: PurePosixPath, content_root: Path) -> str:
    """What the author wrote as an address, as Pelican or the browser shall see it.

    `beside` is the source's folder, relative to `content_root`. What names a file that is there
    becomes `{static}/path/from/the/root`, or `{attach}/…`, percent-encoded.
    """
    if link := PELICAN_LINK.match(value):
        path, kind = value[link.start("path") :], "attach" if link["kind"] == "attach" else "static"
        may_be_file = not names_page(link)
    else:
        own, kind = site.own_path(value), "static"
        path = value if own is None else own
        if urlsplit(path).scheme or path.startswith(("#", "//", "{", "|")) or not path:
            return value
        may_be_file = PurePosixPath(urlsplit(unescape(path)).path).suffix not in ("", *SOURCES)
    if may_be_file and (file := addressed_file(path, beside, content_root)):
        named = quoted(str(file))
        # Pelican attaches nothing that has an address of its own, see _localise
        return f"{{{kind if named == str(file) else 'static'}}}/{named}"
    if link:
        return value
    return f"{site.base}{path}" if path.startswith("/") else path


def local_address(address: str, content: Content) -> str:
    """What a template links to where the author of `content` wrote `address`. A Jinja filter."""
    site, root = Site.of(content.settings), Path(content.settings["PATH"])
    seen = localised(address, site, PurePosixPath(content.relative_dir), root)
    link = PELICAN_LINK.match(seen)
    target = link and _target(content, link, content._context)
    return f"{site.base}/{target.url}" if target else seen


def public_address(address: str, content: Content) -> str:
    """The whole address, as it is read elsewhere, of what the author of `content` wrote."""
    if not address or urlsplit(address).scheme:
        return address
    if address.startswith("//"):
        return f"https:{address}"
    site, local = Site.of(content.settings), local_address(address, content)
    if local.startswith("/"):
        return site.address + local.removeprefix(site.base)
    return urljoin(f"{site.address}/{content.url}", local)


def _localise(content: Content) -> None:
    if isinstance(content, Static):
        if RESERVED.search(content.relative_source_path):
            content.override_url = quoted(content.url)
        return
    content.links = []
    localise = _localiser(content)
    beside = getattr(content, BESIDE, "")
    if beside:
        setattr(content, BESIDE, ATTRIBUTE.sub(localise, beside))
    # Logged, not raised: what else is wrong with the article is to be reported in the same run.
    content.links.clear()
    content._content = ATTRIBUTE.sub(localise, content._content or "")
    # Pelican would search the text for them again in each build.
    links = {_path(content, link) for link in map(PELICAN_LINK.match, content.links) if link["kind"] in FILES}
    content.get_static_links = lambda: links


def _localiser(content: Content) -> Callable[[re.Match], str]:
    """Replaces an address, and notes in `content.links` what is left to Pelican, `{static}/images/a.png`."""
    settings = content.settings
    site, root, beside = Site.of(settings), Path(settings["PATH"]), PurePosixPath(content.relative_dir)
    is_resume = content.relative_source_path == settings["RESUME"]  # which checks its own photo

    def replacement(match: re.Match) -> str:
        if plain := _plain(match, site, root):
            return plain
        if match["value"].startswith(IN_REPOSITORY):
            return f"{match['tag']}{settings['SOURCE_ADDRESS']}/{match['value'].removeprefix(IN_REPOSITORY)}"
        written, value = unescape(match["value"]), localised(match["value"], site, beside, root)
        problem = None if is_resume else wrong_with(content, written, value, match["tag"], site.base)
        if problem:
            content.is_faulty = True  # so it is read again in the next build, to be reported again
            logger.error("%s", problem)
            return f"{match['tag']}#"
        if PELICAN_LINK.match(unescape(value)):
            content.links.append(unescape(value))
        return match["tag"] + value

    return replacement


def _plain(match: re.Match, site: Site, root: Path) -> str | None:
    """The link as the browser shall see it, if it is one of those that need no more than a look."""
    found = PLAIN.fullmatch(match["value"])
    if not found or match["tag"].startswith("<img"):
        return None
    if page := found["page"]:
        is_file = os.path.isfile(f"{root}/{page}")  # noqa: PTH113 (it takes a tenth of the time)
        return None if is_file else f"{match['tag']}{site.base}{match['value']}"
    return None if site.host in match["value"].lower() else match[0]


def _link_from_the_base_path(generator: Generator) -> None:
    """Content and templates link from the base path; SITEURL stays whole for meta data."""
    base = Site.of(generator.settings).base
    generator.context.update(localsiteurl=base, BASE=base)
    generator.env.filters["local"] = local_address


def _check_targets(generators: Iterable[Generator]) -> None:
    """Reports links of ours that lead nowhere, with the line that holds them."""
    for content in filter(None, next(iter(generators)).context["generated_content"].values()):
        check_targets(content)


def check_targets(content: Content) -> None:
    for value in getattr(content, "links", ()):
        link = PELICAN_LINK.match(value)
        has_failed = _path(content, link) in content._context["generated_content"]  # as is reported
        if not _target(content, link, content._context) and not has_failed:
            logger.error("%s", missing(content, value))


def _check_summaries(generator: Generator) -> None:
    """The same for summaries, before Pelican, which does not say where, looks for what they link to."""
    for content in filter(None, generator.context["generated_content"].values()):
        check_summary(content)


def check_summary(content: Content) -> None:
    summary = str(getattr(content, "_summary", ""))
    for match in ATTRIBUTE.finditer(summary) if "{" in summary or "|" in summary else ():
        value = unescape(match["value"])
        if (link := PELICAN_LINK.match(value)) and not _target(content, link, content._context):
            logger.error("%s", missing(content, value))
            content._summary = content._summary.replace(match[0], f"{match['tag']}#")


def _target(content: Content, link: re.Match, context: dict) -> Content | None:
    kind = "generated_content" if link["kind"] == "filename" else "static_content"
    return context[kind].get(_path(content, link))


def _path(content: Content, link: re.Match) -> str:
    """The file below the content folder that a link leads to."""
    path = unquote(link["path"])
    return normpath(path.lstrip("/") if path.startswith("/") else f"{content.relative_dir}/{path}")


def register() -> None:
    signals.content_object_init.connect(_localise)
    signals.generator_init.connect(_link_from_the_base_path)
    signals.static_generator_finalized.connect(_check_summaries)  # the last before summaries are linked
    signals.all_generators_finalized.connect(_check_targets)
