"""Footnotes of both markups: in the margin, opened in place on a phone, once on paper and in the feed."""

import re
from itertools import pairwise

import pytest
from pypdf import PdfReader

from tests.browser import serving
from tests.markup import shown
from vouch.markup.side_notes import beside_their_lines

MARKDOWN = """Title: Article
Date: 2024-01-02
Category: Notes

A claim[^one] and another[^two]. Again[^one].

- item[^list]

| cell[^cell] | b |
|---|---|
| x | y |

[^one]: First *note* with a [link](https://example.org/x).
[^two]: Second note.

    It has a second paragraph.

    ```go
    x := 1
    ```
[^list]: Note of an item.
[^cell]: Note of a cell.
"""
RST = """Article
=======

:date: 2024-01-02
:category: Notes

A claim [#one]_ and another [#]_. Again [#one]_.

- item [#]_

.. [#one] First *note* with a `link <https://example.org/x>`_.
.. [#] Second note.

   It has a second paragraph.

   .. code-block:: go

      x := 1
.. [#] Note of an item.
"""
NOTES = {"First note with a link.": 1, "It has a second paragraph.": 1, "Note of an item.": 1}
ARTICLES = {".md": MARKDOWN, ".rst": RST}
both_markups = pytest.mark.parametrize(("suffix", "text"), ARTICLES.items())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@both_markups
def test_a_note_is_once_on_the_page_and_once_in_the_feed(build_site, suffix, text):
    site = build_site({f"articles/article{suffix}": text})
    for file in ("article.html", "feeds/all.atom.xml"):
        shown = words((site / file).read_text("utf-8").replace("&lt;", "<").replace("&gt;", ">"))
        assert {each: shown.count(each) for each in NOTES} == NOTES, file


@both_markups
def test_a_note_is_part_of_the_sentence_that_refers_to_it(page_of, suffix, text):
    page = page_of(text, suffix)
    assert re.search(r'A claim<sup class="note-ref".*?</sup><span class="side-note"', page)
    assert page.count('aria-label="Note 1"') == 2
    assert len(re.findall(r"popovertarget=\"([^\"]+)\"", page)) == page.count('class="note-ref"')
    for target in set(re.findall(r'popovertarget="([^"]+)"', page)):
        assert page.count(f'id="{target}"') == 1
    assert "doc-backlink" not in page
    assert "footnote-backref" not in page


def test_a_note_of_several_blocks_follows_the_paragraph(page_of):
    page = page_of(MARKDOWN)
    assert re.search(
        r'Again<sup .*?</sup>\.</p><aside class="side-note"[^>]*><span class="label">2</span>', page
    )


def test_code_at_the_end_of_a_note_is_outside_of_paragraphs(build_site):
    feed = (build_site({"articles/a.md": MARKDOWN}) / "feeds/all.atom.xml").read_text("utf-8")
    assert "&lt;p&gt;&lt;figure" not in feed
    assert "&lt;/figure&gt;&lt;p&gt;" in feed


def test_a_note_of_a_table_follows_the_table(page_of):
    page = page_of(MARKDOWN)
    assert re.search(
        r'</table></div><aside class="side-note"[^>]*><span class="label">4</span> Note of a', page
    )


def test_a_button_is_named_in_the_language_of_the_article(page_of):
    assert 'aria-label="Примечание 1"' in page_of(MARKDOWN.replace("\n", "\nLang: ru\n", 1))


REFERENCES = [  # a text, and the labels of its notes beside the lines
    ("A[^AT&T] b[^2].\n\n[^AT&T]: Kept & safe.\n[^2]: x", ["AT&T"]),
    ("A[^my note].\n\n[^my note]: Kept & safe.", ["1"]),
    ("<p>raw[^1]</p>\n\nB[^2]\n\n[^1]: Kept & safe.\n[^2]: x", []),
    ("A[^1].\n\n[^1]: See[^2].\n[^2]: Kept & safe.", ["2"]),
    ("A[^1].\n\n[^1]: Itself[^1]. Kept & safe.", ["1"]),
    ("A[^1].\n\n[^1]:\n\nKept & safe.", []),
    ("[link[^1]](https://example.org) on.\n\n[^1]: Kept & safe.", ["1"]),
    ("> A[^1].\n>\n> > B.\n\n[^1]: Kept & safe.", ["1"]),
    ("## A[^1]\n\n[^1]: Kept & safe.", ["1"]),
    ("Term[^1]\n:   What it means.\n\n[^1]: Kept & safe.", ["1"]),
]


def test_no_note_is_lost_wherever_its_reference_is(tmp_path):
    html = shown(tmp_path, {text: (".md", text) for text, _ in REFERENCES})
    for text, notes in REFERENCES:
        assert html[text].count("Kept &amp; safe.") == 1, text
        assert len(re.findall(r'class="side-note"[^>]*>.*?Kept', html[text])) == len(notes), text
        ids = re.findall(r' id="([^"]*)"', html[text])
        assert len(ids) == len(set(ids)), text
        assert [each for each in ids if " " in each] == [], text
        assert set(re.findall(r'popovertarget="([^"]*)"', html[text])) <= set(ids), text


def test_a_note_to_a_note_in_restructuredtext(page_of):
    text = "Article\n=======\n\n:date: 2024-01-02\n\nA [#a]_.\n\n.. [#a] See [#b]_.\n.. [#b] Inner.\n"
    page = page_of(text, ".rst").partition("<article")[2]
    assert (page.count("Inner."), page.count('class="side-note"')) == (1, 2)


def test_a_summary_is_without_the_notes(build_site):
    text = "Title: Article\nDate: 2024-01-02\n\nFirst[^1] paragraph.\n\n[^1]: NOTE.\n"
    site = build_site({"articles/article.md": text})
    page = (site / "article.html").read_text("utf-8")
    assert '<meta name="description" content="First paragraph.">' in page


@pytest.mark.parametrize("html", ["<p>No notes.</p>", '<p><sup id="fnref:a">1</sup></p>'])
def test_a_text_without_footnotes_has_no_side_notes(html):
    assert beside_their_lines(html, "en") is None


@pytest.fixture
def notes_at(build_site, visit):
    """`notes_at(390)` opens an article with notes in a window of that width."""

    def opened(width: int, suffix: str = ".md", **options):
        site = build_site({f"articles/article{suffix}": ARTICLES[suffix]})
        server = serving(site)
        address = server.__enter__()
        servers.append(server)
        return visit(f"{address}/article.html", width, **options).page

    servers = []
    yield opened
    for each in servers:
        each.__exit__(None, None, None)


@pytest.mark.slow
@both_markups
def test_notes_are_in_the_margin_beside_their_line_from_72rem_up(notes_at, suffix, text):
    page = notes_at(1152, suffix)
    column, line = page.locator("article").bounding_box(), page.locator("article p").first.bounding_box()
    notes = [each.bounding_box() for each in page.locator(".side-note").all()]
    assert abs(notes[0]["y"] - line["y"]) < 12
    for upper, lower in pairwise(notes):
        assert upper["y"] + upper["height"] <= lower["y"] or lower["y"] + lower["height"] <= upper["y"]
    for note in notes:
        assert column["x"] + column["width"] < note["x"]
        assert note["x"] + note["width"] <= 1152
    assert page.evaluate("document.documentElement.scrollWidth") <= 1152
    assert page.get_by_role("button", name="Note 1").count() == 1  # where it is referred to again


@pytest.mark.slow
@pytest.mark.parametrize("javascript", [True, False])
def test_a_note_opens_in_place_by_keyboard_and_closes(notes_at, javascript):
    page = notes_at(390, java_script_enabled=javascript)
    note, button = page.locator(".side-note").first, page.get_by_role("button", name="Note 1").first
    assert not note.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    box, line = note.bounding_box(), button.bounding_box()
    assert 0 <= box["y"] - line["y"] - line["height"] < 30
    assert 0 <= box["x"] < box["x"] + box["width"] <= 390
    page.keyboard.press("Tab")
    assert note.get_by_role("link", name="link").evaluate("each => each === document.activeElement")
    page.keyboard.press("Escape")
    assert not note.is_visible()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1440])
def test_a_note_is_printed_once_and_beside_the_text(notes_at, tmp_path, width):
    page = notes_at(width)
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", format="A4")
    printed = " ".join(
        " ".join(each.extract_text() for each in PdfReader(tmp_path / "print.pdf").pages).split()
    )
    assert printed.count("Second note.") == 1
    assert printed.count("Note of a cell.") == 1
    column, note = page.locator("article").bounding_box(), page.locator(".side-note").first.bounding_box()
    assert column["x"] + column["width"] < note["x"]


def note_of(notes_text: str) -> str:
    return f"{notes_text}\n\n[^1]: A note.\n"


@pytest.mark.slow
def test_an_admonition_stays_in_the_column(article_at):
    page = article_at(note_of("A[^1].\n\n!!! note\n    Take care."), 1440)
    column, notice = (page.locator(each).bounding_box() for each in ("article", ".admonition"))
    assert column["x"] <= notice["x"] < notice["x"] + notice["width"] <= column["x"] + column["width"]


@pytest.mark.slow
@pytest.mark.parametrize("y", [300, 600])
def test_a_note_opens_within_the_screen(article_at, y):
    page = article_at(note_of("Filler.\n\n" * 40 + "A[^1].\n\n" + "Filler.\n\n" * 40), 360)
    page.set_viewport_size({"width": 360, "height": 640})
    button = page.get_by_role("button", name="Note 1")
    page.evaluate(f"y => scrollBy(0, document.querySelector('.note-ref').getBoundingClientRect().y - {y})")
    button.click()
    note, line = page.locator(".side-note").bounding_box(), button.bounding_box()
    assert 0 <= note["y"] < note["y"] + note["height"] <= 640
    assert (note["y"] > line["y"]) == (y == 300)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1152, 1280, 1440])
def test_notes_of_nested_lists_stay_within_the_window(article_at, width):
    text = "- a[^1]\n    - b[^2]\n        - c[^3]\n            - d[^4]\n\n"
    text += "\n".join(f"[^{n}]: A note that has some words for a narrow margin." for n in range(1, 5))
    page = article_at(text, width)
    column = page.locator("article").bounding_box()
    for note in (each.bounding_box() for each in page.locator(".side-note").all()):
        assert column["x"] + column["width"] < note["x"] < note["x"] + note["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.slow
def test_a_number_far_from_its_note_opens_it_there_in_any_window(article_at):
    page = article_at(note_of("A[^1].\n\n" + "Filler.\n\n" * 60 + "Again[^1]."), 1440)
    button = page.get_by_role("button", name="Note 1")
    assert button.count() == 1
    button.click()
    note, line = page.locator(".side-note").bounding_box(), button.bounding_box()
    assert abs(note["y"] - line["y"]) < 120


@pytest.mark.slow
def test_no_line_begins_with_a_number(article_at):
    wide = "wide words here | " * 5
    page = article_at(note_of(f"| a | {wide}\n|---|{'---|' * 5}\n| note[^1] | {wide}"), 320)
    cell, number = (page.locator(each).first.bounding_box() for each in ("td", ".note-ref button"))
    assert number["y"] < cell["y"] + 30
    assert number["x"] > cell["x"] + 20
