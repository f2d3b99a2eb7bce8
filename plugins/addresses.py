"""Addresses: what the author links to works at the desk, in public and under a base path.

Pages link root-relative, `/base/page.html`, so that a built site can be served anywhere; feeds
and meta data, which are read elsewhere, say whole addresses. In the author's text

- an address of the site itself (`https://example.org/page.html`) becomes the local page,
- an image or file is found beside the source or from the content folder, with or without
  Pelican's `{static}` or `{filename}`, and only files that are linked are published.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from pelican import signals
from pelican.contents import Article, Content, Static
from pelican.generators import ArticlesGenerator, Generator

from plugins.problems import SourceError, line_of, read_source

ATTRIBUTE = re.compile(r'(?P<tag><[a-zA-Z][^<>]*?\s(?:href|src|poster)=")(?P<value>[^"]*)(?=")')
PELICAN_LINK = re.compile(r"[{|](?P<kind>filename|static|attach)[|}](?P<path>[^?#]*)")
SOURCES = (".md", ".markdown", ".mkd", ".mdown", ".rst")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Site:
    """Where the site lives, `https://user.github.io/repo`, and the base path its pages link from.

    `base` is `/repo` in public and empty at the desk.
    """

    address: str
    base: str

    @classmethod
    def of(cls, settings: dict) -> "Site":
        return cls(settings["SITE_ADDRESS"], urlsplit(settings["SITEURL"]).path.rstrip("/"))

    def own_path(self, address: str) -> str | None:
        """The path below the site's address, `/page.html#part`, or None for another site's."""
        ours, theirs = urlsplit(self.address), urlsplit(address)
        below = f"{ours.path.rstrip('/')}/"
        if theirs.scheme not in ("http", "https") or theirs.netloc != ours.netloc:
            return None
        if not f"{theirs.path}/".startswith(below):
            return None
        rest = address.split(theirs.netloc, 1)[1].removeprefix(below.rstrip("/"))
        return rest if rest.startswith("/") else f"/{rest}"


def localised(value: str, site: Site, beside: PurePosixPath, content_root: Path) -> str:
    """What the author wrote as an address, as Pelican or the browser shall see it.

    `beside` is the source's folder, relative to `content_root`.
    """
    if link := PELICAN_LINK.match(value):
        known_as_page = link["kind"] != "filename" or link["path"].endswith(SOURCES)
        return value if known_as_page else f"{{static}}{value[link.start('path') :]}"
    path = site.own_path(value)
    if path is None:
        path = value
    if urlsplit(path).scheme or path.startswith(("#", "//", "{", "|")) or not path:
        return value
    if file := _content_file(path, beside, content_root):
        return f"{{static}}/{file}"
    return f"{site.base}{path}" if path.startswith("/") else path


def local_address(address: str, content: Content) -> str:
    """What a template links to where the author of `content` wrote `address`. A Jinja filter."""
    site, root = Site.of(content.settings), Path(content.settings["PATH"])
    seen = localised(address, site, PurePosixPath(content.relative_dir), root)
    link = PELICAN_LINK.match(seen)
    target = link and _target(content, link, content._context)
    return f"{site.base}/{target.url}" if target else seen


def _content_file(path: str, beside: PurePosixPath, content_root: Path) -> PurePosixPath | None:
    """The file below the content folder which a relative or root-relative path names."""
    name = unquote(urlsplit(path).path)
    below_root = PurePosixPath(name.lstrip("/"))
    candidates = (below_root,) if name.startswith("/") else (beside / name, below_root)
    for each in candidates:
        file = content_root / each
        if each.suffix not in ("", *SOURCES) and ".." not in below_root.parts and file.is_file():
            return each
    return None


def _localise(content: Content) -> None:
    if isinstance(content, Static) or not content._content:
        return
    site, root = Site.of(content.settings), Path(content.settings["PATH"])
    beside = PurePosixPath(content.relative_dir)
    content._content = ATTRIBUTE.sub(
        lambda m: m["tag"] + localised(m["value"], site, beside, root), content._content
    )


def _link_from_the_base_path(generator: Generator) -> None:
    """Content and templates link from the base path; SITEURL stays whole for meta data."""
    base = Site.of(generator.settings).base
    generator.context.update(localsiteurl=base, BASE=base)
    generator.env.filters["local"] = local_address


def _keep_root_addresses(generator: ArticlesGenerator) -> None:
    """An article in another language stays at `/<slug>.html` unless it is a translation."""
    for article in (*generator.articles, *generator.hidden_articles):
        if not article.in_default_lang and not hasattr(article, "override_save_as"):
            article.override_url = article.override_save_as = f"{article.slug}.html"


def _check_targets(generators: Iterable[Generator]) -> None:
    """Reports links of ours that lead nowhere, with the line that holds them."""
    context = next(iter(generators)).context
    for content in context["generated_content"].values():
        for match in ATTRIBUTE.finditer(content._content if content else ""):
            if (link := PELICAN_LINK.match(match["value"])) and not _target(content, link, context):
                line = line_of(read_source(content.source_path), PurePosixPath(link["path"]).name)
                what = f"{link['path']} is not there, or not published"
                instead = "name a published file below content/"
                logger.error("%s", SourceError(content.source_path, line, what, instead))


def _target(content: Content, link: re.Match, context: dict) -> Content | None:
    path = unquote(link["path"])
    path = path.lstrip("/") if path.startswith("/") else f"{content.relative_dir}/{path}"
    kind = "generated_content" if link["kind"] == "filename" else "static_content"
    return context[kind].get(content.get_relative_source_path(path))


def register() -> None:
    signals.content_object_init.connect(_localise)
    signals.generator_init.connect(_link_from_the_base_path)
    signals.article_generator_finalized.connect(_keep_root_addresses)
    signals.all_generators_finalized.connect(_check_targets)
