"""Serves a folder as GitHub Pages does: compressed, to be kept for ten minutes, with no headers of ours."""

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from desk.pages import Answer, answer

LEVEL = 6  # of gzip, on GitHub Pages 5 or 6: within 0.3 % of each other
COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


@dataclass(frozen=True)
class Base:
    """Where a site thinks it is: an origin, which may be empty, and a path without a slash at its end."""

    origin: str = ""
    path: str = ""

    @classmethod
    def read(cls, text: str) -> "Base":
        """From `/name`, `https://me.github.io` or `https://me.github.io/name`."""
        parts = urlsplit(text)
        origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
        path = parts.path.strip("/")
        return cls(origin, f"/{path}" if path else "")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *connection: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # the browser went to another page
            super().handle_error(*connection)


class Handler(BaseHTTPRequestHandler):
    site: Path
    base: Base
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave together
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        page = _answer(self.site, self.base, self.path)
        body = page.body
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Cache-Control", "max-age=600")
        if page.location:
            self.send_header("Location", self.base.path + page.location)
        if page.content_type.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = compressed(body)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@contextmanager
def serving(site: Path, base: Base = Base()) -> Iterator[str]:
    """The address, without a slash at its end, at which the site's home `/` is found."""
    handler = type("SiteHandler", (Handler,), {"site": site, "base": base})
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{base.path}"
        server.shutdown()


@cache
def compressed(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)


def _answer(site: Path, base: Base, address: str) -> Answer:
    if not address.startswith(f"{base.path}/"):
        return answer(site, "/..")  # beside the site: nothing is there
    page = answer(site, address.removeprefix(base.path))
    if not base.origin or not page.content_type.startswith(COMPRESSED):
        return page
    # Links to the site's own public address lead here, where they would otherwise leave the machine.
    return Answer(page.body.replace(base.origin.encode(), b""), page.content_type, page.status, page.location)
