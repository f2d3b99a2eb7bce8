"""The public site's files: valid HTML 5, feeds, sitemap, and pages that say where they live."""

import gzip
import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from pelicanconf import FEED_MAX_ITEMS
from tests.conftest import ROOT, run_pelican, write
from tests.validators import atom_schema, html_errors
from vouch.checks import check
from vouch.checks.authored import Source, sources, words

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
STRUCTURED_DATA = "//script[@type='application/ld+json']/text()"
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


def faults_of_feed(feed: etree._Element, name: str) -> list[str]:
    """Where it breaks RFC 4287, in its schema and in its words, or names an address that is not whole."""
    schema = atom_schema()
    schema.validate(feed)
    anonymous = feed.xpath("a:entry[not(a:author or ../a:author)]", namespaces=ATOM)
    entries = [each.text for each in feed.iterfind("a:entry/a:id", ATOM)]
    addresses = [*entries, *feed.xpath("//a:link/@href", namespaces=ATOM)]
    for content in feed.iterfind("a:entry/a:content", ATOM):
        addresses += html.fromstring(content.text).xpath("//@href | //@src | //@poster")
    faults = {
        "own address": feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [f"{SITE}/feeds/{name}"],
        "titles": all(each.text for each in feed.iterfind(".//a:title", ATOM)),
        "authors": not anonymous,
        "ids": len(entries) == len(set(entries)),
        "addresses": all(urlsplit(each).scheme for each in addresses),
    }
    return [str(each) for each in schema.error_log] + [what for what, is_ok in faults.items() if not is_ok]


def test_feeds_follow_rfc_4287_and_name_whole_addresses(public_site):
    feeds = sorted(public_site.glob("feeds/*.xml"))
    assert [each.name for each in feeds] == ["all.atom.xml", "design.atom.xml", "performance.atom.xml"]
    for feed in feeds:
        assert faults_of_feed(etree.parse(feed).getroot(), feed.name) == []
        beside = json.loads(feed.with_name(feed.name.replace(".atom.xml", ".json")).read_text("utf-8"))
        assert beside["feed_url"] == f"{SITE}/feeds/{feed.name.replace('.atom.xml', '.json')}"


@pytest.mark.parametrize(
    ("pattern", "instead", "fault"),
    [
        (r"<updated>[^<]*</updated>", "", "Expecting an element updated"),
        (r"<updated>[^<]*", "<updated>2024-01-02", "Error validating"),
        (r"<updated>[^<]*", "<updated>2024-02-30T00:00:00Z", "Error validating"),
        (r"(<title[^>]*>)[^<]*", r"\1", "titles"),
        (r"<author>.*?</author>", "", "authors"),
        (r"<id>tag:[^<]*", "<id>/a.html", "addresses"),
        (r"<id>tag:[^<]*", "<id>tag:a", "ids"),
        (r'href="[^"]*"( rel="self")', r'href="https://marselester.com/"\1', "own address"),
        (r"href=&quot;https://[^&]*|&lt;a href=\"https://[^\"]*", '&lt;a href="/a.html', "addresses"),
    ],
)
def test_a_feed_that_breaks_a_rule_would_be_found(public_site, pattern, instead, fault):
    text = (public_site / "feeds/all.atom.xml").read_text("utf-8")
    broken, count = re.subn(pattern, instead, text, flags=re.DOTALL)
    faults = faults_of_feed(etree.fromstring(broken.encode()), "all.atom.xml")
    assert count
    assert any(fault in each for each in faults), faults


def test_a_feed_holds_whole_articles_under_stable_ids(public_site):
    entries = etree.parse(public_site / "feeds/all.atom.xml").findall("a:entry", ATOM)
    ids = [each.findtext("a:id", namespaces=ATOM) for each in entries]
    assert ids == [
        "tag:marselester.com,2022-04-22:/continuous-profiling-in-go.html",
        "tag:marselester.com,2018-09-28:/how-to-structure-go-projects.html",
    ]
    words = [len(each.findtext("a:content", namespaces=ATOM).split()) for each in entries]
    assert min(words) > 1500


def published() -> list[Source]:
    return [each for each in sources(ROOT) if each.status != "draft"]


def test_each_source_has_one_page_that_leads_back_to_it(public_site):
    links = "//footer[@class='ways-on']//a[contains(@href, '/edit/')]/@href"
    made = [each for file in pages(public_site) for each in html.parse(file).xpath(links)]
    articles = [each.name for each in published() if not each.is_page]
    assert sorted(each.partition("/content/")[2] for each in made) == articles
    for source in published():
        page = html.parse(public_site / f"{source.slug_or_title}.html")
        assert words(page.find(".//h1").text_content()) == words(source.title)


def test_the_newest_articles_are_in_the_feed(public_site):
    newest = sorted((each for each in published() if each.date), key=lambda each: each.date, reverse=True)
    listed = [each for each in newest if each.status == "published"][:FEED_MAX_ITEMS]
    links = etree.parse(public_site / "feeds/all.atom.xml").xpath("//a:entry/a:link/@href", namespaces=ATOM)
    assert links == [f"{SITE}/{each.slug_or_title}.html" for each in listed]


def test_each_page_says_its_own_address(public_site):
    for file in pages(public_site):
        page, name = html.parse(file), file.relative_to(public_site).as_posix()
        address = SITE + "/" + name.removesuffix("index.html")
        canonical = page.xpath("string(//link[@rel='canonical']/@href)")
        if refresh := page.xpath("string(//meta[@http-equiv='refresh']/@content)"):
            assert f"0; url={canonical.removeprefix(SITE)}" == refresh
        elif name != "404.html":
            assert canonical == address
            assert page.xpath("string(//meta[@property='og:url']/@content)") == address
            assert page.xpath("string(//meta[@name='description']/@content)") != ""
            assert len(page.xpath("//h1")) == 1


def test_the_sitemap_lists_every_page_that_may_be_found(public_site):
    urls = etree.parse(public_site / "sitemap.xml").xpath("/s:urlset/s:url", namespaces=SITEMAP)
    listed = [each.findtext("s:loc", namespaces=SITEMAP) for each in urls]
    hidden = "//meta[@http-equiv='refresh' or @content='noindex']"
    names = [
        each.relative_to(public_site).as_posix()
        for each in pages(public_site)
        if not html.parse(each).xpath(hidden) and each.name not in ("404.html", "search.html")
    ]
    assert sorted(listed) == sorted(f"{SITE}/{each.removesuffix('index.html')}" for each in names)
    for each in (each for url in urls for each in url.iterfind("s:lastmod", SITEMAP)):
        assert date.fromisoformat(each.text[:10])


def test_structured_data_is_of_schema_org(public_site):
    scripts = [html.parse(each).xpath(STRUCTURED_DATA) for each in pages(public_site)]
    data = [json.loads(each) for found in scripts for each in found]
    assert len(data) > 2
    assert {each["@context"] for each in data} == {"https://schema.org"}


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
