"""The fonts of a page on the first view and on the second, with each font delayed in turn."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import BrowserContext, Page

from tests.browser import SHIFT, serving
from tests.conftest import ROOT, run_pelican, wait_until, write

pytestmark = pytest.mark.slow

TEXT = """Title: {0}
Slug: {1}
Date: 2024-01-02

{0} _{0}_ **{0} _{0}_**

## {0} _{0}_

> {0}, 2 — 3

<details><summary>More</summary><em>{0}</em></details>
"""
PAGES = {"/latin.html": "Queues that wait", "/cyrillic.html": "Очередь Kafka"}
FONT = re.compile(r"/theme/[\w.-]+\.woff2")
WORDS = "main :is(h1, h2, .flow p, em, strong)"
OURS = {"XCharter"}
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
UNFOLD = "document.querySelector('details').open = true"
WIDTHS = """word => ["400", "700", "italic 400", "italic 700"].map(style => {
    const span = document.body.appendChild(document.createElement("span"));
    span.style.cssText = `position: absolute; font: ${style} 1000px XCharter; font-kerning: none`;
    span.textContent = word;
    return span.getBoundingClientRect().width;
})"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"articles{path[:-5]}.md": TEXT.format(words, path[1:-5]) for path, words in PAGES.items()}
    root = tmp_path_factory.mktemp("fonts")
    return run_pelican(write(root / "content", files), root / "site", "pelicanconf.py")


@pytest.fixture
def new_reader(browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers that have read nothing yet."""
    opened = []

    def new_context(**options: object) -> BrowserContext:
        opened.append(browser.new_context(viewport={"width": 390, "height": 900}, **options))
        return opened[-1]

    yield new_context
    for each in opened:
        each.close()


def go_until_painted(page: Page, address: str) -> None:
    """Until the browser has painted words, for which it need not wait for a font."""
    devtools, events = page.context.new_cdp_session(page), []
    devtools.on("Page.lifecycleEvent", lambda event: events.append(event["name"]))
    devtools.send("Page.enable")
    devtools.send("Page.setLifecycleEventsEnabled", {"enabled": True})
    page.goto(address, wait_until="commit")
    wait_until(lambda: "firstContentfulPaint" in events, lambda: page.wait_for_timeout(20))


def fonts_of(page: Page) -> set[str]:
    """The families that the words of a page are really set in."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    nodes = devtools.send("DOM.querySelectorAll", {"nodeId": root, "selector": WORDS})["nodeIds"]
    shown = [devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
    return {font["familyName"] for fonts in shown for font in fonts}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", PAGES)
def test_faces_never_mix_whichever_font_is_late(new_reader, written, path, scripts):
    for font in sorted(set(FONT.findall((written / path[1:]).read_text("utf-8")))):
        page, late = new_reader(java_script_enabled=scripts).new_page(), threading.Event()
        with serving(written, held={font: late}) as address:
            try:
                go_until_painted(page, address + path)
                first = fonts_of(page)
            finally:
                late.set()
            page.wait_for_load_state("networkidle")
            assert not scripts or page.evaluate(SHIFT) == 0, font
            page.evaluate(UNFOLD)
            assert first == OURS or not first & OURS, font
            assert fonts_of(page) == first, font


@pytest.mark.parametrize("path", PAGES)
def test_the_second_view_is_in_charter(new_reader, written, path):
    page = new_reader().new_page()
    with serving(written) as address:
        page.goto(address + path, wait_until="networkidle")
        page.goto(address + path)
        page.evaluate(UNFOLD)
        assert fonts_of(page) == OURS


def test_the_first_view_is_in_charter_if_it_comes_at_once(new_reader, written):
    """Within the first frame, which on a busy machine it may miss."""
    with serving(written) as address:
        views = (new_reader().new_page() for _ in range(5))
        assert any(page.goto(f"{address}/latin.html") and fonts_of(page) == OURS for page in views)


def test_each_face_has_its_own_letters(new_reader, written):
    page = new_reader().new_page()
    with serving(written) as address:
        page.goto(f"{address}/latin.html")
        page.evaluate("document.fonts.load('1em XCharter').then(() => 0)")
        for word in ("Hamburg", "Очередь"):
            assert page.evaluate(WIDTHS, word) == [width_in(style, word) for style in STYLES]


def test_a_letter_that_the_font_lacks_is_in_another_font(new_reader, written):
    page = new_reader().new_page()
    with serving(written) as address:
        page.goto(f"{address}/latin.html")
        page.evaluate("document.fonts.load('1em XCharter').then(() => 0)")
        for tags in ("<p>", "<p><em>", "<p><strong>", "<p><em><strong>"):
            page.evaluate(f"document.querySelector('main').innerHTML = '<article class=flow>{tags}λ'")
            assert not fonts_of(page) & OURS, tags


def width_in(style: str, word: str) -> int:
    """In thousandths of its size, without kerning."""
    with TTFont(ROOT / f"theme/typst/fonts/XCharter-{style}.otf") as font:
        letters = font.getBestCmap()
        return sum(font["hmtx"][letters[ord(each)]][0] for each in word)
