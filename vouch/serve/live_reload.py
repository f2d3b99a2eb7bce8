"""Adds the script of live reload to a page, and the digests that identify the version of the page."""

import hashlib
import re
from dataclasses import replace

from vouch.serve.answers import Answer
from vouch.serve.open_pages import Version

EVENTS = "/.serve/events"
SCRIPT = "/.serve/reload.js"
STYLE = re.compile(rb"<style>.*?</style>", re.DOTALL)
# Contains the digest of the style. Scripts that it names are in the page, and so in the page's digest.
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
REDIRECT = b'http-equiv="refresh"'
ADDED = re.compile(rb'<script src="/\.serve/reload\.js" data-page="(\w+)" data-style="(\w+)"')


def reloading(page: Answer) -> Answer:
    """The same page with the script; unchanged if it is not a page, or is a redirect."""
    if not page.content_type.startswith("text/html") or REDIRECT in page.body or page.location:
        return page
    style = STYLE.search(page.body)
    rest = POLICY.sub(b"", STYLE.sub(b"", page.body, count=1), count=1)
    digests = f'data-page="{_digest(rest)}" data-style="{_digest(style[0] if style else b"")}"'
    script = f'<script src="{SCRIPT}" {digests} type="module"></script>'.encode()
    head, end, body = page.body.partition(b"</head>")
    return replace(page, body=head + script + end + body)


def version_of(page: Answer) -> Version:
    """The digests that `reloading` has written into a page."""
    found = ADDED.search(page.body)
    return Version(found[1].decode(), found[2].decode()) if found else Version(_digest(page.body), "")


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()
