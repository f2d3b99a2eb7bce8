"""Measures how long an author waits for the server, beside Hugo's server, against bench/limits.py.

    .venv/bin/python -m bench.serve [36 1000 5000]

Exits 1 when a limit is exceeded, 2 when something could not be measured. `./invoke serve` of the site as it
ships and `hugo server` with its defaults are started in turn; then they run side by side and their sites are
edited in turn. Times are from the start of the server to the response with the first page, and from a saved
source to the response with the edit, polled every 2 ms; with 36 articles also to the end of the next frame in
an open page of Chromium, which nobody reloads.
"""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browser import chromium
from bench.command import Bench, run
from bench.corpus import EDITS, Post, post
from bench.limits import LIMITS, PAINTED, SAVED, STARTED, runs_of
from bench.processes import NotMeasured, processor_seconds, running
from bench.sites import Site, hugo_site, our_site

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOST = "127.0.0.1"
POLL_S = 0.002
MIN_PAUSE_S = 1.5  # between edits
MAX_IDLE_SHARE = 0.05  # of a processor
START_TIMEOUT_S, EDIT_TIMEOUT_S = 600, 120
# Reports when a word such as `edited012` is painted, by the clock that all programs share.
REPORT_PAINTED = """(() => {
  let last = "";
  const look = () => {
    const word = document.body?.textContent.match(/edited\\d{3}/)?.[0];
    if (!word || word === last) return;
    last = word;
    requestAnimationFrame(() => {  // a message sent in a frame's callback arrives after the frame is painted
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => painted(word, performance.timeOrigin + performance.now());
      port2.postMessage(0);
    });
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  look();
})();"""


@dataclass(frozen=True)
class Server:
    site: Site
    port: int
    process: subprocess.Popen

    def address(self, post: Post) -> str:
        return f"http://{HOST}:{self.port}/{post.slug}.html"

    def wait_for(self, path: str, text: str, timeout: float = EDIT_TIMEOUT_S) -> float:
        """Request a page until it has the text; returns the time then. Raises NotMeasured."""
        until = time.perf_counter() + timeout
        while time.perf_counter() < until and self.process.poll() is None:
            if text in self._get(path):
                return time.perf_counter()
            time.sleep(POLL_S)
        raise NotMeasured(f"{self.site.name}: its server did not show {text!r} at {path}")

    def _get(self, path: str) -> str:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=START_TIMEOUT_S)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):  # it is still starting
            return ""
        finally:
            connection.close()


@contextmanager
def _serving(site: Site) -> Iterator[tuple[Server, float]]:
    """A server that shows its first page, and how many seconds that took. Raises NotMeasured."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        port = listening.getsockname()[1]
    started = time.perf_counter()
    words = (*site.serve_command, "--port", str(port))
    with running(words, site.root, site.cache, subprocess.DEVNULL) as process:
        server = Server(site, port, process)
        newest = post(site.number - 1, site.number)
        yield server, server.wait_for("/", newest.title, START_TIMEOUT_S) - started


def measure(bench: Bench, folder: Path, number: int) -> None:
    sites = our_site(folder / "ours", number), hugo_site(folder / "hugo", number, bench.hugo)
    if number <= max(LIMITS[STARTED]):
        with bench.part(f"{number:,} articles: start"):
            _measure_start(bench, sites)
    with ExitStack() as stack:
        servers = [stack.enter_context(_serving(site))[0] for site in sites]
        for edit in EDITS:
            with bench.part(f"{number:,} articles: {edit} edited"):
                _measure_answers(bench, servers, edit)
        if number <= max(LIMITS[PAINTED]):
            with bench.part(f"{number:,} articles: painted"):
                _measure_paints(bench, servers)


def _measure_start(bench: Bench, sites: Sequence[Site]) -> None:
    for count in range(runs_of(sites[0].number) + 1):
        for site in sites:
            with _serving(site) as (_, seconds):
                if count:  # the first one fills the cache
                    bench.figures.add(site.number, STARTED, site.name, seconds)


def _measure_answers(bench: Bench, servers: Sequence[Server], edit: str) -> None:
    number = servers[0].site.number
    for count in range(runs_of(number) + 1):
        edited, shown = EDITS[edit](post(number // 2, number), count)
        for server in servers:
            _rest(servers)
            server.site.write(edited)
            saved = time.perf_counter()
            seconds = server.wait_for(f"/{edited.slug}.html", shown) - saved
            if count:  # the first one warms up
                bench.figures.add(number, SAVED[edit], server.site.name, seconds)


def _measure_paints(bench: Bench, servers: Sequence[Server]) -> None:
    with chromium() as browser:
        for server in servers:
            number, page, painted = server.site.number, browser.new_page(), {}
            page.expose_function(
                "painted", lambda word, when, painted=painted: painted.setdefault(word, when)
            )
            page.add_init_script(REPORT_PAINTED)
            opened = post(number // 3, number)
            page.goto(server.address(opened))
            for count in range(runs_of(number) + 1):
                edited, shown = EDITS["text"](opened, count)
                _rest(servers)
                server.site.write(edited)
                saved = time.time()
                _wait_for(page, painted, shown)
                if count:
                    bench.figures.add(number, PAINTED, server.site.name, painted[shown] / 1000 - saved)
            page.close()


def _wait_for(page: "Page", painted: dict[str, float], word: str) -> None:
    until = time.monotonic() + EDIT_TIMEOUT_S
    while word not in painted:
        if time.monotonic() > until:
            raise NotMeasured(f"the open page {page.url} did not show {word!r}")
        page.wait_for_timeout(5)  # lets the page report


def _rest(servers: Sequence[Server]) -> None:
    """Wait until no server is still working on the last edit."""
    sessions = {server.process.pid for server in servers}
    for _ in range(EDIT_TIMEOUT_S):
        before = processor_seconds(sessions)
        time.sleep(MIN_PAUSE_S)
        if processor_seconds(sessions) - before <= MAX_IDLE_SHARE * MIN_PAUSE_S:
            return


def main(words: list[str]) -> int:
    return run("bench.serve", __doc__, measure, [], words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
