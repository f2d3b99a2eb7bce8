"""`invoke serve`: a save is on the screen soon, and a mistake does not end it."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, write

pytestmark = pytest.mark.slow

ARTICLE = "Title: Continuous profiling in Go\nDate: 2022-04-22\n\nText.\n"


class Served:
    def __init__(self, root: Path, port: int) -> None:
        self.root, self.port = root, port

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


def start(root: Path, port: int) -> subprocess.Popen:
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"  # off in a background job
        f"from desk.server import serve; from pathlib import Path; serve(Path({str(root)!r}), {port})"
    )
    command = [sys.executable, "-u", "-c", code]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture
def served(project) -> Iterator[Served]:
    port = free_port()
    with start(project.root, port) as server:
        assert any("http://127.0.0.1" in line for line in server.stdout)
        yield Served(project.root, port)
        server.send_signal(signal.SIGINT)


def test_pages_are_served_as_github_pages_does(served):
    assert served.get("/")[0] == 200
    assert "Coins.ph" in served.get("/resume")[1]
    assert served.get("/cv")[0] == 301
    assert "resume.html" in served.get("/cv/")[1]
    assert served.get("/nowhere.html")[0] == 404
    assert "no page here" in served.get("/nowhere.html")[1]
    assert served.get("/../pelicanconf.py")[0] == 404
    assert served.get("/" + "x" * 5000)[0] == 404


def test_a_save_is_served_and_announced(served):
    events = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    events.request("GET", "/.desk/events")
    stream = events.getresponse()
    write(served.root, {"content/articles/profiling.md": ARTICLE + "\nA new line.\n"})
    assert stream.readline() == b"data: built\n"
    assert "A new line." in served.get("/continuous-profiling-in-go.html")[1]


@pytest.mark.xdist_group("browser")
def test_the_browser_shows_a_save_by_itself(served, visit):
    visited = visit(f"http://127.0.0.1:{served.port}/continuous-profiling-in-go.html")
    write(served.root, {"content/articles/profiling.md": ARTICLE + "\nA new line.\n"})
    visited.page.get_by_text("A new line.").wait_for()
    assert visited.messages == []


@pytest.mark.xdist_group("browser")
def test_searching_works_at_the_desk(served, visit):
    visited = visit(f"http://127.0.0.1:{served.port}/search.html?q=terraform")
    visited.page.get_by_text("1 result for").wait_for()
    assert visited.messages == []


def test_a_mistake_is_shown_in_the_browser_until_it_is_mended(served):
    write(served.root, {"content/articles/profiling.md": ARTICLE.replace("2022-04-22", "soon")})
    status = served.wait_for("/", "content/articles/profiling.md:2: date: ")
    assert status == 500
    write(served.root, {"content/articles/profiling.md": ARTICLE})
    assert served.wait_for("/", "Continuous profiling") == 200


@pytest.mark.parametrize("mistake", ["1 / 0", "import sys; sys.exit(0)"])
def test_a_broken_settings_file_does_not_end_it(served, mistake):
    settings = (served.root / "pelicanconf.py").read_text("utf-8")
    write(served.root, {"new.py": f"{settings}{mistake}\n"})
    (served.root / "new.py").rename(served.root / "pelicanconf.py")  # as editors save
    served.wait_for("/", "pelicanconf.py:")
    write(served.root, {"pelicanconf.py": settings})
    assert served.wait_for("/", "Continuous profiling") == 200


def test_the_script_that_reloads_is_at_the_desk_alone(served):
    page = served.get("/")[1]
    assert "connect-src 'self'" in page
    assert '<script src="/.desk/reload.js" defer></script>' in page
    assert "desk" not in (served.root / "output/index.html").read_text("utf-8")


@pytest.mark.parametrize("port", ["abc", "-1", "80000"])
def test_a_port_that_is_none_is_said_in_one_line(port):
    command = [sys.executable, "-m", "invoke", "serve", f"--port={port}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_a_port_in_use_is_said_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "invoke", "serve", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"port {port}: Address already in use; name another with --port\n"
