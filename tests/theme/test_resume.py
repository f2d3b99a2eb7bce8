"""The résumé's page in a real browser: its timeline, its proof, its files, and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.slow


def test_the_resume_and_its_articles_link_to_each_other(visit):
    page = visit("/resume.html").page
    page.get_by_role("link", name="tail latency", exact=True).click()
    expect(page.locator("h1")).to_have_text("Where tail latency comes from")
    page.get_by_role("link", name="Résumé").first.click()
    page.get_by_role("link", name="queues that wait", exact=True).click()
    expect(page.locator("h1")).to_have_text("Queues that wait")


def test_each_mark_of_the_trace_is_reached_by_keyboard_and_leads_to_its_article(visit):
    page = visit("/resume.html", width=360).page
    marks = page.locator("#career-trace a")
    assert marks.count() == 2
    for number in range(2):
        marks.nth(number).focus()
        width = marks.nth(number).locator("circle").first.bounding_box()["width"]
        assert width >= 24
    page.keyboard.press("Enter")
    page.wait_for_url("**/tail-latency.html")


def test_a_screen_reader_reads_the_trace(visit):
    read = visit("/resume.html").page.locator("#career-trace").aria_snapshot()
    assert 'link "Where tail latency comes from, 22 April 2022"' in read
    assert 'img "Senior Engineer, Harbour.io, May 2017 — March 2020"' in read
    assert "Harbour.io" in read


@pytest.mark.parametrize("width", [390, 1440])
def test_a_proof_is_in_the_margin_where_there_is_one(visit, width):
    page = visit("/resume.html", width=width).page
    note = page.locator("small.proof").first.bounding_box()
    text = page.locator("main > header").bounding_box()
    beside = note["x"] > text["x"] + text["width"]
    assert beside == (width == 1440)
    assert note["x"] + note["width"] <= width


@pytest.mark.parametrize("form", ["PDF", "Text", "JSON Resume"])
def test_the_buttons_lead_to_the_files_and_are_not_printed(visit, form):
    page = visit("/resume.html").page
    button = page.get_by_role("link", name=form, exact=True)
    answer = page.request.get(page.url.rpartition("/")[0] + button.get_attribute("href"))
    assert (answer.status, len(answer.body()) > 2000) == (200, True)
    page.emulate_media(media="print")
    assert not button.is_visible()


PIECES = """[...document.querySelectorAll(".employer")].map(
    each => [...each.querySelectorAll(".roles > li, .highlights > li")].map(line => line.innerText))"""


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_the_resume_prints_on_one_page_with_the_addresses_of_its_links(visit, tmp_path, paper):
    page = visit("/resume.html").page
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", format=paper)
    (printed,) = _pages(tmp_path / "print.pdf")
    assert "⟨https://github.com/nadia-okonkwo/shipwright⟩" in printed
    assert "⟨https://github.com/nadia-okonkwo⟩" not in printed  # a contact, whose text is its address


def test_no_job_breaks_at_the_end_of_a_page(visit, tmp_path):
    """On papers of many heights, for where the first page ends is chance."""
    page = visit("/resume.html").page
    page.emulate_media(media="print")
    jobs = page.evaluate(PIECES)
    assert len(jobs) == 3
    for height in range(180, 300, 15):
        page.pdf(path=tmp_path / "print.pdf", width="180mm", height=f"{height}mm")
        pages = _pages(tmp_path / "print.pdf")
        for job in jobs:
            lines = [_letters(each)[:20] for each in job]
            assert any(all(line in each for line in lines) for each in pages), (height, job)


def _pages(pdf: Path) -> list[str]:
    return [_letters(each.extract_text()) for each in PdfReader(pdf).pages]


def _letters(text: str) -> str:
    return "".join(text.split())
