"""Addresses that a site has had elsewhere stay, and everything that names an address agrees on them."""

import json
import re
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conftest import Files
from tests.resume import HEAD, WORK
from vouch.checks import check
from vouch.serve.answers import answer
from vouch.sources.problem_log import BrokenSite

HOST = "https://nadia.example"
MD = "Title: {}\nDate: {}\n{}\n\n{}\n"
JOB = f"""
**Engineer** at Acme
2011 — 2012

- wrote `it down <{HOST}/CamelCase_Ü.html>`_;
"""
FILES: Files = {
    "articles/first.md": MD.format(
        "First", "2020-01-02", "Tags: Go\nCategory: Systems", "[Second]({filename}two.md#end) ![A](a.svg)"
    ),
    "articles/two.md": MD.format(
        "Second", "2021-03-04", "Tags: Go\nAuthor: Ann Lee\nAliases: old/two/", "Text.\n\n## End\n\nText."
    ),
    "articles/first-ru.md": MD.format(
        "Первый", "2020-01-03", "Slug: first\nLang: ru\nTranslation: true", "Текст."
    ),
    "articles/plan.md": MD.format("A plan of mine", "2022-01-02", "Status: draft", "Not a word of this yet."),
    "articles/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"/>',
    "pages/about.md": "Title: About\n\nWho is here.\n",
}
GOOD: dict[str, dict[str, object]] = {
    "folders": {
        "ARTICLE_URL": "{slug}/",
        "ARTICLE_SAVE_AS": "{slug}/index.html",
        "ARTICLE_LANG_URL": "{slug}/{lang}/",
        "ARTICLE_LANG_SAVE_AS": "{slug}/{lang}/index.html",
        "PAGE_URL": "pages/{slug}/",
        "PAGE_SAVE_AS": "pages/{slug}/index.html",
        "TAG_URL": "tags/{slug}/",
        "TAG_SAVE_AS": "tags/{slug}/index.html",
        "CATEGORY_URL": "topics/{slug}/",
        "CATEGORY_SAVE_AS": "topics/{slug}/index.html",
        "ARCHIVES_URL": "archives/",
        "ARCHIVES_SAVE_AS": "archives/index.html",
        "TAGS_SAVE_AS": "tags/index.html",
        "CATEGORIES_SAVE_AS": "topics/index.html",
        "DRAFT_URL": "drafts/{slug}/",
        "DRAFT_SAVE_AS": "drafts/{slug}/index.html",
        "MENU": [("archives/", "Archive"), ("tags/index.html", "Tags"), ("pages/about/", "About")],
    },
    "dates": {
        "ARTICLE_URL": "{date:%Y}/{date:%m}/{slug}.html",
        "ARTICLE_SAVE_AS": "{date:%Y}/{date:%m}/{slug}.html",
        "YEAR_ARCHIVE_URL": "{date:%Y}/",
        "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
        "MONTH_ARCHIVE_URL": "{date:%Y}/{date:%m}/",
        "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}/{date:%m}/index.html",
        "FEED_ALL_ATOM": "atom.xml",
        "FEED_RSS": "rss.xml",
        "SLUGIFY_SOURCE": "basename",
    },
    "without an ending": {
        "ARTICLE_URL": "{category}/{slug}",
        "ARTICLE_SAVE_AS": "{category}/{slug}.html",
        "ARCHIVES_URL": "archive",
        "ARCHIVES_SAVE_AS": "archive.html",
        "MENU": [("archive", "A")],
        "FEED_ALL_ATOM": None,
        "CATEGORY_FEED_ATOM": None,
        "TAG_SAVE_AS": "",
        "TAGS_SAVE_AS": "",
    },
    "several pages": {
        "DEFAULT_PAGINATION": 1,
        "PAGINATED_TEMPLATES": {"index": None, "tag": 1, "archives": 1},
        "TAG_FEED_ATOM": "feeds/tag/{slug}.atom.xml",
        "TAG_FEED_RSS": "feeds/tag/{slug}.rss",
        "TRANSLATION_FEED_ATOM": "feeds/all-{lang}.atom.xml",
        "RSS_FEED_SUMMARY_ONLY": False,
        "FEED_ATOM": "feed/index.xml",
        "FEED_ALL_RSS": "feeds/all.rss.xml",
        "CATEGORY_SAVE_AS": "",
        "SLUGIFY_USE_UNICODE": True,
        "FEED_APPEND_REF": True,
        "CATEGORIES_SAVE_AS": "",
    },
    "authors": {
        "AUTHOR_URL": "by/{slug}/",
        "AUTHOR_SAVE_AS": "by/{slug}/index.html",
        "AUTHORS_URL": "by/",
        "AUTHORS_SAVE_AS": "by/index.html",
        "FEED_MAX_ITEMS": None,
        "AUTHOR_FEED_ATOM": "feeds/by/{slug}.atom.xml",
        "AUTHOR_FEED_RSS": "feeds/by/{slug}.rss.xml",
        "ARTICLE_URL": "posts/{slug}.html",
        "ARTICLE_SAVE_AS": "posts/{slug}.html",
        "CATEGORY_FEED_RSS": "feeds/{slug}.rss.xml",
        "USE_FOLDER_AS_CATEGORY": True,
    },
}
MENU: dict[str, object] = {"MENU": (), "RESUME": None}


@pytest.fixture
def public(build_site, tmp_path):
    """Builds the public site as publish does, and checks it."""

    def built(files: Files, **settings: object) -> Path:
        site = build_site(files, public=True, **{**MENU, **settings})
        assert list(map(str, check(site, tmp_path))) == []
        return site

    return built


def text(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def canonical(page: str) -> str:
    return re.search(r'rel="canonical" href="([^"]*)"', page)[1]


def in_sitemap(site: Path) -> set[str]:
    return set(re.findall(f"<loc>{HOST}/(.*?)</loc>", text(site, "sitemap.xml")))


def problems(build_site, files: Files, **settings: object) -> list[str]:
    with pytest.raises(BrokenSite) as broken:
        build_site(files, **{**MENU, **settings})
    return [each.rpartition("/content/")[2] for each in broken.value.problems]


@pytest.mark.parametrize("settings", GOOD.values(), ids=GOOD)
def test_what_the_build_takes_is_what_the_checks_take(public, settings):
    site = public(FILES, **settings)
    for each in site.rglob("*.html"):
        if "Not found</title>" not in (page := each.read_text("utf-8")):
            address = canonical(page).removeprefix(f"{HOST}/")
            assert each in (site / address, site / f"{address}.html", site / address / "index.html") or (
                'http-equiv="refresh"' in page
            )


def test_all_forms_of_an_address_agree(public):
    site = public(FILES, **GOOD["folders"])
    page, address = text(site, "second/index.html"), f"{HOST}/second/"
    assert canonical(page) == address
    assert f'property="og:url" content="{address}"' in page
    assert f'"url":"{address}"' in page
    assert f'href="{address}"' in text(site, "feeds/all.atom.xml")
    assert json.loads(text(site, "feeds/all.json"))["items"][0]["url"] == address
    assert {"second/", "first/", "first/ru/", "pages/about/", "tags/go/", "archives/"} < in_sitemap(site)
    assert 'href="/second/#end"' in text(site, "first/index.html")
    assert 'href="/second/"' in text(site, "old/two/index.html")
    assert 'href="/archives/" aria-current="page"' in text(site, "archives/index.html")


def test_addresses_of_other_alphabets_are_readable_in_links_and_encoded_for_programs(public):
    article = MD.format("A", "2020-01-02", "Slug: Привет_Мир\nTags: Öl", "Text.")
    other = MD.format("B", "2021-01-02", "", "[A](Привет_Мир.html)")
    site = public({"articles/a.md": article, "articles/b.md": other}, SLUGIFY_USE_UNICODE=True)
    encoded = f"{quote('Привет_Мир')}.html"
    assert canonical(text(site, "Привет_Мир.html")) == f"{HOST}/{encoded}"
    assert {encoded, f"tag/{quote('öl')}.html"} < in_sitemap(site)
    assert json.loads(text(site, "feeds/all.json"))["items"][1]["url"] == f"{HOST}/{encoded}"
    assert 'href="/Привет_Мир.html"' in text(site, "index.html")


OF_AUTHORS = {
    "Slug: Camel_Case-2.0": "Camel_Case-2.0.html",
    "Slug: हिन्दी": "हिन्दी.html",
    "Url: /2019/01/Foo/": "2019/01/Foo/index.html",
    "Url: posts/foo\nSave_as: posts/foo.html": "posts/foo.html",
    "Save_as: posts/bar.html": "posts/bar.html",
    f"Permalink: {HOST}/2019/foo.html": "2019/foo.html",
    "Permalink: /foo": "foo.html",
}


def test_authors_give_articles_their_addresses(public):
    files = {f"articles/{n}.md": MD.format(n, "2020-01-02", each, "x") for n, each in enumerate(OF_AUTHORS)}
    site = public(files)
    assert [each for each in OF_AUTHORS.values() if not (site / each).is_file()] == []


def test_addresses_can_be_the_paths_of_sources(public, build_site):
    paths = dict.fromkeys(("ARTICLE_URL", "ARTICLE_SAVE_AS"), "{path_no_ext}.html")
    settings = {"PATH_METADATA": r"(?P<path_no_ext>[\w/]+)\.md", **paths}
    site = public({"articles/2020/first_one.md": MD.format("A", "2020-01-02", "", "x")}, **settings)
    assert (site / "articles/2020/first_one.html").is_file()
    assert problems(build_site, {"articles/a b.md": MD.format("B", "2020-01-02", "", "x")}, **settings) == [
        "articles/a b.md:1: ARTICLE_URL is '{path_no_ext}.html', of which this source does not have all; "
        "write a `Url:`"
    ]


BAD = {
    "Slug: a b": "3: 'a b' is not a valid slug; write a `Slug:` of letters, digits and hyphens",
    "Slug: ..": "3: '..' is not a valid slug; write a `Slug:` of letters, digits and hyphens",
    "Slug: .hidden": "3: '.hidden' is not a valid slug; write a `Slug:` of letters, digits and hyphens",
    "Slug: aux": "3: 'aux' is a device on Windows, not a file; write another `Slug:`",
    "Slug: a?b": "3: 'a?b' is not a valid slug; write a `Slug:` of letters, digits and hyphens",
    f"Slug: {'й' * 101}": "3: the address is 202 bytes long; write a `Slug:` of at most 200",
    "Permalink: pretty": "3: permalink: 'pretty' is not the address of a page here; write one such as "
    "`Url: /2019/01/name/` or `Url: /2019/name.html`",
    "Url: ../../etc/": "3: url: '../../etc/' is not the address of a page here; write one such as "
    "`Url: /2019/01/name/` or `Url: /2019/name.html`",
    "Url: a/\nSave_as: a.html": "4: `Save_as: a.html` is not the file of the address /a/; "
    "write `Save_as: a/index.html`, or leave one out",
    "Url: drafts/a/": "3: the address /drafts/a/index.html belongs to the site; write another",
    "Save_as: index.html": "3: the address /index.html belongs to the site; "
    'write another, or INDEX_SAVE_AS = "blog/index.html" in pelicanconf.py',
}


def test_bad_addresses_are_reported_at_their_line(build_site):
    files = {f"articles/{n:02}.md": MD.format(f"N{n}", "2020-01-02", each, "x") for n, each in enumerate(BAD)}
    assert problems(build_site, files) == [
        f"articles/{n:02}.md:{each}" for n, each in enumerate(BAD.values())
    ]


def test_two_addresses_that_are_one_file_on_other_systems_are_reported(build_site):
    slugs = ("Ab", "aB", "Über", "über")
    files = {
        f"articles/{n}.md": MD.format(n, "2020-01-02", f"Slug: {each}", "x") for n, each in enumerate(slugs)
    }
    assert problems(build_site, files) == [
        f"articles/{n}.md:3: the address /{slugs[n]}.html belongs to articles/{n - 1}.md; "
        "give this one a `Slug:` of its own"
        for n in (1, 3)
    ]


@pytest.mark.parametrize(
    ("fields", "line", "instead"),
    [
        ("Slug: go", 3, "give this one a `Slug:` of its own"),
        ("Url: go.html", 3, "write another"),
        ("Aliases: go.html", 3, "take it out of `Aliases:`"),
    ],
)
def test_a_list_at_the_address_of_an_article_is_reported_at_the_article(build_site, fields, line, instead):
    article = MD.format("A", "2020-01-02", f"{fields}\nTags: Go", "x")
    tags = {"TAG_URL": "{slug}.html", "TAG_SAVE_AS": "{slug}.html"}
    (problem,) = problems(build_site, {"articles/a.md": article}, **tags)
    what = "the address /go.html belongs to a list or feed of the site"
    assert problem == f"articles/a.md:{line}: {what}; {instead}"


def test_two_feeds_at_one_address_are_reported(build_site):
    feeds = {"FEED_ALL_ATOM": "feed.xml", "FEED_ATOM": "feed.atom.xml"}
    (problem,) = problems(build_site, FILES, **feeds)
    what = "two lists or feeds have the address /feed.json; give one of them another address"
    assert problem == f"tests/owner/pelicanconf.py:1: {what}"


def test_a_draft_with_an_address_of_its_own_is_not_there_before_it_is_published(build_site):
    draft = {"articles/a.md": MD.format("A", "2020-01-02", "Status: draft\nUrl: /2019/a/", "x")}
    site = build_site(draft, **MENU)
    assert (site / "drafts/2019/a/index.html").is_file()
    assert not (site / "2019").exists()
    other = {"articles/b.md": MD.format("B", "2020-01-02", "Url: /2019/a/", "x")}
    assert "belongs to articles/a.md" in problems(build_site, {**draft, **other})[0]


def test_the_resume_stays_where_it_is_and_finds_its_articles_at_any_address(public):
    article = MD.format("A", "2020-01-02", "Slug: CamelCase_Ü", "Text.")
    resume = HEAD + WORK + JOB
    files = {"articles/a.md": article, "pages/resume.rst": resume}
    patterns = {**GOOD["folders"], **MENU, "ARTICLE_URL": "{slug}", "ARTICLE_SAVE_AS": "{slug}.html"}
    site = public(files, **{**patterns, "RESUME": "pages/resume.rst"})
    assert (site / "resume.pdf").is_file()
    assert 'class="supports"' in text(site, "CamelCase_Ü.html")
    assert 'href="/CamelCase_Ü"' in text(site, "resume.html")


def test_a_page_of_the_author_can_be_the_home_page(public):
    home = {"pages/home.md": "Title: Welcome\nSave_as: index.html\n\nI am here.\n"}
    site = public({**FILES, **home}, INDEX_SAVE_AS="blog/index.html", MENU=[("blog/", "Blog")])
    assert canonical(text(site, "index.html")) == f"{HOST}/"
    assert canonical(text(site, "blog/index.html")) == f"{HOST}/blog/"


# Lists of several pages -------------------------------------------------------------------------


def links_to_pages(page: str) -> list[str]:
    nav = re.search(r'aria-label="Pages of this list">(.*?)</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]*)"', nav[1]) if nav else []


def test_the_pages_of_a_list_link_to_each_other_under_their_own_addresses(public):
    files = {f"articles/{n}.md": MD.format(f"N{n}", f"2020-01-0{n}", "Tags: Go", "x") for n in range(1, 6)}
    site = public(files, DEFAULT_PAGINATION=2)
    pages = [text(site, f"{name}.html") for name in ("index", "index2", "index3")]
    links = [["/index2.html"], ["/index3.html", "/"], ["/index2.html"]]
    assert [links_to_pages(each) for each in pages] == links
    assert list(map(canonical, pages)) == [f"{HOST}/{each}" for each in ("", "index2.html", "index3.html")]
    assert [each.count('<h2><a href="/n') for each in pages] == [2, 2, 1]
    assert links_to_pages(text(site, "tag/go2.html")) == ["/tag/go3.html", "/tag/go.html"]
    assert "<title>Articles on Go, page 2</title>" in text(site, "tag/go2.html")
    assert not {"index2.html", "tag/go2.html"} & in_sitemap(site)


def test_pages_of_a_list_have_the_addresses_of_pagination_patterns(public):
    at = "{base_name}/page/{number}/"
    patterns = [(1, "{url}", "{save_as}"), (2, at, f"{at}index.html")]
    site = public(FILES, DEFAULT_PAGINATION=1, PAGINATION_PATTERNS=patterns)
    assert links_to_pages(text(site, "page/2/index.html")) == ["/"]
    assert links_to_pages(text(site, "tag/go/page/2/index.html")) == ["/tag/go.html"]


def test_drafts_are_on_the_first_page_of_the_home_page_alone(build_site):
    site = build_site(FILES, **MENU, DEFAULT_PAGINATION=1)
    assert ["drafts/a-plan" in text(site, each) for each in ("index.html", "index2.html")] == [True, False]


# Feeds and authors ------------------------------------------------------------------------------


def announced(page: str) -> list[str]:
    return re.findall(r'rel="alternate" type="application/[^"]*" title="[^"]*" href="([^"]*)"', page)


def test_rss_has_whole_addresses_and_is_announced(public):
    site = public(FILES, FEED_RSS="rss.xml", RSS_FEED_SUMMARY_ONLY=False, CATEGORY_FEED_RSS="{slug}.rss")
    feed = text(site, "rss.xml")
    assert f"<link>{HOST}/first.html</link>" in feed
    assert f'href="{HOST}/second.html#end"' in unescape(feed)
    assert announced(text(site, "index.html")) == ["/feeds/all.atom.xml", "/feeds/all.json", "/rss.xml"]
    assert "/systems.rss" in announced(text(site, "category/systems.html"))


def test_a_feed_without_articles_is_not_announced(public):
    site = public({"pages/about.md": FILES["pages/about.md"]}, FEED_RSS="rss.xml", FEED_ATOM="atom.xml")
    assert announced(text(site, "index.html")) == []
    assert not any((site / each).exists() for each in ("rss.xml", "atom.xml", "atom.json"))


def test_authors_have_pages_that_their_articles_link_to(public):
    site = public(FILES, **GOOD["authors"])
    assert 'rel="author" href="/by/ann-lee/">Ann Lee</a>' in text(site, "posts/second.html")
    assert announced(text(site, "by/ann-lee/index.html"))[:3] == [
        "/feeds/by/ann-lee.atom.xml",
        "/feeds/by/ann-lee.json",
        "/feeds/by/ann-lee.rss.xml",
    ]
    assert {"by/", "by/ann-lee/", "by/nadia-okonkwo/"} < in_sitemap(site)
    assert "<description>Text." in text(site, "feeds/by/ann-lee.rss.xml")


# What the server and live reload see ------------------------------------------------------------


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root

    def file(self, name: str) -> bytes | None:
        return (self.root / name).read_bytes() if (self.root / name).is_file() else None

    def has_folder(self, name: str) -> bool:
        return (self.root / name).is_dir()


def test_the_server_answers_as_github_pages_does(public):
    site = partial(answer, Folder(public(FILES, **GOOD["without an ending"])))
    assert site("/notes/second").status == site("/systems/first").status == 200
    assert site("/archive").status == 200
    found = [site(each) for each in ("/notes", "/notes/none", "/second.html")]
    assert [each.status for each in found] == [301, 404, 404]
    assert b"no page here" in found[1].body


def test_a_page_wins_over_a_folder_of_its_name(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a.html").write_text("page")
    assert answer(Folder(tmp_path), "/a").body == b"page"
