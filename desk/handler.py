"""Answers a browser at the desk, and tells it of builds."""

import contextlib
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from queue import Empty, SimpleQueue

from desk.news import Desk
from desk.own_pages import building_page, own_file, problem_page
from desk.pages import Answer, answer
from desk.reloading import EVENTS, reloading

PATIENCE = 20  # seconds between signs of life, so that a closed browser is noticed
# plugins/assets.py names the theme's files so. A font that is not kept comes too late for `font-display`.
NAMED_BY_DIGEST = re.compile(r"/theme/[^?]+\.[0-9a-f]{8}\.\w+$")
FOR_EVER = "max-age=31536000, immutable"
AGAIN = b"retry: 500\n\n"  # ms after which a browser asks anew for a server that went away


class Handler(BaseHTTPRequestHandler):
    """`desk` is what it shows."""

    desk: Desk
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if self.path == EVENTS:
            with contextlib.suppress(ConnectionError), self.desk.listening() as messages:
                self._send_events(messages)
        else:
            self._send(own_file(self.path) or self._page())

    do_HEAD = do_GET  # noqa: N815 (the library's name)

    def _page(self) -> Answer:
        page = answer(self.desk.site, self.path)
        if not page.content_type.startswith("text/html"):
            return page
        if not self.desk.is_ready:
            return reloading(building_page())
        problems = self.desk.problems
        return reloading(problem_page(problems, self.desk.root) if problems else page)

    def _send(self, page: Answer) -> None:
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Cache-Control", FOR_EVER if _is_kept(self.path, page) else "no-store")
        if page.location:
            self.send_header("Location", page.location)
        with contextlib.suppress(ConnectionError):  # the browser went away
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(page.body)

    def _send_events(self, messages: SimpleQueue[str]) -> None:
        """Server-sent events (HTML Living Standard, 9.2): one message a build."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(AGAIN)
        while self.command != "HEAD":
            try:
                self.wfile.write(f"data: {messages.get(timeout=PATIENCE)}\n\n".encode())
            except Empty:
                self.wfile.write(b": still here\n\n")

    def log_message(self, *_args: object) -> None:
        """Requests are not news at the desk."""


def _is_kept(address: str, page: Answer) -> bool:
    return page.status == HTTPStatus.OK and bool(NAMED_BY_DIGEST.match(address))
