"""`invoke serve`: serves the site, and updates it and the open browsers on every save.

A problem does not end it: the browser shows the problem until it is fixed.
"""

import contextlib
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from vouch.serve.answers import Answer
from vouch.serve.file_watcher import changes_of
from vouch.serve.handler import Handler
from vouch.serve.live_reload import reloading, version_of
from vouch.serve.open_pages import OpenPages
from vouch.serve.own_pages import building_page, problem_page
from vouch.serve.worker_client import Worker, WorkerDied

HOST = "127.0.0.1"


class PortTaken(Exception):
    """Another program listens at the address."""


class Server(ThreadingHTTPServer):
    """Serves the site of the project in folder `root`, or the page that lists its problems."""

    daemon_threads = True

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.worker = root, Worker(root)
        self.open_pages = OpenPages(lambda address: version_of(self.page(address)))
        self._problems: list[str] | None = None  # none before the first build has ended
        super().__init__((HOST, port), Handler)

    def page(self, address: str) -> Answer:
        """What is at an address. Waits for a save that is being read."""
        if self._problems is None:
            return reloading(building_page())
        problems, answer = self._problems, None
        if not problems:
            try:
                problems, answer = self.worker.get(address)
            except WorkerDied as death:
                problems = [str(death)]
        return reloading(problem_page(tuple(problems), self.root) if answer is None else answer)

    def update(self, changes: set[Path] | None) -> bool:
        """Bring the site up to date, print the result and notify browsers; returns whether all is well."""
        try:
            problems, report = self.worker.update(changes)
        except WorkerDied as death:
            problems, report = [str(death)], ""
        self._problems = problems
        print("\n".join(problems) or report, flush=True)
        self.open_pages.compare()
        return not problems

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is not an error."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def serve(root: Path, port: int) -> None:
    """Serve the project in folder `root` until interrupted. Raises PortTaken."""
    server = listening(root, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt), contextlib.closing(server.worker):
        welcome = f"http://{HOST}:{server.server_port}/ (Ctrl-C ends it)"
        for changes in changes_of(root):
            server.update(changes)
            if welcome:
                print(welcome, flush=True)
                welcome = ""


def listening(root: Path, port: int) -> Server:
    """Raises PortTaken."""
    try:
        return Server(root, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PortTaken(f"port {port}: {reason}; name another with --port") from error
