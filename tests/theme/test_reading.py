"""What a reader does with a page: goes on by pointer or keys, changes its colours, prints it."""

import re
import shutil
from itertools import product

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser import FONTS, SHIFT, serving, violations
from tests.conftest import OWNER, run_pelican, wait_until, write
from tests.site.test_in_browser import WIDTH

pytestmark = pytest.mark.slow

ARTICLE, OTHER = "/tail-latency.html", "/queues-that-wait.html"
IN_MENU = ("/", "/resume.html", "/archives.html", "/tags.html", "/search.html")
PAGES = (
    *IN_MENU,
    ARTICLE,
    OTHER,
    "/tag/go.html",
    "/categories.html",
    "/category/performance.html",
    "/404.html",
)
FADES = "window.fades = new Promise(done => addEventListener('pagereveal', e => done(!!e.viewTransition)))"
CLIPBOARD = ["clipboard-read", "clipboard-write"]

# Going on ---------------------------------------------------------------------------------------


def test_a_page_is_fetched_when_a_link_to_it_is_pointed_at(visit, example_site):
    requests = []
    with serving(example_site, requests) as address:
        visited = visit(f"{address}/")
        visited.page.get_by_role("link", name="Where tail latency comes from").hover()
        wait_until(lambda: (ARTICLE, "prefetch") in requests, lambda: visited.page.wait_for_timeout(50))
    assert [path for path, purpose in requests if purpose and path != ARTICLE] == []
    assert visited.messages == []


@pytest.mark.parametrize(("motion", "fades"), [("no-preference", True), ("reduce", False)])
def test_pages_fade_into_one_another_unless_the_reader_wants_no_motion(visit, motion, fades):
    page = visit("/", reduced_motion=motion).page
    page.add_init_script(FADES)
    page.get_by_role("link", name="Résumé").click()
    page.wait_for_url("**/resume.html")
    assert page.evaluate("() => window.fades") is fades


def test_the_keyboard_reaches_the_search_from_the_home_page(browser, tmp_path):
    write(tmp_path / "content", {"articles/walk.md": "Title: Walk\nDate: 2026-11-01\n\nIt says so[^1].\n\n"
          "```go\nx := 1\n```\n\n[^1]: A note.\n"})  # fmt: skip
    shutil.copytree(OWNER / "content", tmp_path / "content", dirs_exist_ok=True)
    site = run_pelican(tmp_path / "content", tmp_path / "output", "publishconf.py", whole=True)
    with serving(site) as address:
        page = browser.new_context(viewport={"width": 390, "height": 844}, permissions=CLIPBOARD).new_page()
        page.goto(f"{address}/")
        _tab_to(page, "Walk")
        page.keyboard.press("Enter")
        page.wait_for_url("**/walk.html")
        _tab_to(page, "1")
        page.keyboard.press("Enter")
        expect(page.get_by_role("note")).to_be_visible()
        page.keyboard.press("Escape")
        _tab_to(page, "Copy")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == "x := 1\n"
        page.keyboard.press("Home")
        page.evaluate("document.activeElement.blur()")
        _tab_to(page, "Résumé", backwards=True)
        page.keyboard.press("Enter")
        page.wait_for_url("**/resume.html")
        page.keyboard.press("/")
        page.wait_for_url("**/search.html")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("shipwright")
        expect(page.get_by_role("status")).to_have_text("1 result for “shipwright”")
        for number in range(2):
            page.keyboard.press("ArrowDown")
            expect(page.locator(".results a").nth(number)).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url("**/resume.html#harbour-io-moved-14-services")
        page.context.close()


def _tab_to(page: Page, name: str, backwards: bool = False) -> None:
    """Moves the focus to the element of this name; a reader must see each stop."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        stop = page.locator(":focus")
        assert _is_seen(page), stop.evaluate("each => each.outerHTML.slice(0, 200)")
        if stop.inner_text().strip() == name:
            return
    raise AssertionError(f"no {name!r} by keyboard")


def _is_seen(page: Page) -> bool:
    return page.evaluate(
        """() => {
            const stop = document.activeElement;
            const near = [stop, stop.nextElementSibling, stop.parentElement];
            const shown = near.filter(Boolean).map(each => getComputedStyle(each));
            return shown.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1)
                || stop.matches(".skip");
        }"""
    )


# Everyone ---------------------------------------------------------------------------------------


def test_a_page_has_one_title_landmarks_and_a_current_menu_entry(visit):
    visited = visit("/")
    for path in PAGES:
        page = visited.go(path)
        for role in ("main", "banner", "contentinfo"):
            assert page.get_by_role(role).count() == 1, (path, role)
        assert page.locator("h1").count() == 1, path
        assert page.locator(".masthead [aria-current=page]").count() == (path in IN_MENU), path


def test_the_skip_link_is_the_first_stop_and_leads_to_the_text(visit):
    page = visit("/resume.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))


def test_text_twice_as_large_stays_within_the_window(visit):
    visited = visit("/")
    for path in PAGES:
        page = visited.go(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (360, 768):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDTH) <= width, f"{path} at {width} px"


def test_nothing_moves_while_a_page_loads(visit):
    without = visit("/", 390, without=FONTS)
    for path in (*IN_MENU, ARTICLE):
        assert without.go(path).evaluate(SHIFT) == 0, path
        # A font that comes in the middle of the first frame moves what it sets; on a busy machine some do.
        assert 0 in (visit(path, 390).page.evaluate(SHIFT) for _ in range(3)), path


def test_everything_is_visible_in_forced_colours(visit):
    visited = visit("/", 390, forced_colors="active")
    for path in ("/", ARTICLE, "/resume.html", "/search.html"):
        assert violations(visited.go(path)) == [], path
    visited.page.locator("label", has_text="dark").click()
    chosen = visited.page.locator(".scheme :checked + span")
    assert "underline" in chosen.evaluate("each => getComputedStyle(each).textDecorationLine")


FIRST_PAPER = """window.first = new Promise(seen => requestAnimationFrame(() => {
    seen(getComputedStyle(document.body ?? document.documentElement).backgroundColor);
}))"""


@pytest.mark.parametrize(("system", "chosen"), list(product(("light", "dark"), ("system", "light", "dark"))))
def test_the_chosen_theme_applies_from_the_first_frame(visit, system, chosen):
    page = visit("/", scheme=system).page
    page.locator(".scheme label", has_text=chosen).click()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.add_init_script(FIRST_PAPER)
    page.goto(page.url.rstrip("/") + ARTICLE)
    assert page.evaluate("window.first") in (paper, "rgba(0, 0, 0, 0)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    dark = chosen == "dark" or (chosen, system) == ("system", "dark")
    assert (int(paper.strip("rgb()").split(",")[0]) < 128) == dark
    assert page.get_by_role("radio", name=chosen).is_checked()


def test_a_restored_page_has_the_newest_choice(visit):
    page = visit("/").page
    page.get_by_role("link", name="Where tail latency comes from").click()
    page.wait_for_url(f"**{ARTICLE}")
    page.locator(".scheme label", has_text="dark").click()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.go_back()
    expect(page.get_by_role("radio", name="dark")).to_be_checked()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper


def test_what_another_site_of_the_same_host_has_stored_breaks_nothing(visit):
    visited = visit(ARTICLE, idle=True)
    visited.page.evaluate("localStorage.scheme = 'auto'")
    visited.page.reload()
    expect(visited.page.get_by_role("radio", name="system")).to_be_checked()
    assert visited.page.get_by_role("button", name="Copy").count() == 2
    assert visited.messages == []


@pytest.mark.parametrize(("width", "scheme"), list(product((320, 1440), ("light", "dark"))))
def test_an_article_can_be_written_from_right_to_left(article_at, width, scheme):
    text = "نص طويل[^1] " * 12 + "\n\n```go\nx := 1\n```\n\n[^1]: ملاحظة.\n"
    page = article_at(text, width, "Lang: ar", scheme=scheme)
    assert violations(page) == []
    assert page.evaluate(WIDTH) <= width
    assert page.locator("article p").first.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.locator(".masthead").evaluate("each => getComputedStyle(each).direction") == "ltr"
    if width == 1440:
        note, column = page.locator(".side-note").first.bounding_box(), page.locator("article").bounding_box()
        assert 0 <= note["x"] < note["x"] + note["width"] < column["x"]


# Paper ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_an_article_prints_whole_with_the_addresses_of_its_links(visit, tmp_path, paper):
    page = visit(ARTICLE).page
    code = page.locator("pre").all_inner_texts()
    links = page.locator("article a[href^=http]:not(.file)")
    addresses = links.evaluate_all("links => links.map(each => each.getAttribute('href'))")
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", format=paper)
    pages = [each.extract_text() for each in PdfReader(tmp_path / "print.pdf").pages]
    assert len(pages) == 2
    printed = "".join("".join(pages).split())
    lines = [line for block in code for line in block.splitlines() if line.strip()]
    assert [line for line in lines if "".join(line.split()) not in printed] == []
    assert [each for each in addresses if f"⟨{each}⟩" not in printed] == []
    assert printed.count("⟨") == len(addresses) == 2
    for not_printed in ("Suggest a change", "Skip to content", "Theme system"):
        assert "".join(not_printed.split()) not in printed
