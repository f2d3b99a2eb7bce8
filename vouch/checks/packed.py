"""Unpacks files whose text is compressed: the search index and PDF."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator

from vouch.checks.built_site import BuiltSite

MAGIC = b"pagefind_dcd"
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
LINK = re.compile(rb"/URI\s*\(((?:[^()\\]|\\.)*)\)")


def fragments(site: BuiltSite) -> Iterator[tuple[str, dict]]:
    """The pages in the index of the search page, as Pagefind keeps them."""
    for name in site.named(".pf_fragment"):
        try:
            found = json.loads(unzipped(site.read(name)).removeprefix(MAGIC))
        except ValueError:
            continue
        if isinstance(found, dict):
            yield name, found


def unzipped(data: bytes) -> bytes:
    """The unpacked data; empty if it is not gzip."""
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return b""


def pdf_objects(data: bytes) -> bytes:
    """A PDF with its streams unpacked, which have its links and title; its words are glyphs."""
    parts = [data]
    for stream in STREAM.findall(data):
        try:
            parts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pdf_links(data: bytes) -> Iterator[str]:
    for each in LINK.findall(pdf_objects(data)):
        yield re.sub(rb"\\(.)", rb"\1", each).decode("utf-8", "replace")
