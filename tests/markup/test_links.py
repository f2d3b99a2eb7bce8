"""What an author links to is found from every folder, also below a base path."""

import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest

from tests.conftest import write
from tests.images import png
from tests.markup import reported
from vouch.sources.addresses import SiteAddress, localised
from vouch.sources.problem_log import BrokenSite

MD = "Title: {}\nDate: 2020-01-02\n\n{}\n"
USER = SiteAddress("https://me.org", "")
PROJECT = SiteAddress("https://me.org/name", "/name")
MISSING = "link to a published file in content/"


OWN = (
    (USER, "https://me.org/a.html#b", "/a.html#b"),
    (USER, "http://me.org/a.html", "/a.html"),
    (USER, "https://me.org", "/"),
    (USER, "https://me.org.evil.net/a", None),
    (USER, "/a.html", None),
    (PROJECT, "https://me.org/name/a.html", "/a.html"),
    (PROJECT, "https://me.org/name", "/"),
    (PROJECT, "https://me.org/names/a.html", None),
)


def test_an_address_of_the_site_has_a_path():
    assert [site.own_path(address) for site, address, _ in OWN] == [path for *_, path in OWN]


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
    "here.md": "{filename}here.md",
    "/pages/b.rst#c": "{filename}/pages/b.rst#c",
    "#part": "#part",
    "//go.dev/a.png": "//go.dev/a.png",
    "mailto:a@b.org": "mailto:a@b.org",
    "": "",
}


def test_an_address_becomes_what_pelican_or_the_browser_needs(tmp_path):
    files = (
        *("images/a.png", "images/ф &.png", "articles/2012/here.png", "articles/2012/here.md"),
        *("articles/2012/it's.png", "../secret.png"),
    )
    content, folder = write(tmp_path / "content", dict.fromkeys(files, "")), PurePosixPath("articles/2012")
    assert {each: localised(each, PROJECT, folder, content) for each in LOCAL} == LOCAL


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
def test_a_linked_file_can_have_any_name(build_site, link):
    text = "\n\n".join(link.replace("{}", written) for written in NAMES.values())
    site = build_site(
        {"articles/a.md": MD.format("A", text), **{f"images/{name}": png(9, 9) for name in NAMES}}
    )
    page = (site / "a.html").read_text("utf-8")
    sources = re.findall(r'<img [^>]*src="([^"]+)" width="9"', page)
    assert [unquote(unescape(each)) for each in sources] == [f"/images/{name}" for name in NAMES]
    assert all((site / f"images/{name}").is_file() for name in NAMES)


def test_an_unencoded_name_is_reported(build_site, tmp_path):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": MD.format("A", "x\n\n![A](/h#sh.png)"), "h#sh.png": png(9, 9)})
    what = "/h#sh.png is read as an address, in which `#`, `?` and `%` are not part of a file name"
    instead = "write /h%23sh.png, or rename the file"
    assert broken.value.problems == (f"{tmp_path}/content/articles/a.md:6: {what}; {instead}",)


def test_pages_link_from_the_base_path(build_site):
    files = {
        "articles/a.md": MD.format("A", "[b]({filename}b.md) [c](/b.html) [d](b.md#e)"),
        "articles/b.md": MD.format("B", "x"),
    }
    address = "https://me.org/name"
    page = (build_site(files, public=True, SITE_ADDRESS=address, SITEURL=address) / "a.html").read_text(
        "utf-8"
    )
    assert page.count('href="/name/b.html"') >= 2
    assert 'href="/name/b.html#e"' in page


def test_a_translation_is_at_the_root(build_site):
    site = build_site({"articles/a.md": MD.format("Раз два\nLang: ru", "x")})
    assert (site / "raz-dva.html").is_file()


PROBLEMS = {
    "a source": ("x\n\n[b]({filename}b.md)", "6: b.md"),
    "a source as on GitHub": ("x\n\n[b](b.md#c)", "6: b.md#c"),
    "a source of old": ("`b.rst`\n[b](|filename|/b.rst)", "5: /b.rst"),
    "a source without a marker": ("[b](b.md#c)", "4: b.md#c"),
    "a file": ("[b]({static}/b.pdf)", "4: /b.pdf"),
    "a picture": ("x\n![B](b.png)", "5: b.png"),
    "a picture of the site": ("![B](https://nadia.example/b.png)", "4: https://nadia.example/b.png"),
}


def test_a_missing_target_of_a_link_is_reported_with_its_line(tmp_path):
    texts = {name: (".md", text) for name, (text, _) in PROBLEMS.items()}
    assert reported(tmp_path, texts) == {
        name: [f"{problem} does not exist or is not published; {MISSING}"]
        for name, (_, problem) in PROBLEMS.items()
    }


def test_an_unknown_marker_of_a_link_is_reported_with_its_line(tmp_path):
    texts = {
        "of Jekyll": (".md", "x\n\n[b]({% post_url 2019-b %})"),
        "misspelt": (".rst", "`b <{filname}b.md>`_"),
    }
    instead = "is not known at the beginning of a link; write {filename} or {static} and the file"
    assert reported(tmp_path, texts) == {
        "of Jekyll": [f"6: {{% post_url 2019-b %}} {instead}"],
        "misspelt": [f"6: {{filname}} {instead}"],
    }


def test_a_public_link_to_a_draft_is_reported(build_site, tmp_path):
    draft = "Title: B\nStatus: draft\n\nx\n"
    with pytest.raises(BrokenSite, match=r"a\.md:4: b\.md does not exist or is not published"):
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


def test_a_translation_cannot_take_an_address_of_the_site(build_site):
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
def test_translations_without_one_original_are_reported(build_site, tmp_path, fields, problem):
    articles = {
        f"articles/{language}.md": MD.format(f"A\n{fields.format(language)}", "x")
        for language in ("de", "ru")
    }
    with pytest.raises(BrokenSite) as broken:
        build_site(articles)
    assert f"{tmp_path}/content/articles/ru.md:{problem}" in str(broken.value)
    assert all(".md:" in each for each in broken.value.problems)


def test_two_articles_of_one_slug_are_reported(build_site):
    with pytest.raises(BrokenSite) as broken:
        build_site({f"articles/{name}.md": MD.format("Same", "x") for name in "ab"})
    assert len(broken.value.problems) == 1
    assert "the address /same.html belongs to articles/" in broken.value.problems[0]
