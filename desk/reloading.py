"""Adds to a page the script that shows its next version, and the digests by which that knows it."""

import hashlib
import re
from dataclasses import replace

from desk.pages import Answer

EVENTS = "/.desk/events"
SCRIPT = "/.desk/reload.js"
STYLE = re.compile(rb"<style>.*?</style>", re.DOTALL)
# It holds the digest of the style; scripts that it names are in the page, and so in the page's own digest.
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
MOVED = b'http-equiv="refresh"'


def reloading(page: Answer) -> Answer:
    """The same page with the script; one that only leads to another, and is not read, as it is."""
    if MOVED in page.body or page.location:
        return page
    style = STYLE.search(page.body)
    rest = POLICY.sub(b"", STYLE.sub(b"", page.body, count=1), count=1)
    digests = f'data-page="{_digest(rest)}" data-style="{_digest(style[0] if style else b"")}"'
    script = f'<script src="{SCRIPT}" {digests} type="module"></script>'.encode()
    head, end, body = page.body.partition(b"</head>")
    return replace(page, body=head + script + end + body)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()
