"""The addresses in a document: what a reader can follow, and what a browser loads by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publishing.checks.document import Document, Element

# What a browser asks of the policy (CSP level 3) before it loads what an element names.
DIRECTIVES = {
    "img": "img-src", "image": "img-src", "use": "img-src", "feimage": "img-src", "input": "img-src",
    "script": "script-src", "iframe": "frame-src", "frame": "frame-src", "embed": "object-src",
    "object": "object-src", "video": "media-src", "audio": "media-src", "track": "media-src",
    "source": "media-src",
}  # fmt: skip
RELATIONS = {
    "stylesheet": "style-src", "icon": "img-src", "apple-touch-icon": "img-src", "mask-icon": "img-src",
    "modulepreload": "script-src", "prefetch": "prefetch-src", "prerender": "prefetch-src",
    "manifest": "manifest-src", "preconnect": "connect-src", "dns-prefetch": "connect-src",
}  # fmt: skip
PRELOADED = {"font": "font-src", "image": "img-src", "script": "script-src", "style": "style-src"}
FOLLOWED = frozenset(("a", "area", "form", "q", "blockquote", "del", "ins", "base"))
META = ("og:url", "og:image", "og:image:url", "og:image:secure_url", "og:video", "og:audio", "twitter:image")
ONE = ("href", "xlink:href", "src", "data", "action", "formaction", "cite", "background")

# https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute: a comma may be in an address.
CANDIDATE = re.compile(r"[\s,]*(?P<address>\S*[^\s,])(?:\s[^,(]*(?:\([^)]*\)[^,(]*)*)?,*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
OF_STYLE = re.compile(
    r"""url\(\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^)"'\s]*))\s*\)|@import\s+["'](?P<d>[^"']*)["']"""
    r"|@font-face",
    re.IGNORECASE,
)
REFRESH = re.compile(r"""\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?(?P<address>[^"']*)""", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """`loads` is the directive of the policy by which a browser loads it; empty for what is followed."""

    address: str
    line: int
    loads: str = ""


def links_of(document: Document) -> list[Link]:
    return [link for element in document.elements for link in _of_element(element)]


def _of_element(element: Element) -> Iterator[Link]:
    loads = directive(element)
    for name, value in element.attributes.items():
        for address, by in _of_attribute(name, value, loads):
            yield Link(address, element.line, by)
    if "style" in element.attributes:
        yield from of_style(element.get("style"), element.line)
    if element.tag == "meta":
        yield from _of_meta(element)
    if element.tag == "style":
        yield from of_style(element.text, element.line)


def _of_attribute(name: str, value: str, loads: str) -> Iterator[tuple[str, str]]:
    if name in ONE:
        yield value, loads
    elif name in ("srcset", "imagesrcset"):
        yield from ((each, "img-src") for each in candidates(value))
    elif name == "poster":
        yield value, "img-src"
    elif name == "ping":
        yield from ((each, "connect-src") for each in value.split())
    elif name.startswith("data-") and _names_file(value):
        yield value, "connect-src"


def directive(element: Element) -> str:
    if element.tag != "link":
        return "" if element.tag in FOLLOWED else DIRECTIVES.get(element.tag, "")
    for each in element.get("rel").lower().split():
        if each == "preload":
            return PRELOADED.get(element.get("as"), "connect-src")
        if each in RELATIONS:
            return RELATIONS[each]
    return ""


def _names_file(value: str) -> bool:
    """Scripts of the site find in `data-…` what they load, from the root."""
    return value.startswith("/") and "." in value.rpartition("/")[2] and " " not in value


def _of_meta(element: Element) -> Iterator[Link]:
    content = element.get("content")
    if element.get("http-equiv").lower() == "refresh":
        yield Link(refresh_target(content), element.line)
    if (element.get("property") or element.get("name")) in META:
        yield Link(content, element.line)


def refresh_target(content: str) -> str:
    """`/a.html` of `0; url=/a.html`."""
    return REFRESH.match(content)["address"]


def candidates(srcset: str) -> list[str]:
    return [each["address"] for each in CANDIDATE.finditer(srcset) if each["address"]]


def of_style(css: str, line: int = 1) -> Iterator[Link]:
    """The addresses in a stylesheet that begins on this line. What a font face names is a font."""
    return (Link(each.address, line + each.line - 1, each.loads) for each in _in_style(css))


@lru_cache(maxsize=256)
def _in_style(css: str) -> tuple[Link, ...]:
    """All pages of a kind have one."""
    return tuple(_found_in_style(css))


def _found_in_style(css: str) -> Iterator[Link]:
    css = COMMENT.sub(lambda each: "\n" * each[0].count("\n"), css)
    face_ends = 0
    for match in OF_STYLE.finditer(css):
        at = 1 + css.count("\n", 0, match.start())
        if match[0].lower() == "@font-face":
            face_ends = css.find("}", match.end())
            continue
        address = next(filter(None, match.groups()), "")
        imported = match["d"] is not None or css[: match.start()].rstrip().lower().endswith("@import")
        is_font = match.start() < face_ends
        yield Link(address, at, "style-src" if imported else "font-src" if is_font else "img-src")
