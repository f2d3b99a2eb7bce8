"""Footnotes of both markups: in the margin, opened in place on a phone, once on paper and in the feed."""

import re
from itertools import pairwise

import pytest
from pypdf import PdfReader

from plugins.side_notes import with_side_notes
from tests.browser import serving

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
def test_a_note_stands_once_on_the_page_and_once_in_the_feed(build_site, suffix, text):
    site = build_site({f"articles/article{suffix}": text})
    for file in ("article.html", "feeds/all.atom.xml"):
        said = words((site / file).read_text("utf-8").replace("&lt;", "<").replace("&gt;", ">"))
        assert {each: said.count(each) for each in NOTES} == NOTES, file


@both_markups
def test_a_note_is_part_of_the_sentence_that_refers_to_it(page_of, suffix, text):
    page = page_of(text, suffix)
    assert re.search(r'A claim<sup class="note-ref".*?</sup><span class="note"', page)
    assert page.count('aria-label="Note 1"') == 2
    assert len(re.findall(r"popovertarget=\"([^\"]+)\"", page)) == page.count('class="note-ref"')
    for target in set(re.findall(r'popovertarget="([^"]+)"', page)):
        assert page.count(f'id="{target}"') == 1
    assert "doc-backlink" not in page
    assert "footnote-backref" not in page


def test_a_note_of_several_blocks_stands_after_the_paragraph(page_of):
    page = page_of(MARKDOWN)
    assert re.search(r'Again<sup .*?</sup>\.</p><aside class="note"[^>]*><span class="label">2</span>', page)


def test_code_at_the_end_of_a_note_is_no_part_of_a_paragraph(build_site):
    feed = (build_site({"articles/a.md": MARKDOWN}) / "feeds/all.atom.xml").read_text("utf-8")
    assert "&lt;p&gt;&lt;figure" not in feed
    assert "&lt;/figure&gt;&lt;p&gt;" in feed


def test_a_note_of_a_table_stands_after_the_table(page_of):
    page = page_of(MARKDOWN)
    assert re.search(r'</table></div><aside class="note"[^>]*><span class="label">4</span> Note of a', page)


def test_a_button_is_named_in_the_language_of_the_article(page_of):
    assert 'aria-label="Примечание 1"' in page_of(MARKDOWN.replace("\n", "\nLang: ru\n", 1))


@pytest.mark.parametrize("html", ["<p>No notes.</p>", '<p><sup id="fnref:a">1</sup></p>'])
def test_what_has_no_footnotes_stays_as_it_is(html):
    assert with_side_notes(html, "en") == html


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
@pytest.mark.xdist_group("browser")
@both_markups
def test_notes_stand_in_the_margin_beside_their_line_from_72rem_up(notes_at, suffix, text):
    page = notes_at(1152, suffix)
    column, line = page.locator("article").bounding_box(), page.locator("article p").first.bounding_box()
    notes = [each.bounding_box() for each in page.locator(".note").all()]
    assert abs(notes[0]["y"] - line["y"]) < 12
    for upper, lower in pairwise(notes):
        assert upper["y"] + upper["height"] <= lower["y"] or lower["y"] + lower["height"] <= upper["y"]
    for note in notes:
        assert column["x"] + column["width"] < note["x"]
        assert note["x"] + note["width"] <= 1152
    assert page.evaluate("document.documentElement.scrollWidth") <= 1152
    assert page.get_by_role("button", name="Note 1").count() == 0


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("javascript", [True, False])
def test_a_note_opens_in_place_by_keyboard_and_closes(notes_at, javascript):
    page = notes_at(390, java_script_enabled=javascript)
    note, button = page.locator(".note").first, page.get_by_role("button", name="Note 1").first
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
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [390, 1440])
def test_a_note_is_printed_once_and_beside_the_text(notes_at, tmp_path, width):
    page = notes_at(width)
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "print.pdf", format="A4")
    said = " ".join(" ".join(each.extract_text() for each in PdfReader(tmp_path / "print.pdf").pages).split())
    assert said.count("Second note.") == 1
    assert said.count("Note of a cell.") == 1
    column, note = page.locator("article").bounding_box(), page.locator(".note").first.bounding_box()
    assert column["x"] + column["width"] < note["x"]
