"""Finds what an author's own page, such as a demo, links to and loads.

An `.html` file of content/ is published as it is when a source links to it, and its own files with it.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from vouch.sources.addresses import PAGES, SOURCES, named_file

READ = (*PAGES, ".css", ".js", ".mjs")  # what names other files
NAMED = re.compile(
    r"""(?:\b(?:href|src|poster|data)\s*=\s*["']?|\burl\(\s*["']?|\b(?:from|import|fetch|URL|Worker)\b\s*\(?\s*["'])"""
    r"""(?P<address>[^"'\s<>)]+)"""
)


def with_their_files(paths: Iterable[str], root: Path) -> set[str]:
    """The paths below `root`, and those of all files that the pages among them need."""
    paths = set(paths)
    waiting, found = [each for each in paths if each.lower().endswith(PAGES)], set()
    while waiting:
        page = waiting.pop()
        found.add(page)
        waiting += set(_named(page, root)) - found
    return paths | found


def _named(path: str, root: Path) -> Iterator[str]:
    if not path.lower().endswith(READ) or not (root / path).is_file():
        return
    for each in NAMED.finditer((root / path).read_text("utf-8", errors="replace")):
        address = urlsplit(each["address"]) if "//" not in each["address"] else None
        if not address or address.scheme or not address.path:
            continue
        name = PurePosixPath("/", path).parent / unquote(address.path)
        file = named_file(str(name), PurePosixPath(), root)
        if file and file.suffix not in SOURCES and not any(part.startswith(".") for part in file.parts):
            yield str(file)
