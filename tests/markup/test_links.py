"""What an author links to is found from wherever it is written, also below a base path."""

import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest

from tests.conftest import write
from tests.images import png
from vouch.sources.addresses import SiteAddress, localised
from vouch.sources.problem_log import BrokenSite

MD = "Title: {}\nDate: 2020-01-02\n\n{}\n"
USER = SiteAddress("https://me.org", "")
PROJECT = SiteAddress("https://me.org/name", "/name")
MISSING = "name a published file below content/"


@pytest.mark.parametrize(
    ("site", "address", "path"),
    [
        (USER, "https://me.org/a.html#b", "/a.html#b"),
        (USER, "http://me.org/a.html", "/a.html"),
        (USER, "https://me.org", "/"),
        (USER, "https://me.org.evil.net/a", None),
        (USER, "/a.html", None),
        (PROJECT, "https://me.org/name/a.html", "/a.html"),
        (PROJECT, "https://me.org/name", "/"),
        (PROJECT, "https://me.org/names/a.html", None),
    ],
)
def test_an_address_of_the_site_is_known(site, address, path):
    assert site.own_path(address) == path


LOCAL = {
    "{filename}b.md": "{filename}b.md",
    "|filename|b.rst#part": "|filename|b.rst#part",
    "{filename}/images/a.png": "{static}/images/a.png",
    "|filename|../../images/a.png": "{static}/images/a.png",
    "{static}here.png": "{static}/articles/2012/here.png",
    "{attach}here.png": "{attach}/articles/2012/here.png",
    "{static}none.png": "{static}none.png",
    "it&#x27;s.png": "{static}/articles/2012/it%27s.png",
    "here.png": "{static}/articles/2012/here.png",
    "images/a.png": "{static}/images/a.png",
    "../../images/a.png": "{static}/images/a.png",
    "../../../secret.png": "../../../secret.png",
    "/images/a.png?v=1": "{static}/images/a.png",
    "/images/%D1%84%20%26.png": "{static}/images/ф%20%26.png",
    "https://me.org/name/images/a.png": "{static}/images/a.png",
    "https://me.org/name/b.html#part": "/name/b.html#part",
    "https://go.dev/": "https://go.dev/",
    "/b.html": "/name/b.html",
    "b.html": "b.html",
    "here.md": "here.md",
    "#part": "#part",
    "//go.dev/a.png": "//go.dev/a.png",
    "mailto:a@b.org": "mailto:a@b.org",
    "": "",
}


@pytest.mark.parametrize(("written", "seen"), LOCAL.items())
def test_an_address_is_seen_as_pelican_or_the_browser_shall_see_it(tmp_path, written, seen):
    files = (
        "images/a.png",
        "images/ф &.png",
        "articles/2012/here.png",
        "articles/2012/here.md",
        "articles/2012/it's.png",
        "../secret.png",
    )
    content = write(tmp_path / "content", dict.fromkeys(files, ""))
    assert localised(written, PROJECT, PurePosixPath("articles/2012"), content) == seen


def test_only_files_that_are_linked_are_published(build_site):
    text = "![A]({filename}../images/a b.png) [b]({attach}b.txt) [c](/c.pdf)"
    files = dict.fromkeys(("articles/b.txt", "c.pdf", "images/not.png"), "x") | {"images/a b.png": png(9, 9)}
    site = build_site({"articles/a.md": MD.format("A", text), **files})
    assert [(site / name).is_file() for name in ("images/a b.png", "b.txt", "c.pdf")] == [True] * 3
    assert not (site / "images/not.png").exists()
    assert 'src="/images/a%20b.png"' in (site / "a.html").read_text("utf-8")


NAMES = {  # of files, and how an author may write them
    "R&D.png": "R&D.png",
    "per%cent.png": "per%25cent.png",
    "a%20b.png": "a%2520b.png",
    "h#sh.png": "h%23sh.png",
    "what?.png": "what%3F.png",
    "a;b,c.png": "a;b,c.png",
    "it's [1].png": "it's%20%5B1%5D.png",
}


@pytest.mark.parametrize("link", ["![A](/images/{})", "![A]({static}/images/{}) [a]({attach}/images/{})"])
def test_a_file_may_have_any_name(build_site, link):
    text = "\n\n".join(link.replace("{}", written) for written in NAMES.values())
    site = build_site(
        {"articles/a.md": MD.format("A", text), **{f"images/{name}": png(9, 9) for name in NAMES}}
    )
    page = (site / "a.html").read_text("utf-8")
    sources = re.findall(r'<img [^>]*src="([^"]+)" width="9"', page)
    assert [unquote(unescape(each)) for each in sources] == [f"/images/{name}" for name in NAMES]
    assert all((site / f"images/{name}").is_file() for name in NAMES)


def test_a_name_that_is_not_encoded_is_told(build_site, tmp_path):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": MD.format("A", "x\n\n![A](/h#sh.png)"), "h#sh.png": png(9, 9)})
    what = "/h#sh.png is read as an address, in which `#`, `?` and `%` are no part of a name"
    instead = "write /h%23sh.png, or rename the file"
    assert broken.value.problems == (f"{tmp_path}/content/articles/a.md:6: {what}; {instead}",)


def test_pages_link_from_the_base_path(build_site):
    files = {
        "articles/a.md": MD.format("A", "[b]({filename}b.md) [c](/b.html)"),
        "articles/b.md": MD.format("B", "x"),
    }
    address = "https://me.org/name"
    page = (build_site(files, public=True, SITE_ADDRESS=address, SITEURL=address) / "a.html").read_text(
        "utf-8"
    )
    assert page.count('href="/name/b.html"') >= 2


def test_an_article_in_another_language_stays_at_the_root(build_site):
    site = build_site({"articles/a.md": MD.format("Раз два\nLang: ru", "x")})
    assert (site / "raz-dva.html").is_file()


PROBLEMS = {
    "a source": ("x\n\n[b]({filename}b.md)", "6: b.md is not there, or not published"),
    "a source of old": ("`b.rst`\n[b](|filename|/b.rst)", "5: /b.rst is not there, or not published"),
    "a file": ("[b]({static}/b.pdf)", "4: /b.pdf is not there, or not published"),
    "a picture": ("x\n![B](b.png)", "5: b.png is not there, or not published"),
    "a picture of the site": (
        "![B](https://marselester.com/b.png)",
        "4: https://marselester.com/b.png is not there, or not published",
    ),
}


@pytest.mark.parametrize(("text", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_is_linked_and_not_there_is_told_with_its_line(build_site, tmp_path, text, problem):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": MD.format("A", text)})
    assert broken.value.problems == (f"{tmp_path}/content/articles/a.md:{problem}; {MISSING}",)


def test_a_draft_cannot_be_linked_in_public(build_site, tmp_path):
    draft = "Title: B\nStatus: draft\n\nx\n"
    with pytest.raises(BrokenSite, match=r"a\.md:4: b\.md is not there, or not published"):
        build_site(
            {"articles/a.md": MD.format("A", "[b]({filename}b.md)"), "articles/b.md": draft}, public=True
        )


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            {"articles/a.md": MD.format("Index", "x")},
            "articles/a.md:1: the address /index.html belongs to the site",
        ),
        (
            {"articles/a.md": MD.format("A", "x"), "pages/b.md": "Title: B\nSlug: a\n\nx\n"},
            "pages/b.md:2: the address /a.html belongs to articles/a.md",
        ),
    ],
)
def test_an_address_belongs_to_one_source(build_site, tmp_path, files, problem):
    with pytest.raises(BrokenSite) as broken:
        build_site(files)
    assert broken.value.problems == (f"{tmp_path}/content/{problem}; give this one a `Slug:` of its own",)


def test_an_article_in_another_language_takes_no_address_of_the_site_s(build_site):
    with pytest.raises(BrokenSite, match=r"a\.md:3: the address /archives\.html belongs to the site"):
        build_site({"articles/a.md": MD.format("A\nLang: ru\nSlug: archives", "x")})


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("Lang: {}\nSlug: a\nTranslation: true", "4: all articles of this address are marked as translat"),
        (
            "Lang: {}\nSlug: a",
            "2: several articles of this address could be the original; write `Translation",
        ),
    ],
)
def test_which_one_is_the_translation_must_be_said(build_site, tmp_path, fields, problem):
    articles = {
        f"articles/{language}.md": MD.format(f"A\n{fields.format(language)}", "x")
        for language in ("de", "ru")
    }
    with pytest.raises(BrokenSite) as broken:
        build_site(articles)
    assert f"{tmp_path}/content/articles/ru.md:{problem}" in str(broken.value)
    assert all(".md:" in each for each in broken.value.problems)


def test_two_articles_of_one_slug_are_told(build_site):
    with pytest.raises(BrokenSite) as broken:
        build_site({f"articles/{name}.md": MD.format("Same", "x") for name in "ab"})
    assert len(broken.value.problems) == 1
    assert "the address /same.html belongs to articles/" in broken.value.problems[0]
