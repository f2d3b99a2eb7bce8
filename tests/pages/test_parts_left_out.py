"""A blog without a résumé, a résumé without a blog, neither: nothing empty is left, and no dead link."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.conftest import run_pelican, write
from tests.resume import HEAD, JOB, TARGET, WORK
from tests.site import test_agreement, test_csp, test_documents
from tests.whole_site import WholeSite, quick_facts

ARTICLE = "Title: Queues\nDate: 2020-01-02\nTags: go\nCategory: Systems\n\nText.\n"
ABOUT = {"pages/about.md": "Title: About\n\nWho is here.\n"}
RESUME = {
    "pages/resume.rst": HEAD + WORK + JOB + TARGET,
    "pages/resume.anchors": "work\nacme\nacme-developer\nacme-built\n",
}
BLOG = {"articles/queues.md": ARTICLE}
MENU = {
    "index.html": "Articles",
    "resume.html": "Résumé",
    "archives.html": "Archive",
    "tags.html": "Tags",
    "search.html": "Search",
}
LISTS = {"archives.html", "categories.html", "tags.html"}
FEEDS = {"feeds/all.atom.xml", "feeds/all.json"}
FORMS = {f"resume.{suffix}" for suffix in ("html", "json", "pdf", "txt")} | {"cv/index.html"}


@dataclass(frozen=True)
class Variant:
    files: dict[str, str]
    settings: dict[str, object]
    menu: set[str]
    has: set[str]


VARIANTS = {
    "no résumé": Variant(BLOG | RESUME, {"RESUME": None}, {*MENU} - {"resume.html"}, LISTS | FEEDS),
    "no articles": Variant(RESUME, {}, {"resume.html", "search.html"}, FORMS),
    "nothing": Variant({"images/a.txt": ""}, {}, set(), set()),
    "neither": Variant(ABOUT, {"RESUME": None}, {"search.html"}, set()),
    "no tags": Variant(
        {"articles/queues.md": ARTICLE.replace("Tags: go\n", "")} | RESUME,
        {},
        {*MENU} - {"tags.html"},
        (LISTS | FEEDS | FORMS) - {"tags.html"},
    ),
    "no search and no cards": Variant(
        BLOG | RESUME, {"SEARCH": False, "CARDS": False}, {*MENU} - {"search.html"}, LISTS | FEEDS | FORMS
    ),
}
ADDRESSES = {"of its own": "https://nadia.example", "of a project": "https://nadia.github.io/site"}


@pytest.fixture(scope="module", params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> Variant:
    return VARIANTS[request.param]


@pytest.fixture(scope="module", params=ADDRESSES)
def site(request: pytest.FixtureRequest, variant: Variant, tmp_path_factory) -> WholeSite:
    address = ADDRESSES[request.param]
    root = tmp_path_factory.mktemp("variant")
    content = write(root / "content", variant.files)
    settings = {"SITE_ADDRESS": address, "SITEURL": address, **variant.settings}
    return WholeSite(
        run_pelican(content, root / "site", "publishconf.py", **{"whole": True, **settings}), root
    )


def entries(page) -> list[str]:
    return page.xpath("//header//nav//a/@href")


def test_the_menu_leads_to_what_is_there(site, variant):
    expected = [
        f"{site.base}/{'' if each == 'index.html' else each}" for each in MENU if each in variant.menu
    ]
    for name, page in site.pages.items():
        assert entries(page) == expected, name


def test_what_there_is_nothing_for_is_not_there(site, variant):
    assert {each for each in LISTS | FEEDS | FORMS if (site.folder / each).exists()} == variant.has
    assert (site.folder / "search.html").exists() == ("search.html" in variant.menu)
    for name, page in site.pages.items():
        empty = [
            each for each in page.xpath("//main//ol | //main//ul") if "results" not in each.get("class", "")
        ]
        assert [each for each in empty if not len(each)] == [], name
        assert page.xpath("normalize-space(string(//main))"), name


def test_the_home_page_is_that_of_the_blog_or_leads_to_the_resume(site, variant):
    assert ("index.html" in site.redirects) == (variant is VARIANTS["no articles"])
    if "index.html" in site.redirects:
        assert site.redirects["index.html"].xpath("//main//a/@href") == [f"{site.base}/resume.html"]


def test_no_page_speaks_of_a_resume_that_is_not_there(site, variant):
    if not variant.has & FORMS:
        spoken = [name for name, page in site.pages.items() if "ésum" in page.text_content()]
        assert spoken == []


@pytest.mark.parametrize("fact", quick_facts(test_agreement, test_csp, test_documents))
def test_what_holds_for_any_site(site, fact: Callable):
    fact(site)


def test_where_all_articles_are_drafts_they_are_shown_while_one_writes(build_site):
    site = build_site(RESUME | {"articles/queues.md": ARTICLE.replace("Tags: go", "Status: draft")})
    assert {each for each in LISTS | FEEDS if (site / each).exists()} == {"archives.html"}
    assert "drafts/queues.html" in (site / "index.html").read_text("utf-8")
