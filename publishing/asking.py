"""Asks addresses on the web whether they are there: politely, in time, and with no word about who asks."""

import http.client
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from socket import SHUT_RDWR, gaierror
from urllib.parse import SplitResult, quote, urljoin, urlsplit

PERMANENT = (301, 308)  # RFC 9110, 15.4
REDIRECTS = (*PERMANENT, 302, 303, 307)
MOST_HOPS = 10
SAFE = "%/:;=@!$&'()*+,~?"  # in a path or query (RFC 3986), which may be encoded already
# In the order in which they are looked for: some are kinds of others.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "does not answer in time"),
    (gaierror, "is at a host that is not known"),
    (ConnectionRefusedError, "is at a host that refuses connections"),
    (ssl.SSLCertVerificationError, "has a certificate that is not valid"),
    (ssl.SSLError, "is at a host that speaks no TLS"),
    (ConnectionError, "ends the connection without an answer"),
    (http.client.HTTPException, "gives an answer that is no HTTP"),
    (OSError, "cannot be reached"),
    (ValueError, "is no address"),
)


@dataclass(frozen=True)
class Answer:
    """`what` follows the address in a sentence, and is empty where all is well.

    `moved` is where the address leads for good, if elsewhere. `gone` says that nobody finds it.
    """

    what: str = ""
    gone: bool = False
    moved: str = ""


@dataclass
class Asker:
    """`limit` are the seconds for one request. To each host there is one connection at a time."""

    agent: str
    limit: float = 10
    hosts: dict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))

    def ask(self, address: str) -> Answer:
        """What there is at an address, after all redirects."""
        seen, moved, for_good = [address], "", True
        try:
            while (found := self._status(seen[-1]))[0] in REDIRECTS and found[1]:
                status, target = found
                for_good = for_good and status in PERMANENT
                moved = target if for_good else moved
                if target in seen or len(seen) > MOST_HOPS:
                    return Answer("is redirected in a circle", gone=True)
                seen.append(target)
        except tuple(kind for kind, _ in REASONS) as error:
            what = next(words for kind, words in REASONS if isinstance(error, kind))
            return Answer(what, gone=isinstance(error, gaierror | ValueError))
        status, _ = found
        return (
            Answer("", moved=moved)
            if status < 400
            else Answer(f"answers {status}", gone=status in (404, 410))
        )

    def _status(self, address: str) -> tuple[int, str]:
        """The status, and where a redirect leads. Not every server knows HEAD, and not all of them say so."""
        try:
            status, target = self._request("HEAD", address)
        except (http.client.HTTPException, ConnectionResetError):
            status, target = 400, ""
        return self._request("GET", address) if status >= 400 else (status, target)

    def _request(self, method: str, address: str) -> tuple[int, str]:
        parts = urlsplit(address)
        with self.hosts[parts.netloc], self._connection(parts) as connection:
            target = quote(parts._replace(scheme="", netloc="", path=parts.path or "/").geturl(), SAFE)
            headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, target, headers=headers)
            response = connection.getresponse()
            location = (
                response.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace")
            )
            return response.status, urljoin(address, location) if location else ""

    @contextmanager
    def _connection(self, parts: SplitResult) -> Iterator[http.client.HTTPConnection]:
        """One that is cut when time is up: the timeout of a socket is for each of its steps."""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(parts.geturl())
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname.encode("idna").decode(), parts.port, timeout=self.limit)
        late = threading.Event()
        timer = threading.Timer(self.limit, _cut, (connection, late))
        timer.start()
        try:
            yield connection
        except (OSError, http.client.HTTPException) as error:
            raise TimeoutError if late.is_set() else error from error
        finally:
            timer.cancel()
            connection.close()


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    late.set()
    with suppress(OSError, AttributeError):  # it ended just now, or has not begun
        connection.sock.shutdown(SHUT_RDWR)
