"""`invoke serve`: shows the site, builds it anew on every save and reloads the browser.

A problem does not end it: the browser shows the problem until it is mended.
"""

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from desk.pages import EVENTS, RELOAD, SCRIPT, Answer, answer, problem_page, reloading
from publishing.build import BuildFailed, build

HOST = "127.0.0.1"
WATCHED = ("content", "theme", "plugins", "publishing")
PATIENCE = 20  # seconds between signs of life, so that a closed browser is noticed


class PortTaken(Exception):
    """Another program listens at the address."""


class Desk:
    """The site as it was last built, or what was wrong with it, and who waits for the next build."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = root, root / "output"
        self.problems: tuple[str, ...] = ()
        self.builds = 0
        self.changed = threading.Condition()

    def build(self) -> None:
        try:
            report = build(self.root, "pelicanconf.py", self.site)
            self.problems = ()
            print(report, flush=True)
        except BuildFailed as failure:
            self.problems = failure.problems
            print(failure, flush=True)
        with self.changed:
            self.builds += 1
            self.changed.notify_all()

    def wait_for_build_after(self, seen: int) -> int:
        """The number of builds once it is more than `seen`, or `seen` when patience runs out."""
        with self.changed:
            self.changed.wait_for(lambda: self.builds > seen, timeout=PATIENCE)
            return self.builds


class Handler(BaseHTTPRequestHandler):
    desk: Desk

    def do_GET(self) -> None:
        if self.path == EVENTS:
            self._send_events()
            return
        page = self._page()
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Cache-Control", "no-store")
        if page.location:
            self.send_header("Location", page.location)
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(ConnectionError):  # the browser went away
                self.wfile.write(page.body)

    do_HEAD = do_GET  # noqa: N815 (the library's name)

    def _page(self) -> Answer:
        if self.path == SCRIPT:
            return Answer(RELOAD.encode(), "text/javascript")
        page = answer(self.desk.site, self.path)
        if not page.content_type.startswith("text/html"):
            return page
        return reloading(problem_page(self.desk.problems) if self.desk.problems else page)

    def _send_events(self) -> None:
        """Server-sent events (HTML Living Standard, 9.2): one message a build."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = self.desk.builds
        while not self.wfile.closed:
            now = self.desk.wait_for_build_after(seen)
            try:
                self.wfile.write(b"data: built\n\n" if now > seen else b": still here\n\n")
            except OSError:  # the browser went away
                return
            seen = now

    def log_message(self, *_args: object) -> None:
        """Requests are not news at the desk."""


def serve(root: Path, port: int) -> None:
    """Serve the project in folder `root` until interrupted. Raises PortTaken."""
    desk = Desk(root)
    handler = type("DeskHandler", (Handler,), {"desk": desk})
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PortTaken(f"port {port}: {reason}; name another with --port") from error
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        _build_on_every_save(desk, f"http://{HOST}:{server.server_port}/ (Ctrl-C ends it)")


def _build_on_every_save(desk: Desk, welcome: str) -> None:
    """The first build comes when watching has begun, so that no save in between is missed.

    An editor may put a new file in the place of the old one, which ends the watching of a single
    file: the settings are looked at between the news of the folders.
    """
    folders = [path for name in WATCHED if (path := desk.root / name).is_dir()]
    settings, built_with = desk.root / "pelicanconf.py", None
    for changes in watch(*folders, debounce=100, step=20, rust_timeout=100, yield_on_timeout=True):
        stamp = settings.stat().st_mtime_ns if settings.exists() else 0
        if changes or stamp != built_with:
            built_with = stamp
            desk.build()
        if welcome:
            print(welcome, flush=True)
            welcome = ""
