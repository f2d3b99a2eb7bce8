"""The style guide, which has all that an author can write, and its neighbours, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests import style_guide
from tests.browser import FONTS, SHIFT, serving, violations
from tests.site.test_in_browser import WIDTH, WIDTHS, WORDS
from tests.validators import html_errors

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not style_guide.EXISTS, reason="the owner has removed the style guide"),
]

BROKEN_NOTES = """() => [...document.querySelectorAll(".note-ref")].filter(note => {
    const letter = new Range();
    letter.setStart(note.previousSibling, note.previousSibling.length - 1);
    letter.setEndAfter(note.previousSibling);
    const number = note.querySelector("button").getBoundingClientRect();
    return number.top > letter.getBoundingClientRect().bottom;
}).length"""
CUT = """boxes => boxes.filter(each =>
    each.scrollWidth > each.clientWidth && getComputedStyle(each).overflowX !== "visible").length"""
GUIDES = tuple(f"/{each.removesuffix('index.html')}" for each in style_guide.PAGES)
GUIDE, RST_GUIDE = GUIDES
PAGES = (*GUIDES, "/style-guide-markdown-ru.html", "/part-1.html", "/tag/markup.html", "/archives.html")
PAPER = 643  # the width of the text on A4, in pixels
NOTES = """A note[^one] at the beginning, beside the contents, and another[^two].

[^one]: The first.
[^two]: The second.

## One
## Two
## Three
"""


@pytest.fixture(scope="module")
def served(style_guide_site: Path) -> Iterator[str]:
    with serving(style_guide_site) as address:
        yield address


def test_it_is_valid_html(style_guide_site):
    assert html_errors(style_guide_site) == []


def test_everyone_can_use_it_on_a_wide_screen_and_on_a_phone_in_both_schemes(visit, served):
    for width, scheme in ((1440, "light"), (360, "dark"), (1440, "dark"), (360, "light")):
        visited = visit(f"{served}/", width, scheme)
        for path in PAGES if (width, scheme) in ((1440, "light"), (360, "dark")) else GUIDES:
            assert violations(visited.go(served + path)) == [], f"{path} at {width} px, {scheme}"
        assert visited.messages == []


def test_it_never_scrolls_sideways(visit, served):
    visited = visit(f"{served}/")
    for path in PAGES:
        page = visited.go(served + path)
        for width in (*WIDTHS, 512, 640, 1024, 1152, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDTH) <= width, f"{path} at {width} px"


def test_it_fits_on_paper(visit, served):
    visited = visit(f"{served}/", PAPER)
    visited.page.emulate_media(media="print")
    for path in GUIDES:
        page = visited.go(served + path)
        assert page.evaluate(WIDTH) <= PAPER, path
        assert page.locator(".for-light:visible").count() == page.locator(".for-light").count() > 0
        assert page.locator(".for-dark:visible").count() == 0, path


def test_it_reads_the_same_without_javascript(visit, served):
    with_it, without = visit(f"{served}/"), visit(f"{served}/", java_script_enabled=False)
    for path in GUIDES:
        read = with_it.go(served + path).evaluate(WORDS)
        assert without.go(served + path).evaluate(WORDS) == read != "", path


def test_each_block_of_code_can_be_copied(visit, served):
    for path in GUIDES:
        code = visit(served + path).page.locator("figure.code")
        assert code.locator("button").count() == code.count() > 20, path


def test_nothing_moves_while_it_loads(visit, served):
    for width in (390, 1440):
        assert visit(served + GUIDE, width, without=FONTS).page.evaluate(SHIFT) == 0, f"at {width} px"
        loads = (visit(served + GUIDE, width, idle=True).page for _ in range(3))
        assert 0 in (each.evaluate(SHIFT) for each in loads), f"at {width} px"


def test_it_prints_an_address_once_and_tables_and_drawings_whole(visit, served, tmp_path):
    page = visit(served + GUIDE).page
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", format="A4")
    printed = "".join(each.extract_text() for each in PdfReader(tmp_path / "print.pdf").pages)
    assert "⟨https://example.org/⟩" in "".join(printed.split())  # of a link with a text of its own
    assert "⟨https://example.org/a" not in "".join(printed.split())
    assert "Markdown goes on after the empty line." in printed.rpartition("The whole output")[2]
    page.set_viewport_size({"width": PAPER, "height": 900})
    assert page.locator("figure, .wide").evaluate_all(CUT) == 0


def test_notes_in_the_margin_do_not_overlap(visit, served, article_at):
    for page, count in ((visit(served + GUIDE).page, 5), (article_at(NOTES), 3)):
        boxes = [each.bounding_box() for each in page.locator(".contents, .side-note").all()]
        assert len(boxes) == count
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                apart = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
                assert apart, (one, other)


def test_no_line_begins_with_the_number_of_a_note(visit, served):
    page = visit(served + GUIDE, 360).page
    for width in range(320, 420, 5):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BROKEN_NOTES) == 0, f"at {width} px"


def test_a_caption_is_as_wide_as_its_picture_beside_the_text(visit, served):
    figure = visit(served + GUIDE).page.locator("figure.align-right")
    widths = [figure.locator(each).first.bounding_box()["width"] for each in ("img.for-light", "figcaption")]
    assert widths == [200, 200]


def test_it_shows_its_age_and_its_series(visit, served):
    page = visit(served + GUIDE, 360).page
    assert "Written in 2015 and last changed in 2016" in page.locator(".old").inner_text()
    page.get_by_role("link", name="Style guide", exact=True).click()
    page.wait_for_url(f"**{GUIDE}#series")
    parts = page.locator("#series li")
    assert parts.count() == 7
    assert parts.first.locator("[aria-current=page]").count() == 1
    parts.nth(1).get_by_role("link").click()
    page.wait_for_url(f"**{RST_GUIDE}")
    assert page.locator(".old").count() == 0  # it is timeless


def test_its_old_address_redirects_to_it(visit, served):
    visited = visit(f"{served}/style-guide.html#series")
    visited.page.wait_for_url(f"**{GUIDE}#series")
    assert visited.messages == []
    visit(f"{served}/style-guide.html", java_script_enabled=False).page.wait_for_url(f"**{GUIDE}")
