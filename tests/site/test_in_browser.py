"""Every kind of page in a real browser: accessible, quiet, alone, readable without a script."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser import FONTS, SHIFT
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

PAGES = (
    "/search.html",
    "/",
    "/continuous-profiling-in-go.html",
    "/how-to-structure-go-projects.html",
    "/resume.html",
    "/archives.html",
    "/tags.html",
    "/tag/go.html",
    "/categories.html",
    "/category/performance.html",
    "/404.html",
)
WIDTHS = (320, 360, 768, 1440, 2560)
AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page as it stands in the browser."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(rules)", RULES)["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_violation(visit, path):
    for width, scheme in product((360, 1440), ("light", "dark")):
        assert violations(visit(path, width, scheme).page) == [], f"at {width} px, {scheme}"


def test_a_picture_without_words_would_be_found(visit):
    page = visit("/resume.html").page
    page.evaluate("document.querySelector('main img').removeAttribute('alt')")
    assert [each.partition(":")[0] for each in violations(page)] == ["image-alt"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host_and_says_nothing(visit, address, path):
    visited = visit(path, idle=True)
    assert [each for each in visited.requests if not each.startswith(address + "/")] == []
    assert visited.messages == []


@pytest.mark.parametrize(("path", "width"), list(product(PAGES, WIDTHS)))
def test_a_page_does_not_scroll_sideways(visit, path, width):
    page = visit(path, width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "path", [each for each in PAGES if each != "/search.html"]
)  # it says that it needs it
def test_a_page_reads_the_same_without_javascript(visit, path):
    words = "[...document.querySelectorAll('main, nav')].map(each => each.innerText).join(' ')"
    with_script, without = visit(path).page, visit(path, java_script_enabled=False).page
    controls = ("Copy",)  # what the script adds
    read = [word for word in with_script.evaluate(words).split() if word not in controls]
    assert without.locator("main").inner_text().split() == [
        word for word in with_script.locator("main").inner_text().split() if word not in controls
    ]
    assert len(read) > 5


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_while_a_page_loads(visit, path):
    assert visit(path, 390, without=FONTS).page.evaluate(SHIFT) == 0
    # A font that comes in the middle of the first frame moves what it sets; on a busy machine some do.
    assert 0 in (visit(path, 390, idle=True).page.evaluate(SHIFT) for _ in range(3))


def test_the_policy_stops_an_injected_script(visit):
    visited = visit("/resume.html")
    visited.page.evaluate(
        """const script = document.createElement('script');
        script.textContent = 'window.injected = 1';
        document.body.append(script);"""
    )
    assert visited.page.evaluate("window.injected") is None
    assert "Content Security Policy" in visited.messages[0]


def test_the_chosen_colours_are_remembered(visit):
    page = visit("/").page
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("label", has_text="dark").click()
    dark = page.evaluate(paper)
    page.reload()
    assert page.evaluate(paper) == dark != light
    page.locator("label", has_text="system").click()
    assert page.evaluate(paper) == light


def test_code_is_copied_by_keyboard(visit):
    page = visit("/continuous-profiling-in-go.html", permissions=["clipboard-read", "clipboard-write"]).page
    figure = page.locator("figure.code").first
    figure.get_by_role("button").focus()
    page.keyboard.press("Enter")
    figure.get_by_text("Copied").wait_for()
    code = figure.locator("code").text_content()
    assert page.evaluate("navigator.clipboard.readText()").strip() in code


def test_the_skip_link_is_the_first_stop_and_leads_to_the_text(visit):
    page = visit("/resume.html").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))


def test_the_resume_leads_to_the_articles_and_they_back(visit):
    page = visit("/resume.html").page
    page.get_by_role("link", name="continuous profiling", exact=True).click()
    expect(page.locator("h1")).to_have_text("Continuous profiling in Go")
    page.get_by_role("link", name="Résumé").first.click()
    page.get_by_role("link", name="project structure", exact=True).click()
    expect(page.locator("h1")).to_have_text("How to structure Go projects")


def test_each_mark_of_the_trace_is_reached_by_keyboard_and_leads_to_its_article(visit):
    page = visit("/resume.html", width=360).page
    marks = page.locator("#career-trace a")
    assert marks.count() == 2
    for number in range(2):
        marks.nth(number).focus()
        width = marks.nth(number).locator("circle").first.bounding_box()["width"]
        assert width >= 24
    page.keyboard.press("Enter")
    page.wait_for_url("**/continuous-profiling-in-go.html")


def test_the_trace_speaks(visit):
    said = visit("/resume.html").page.locator("#career-trace").aria_snapshot()
    assert 'link "Continuous profiling in Go, 22 April 2022"' in said
    assert 'img "Software Architect, August 2017 — September 2020"' in said
    assert "Coins.ph" in said


def test_a_proof_leads_there_and_back_to_the_very_line(visit):
    page = visit("/resume.html").page
    page.get_by_role("link", name="Continuous profiling in Go").last.click()
    page.get_by_role("link", name="a line of the résumé").click()
    page.wait_for_url("**/resume.html#coins-ph-introduced-continuous-profiling")
    assert page.locator(":target").inner_text().startswith("introduced continuous profiling")


@pytest.mark.parametrize("width", [390, 1440])
def test_a_proof_stands_in_the_margin_where_there_is_one(visit, width):
    page = visit("/resume.html", width=width).page
    note, text = (
        page.locator("small.proof").first.bounding_box(),
        page.locator("main > header").bounding_box(),
    )
    beside = note["x"] > text["x"] + text["width"]
    assert beside == (width == 1440)
    assert note["x"] + note["width"] <= width


@pytest.mark.parametrize("form", ["PDF", "Text", "JSON Resume"])
def test_the_buttons_lead_to_the_files_and_are_not_printed(visit, form):
    page = visit("/resume.html").page
    button = page.get_by_role("link", name=form, exact=True)
    answer = page.request.get(page.url.rpartition("/")[0] + button.get_attribute("href"))
    assert (answer.status, len(answer.body()) > 4000) == (200, True)
    page.emulate_media(media="print")
    assert not button.is_visible()


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_resume_prints_on_two_pages_and_no_job_breaks(visit, tmp_path, paper):
    page = visit("/resume.html").page
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", format=paper)
    pages = [each.extract_text() for each in PdfReader(tmp_path / "print.pdf").pages]
    assert len(pages) == 2
    first, last = ["built a wallet service", "misconfigured SNS"], ["Webalys", "singer’s profile page"]
    assert all(each in pages[0] for each in first)
    assert all(each in pages[1] for each in last)
    printed = "".join("".join(pages).split())
    assert "⟨https://github.com/marselester/awscreds⟩" in printed
    assert "⟨https://github.com/marselester⟩" not in printed  # a contact, whose text is its address
