"""A page of the author's own is published as it is when an article links to it, with the files it needs."""

from tests.conftest import Files
from vouch.checks import check

ARTICLE = "Title: A\nDate: 2020-01-02\n\n[Try it](/demo/index.html)\n"
DEMO: Files = {
    "demo/index.html": "<canvas></canvas><script src=app.js></script><link href='s.css' rel=stylesheet>",
    "demo/app.js": "import { a } from './a.js'\n",
    "demo/a.js": "export const a = fetch('a.json')\n",
    "demo/a.json": "[]",
    "demo/s.css": "canvas { background: url(bg.svg) }\n",
    "demo/bg.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "demo/notes.txt": "not named",
}


def test_a_linked_page_is_published_with_the_files_that_it_names(build_site, tmp_path):
    site = build_site({"articles/a.md": ARTICLE, **DEMO}, public=True)
    found = {each.name for each in (site / "demo").iterdir()}
    assert found == {"index.html", "app.js", "a.js", "a.json", "s.css", "bg.svg"}
    assert (site / "demo/index.html").read_text("utf-8") == DEMO["demo/index.html"]
    assert check(site, tmp_path) == []


def test_a_page_may_load_from_elsewhere_and_a_drawing_may_not(build_site, tmp_path):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://cdn.example/a.png"/></svg>'
    page = '<p>x</p><script src="https://cdn.example/d3.js"></script><img src="bg.svg">'
    site = build_site(
        {"articles/a.md": ARTICLE, "demo/index.html": page, "demo/bg.svg": drawing}, public=True
    )
    assert [str(each).partition(" is ")[0] for each in check(site, tmp_path)] == [
        "demo/bg.svg:1: https://cdn.example/a.png"
    ]


def test_a_page_that_no_article_links_to_is_not_published(build_site):
    site = build_site({"articles/a.md": ARTICLE.replace("/demo/index.html", "#"), **DEMO})
    assert not (site / "demo").exists()


def test_a_page_of_a_draft_is_not_published(build_site):
    site = build_site(
        {"articles/a.md": ARTICLE.replace("\n\n", "\nStatus: draft\n\n", 1), **DEMO}, public=True
    )
    assert not (site / "demo").exists()


def test_no_source_is_published_by_a_page(build_site):
    page = '<a href="../articles/a.md">a</a> <a href="../.env">b</a>'
    site = build_site({"articles/a.md": ARTICLE, "demo/index.html": page, ".env": "x=1"})
    assert not list(site.rglob("*.md"))
    assert not (site / ".env").exists()


def test_secrets_and_words_of_drafts_are_found_in_such_a_page(build_site, tmp_path):
    draft = "Title: Plan\nStatus: draft\n\nNobody must ever know of this before it is told.\n"
    page = (
        "<p>Nobody must ever know of this before it is told.</p><script>x = 'AKIA"
        + "IOSFODNN7ABCDEFG'</script>"
    )
    files = {"articles/a.md": ARTICLE, "articles/b.md": draft, "demo/index.html": page}
    found = "\n".join(map(str, check(build_site(files, public=True), tmp_path)))
    assert "demo/index.html:1: a key of AWS" in found
    assert "demo/index.html:1: the words of the draft content/articles/b.md" in found
