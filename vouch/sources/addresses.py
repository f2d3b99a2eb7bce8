"""Addresses: resolves what the author links to, on the local site, in public and below a base path.

Pages link root-relative, `/base/page.html`, so that a built site can be served anywhere; feeds
and meta data, which are read elsewhere, have whole addresses.
"""

import re
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit

# Attributes that hold an address, or several with their widths; a `data-` attribute may hold anything else.
ATTRIBUTE = r'(?<=\s)(?P<name>href|src|srcset|poster|cite|data|data-[\w-]+(?==" *[{|]))="(?P<value>[^"]*)"'
WITH_ADDRESS = re.compile(rf"<[a-zA-Z](?=[^<>]*?{ATTRIBUTE})[^<>]*")
ADDRESS = re.compile(ATTRIBUTE)
# An address in a list, which may have commas, and its width or density. The next one begins after a comma.
CANDIDATE = re.compile(r"(?P<before>[\s,]*)(?P<address>[^\s,](?:\S*[^\s,])?)(?P<after>(?:\s[^,]*)?,?)")
PELICAN_LINK = re.compile(r"[{|](?P<kind>filename|static|attach)[|}](?P<path>[^?#]*)")
SOURCES = (".md", ".markdown", ".mkd", ".mdown", ".rst")
# ASCII that a path (RFC 3986) cannot contain unescaped, and `:;&'`, which mean something to Pelican or HTML.
RESERVED = re.compile(r"[\x00-\x20\"#%&':;<>?\[\\\]^`{|}\x7f]")
LOCAL_HOST = re.compile(
    r"localhost|.*\.(?:localhost|local|internal|lan|home\.arpa)|[^.:]*|::1?"
    r"|127\.[\d.]+|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+"
)
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
HOME = "index.html"
PAGES = (".html", ".htm")
MAX_SLUG_BYTES = 200  # leaves room in a file's name for a prefix and a suffix
OWN_SLUG_ADVICE = "give this one a `Slug:` of its own"
SLUG_ADVICE = "write a `Slug:` of letters, digits and hyphens"


@dataclass(frozen=True)
class SiteAddress:
    """The address of the site, `https://user.github.io/repo`, and the base path its pages link from.

    `base` is `/repo` in public and empty on the local site.
    """

    address: str
    base: str

    @cached_property
    def host(self) -> str:
        return urlsplit(self.address).netloc.lower()

    def uri(self, url: str) -> str:
        """The whole address of a page or file, as other programs need it: in ASCII (RFC 3986)."""
        return as_uri(f"{self.address}/{url}")

    @classmethod
    def of(cls, settings: dict) -> "SiteAddress":
        return cls(settings["SITE_ADDRESS"], urlsplit(settings["SITEURL"]).path.rstrip("/"))

    def own_path(self, address: str) -> str | None:
        """The path below the site's address, `/page.html#part`, or None if it belongs to another site."""
        ours, theirs = urlsplit(self.address), urlsplit(address)
        below = f"{ours.path.rstrip('/')}/"
        if theirs.scheme not in ("http", "https") or theirs.netloc.lower() != ours.netloc:
            return None
        if not f"{theirs.path}/".startswith(below):
            return None
        rest = address.split(theirs.netloc, 1)[1].removeprefix(below.rstrip("/"))
        return rest if rest.startswith("/") else f"/{rest}"


def with_addresses(html: str, change: Callable[[str, bool], str]) -> str:
    """The HTML in which `change(address, loads)` has replaced each address, as it is written in HTML.

    `loads` if a browser loads it by itself, as a picture.
    """

    def changed(attribute: re.Match) -> str:
        name, value = attribute["name"], attribute["value"]
        loads = name not in ("href", "cite")
        if name.endswith("srcset"):
            value = CANDIDATE.sub(lambda m: m["before"] + change(m["address"], loads) + m["after"], value)
        else:
            value = change(value, loads)
        return f'{name}="{value}"'

    return WITH_ADDRESS.sub(lambda tag: ADDRESS.sub(changed, tag[0]), html)


def as_uri(address: str) -> str:
    """An address whose letters of other alphabets are percent-encoded. A Jinja filter."""
    return quote(address, safe="/:?#[]@!$&'()*+,;=~%")


def public_host(address: str) -> str:
    """The host of an address, if others than its author can reach it; else empty. A Jinja filter."""
    with suppress(ValueError):  # of an example, such as http://host:port/
        parts = urlsplit(address)
        if parts.port != 0 and not LOCAL_HOST.fullmatch(parts.hostname or ""):
            return parts.hostname
    return ""


def problem_of_slug(slug: str) -> tuple[str, str] | None:
    """Why this cannot be a part of an address and the name of a file on every system, and what to write."""
    is_name = any(map(str.isalnum, slug)) and slug.isprintable() and slug.strip(".") == slug
    if not is_name or RESERVED.search(slug) or not {"/", "*"}.isdisjoint(slug):
        return f"{slug!r} is not a valid slug", SLUG_ADVICE
    if DEVICE.fullmatch(slug):
        return f"{slug!r} is a device on Windows, not a file", "write another `Slug:`"
    if (composed := unicodedata.normalize("NFC", slug)) != slug:
        return (
            f"{slug!r} has accents that are separate from their letters (not NFC)",
            f"write `Slug: {composed}`",
        )
    if (length := len(slug.encode())) > MAX_SLUG_BYTES:
        return f"the address is {length} bytes long", f"write a `Slug:` of at most {MAX_SLUG_BYTES}"
    return None


def is_page(path: str) -> bool:
    """Whether this can be the address of a page below the site: `old.html`, `2012/old/`, `old`."""
    *folders, name = path.split("/")
    stem, dot, ending = name.rpartition(".")
    is_file = not dot or f".{ending.lower()}" in PAGES
    parts = (*folders, stem or name) if name else folders
    return is_file and not any(map(problem_of_slug, parts))


def file_at(url: str) -> str:
    """The file of a page by its path: `a/index.html` at `a/`, `a.html` at `a`, as GitHub Pages serves it."""
    if not url or url.endswith("/"):
        return f"{url}{HOME}"
    return url if url.lower().endswith(PAGES) else f"{url}.html"


def url_of(file: str) -> str:
    """The address below the site of a page in this file, which is that of its folder for `a/index.html`."""
    return file.removesuffix(HOME) if f"/{file}".endswith(f"/{HOME}") else file


def is_same_page(address: str, file: str) -> bool:
    """Whether an address, `talks/` or `talks.html`, is that of the page in this file. A Jinja test."""
    return file in (address, file_at(address))


def same_file(file: str) -> str:
    """A key that is equal for names that are one file on macOS or Windows."""
    return unicodedata.normalize("NFC", file).casefold()


def localised(value: str, site: SiteAddress, beside: PurePosixPath, content_root: Path) -> str:
    """An address that the author wrote, as Pelican or the browser needs it.

    `beside` is the source's folder, relative to `content_root`. An address of an
    existing file becomes `{static}/path/from/the/root`, or `{attach}/…`, percent-encoded.
    """
    if link := PELICAN_LINK.match(value):
        path, kind = value[link.start("path") :], "attach" if link["kind"] == "attach" else "static"
        may_be_file = not names_page(link)
    else:
        own, kind = site.own_path(value), "static"
        path = value if own is None else own
        if urlsplit(path).scheme or path.startswith(("#", "//", "{", "|")) or not path:
            return value
        suffix = PurePosixPath(urlsplit(unescape(path)).path).suffix
        if own is None and suffix in SOURCES:  # a link as on GitHub
            return f"{{filename}}{path}"
        may_be_file = suffix not in ("", *SOURCES)
    if may_be_file and (file := addressed_file(path, beside, content_root)):
        named = quoted(str(file))
        # Pelican attaches nothing that has an address of its own, see _localise
        return f"{{{kind if named == str(file) else 'static'}}}/{named}"
    if link:
        return value
    return f"{site.base}{path}" if path.startswith("/") else path


def names_page(link: re.Match) -> bool:
    return link["kind"] == "filename" and link["path"].endswith(SOURCES)


def quoted(path: str) -> str:
    """The path of a file as an address holds it. Letters of other alphabets stay, as in an IRI."""
    return RESERVED.sub(lambda match: quote(match[0], safe=""), path)


def file_below(root: Path, address: str) -> Path:
    """The file that the path after `{static}/` names, as written in HTML."""
    return root / unquote(unescape(address)).lstrip("/")


def addressed_file(address: str, beside: PurePosixPath, content_root: Path) -> PurePosixPath | None:
    """The file below the content folder that a relative or root-relative address names."""
    return named_file(unquote(urlsplit(unescape(address)).path), beside, content_root)


def named_file(name: str, beside: PurePosixPath, content_root: Path) -> PurePosixPath | None:
    """The same for a name that is not encoded."""
    candidates = (name.lstrip("/"),) if name.startswith("/") else (f"{beside}/{name}", name)
    for each in candidates:
        file = PurePosixPath(normpath(each))
        if ".." not in file.parts and (content_root / file).is_file():
            return file
    return None
