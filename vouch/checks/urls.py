"""The addresses in a document: those a reader can follow, and those a browser loads by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vouch.checks.document import Document, Element
from vouch.sources.addresses import CANDIDATE

# Elements and relations that make a browser load something, or contact another host, by itself.
LOADING = frozenset(
    "img image use feimage input script iframe frame embed object video audio track source".split()
)
LOADING_LINKS = frozenset(
    "stylesheet icon apple-touch-icon mask-icon preload modulepreload prefetch prerender manifest preconnect"
    " dns-prefetch".split()
)
META = ("og:url", "og:image", "og:image:url", "og:image:secure_url", "og:video", "og:audio", "twitter:image")
ONE = ("href", "xlink:href", "src", "data", "action", "formaction", "cite", "background")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
OF_STYLE = re.compile(
    r"""url\(\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^)"'\s]*))\s*\)|@import\s+["'](?P<d>[^"']*)["']""",
    re.IGNORECASE,
)
REFRESH = re.compile(r"""\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?(?P<address>[^"']*)""", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """An address in a document; `loads` if a browser loads it by itself."""

    address: str
    line: int
    loads: bool = False


def links_of(document: Document) -> list[Link]:
    framed = _framed_hosts(document)
    return [link for element in document.elements for link in _of_element(element, framed)]


def _framed_hosts(document: Document) -> frozenset[str]:
    """The hosts whose frames the page's own policy allows: those that the owner lists."""
    policies = (each.get("content") for each in document.all("meta") if each.get("http-equiv"))
    directives = (each.split() for policy in policies for each in policy.split(";"))
    return frozenset(
        host for name, *hosts in filter(None, directives) if name == "frame-src" for host in hosts
    )


def _of_element(element: Element, framed: frozenset[str] = frozenset()) -> Iterator[Link]:
    loads = _loads(element)
    if element.tag == "iframe":
        loads = not element.get("src").startswith(tuple(f"{host}/" for host in framed))
    for name, value in element.attributes.items():
        for address, by in _of_attribute(name, value, loads):
            yield Link(address, element.line, by)
    if "style" in element.attributes:
        yield from of_style(element.get("style"), element.line)
    if element.tag == "meta":
        yield from _of_meta(element)
    if element.tag == "style":
        yield from of_style(element.text, element.line)


def _of_attribute(name: str, value: str, loads: bool) -> Iterator[tuple[str, bool]]:
    if name in ONE:
        yield value, loads
    elif name in ("srcset", "imagesrcset"):
        yield from ((each["address"], True) for each in CANDIDATE.finditer(value))
    elif name == "ping":
        yield from ((each, True) for each in value.split())
    elif name == "poster" or (name.startswith("data-") and _names_file(value)):
        yield value, True


def _loads(element: Element) -> bool:
    relations = element.get("rel").lower().split() if element.tag == "link" else ()
    return element.tag in LOADING or not LOADING_LINKS.isdisjoint(relations)


def _names_file(value: str) -> bool:
    """Whether a `data-…` attribute has the path of a file that a script of the site loads."""
    return value.startswith("/") and "." in value.rpartition("/")[2] and " " not in value


def _of_meta(element: Element) -> Iterator[Link]:
    content = element.get("content")
    if element.get("http-equiv").lower() == "refresh":
        yield Link(_refresh_target(content), element.line)
    if (element.get("property") or element.get("name")) in META:
        yield Link(content, element.line)


def _refresh_target(content: str) -> str:
    """`/a.html` of `0; url=/a.html`."""
    return REFRESH.match(content)["address"]


def of_style(css: str, line: int = 1) -> Iterator[Link]:
    """The addresses in a stylesheet that begins on this line."""
    return (Link(address, line + at, loads=True) for address, at in _in_style(css))


@lru_cache(maxsize=256)
def _in_style(css: str) -> tuple[tuple[str, int], ...]:
    """Addresses with the number of lines before each. Cached, because similar pages share a stylesheet."""
    css = COMMENT.sub(lambda each: "\n" * each[0].count("\n"), css)
    return tuple(
        (next(filter(None, each.groups()), ""), css.count("\n", 0, each.start()))
        for each in OF_STYLE.finditer(css)
    )
