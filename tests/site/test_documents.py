"""The public site's files: valid HTML 5, feeds, sitemap, and pages that say where they live."""

import gzip
import re
from pathlib import Path

import pytest
from lxml import etree, html

from publishing.checks import check
from tests.conftest import ROOT, run_pelican, write
from tests.validators import atom_schema, html_errors

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITE = "https://marselester.com"


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.mark.slow
def test_every_page_passes_the_html_checker(public_site):
    assert html_errors(public_site) == []
    assert len(pages(public_site)) > 10


@pytest.mark.slow
def test_the_html_checker_finds_what_is_not_html_5(tmp_path):
    write(tmp_path, {"bad.html": '<!DOCTYPE html>\n<html lang="en"><title>T</title>\n<p><tt>old</tt>\n'})
    assert [each.partition(": ")[0] for each in html_errors(tmp_path)] == ["bad.html:3"]


def test_nothing_is_wrong_with_the_public_site(public_site):
    assert list(map(str, check(public_site, ROOT))) == []


def test_a_project_site_works_below_its_base_path(tmp_path):
    address = "https://someone.github.io/site"
    settings = {"SITE_ADDRESS": address, "SITEURL": address, "FEED_DOMAIN": address}
    site = run_pelican(ROOT / "content", tmp_path / "output", "publishconf.py", **settings)
    assert list(map(str, check(site, ROOT))) == []
    assert 'href="/site/continuous-profiling-in-go.html"' in (site / "index.html").read_text("utf-8")
    assert not (site / "CNAME").exists()


def test_feeds_follow_rfc_4287_and_name_whole_addresses(public_site):
    schema = atom_schema()
    feeds = sorted(public_site.glob("feeds/*.xml"))
    assert [each.name for each in feeds] == ["all.atom.xml", "design.atom.xml", "performance.atom.xml"]
    for feed in feeds:
        tree = etree.parse(feed)
        schema.assertValid(tree)
        content = "".join(tree.xpath("//a:content/text()", namespaces=ATOM))
        addresses = re.findall(r'(?:href|src)="([^"]*)"', content)
        assert [each for each in addresses if not re.match(r"https?://|mailto:", each)] == []


def test_the_schema_finds_a_feed_without_a_date(public_site):
    tree = etree.parse(public_site / "feeds/all.atom.xml")
    updated = tree.find(".//a:entry/a:updated", ATOM)
    updated.getparent().remove(updated)
    assert not atom_schema().validate(tree)


def test_a_feed_holds_whole_articles_under_stable_ids(public_site):
    entries = etree.parse(public_site / "feeds/all.atom.xml").findall("a:entry", ATOM)
    ids = [each.findtext("a:id", namespaces=ATOM) for each in entries]
    assert ids == [
        "tag:marselester.com,2022-04-22:/continuous-profiling-in-go.html",
        "tag:marselester.com,2018-09-28:/how-to-structure-go-projects.html",
    ]
    words = [len(each.findtext("a:content", namespaces=ATOM).split()) for each in entries]
    assert min(words) > 1500


def test_each_page_says_its_own_address(public_site):
    for file in pages(public_site):
        page, name = html.parse(file), file.relative_to(public_site).as_posix()
        address = SITE + "/" + name.removesuffix("index.html")
        canonical = page.xpath("string(//link[@rel='canonical']/@href)")
        if name not in ("404.html", "cv/index.html"):
            assert canonical == address
            assert page.xpath("string(//meta[@property='og:url']/@content)") == address
            assert page.xpath("string(//meta[@name='description']/@content)") != ""
            assert len(page.xpath("//h1")) == 1


def test_the_sitemap_lists_every_page_that_may_be_found(public_site):
    listed = re.findall(r"<loc>(.*?)</loc>", (public_site / "sitemap.xml").read_text("utf-8"))
    hidden = ("404.html", "cv/index.html", "search.html")
    names = [each.relative_to(public_site).as_posix() for each in pages(public_site)]
    wanted = [f"{SITE}/{each.removesuffix('index.html')}" for each in names if each not in hidden]
    assert sorted(listed) == sorted(wanted)


def test_the_policy_comes_first_and_names_what_it_allows(public_site):
    for file in pages(public_site):
        head = html.parse(file).find("head")
        policy = head[1].get("content")
        assert head[1].get("http-equiv") == "Content-Security-Policy"
        assert policy.startswith("default-src 'none'")
        assert re.findall(r"'[\w-]*unsafe[\w-]*'", policy) == (
            ["'wasm-unsafe-eval'"] if file.name == "search.html" else []
        )
        assert html.parse(file).xpath("//@style | //@onclick | //@onload") == []


def test_fonts_stay_within_their_budget(public_site):
    sizes = [each.stat().st_size for each in public_site.rglob("*.woff2")]
    assert len(sizes) == 5
    assert sum(sizes) <= 60_000


def test_all_script_of_an_ordinary_page_stays_within_its_budget(public_site):
    for file in pages(public_site):
        scripts = html.parse(file).xpath("//script[not(@type='application/ld+json')]")
        parts = [(public_site / each.get("src", "").lstrip("/")) for each in scripts if each.get("src")]
        data = [each.read_bytes() for each in parts] + [(each.text or "").encode() for each in scripts]
        if file.name != "search.html":
            assert sum(len(gzip.compress(each, 9)) for each in data if each) <= 3_000


@pytest.mark.parametrize("slug", ["continuous-profiling-in-go", "how-to-structure-go-projects"])
def test_an_article_comes_in_the_first_flight_of_a_connection(public_site, slug):
    assert len(gzip.compress((public_site / f"{slug}.html").read_bytes(), 9, mtime=0)) <= 14_600
