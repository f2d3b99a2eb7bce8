"""A site served as GitHub Pages serves it, and Debian's Chromium to read it with."""

import contextlib
import io
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from bench.browser import chromium
from bench.processes import NotMeasured
from tests.conftest import ROOT, not_tested
from vouch.serve.answers import Tree, answer

PAINTED = "each => each.decode().then(() => new Promise(requestAnimationFrame))"
FONTS = "**/*.woff2"
SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(each => sum += each.value))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 200);
})"""
AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
expect.set_options(timeout=30_000)  # for what takes a moment, on a machine that may be busy


class Folder(Tree):
    """A site that was written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def file(self, name: str) -> bytes | None:
        return (self._path / name).read_bytes() if (self._path / name).is_file() else None

    def has_folder(self, name: str) -> bool:
        return (self._path / name).is_dir()


@contextmanager
def serving(
    site: Path,
    requests: list[tuple[str, str]] | None = None,
    held: Mapping[str, threading.Event] = MappingProxyType({}),
) -> Iterator[str]:
    """The address, without a slash at its end, at which the files of a folder are served.

    `requests` gets each path that was asked for, and why (the request's header Sec-Purpose). The paths in
    `held` are answered when their event is set.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if requests is not None:
                requests.append((self.path, self.headers.get("Sec-Purpose", "")))
            if self.path in held:
                held[self.path].wait()
            page = answer(Folder(site), self.path)
            self.send_response(page.status)
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Type", page.content_type)
            self.send_header("Content-Length", str(len(page.body)))
            if page.location:
                self.send_header("Location", page.location)
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the reader has gone on
                self.wfile.write(page.body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@dataclass
class Visit:
    """A page in the browser, with all it asked for and all messages of its console."""

    page: Page
    address: str  # of the site
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def go(self, path: str, idle: bool = False) -> Page:
        """To another page, which is much faster than another visit."""
        self.page.goto(path if "://" in path else self.address + path)
        if idle:
            self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        with chromium() as opened:
            yield opened
    except NotMeasured as missing:
        not_tested(f"the pages were NOT looked at: {missing}")


@pytest.fixture(scope="session")
def address(example_site: Path) -> Iterator[str]:
    """Where the site of the invented owner is served; in tests/site, that of the owner."""
    with serving(example_site) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """`visit("/resume.html", width=360, scheme="dark", java_script_enabled=False)` opens a page of the site.

    It is read as soon as it is loaded; with `idle` when nothing more has been asked for in half a second.
    """
    contexts = []

    def open_page(
        path: str,
        width: int = 1440,
        scheme: str = "light",
        idle: bool = False,
        without: str = "",
        **options: object,
    ) -> Visit:
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=scheme, **options)
        contexts.append(context)
        if without:
            context.route(without, lambda route: route.abort())
        visited = Visit(context.new_page(), address)
        visited.page.on("request", lambda request: visited.requests.append(request.url))
        visited.page.on("console", lambda message: visited.messages.append(message.text))
        visited.page.on("pageerror", lambda error: visited.messages.append(str(error)))
        visited.go(path, idle)
        return visited

    yield open_page
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page as it is in the browser."""
    if not AXE.is_file():
        not_tested(
            "no npm here: it was NOT tested whether everyone can use the pages (Debian: apt install npm)"
        )
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(rules)", RULES)["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def shades(element: Locator) -> tuple[int, int]:
    """The darkest and the lightest pixel, 0 to 255, that stands on the screen where an image is."""
    element.scroll_into_view_if_needed()  # a lazy image elsewhere may never be decoded
    element.evaluate(PAINTED)
    return Image.open(io.BytesIO(element.screenshot())).convert("L").getextrema()


@pytest.fixture
def article_at(build_site: Callable[..., Path], visit: Callable[..., Visit]) -> Iterator[Callable[..., Page]]:
    """`article_at("Text.", 390)` opens an article with this text; other options are those of `visit`."""
    servers = []

    def opened(text: str, width: int = 1440, fields: str = "", **options) -> Page:
        head = f"Title: Article\nSlug: article\nDate: 2024-01-02\n{fields}\n\n"
        servers.append(serving(build_site({"articles/article.md": head + text})))
        return visit(f"{servers[-1].__enter__()}/article.html", width, **options).page

    yield opened
    for each in servers:
        each.__exit__(None, None, None)
