"""Answers a browser under `invoke serve`, and notifies it when the page that it shows has changed."""

import contextlib
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from queue import Empty, SimpleQueue
from urllib.parse import parse_qs

from vouch.serve.answers import Answer
from vouch.serve.live_reload import EVENTS
from vouch.serve.open_pages import Version
from vouch.serve.own_pages import own_file

HEARTBEAT_S = 20  # between comments in the stream, so that a closed browser is noticed
# vouch/media/assets.py names the theme's files so. An uncached font arrives too late for `font-display`.
NAMED_BY_DIGEST = re.compile(r"/theme/[^?]+\.[0-9a-f]{8}\.\w+$")
FOR_EVER = "max-age=31536000, immutable"
RETRY = b"retry: 500\n\n"  # ms after which a browser reconnects to a server that went away


class Handler(BaseHTTPRequestHandler):
    """Handles the requests of a `vouch.serve.server.Server`."""

    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == EVENTS:
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            shown = Version(asked.get("page", ""), asked.get("style", ""))
            opened = self.server.open_pages.opened(asked.get("address", "/"), shown)
            with contextlib.suppress(ConnectionError), opened as messages:
                self._send_events(messages)
        else:
            self._send(own_file(self.path) or self.server.page(self.path))

    do_HEAD = do_GET  # noqa: N815 (the library's name)

    def _send(self, page: Answer) -> None:
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Cache-Control", FOR_EVER if _is_cacheable(self.path, page) else "no-store")
        if page.location:
            self.send_header("Location", page.location)
        with contextlib.suppress(ConnectionError):  # the browser went away
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(page.body)

    def _send_events(self, messages: SimpleQueue[str]) -> None:
        """Server-sent events (HTML Living Standard, 9.2): one message for each new version of the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(RETRY)
        while self.command != "HEAD":
            try:
                self.wfile.write(f"data: {messages.get(timeout=HEARTBEAT_S)}\n\n".encode())
            except Empty:
                self.wfile.write(b": still here\n\n")

    def log_message(self, *_args: object) -> None:
        """Requests are not logged."""


def _is_cacheable(address: str, page: Answer) -> bool:
    return page.status == HTTPStatus.OK and bool(NAMED_BY_DIGEST.match(address))
