"""A new article is a draft that a build accepts as it is, at an address that is free."""

from pathlib import Path

import pytest

from tests.conftest import write
from vouch.editing.edits import NotEdited
from vouch.editing.new_article import new_article

ARTICLE = "Title: {}\nDate: 2024-01-02\n{}\n\nText.\n"
TITLES = {
    "How to read a flame graph": "how-to-read-a-flame-graph",
    'A "quoted": title & <b>more</b>': "a-quoted-title-bmoreb",
    "  Two\n lines  ": "two-lines",
    "Привет, мир 👩‍💻": "privet-mir",
    "1. First *things* `first`": "1-first-things-first",
    "- :not: a list ...": "-not-a-list",
    "C++ -- what's \\new": "c-whats-new",
    "Title: Status: published": "title-status-published",
    "日本語のタイトル": "ri-ben-yu-notaitoru",
}
TAKEN = {
    "articles/a.md": ARTICLE.format("First", "Aliases: old-first.html"),
    "articles/b.md": ARTICLE.format("Zweiter", "Lang: de\nSlug: second"),
    "articles/c.md": "Title: Draft\nStatus: draft\n\nText.\n",
    "articles/file-name.md": ARTICLE.format("Another", "Slug: another"),
    "pages/d.md": "Title: Page\n\nText.\n",
}
LONG = "a" * 201
REFUSED = {
    "": 'there is no title; write ./invoke new "Title"',
    " \n": 'there is no title; write ./invoke new "Title"',
    "🎉": "'🎉' gives no address; add --slug with letters and digits",
    "First": "the slug 'first' belongs to content/articles/a.md; choose another",
    "Second": "the slug 'second' belongs to content/articles/b.md; choose another",
    "Draft": "the slug 'draft' belongs to content/articles/c.md; choose another",
    "Page": "the slug 'page' belongs to content/pages/d.md; choose another",
    "Old first": "the address /old-first.html belongs to content/articles/a.md; choose another",
    "Tags": "the address /tags.html belongs to the site; choose another",
    "File name": "content/articles/file-name.md exists; choose another title, or add --slug",
    "Bell \x07": "content/articles/bell.md:1: the control character '\\x07'; remove it",
    LONG: "the address is 201 bytes long; write a `Slug:` of at most 200",
    "A \udcff": "the title 'A \\udcff' is not UTF-8; write it again",
}


def set_in(root: Path, settings: str) -> None:
    with (root / "pelicanconf.py").open("a") as file:
        file.write(settings)


def test_a_new_article_has_its_fields(root):
    set_in(root, 'TIMEZONE = "Pacific/Kiritimati"\nDEFAULT_CATEGORY = "Essays"\n')
    assert new_article(root, "On time") == "content/articles/on-time.md"
    text = "Title: On time\nDate: 2026-12-27\nCategory: Essays\nTags:\nSummary:\nStatus: draft\n\n"
    assert (root / "content/articles/on-time.md").read_text() == text
    assert new_article(root, "文 time", slug="zeit", rst=True) == "content/articles/zeit.rst"
    heading = "文 time\n=======\n\n:slug: zeit\n:date: 2026-12-27\n:category: Essays\n:tags:\n:summary:\n"
    assert (root / "content/articles/zeit.rst").read_text() == f"{heading}:status: draft\n\n"


@pytest.mark.parametrize("rst", [False, True])
def test_any_title_is_accepted_by_the_next_build(root, build_site, rst):
    made = {title: new_article(root, title, rst=rst) for title, slug in TITLES.items() if slug}
    assert made == {
        t: f"content/articles/{slug}.{'rst' if rst else 'md'}" for t, slug in TITLES.items() if slug
    }
    site = build_site({})
    assert {each.stem for each in (site / "drafts").glob("*.html")} == set(TITLES.values())
    page = (site / "drafts/a-quoted-title-bmoreb.html").read_text("utf-8")
    assert "title &amp; &lt;b&gt;more&lt;/b&gt;</h1>" in page
    build_site({}, public=True)


def test_what_is_taken_or_no_title_is_refused_and_leaves_nothing(root):
    write(root / "content", TAKEN)
    before = {each: each.stat().st_mtime_ns for each in root.rglob("*")}
    refused = {}
    for title in REFUSED:
        with pytest.raises(NotEdited) as failure:
            new_article(root, title)
        refused[title] = str(failure.value)
    assert refused == REFUSED
    assert {each: each.stat().st_mtime_ns for each in root.rglob("*") if each.is_file()} == {
        each: time for each, time in before.items() if each.is_file()
    }


@pytest.mark.parametrize("slug", ["../../x", "a/b", "/x", "..", ".x"])
def test_a_slug_cannot_lead_out_of_the_folder(root, slug):
    before = sorted(root.rglob("*"))
    with pytest.raises(
        NotEdited, match="is not a valid slug; write a `Slug:` of letters, digits and hyphens"
    ):
        new_article(root, "X", slug=slug)
    assert sorted(root.rglob("*")) == before


def test_a_site_with_a_problem_gets_a_new_article_all_the_same(root):
    write(root / "content", {"articles/a.md": ARTICLE.format("A", "Date: soon")})
    assert new_article(root, "B") == "content/articles/b.md"


def test_it_is_written_where_the_owner_has_articles(root):
    (root / "content/articles").rmdir()
    write(root / "content", {"posts/a.md": ARTICLE.format("A", ""), "b.md": ARTICLE.format("B", "")})
    write(root / "content", {"posts/c.md": ARTICLE.format("C", "")})
    assert new_article(root, "D") == "content/posts/d.md"
    set_in(root, 'ARTICLE_PATHS = ["blog"]\n')
    assert new_article(root, "E") == "content/blog/e.md"
