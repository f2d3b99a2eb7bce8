"""Addresses that links from elsewhere may lead to: their files, and the new one nearest to each."""

import re
from collections.abc import Collection
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from vouch.publish.outcomes import Refused

OF_PAGES = (".html", ".htm", "")  # an alias may end like that
MIN_LIKENESS = 0.6  # of the words of two names, from 0 to 1
WORD = re.compile(r"[^\W_]+")
LOCATION = re.compile(r"<loc>\s*([^<]*?)\s*</loc>")
DATE = re.compile(r"^\d{4} \d\d (?:\d\d )?(?=.)")


def earlier_files(listed: Path | None, base: str) -> frozenset[str]:
    """The files at the addresses in a sitemap, or in a list with one on each line. Raises Refused."""
    try:
        text = listed.read_text("utf-8-sig") if listed else ""
        addresses = map(unescape, LOCATION.findall(text)) if "<" in text else text.split()
        paths = [urlsplit(each).path or "/" for each in addresses]
    except (OSError, ValueError) as error:
        raise Refused(f"{listed}: this cannot be read; name a sitemap or a list of addresses") from error
    return frozenset(unquote(file_of(each, base, "--old-addresses")) for each in paths)


def file_of(address: str, base: str, option: str) -> str:
    """The file at an address, still percent-encoded. Raises Refused, naming the option that has it."""
    path = re.sub(r"^https?://[^/]*", "", address.strip())
    if not path or path.startswith("//"):
        raise Refused(f"{option} {address!r}: this is not an address; write it as /old.html")
    if f"{path}/".startswith(f"{base}/"):
        path = path.removeprefix(base)
    path = path.lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def page_of(name: str) -> str:
    """The page that a card or a Markdown twin is made of; empty for other files."""
    if name.startswith("cards/"):
        name = name.removeprefix("cards/").removesuffix(".png") + ".md"
    return name.removesuffix(".md") + ".html" if name.endswith(".md") else ""


def nearest(lost: str, names: Collection[str]) -> str:
    """The file among `names` whose last part has the same words, or almost; empty if there is none.

    Of several it is the one with the most similar folders.
    """
    by_words: dict[str, list[str]] = {}
    suffix = PurePosixPath(lost).suffix
    for each in names:
        if PurePosixPath(each).suffix == (".html" if suffix in OF_PAGES else suffix):
            by_words.setdefault(_words(each), []).append(each)
    wanted = _words(lost)
    close = [wanted] if wanted in by_words else get_close_matches(wanted, by_words, 1, MIN_LIKENESS)
    found = by_words[close[0]] if close else []
    return max(found, key=lambda each: SequenceMatcher(None, lost, each).ratio(), default="")


def last_part(name: str) -> str:
    """The part of a page's name that is its slug: `how-to` of `how-to.html`, `2012/how-to/index.html`."""
    path = PurePosixPath(name)
    return path.parent.name if path.stem == "index" and path.parent.name else path.stem


@cache
def _words(name: str) -> str:
    """`how to` for `2012/how_to/index.html` and `2012-05-03-How-to.html`."""
    words = " ".join(WORD.findall(last_part(name).lower()))
    return DATE.sub("", words)
