"""What is searched, and the same index from the same site; tests/theme/test_searching.py uses it."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import pagefind_bin
import pytest
from markupsafe import Markup

from tests.resume import HEAD, JOB, TARGET, WORK, resume_of
from vouch.pages.search_documents import Document, document, letters_apart, words_of_article, words_of_resume
from vouch.pages.search_index import NotIndexed, search_index
from vouch.resume.anchors import anchors_of
from vouch.resume.model import Run
from vouch.sources.digests import NAMED_BY_DIGEST
from vouch.sources.problem_log import BrokenSite

ARTICLE = {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nAbout zebras.\n"}
DOCUMENTS = [document(f"{name}.html", "en", name, f"<p>About {name}s.") for name in ("zebra", "yak", "gnu")]
STUDIES = "🎓\n--\n\n- studied at `Ufa <https://ufa.example>`_\n\n"


def fragments(site: Path) -> list[dict]:
    """What the index holds of each page: JSON behind a word of Pagefind's, compressed."""
    files = sorted(site.glob("pagefind/fragment/*"))
    return [json.loads(gzip.decompress(each.read_bytes()).removeprefix(b"pagefind_dcd")) for each in files]


def test_each_line_of_the_resume_is_a_section_under_its_role():
    resume = resume_of(HEAD + WORK + JOB + STUDIES + TARGET)
    section = '<h2 id="{}" data-pagefind-weight="{}">{}</h2>\n<p>{}</p>\n'.format
    assert words_of_resume(resume, "en", anchors_of(resume)) == (
        "<p>I build things.</p>\n"
        + section("acme-developer", 6, "Developer at Acme, 2012 — 2013", "Developer at Acme")
        + section("acme-built", 0, "Developer at Acme, 2012 — 2013", "built it")
        + section("graduation-cap-studied-ufa", 0, "Education", "studied at Ufa")
    )


def test_lines_that_roles_share_are_under_their_employer_and_whole_time():
    roles = "**Lead** at Acme_\n2014 — 2015\n**Engineer**\n2012 — 2013\n\n- built it\n\n"
    resume = resume_of(HEAD + WORK + roles + TARGET)
    assert '<h2 id="acme-built" data-pagefind-weight="0">Acme, 2012 — 2015</h2>' in words_of_resume(
        resume, "en", anchors_of(resume)
    )


def test_an_employers_own_heading_is_found_and_work_without_an_employer_as_well():
    resume = resume_of(HEAD + WORK + JOB + TARGET)
    section = resume.sections[0]
    for name, heading in (("Acme", "Acme"), ("", "Freelance work")):
        employer = replace(section.employers[0], name=name, heading=(Run(heading),))
        changed = replace(resume, sections=(replace(section, employers=(employer,)),))
        assert f">{heading}</h2>" in words_of_resume(changed, "en", anchors_of(changed))


def test_the_present_is_in_the_language_of_the_resume():
    resume = resume_of(HEAD + WORK + JOB.replace("2013", "Present") + TARGET)
    assert "Developer at Acme, 2012 — heute</h2>" in words_of_resume(resume, "de", anchors_of(resume))


@pytest.mark.parametrize(
    "html",
    [
        '<section id="x">\n<h2>X</h2>',
        '<section class="a" id="x"><h2>X</h2>',
        '<section id="x"><span id="y"></span><h2>X</h2>',
    ],
)
def test_a_heading_of_docutils_has_the_anchor_of_its_section(html):
    assert words_of_article(html) == '<section><h2 id="x">X</h2>'


def test_a_caption_and_its_code_are_separate_words():
    code = words_of_article("<figcaption>main.go</figcaption><pre><code>package main</code></pre>")
    assert "</figcaption> <pre" in code


def test_tags_are_words_of_an_article():
    assert words_of_article("<p>Text.</p>", "Tags: C & C++, go").endswith("<p>Tags: C &amp; C++, go</p>")


def test_a_title_is_text_unless_it_is_html():
    assert "<h1>a &lt; b</h1>" in document("a.html", "en", "a < b", "").html
    assert "<h1><em>a</em></h1>" in document("a.html", "en", Markup("<em>a</em>"), "").html


def test_the_same_documents_give_the_same_bytes(tmp_path):
    made = [
        search_index(each, "en", tmp_path / str(number))
        for number, each in enumerate((DOCUMENTS, DOCUMENTS[::-1], DOCUMENTS))
    ]
    assert made[0] == made[1] == made[2]
    assert sorted(re.sub(r"en_\w+", "…", name) for name in made[0]) == [
        *["fragment/….pf_fragment"] * 3,
        *("index/….pf_index", "pagefind-entry.json", "pagefind.js"),
        *("pagefind.….pf_meta", "wasm.en.pagefind"),
    ]


def test_an_index_is_made_once(tmp_path, monkeypatch):
    made = search_index(DOCUMENTS, "en", tmp_path)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: pytest.fail("the program was run"))
    assert search_index(DOCUMENTS[::-1], "en", tmp_path) == made


def test_a_language_unknown_to_pagefind_has_its_program_too(tmp_path):
    made = search_index([Document("a.html", DOCUMENTS[0].html)], "ko", tmp_path)
    assert [each for each in made if each.startswith("wasm")] == ["wasm.unknown.pagefind"]


def test_no_byte_of_what_is_not_public_is_in_the_index(build_site):
    files = ARTICLE | {
        "articles/draft.md": "Title: D\nDate: 2024-01-02\nStatus: draft\n\nSecret drafts.\n",
        "articles/hidden.md": "Title: H\nDate: 2024-01-02\nStatus: hidden\n\nSecret hiding.\n",
        "articles/future.md": "Title: F\nDate: 2999-01-02\nStatus: draft\n\nSecret future.\n",
    }
    site = build_site(files, public=True, whole=True)
    (found,) = fragments(site)
    assert (found["url"], found["content"]) == ("/a.html", "A. About zebras.")
    assert found["meta"] == {"date": "2 January 2024", "title": "A"}
    indexed = (gzip.decompress(each.read_bytes()) for each in site.glob("pagefind/index/*"))
    assert not any(b"secret" in each for each in indexed)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".md", "Title: A\nDate: 2024-01-02\n\nSpeed[^1].\n\n[^1]: Of 10<sup>2</sup> zebras.\n"),
        (".rst", "A\n=\n\n:date: 2024-01-02\n\nSpeed [#]_.\n\n.. [#] Of 10 zebras.\n"),
    ],
)
def test_a_footnote_is_read_without_its_number(build_site, suffix, text):
    (found,) = fragments(build_site({f"articles/a{suffix}": text}, whole=True))
    assert found["content"].startswith("A. Speed. Of 10")


def test_a_draft_is_found_where_drafts_are_shown(build_site):
    draft = {"articles/draft.md": "Title: D\nDate: 2024-01-02\nStatus: draft\n\nA text.\n"}
    found = fragments(build_site(ARTICLE | draft, whole=True))
    assert sorted(each["url"] for each in found) == ["/a.html", "/drafts/d.html"]


def test_parts_of_the_index_are_assets_so_that_a_publish_keeps_those_that_open_pages_load(build_site):
    site = build_site(ARTICLE, whole=True)
    names = {each.relative_to(site).as_posix() for each in site.glob("pagefind/**/*") if each.is_file()}
    assert {each for each in names if NAMED_BY_DIGEST.search(each)} == {
        each for each in names if ".pf_" in each
    }


def test_a_program_that_fails_stops_the_build_with_one_line(build_site, monkeypatch):
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: "false")
    with pytest.raises(BrokenSite) as stopped:
        build_site({"articles/a.md": "Title: A\nDate: 2024-01-02\n\nNever indexed.\n"}, whole=True)
    what = "Pagefind made no index: exit status 1; reinstall the versions in this file"
    assert stopped.value.problems == (f"requirements.txt:1: {what}",)


def test_a_program_that_is_missing_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: "nowhere")
    with pytest.raises(NotIndexed, match="it does not start: No such file"):
        search_index(DOCUMENTS, "en", tmp_path)


def test_each_letter_of_a_script_without_spaces_is_a_word():
    html = words_of_article('<p id="検索">Goの検索、<em>検</em>索 x</p>')
    apart = letters_apart(html)
    assert apart == '<p id="検索">Go \u2060の 検 索、 \u2060<em>検</em> \u2060索 x</p>'.replace(
        " \u2060<em>", "<em> \u2060"
    )
    assert letters_apart("<p>Words, слова 말</p>") == "<p>Words, слова 말</p>"
