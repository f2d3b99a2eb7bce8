"""The desk with pages written by hand, and whole, with Pelican behind it."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.engine import Result

from desk.news import Desk
from desk.server import listening
from plugins.page_head import digest
from tests.conftest import ROOT, Files, write

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
  <meta http-equiv="Content-Security-Policy" content="{policy}">
  <title>Page</title>
  <style>{style}</style>
</head>
<body><main>{body}</main></body>
</html>
"""
POLICY = "default-src 'none'; style-src {}; script-src 'self'; connect-src 'self'"


def page(body: str, style: str = "main { color: #111 }") -> str:
    """A page with the policy that the site's pages have."""
    return PAGE.format(body=body, style=style, policy=POLICY.format(digest(style)))


class Showing:
    """A desk whose engine is the test: it puts files in the site and tells what was built."""

    def __init__(self, root: Path) -> None:
        self.desk = Desk(root)
        self.server = listening(self.desk, 0)
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{name}"

    def put(self, files: Files) -> None:
        write(self.desk.site, files)
        self.desk.tell(Result(frozenset(files)))

    def take_away(self, name: str) -> None:
        (self.desk.site / name).unlink()
        self.desk.tell(Result(frozenset({name})))

    def fail(self, *problems: str) -> None:
        self.desk.tell(Result(problems=problems))


@pytest.fixture
def showing(tmp_path: Path) -> Iterator[Showing]:
    shown = Showing(tmp_path)
    yield shown
    shown.server.shutdown()
    shown.server.server_close()


class Served:
    """A project that is served by a process of its own."""

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.port = root, port

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def get(self, address: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def wait_for(self, address: str, words: str) -> int:
        """The status with which `words` are seen at last; fails after 20 seconds."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            status, text = self.get(address)
            if words in text:
                return status
            time.sleep(0.05)
        raise AssertionError(f"{words!r} did not appear in {text}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(code: str) -> subprocess.Popen:
    """Runs code that serves, in a process that ends as from Ctrl-C when it gets SIGINT."""
    listen = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # off in a background job
    )
    command = [sys.executable, "-u", "-c", f"{listen}\n{code}"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def serve(root: Path, port: int) -> subprocess.Popen:
    return start(f"from desk.server import serve, Path; serve(Path({str(root)!r}), {port})")


@pytest.fixture
def served(project) -> Iterator[Served]:
    port = free_port()
    with serve(project.root, port) as server:
        assert any("http://127.0.0.1" in line for line in server.stdout)
        yield Served(project.root, port)
        server.send_signal(signal.SIGINT)
