"""Every source below content/ is published or reported, and a mistake is one line."""

import pytest
from pelican import Pelican

from tests.conftest import begun, write
from vouch.sources.problem_log import BrokenSite

MD = "Title: {}\nDate: 2020-01-02\n\n{}\n"
RST = "{}\n===\n\n:date: 2020-01-02\n\nText.\n"
BROKEN = "Title: Target\nDate: 2020-1-32\n\nText.\n"
OF_BROKEN = "articles/target.md:2: date: '2020-1-32' is not a date; write it like 2026-11-24"
RENAME = "rename it to end in .md or .rst, or remove it"


def problems(build_site, tmp_path, files, **settings) -> list[str]:
    with pytest.raises(BrokenSite) as broken:
        build_site(files, **settings)
    return [each.removeprefix(f"{tmp_path}/content/") for each in broken.value.problems]


LINKS = {
    "in the text": MD.format("A", "[b]({filename}target.md) [b]({filename}/articles/target.md#x)"),
    "in a summary": MD.format("A\nSummary: [b]({filename}target.md)", "x"),
    "as a file": MD.format("A", "[b]({static}target.md)"),
    "by its address": MD.format("A", "[b](/target.html)"),
    "in a series": MD.format("A\nSeries: Target", "x"),
    "as its translation": MD.format("A\nSlug: target\nLang: ru\nTranslation: true", "x"),
}


@pytest.mark.parametrize("text", LINKS.values(), ids=LINKS)
def test_what_links_to_a_broken_article_is_not_broken(build_site, tmp_path, text):
    files = {"articles/target.md": BROKEN, "articles/a.md": text}
    assert problems(build_site, tmp_path, files) == [OF_BROKEN]


def test_what_links_to_a_source_that_cannot_be_opened_is_not_broken(build_site, tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/target.md").symlink_to("nothing.md")
    found = problems(build_site, tmp_path, {"a.md": MD.format("A", "[b]({filename}target.md)")})
    assert found == ["target.md:1: this link is broken; remove it"]


def test_a_link_that_is_replaced_by_a_folder_is_read_by_the_next_run_of_the_process(tmp_path):
    content = write(tmp_path / "content", {"a.md": MD.format("A", "x"), "2012/b.md": MD.format("B", "x")})
    (content / "old").symlink_to("2012")
    settings = begun(content, tmp_path / "site", "pelicanconf.py")
    with pytest.raises(BrokenSite, match="old:1: this link points to a folder"):
        Pelican(settings).run()
    (content / "old").unlink()
    write(content, {"old/c.md": MD.format("C", "x"), "old/d.adoc": "x"})
    with pytest.raises(BrokenSite, match=r"old/d\.adoc:1: this would be skipped"):
        Pelican(settings).run()
    (content / "old/d.adoc").unlink()
    Pelican(settings).run()
    assert (tmp_path / "site/c.html").is_file()


def test_sources_link_to_those_beside_them_also_at_the_top(build_site):
    links = "[b]({filename}b.md) [b]({filename}./b.md) [b]({filename}/b.md) [p]({filename}pages/p.md#x)"
    page = "Title: P\n\n[a]({filename}../a.md) [a]({filename}/a.md) [q]({filename}q.md)\n"
    files = {"a.md": MD.format("A", links), "b.md": MD.format("B", "x"), "pages/p.md": page}
    site = build_site({**files, "pages/q.md": "Title: Q\n\nText.\n"})
    page = (site / "a.html").read_text("utf-8")
    assert (page.count('<a href="/b.html">b<'), page.count('<a href="/p.html#x">p<')) == (3, 1)
    assert (site / "p.html").read_text("utf-8").count('<a href="/a.html">a<') == 2


def test_an_article_among_the_files_of_articles_is_published(build_site):
    articles = ("code/a.md", "images/2012/b.md", "articles/code/d.md")
    files = {name: MD.format(name[-4], "x") for name in articles} | {"extra/c.rst": RST.format("c")}
    others = {"code/README.md": "# Of code\n", "code/a/notes.org": "x", "images/credits.md": "By: me\n"}
    site = build_site({**files, **others})
    assert [each for each in "abcd" if not (site / f"{each}.html").is_file()] == []
    assert "Of code" not in "".join(each.read_text("utf-8") for each in site.glob("*.html"))


def test_what_looks_like_an_article_in_the_code_of_one_is_reported(build_site, tmp_path):
    files = {"code/demo/x/a.md": MD.format("A", "x")}
    what = "code/demo/x/a.md:1: this looks like an article but would be skipped in content/code/demo/x"
    instead = 'move it to content/articles/, or write `ARTICLE_EXCLUDES += ["code/demo/x"]`'
    assert problems(build_site, tmp_path, files) == [f"{what}; {instead}"]
    assert build_site(files, ARTICLE_EXCLUDES=["pages", "code/demo"])


UNREAD = {
    "notes.adoc": (
        "= Notes\n",
        "this would be skipped: nothing reads .adoc; write it as .md or .rst, or link to it",
    ),
    "notes.ipynb": (
        "{}",
        "this would be skipped: nothing reads .ipynb; write it as .md or .rst, or link to it",
    ),
    "old.html": (
        "<meta name='date' content='2012-01-02'>",
        f"this looks like an article but would be skipped; {RENAME}",
    ),
    "notes.txt": (MD.format("A", "x"), f"this looks like an article but would be skipped; {RENAME}"),
}


def test_a_source_that_nothing_reads_is_reported(build_site, tmp_path):
    files = {f"notes/{name}": text for name, (text, _) in UNREAD.items()}
    expected = sorted(f"notes/{name}:1: {problem}" for name, (_, problem) in UNREAD.items())
    assert problems(build_site, tmp_path, files) == expected
    assert build_site(files, IGNORE_FILES=["*.adoc", "*.ipynb", "old.*", "notes.txt"])


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_source_that_nothing_reads_can_be_linked_as_a_file(build_site, status):
    links = " ".join(f"[a]({name})" for name in UNREAD if name != "old.html")
    files = {name: text for name, (text, _) in UNREAD.items() if name != "old.html"}
    site = build_site({"a.md": MD.format(f"A\nStatus: {status}", links), **files}, public=True)
    assert (site / "notes.adoc").is_file() == (status == "published")


@pytest.mark.parametrize("name", ["a.md", "a.rst", "pages/a.md"])
def test_an_empty_source_is_reported(build_site, tmp_path, name):
    empty = f"{name}:1: this source is empty; write its fields and its text, or remove it"
    assert problems(build_site, tmp_path, {name: "\n  \n"}) == [empty]


def test_an_article_outside_of_the_owners_folders_is_reported(build_site, tmp_path):
    files = {"blog/a.md": MD.format("A", "x"), "notes/b.md": MD.format("B", "x"), "notes/c.md": "Text."}
    found = problems(build_site, tmp_path, files, ARTICLE_PATHS=["blog"])
    assert [each.split(";")[0] for each in found] == [
        "notes/b.md:1: this looks like an article but would be skipped in content/notes"
    ]
