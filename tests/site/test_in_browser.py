"""The pages of the site in a real browser: accessible, quiet, alone, readable without a script."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import violations
from tests.site.test_agreement import resumes
from vouch.resume.claims import claims
from vouch.resume.model import plain

pytestmark = pytest.mark.slow

WIDTHS = (320, 360, 768, 1440, 2560)
WIDTH = "document.documentElement.scrollWidth"
# Without the buttons that the script adds.
WORDS = """() => {
    for (const each of document.querySelectorAll("figure.code button")) each.remove();
    return document.querySelector("main").innerText.split(/\\s+/).join(" ");
}"""


def test_a_page_has_no_accessibility_violation(visit, site):
    for width, scheme in ((1440, "light"), (360, "dark")):
        visited = visit("/", width, scheme)
        for name in site.sample:
            assert violations(visited.go(f"/{name}")) == [], f"{name} at {width} px, {scheme}"


def test_a_page_requests_no_other_host_and_logs_nothing(visit, site):
    visited = visit("/")
    for name in site.sample:
        visited.go(f"/{name}", idle=True)
        assert [each for each in visited.requests if not each.startswith(f"{visited.address}/")] == [], name
        assert visited.messages == [], name


def test_a_page_does_not_scroll_sideways(visit, site):
    visited = visit("/")
    for name in site.sample:
        page = visited.go(f"/{name}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDTH) <= width, f"{name} at {width} px"


def test_a_page_reads_the_same_without_javascript(visit, site):
    with_it, without = visit("/"), visit("/", java_script_enabled=False)
    for name in site.sample:
        if name != "search.html":  # it says that it needs it
            read = with_it.go(f"/{name}").evaluate(WORDS)
            assert without.go(f"/{name}").evaluate(WORDS) == read != "", name


def test_a_line_and_its_article_link_to_each_other(visit, site):
    notes = site.pages[site.resume].xpath("//small[@class='proof']/a") if site.resume else []
    for number, note in enumerate(notes):
        page = visit(f"/{site.resume}").page
        line = note.xpath("string(ancestor::*[@id][1]/@id)")
        page.locator("small.proof a").nth(number).click()
        page.wait_for_url(f"**{urlsplit(note.get('href')).path}")
        page.locator(f".supports a[href$='#{line}']").click()
        page.wait_for_url(f"**/{site.resume}#{line}")
        expect(page.locator(":target small.proof a", has_text=note.text_content())).to_be_visible()


# Searching --------------------------------------------------------------------------------------


def find(page: Page, query: str, name: str) -> None:
    """Searches for words, and goes to the first result on a page."""
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).to_contain_text(f"“{query}”")
    results = page.locator(f".results a[href*='/{name}']")
    while not results.count() and page.get_by_role("button", name="More results").is_visible():
        page.get_by_role("button", name="More results").click()
        page.wait_for_timeout(100)
    results.first.click()
    page.wait_for_url(f"**/{name}*")


def words_of(text: str) -> str:
    """The first words, each once, as one would type them."""
    return " ".join(list(dict.fromkeys(re.findall(r"\w+", text)))[:8])


def test_the_search_finds_each_article_by_its_title(visit, site):
    visited = visit("/")
    for name, article in site.articles.items() if "search.html" in site.pages else ():
        is_listed = not article.xpath("//meta[@content='noindex']")
        title = words_of(article.find(".//h1").text_content())
        if name in site.sample and is_listed and title:
            find(visited.go("/search.html"), title, name)


def test_the_search_finds_a_line_of_the_resume(visit, site):
    for resume in resumes(site) if "search.html" in site.pages else ():
        longest = max((plain(each.text) for each in claims(resume) if each.anchor), key=len, default="")
        if words_of(longest):
            page = visit("/search.html").page
            find(page, words_of(longest), f"{site.resume}#")
            expect(page.locator(":target")).to_be_visible()
