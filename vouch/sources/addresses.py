"""Addresses: what the author links to works while writing, in public and below a base path.

Pages link root-relative, `/base/page.html`, so that a built site can be served anywhere; feeds
and meta data, which are read elsewhere, say whole addresses.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from vouch.sources.file_addresses import addressed_file, quoted

ATTRIBUTE = re.compile(r'(?P<tag><[a-zA-Z][^<>]*?\s(?:href|src|poster)=")(?P<value>[^"]*)(?=")')
PELICAN_LINK = re.compile(r"[{|](?P<kind>filename|static|attach)[|}](?P<path>[^?#]*)")
SOURCES = (".md", ".markdown", ".mkd", ".mdown", ".rst")


@dataclass(frozen=True)
class SiteAddress:
    """Where the site lives, `https://user.github.io/repo`, and the base path its pages link from.

    `base` is `/repo` in public and empty at the desk.
    """

    address: str
    base: str

    @cached_property
    def host(self) -> str:
        return urlsplit(self.address).netloc.lower()

    @classmethod
    def of(cls, settings: dict) -> "SiteAddress":
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


def localised(value: str, site: SiteAddress, beside: PurePosixPath, content_root: Path) -> str:
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


def names_page(link: re.Match) -> bool:
    return link["kind"] == "filename" and link["path"].endswith(SOURCES)
