"""A server of a site that the test writes by hand, and one of a project."""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vouch.pages.page_head import digest
from vouch.serve.answers import Answer, answer
from vouch.serve.server import listening
from vouch.serve.worker_client import WorkerDied

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


class FakeWorker:
    """In place of the process that has the site."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.problems: list[str] = []
        self.problems_of: dict[str, list[str]] = {}  # by the addresses of pages that cannot be made
        self.death = ""

    def update(self, changes: set[Path] | None) -> tuple[list[str], str]:
        if self.death:
            raise WorkerDied(self.death)
        return self.problems, ""

    def get(self, address: str) -> tuple[list[str], Answer | None]:
        if self.death:
            raise WorkerDied(self.death)
        if problems := self.problems_of.get(address):
            return problems, None
        return [], answer(self, address)

    def file(self, name: str) -> bytes | None:
        return self.files.get(name)

    def has_folder(self, name: str) -> bool:
        return any(each.startswith(f"{name}/") for each in self.files)


class Showing:
    """A server, and what the test makes of its site."""

    def __init__(self, root: Path, port: int = 0) -> None:
        self.server = listening(root, port)
        self.server.worker = self.worker = FakeWorker()
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{name}"

    def put(self, files: dict[str, str]) -> None:
        self.worker.files |= {name: text.encode() for name, text in files.items()}
        self.fail()

    def take_away(self, name: str) -> None:
        del self.worker.files[name]
        self.fail()

    def fail(self, *problems: str, death: str = "", **of_pages: list[str]) -> None:
        """Of the site, of its process, and of single pages; without any all is OK again."""
        self.worker.problems, self.worker.death = list(problems), death
        self.worker.problems_of = {f"/{name}.html": found for name, found in of_pages.items()}
        self.server.update(set())


@pytest.fixture
def showing(tmp_path: Path) -> Iterator[Showing]:
    shown = Showing(tmp_path)
    yield shown
    shown.server.shutdown()
    shown.server.server_close()


class Served:
    """A project that is served by a process of its own."""

    def __init__(self, root: Path, port: int, process: subprocess.Popen) -> None:
        self.root, self.port, self.process = root, port, process

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def get(self, address: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", address)
        answered = connection.getresponse()
        return answered.status, answered.read()

    def text(self, address: str) -> str:
        return self.get(address)[1].decode()

    def wait_for(self, address: str, words: str) -> int:
        """The status with which `words` are seen at last; fails after a minute."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            status, body = self.get(address)
            if words in body.decode():
                return status
            time.sleep(0.05)
        raise AssertionError(f"{words!r} did not appear in {body.decode()}")

    def workers(self) -> list[int]:
        """The processes that the server has started."""
        pid = self.process.pid
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


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
    return start(f"from vouch.serve.server import serve, Path; serve(Path({str(root)!r}), {port})")


@contextmanager
def serving(root: Path) -> Iterator[Served]:
    port = free_port()
    with serve(root, port) as server:
        assert any("http://127.0.0.1" in line for line in server.stdout)
        yield Served(root, port, server)
        server.send_signal(signal.SIGINT)


@pytest.fixture
def served(project) -> Iterator[Served]:
    with serving(project.root) as started:
        yield started
