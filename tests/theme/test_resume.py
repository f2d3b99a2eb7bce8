"""The résumé's page in a real browser: its timeline, its proof, its files, and on paper."""

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import serving
from tests.conftest import run_pelican, write
from tests.resume import HEAD, WORK

pytestmark = pytest.mark.slow

JOBS = """**Chief Technology Officer and Member of the Executive Committee** at `Zugsicherungsanstalt`_ 🚄
March 2019 — Present
**Vice President of Engineering, Interlocking and Level Crossings**
May 2014 — March 2019
**Principal Engineer**
2011 — May 2014

- led 400 engineers (https://nadia.example/number-19.html);

**Advisor** at https://a-rather-long-name-of-a-company-that-sells-anything.example
June 2016 — Present

**Lecturer** at 株式会社鉄道信号研究所東京
2005 — 2011

**Engineer** at Ørsted
January 2005 — January 2005

**Systems Engineer II** at British Rail
1994 — 2004
**Trainee**
1992 — 1994

.. _Zugsicherungsanstalt: https://z.example
"""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a long career and many articles."""
    text = "Title: Number {0} of the signals on a long road\nSlug: number-{0}\nDate: {1}-0{2}-11\n\nText.\n"
    articles = {f"articles/{n}.md": text.format(n, 2000 + n, 1 + n % 9) for n in range(24)}
    folder = tmp_path_factory.mktemp("crowded")
    content = write(folder / "content", {"pages/resume.rst": HEAD + WORK + JOBS, **articles})
    with serving(run_pelican(content, folder / "output", "publishconf.py")) as address:
        yield address


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


# What is further right than the window, or narrower than its words; a screen reader's skip link is neither.
CUT_OFF = """width => [...document.querySelectorAll("main *")].filter(each => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return Math.max(range.getBoundingClientRect().right, each.getBoundingClientRect().right) > width + 0.5;
}).map(each => each.outerHTML.slice(0, 90))"""


def test_nothing_is_cut_off_at_any_width(visit, crowded):
    for site in ("", crowded):
        page = visit(f"{site}/resume.html").page
        for width in (*range(320, 1921, 32), 1151, 1153, 1290):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(CUT_OFF, width) == [], f"at {width} px"
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_headings_are_the_employers_within_the_authors_words(visit):
    page = visit("/resume.html").page
    headings = page.get_by_role("heading", level=3)
    assert headings.all_inner_texts() == ["Harbour.io", "Cartograph", "Shelfmark"]
    line = page.locator(".role").first
    assert line.inner_text().splitlines()[0] == "Staff Engineer at logistics company Harbour.io 🚢"
    assert 'heading "Harbour.io" [level=3]' in line.aria_snapshot()


def test_the_dates_are_in_a_column_at_the_right_and_on_a_phone_below(visit):
    page = visit("/resume.html", width=1280).page
    boxes = [each.bounding_box() for each in page.locator(".dates").all()]
    assert len({round(each["x"] + each["width"]) for each in boxes}) == 1
    page.set_viewport_size({"width": 360, "height": 800})
    assert len({round(each.bounding_box()["x"]) for each in page.locator(".dates").all()}) == 1


BOXES = """() => {
    const seen = each => getComputedStyle(each).display !== "none";
    const trace = document.querySelector("#career-trace");
    const boxes = name => [...trace.querySelectorAll(name)].filter(seen).map(each => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        return [each.textContent.trim(), each.getAttribute("class") ?? "", left, right, top, bottom];
    });
    return [boxes("text:not(.years *)"), boxes("rect"), boxes("circle:not(.target)"), boxes(":scope > svg")];
}"""


def test_nothing_in_the_trace_is_over_anything_else(visit, crowded):
    for site in ("", crowded):
        page = visit(f"{site}/resume.html").page
        for width in (320, 360, 411, 560, 719, 720, 768, 1024, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            texts, bars, marks, [drawing] = page.evaluate(BOXES)
            assert len(texts) >= len(bars) + 2
            assert all(drawing[2] <= each[2] and each[3] <= drawing[3] for each in texts), f"at {width} px"
            outside = [each for each in texts if "inside" not in each[1].split()]
            for one, other in [*combinations(texts, 2), *product(outside, bars), *product(texts, marks)]:
                assert not _overlap(one, other), f"{one} and {other} at {width} px"
            for each in (each for each in texts if each not in outside):
                assert any(bar[2] <= each[2] and each[3] <= bar[3] for bar in bars if _overlap(bar, each))


def _overlap(one: list, other: list) -> bool:
    """A text's box has a little room above and below its letters."""
    low, high = (max(one[2], other[2]), min(one[3], other[3]))
    top, bottom = (max(one[4], other[4]), min(one[5], other[5]))
    return high - low > 0.5 and bottom - top > 1.5


CONTRASTS = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const light = colour => {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(each => each / 255)
            .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const fill = each => getComputedStyle(each).fill;
    const probe = document.querySelector("#career-trace .inside");
    return [...document.querySelectorAll("#career-trace rect")].map(bar => {
        const pair = [light(fill(probe)), light(fill(bar))];
        return Math.max(...pair) / Math.min(...pair);
    });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_name_in_a_bar_has_contrast_on_every_tint(visit, scheme):
    contrasts = visit("/resume.html", scheme=scheme).page.evaluate(CONTRASTS)
    assert len({round(each, 2) for each in contrasts}) == 3
    assert min(contrasts) >= 7


def test_the_trace_says_its_names_on_a_phone_and_on_paper(visit):
    page = visit("/resume.html", width=320).page
    for name in ("Shelfmark", "Cartograph", "Harbour.io", "Queues that wait"):
        assert any(each[0].startswith(name) for each in page.evaluate(BOXES)[0]), name
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 657, "height": 900})  # of A4 between the margins
    names = [each[0] for each in page.evaluate(BOXES)[0]]
    assert {"Harbour.io · Engineer", "Senior Engineer", "Where tail latency comes from"} <= {*names}


@pytest.mark.parametrize("form", ["PDF", "Text", "JSON Resume"])
def test_the_buttons_lead_to_the_files_and_are_not_printed(visit, form):
    page = visit("/resume.html").page
    button = page.get_by_role("link", name=form, exact=True)
    answer = page.request.get(page.url.rpartition("/")[0] + button.get_attribute("href"))
    assert (answer.status, len(answer.body()) > 2000) == (200, True)
    page.emulate_media(media="print")
    assert not button.is_visible()


PIECES = """[...document.querySelectorAll(".employer")].map(
    each => [...each.querySelectorAll(".role, .highlights > li")].map(line => line.innerText))"""


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
