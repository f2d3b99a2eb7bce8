"""`invoke serve`: shows the site, brings it up to date on every save, and what browsers show with it.

A problem does not end it: the browser shows the problem until it is mended.
"""

import contextlib
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

from desk.building import bring_up_to_date
from desk.handler import Handler
from desk.news import Desk
from desk.warm import WarmEngine

HOST = "127.0.0.1"


class PortTaken(Exception):
    """Another program listens at the address."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def serve(root: Path, port: int) -> None:
    """Serve the project in folder `root` until interrupted. Raises PortTaken."""
    desk = Desk(root)
    server = listening(desk, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt), contextlib.closing(WarmEngine(root)) as engine:
        bring_up_to_date(desk, engine, f"http://{HOST}:{server.server_port}/ (Ctrl-C ends it)")


def listening(desk: Desk, port: int) -> Server:
    """A server of what the desk shows. Raises PortTaken."""
    handler = type("DeskHandler", (Handler,), {"desk": desk})
    try:
        return Server((HOST, port), handler)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PortTaken(f"port {port}: {reason}; name another with --port") from error
