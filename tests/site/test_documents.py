"""The public site's files: valid HTML 5, feeds, sitemap, and pages that say where they live."""

import gzip
import json
import re
import zlib
from datetime import date
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from tests.conftest import write
from tests.validators import atom_schema, html_errors
from tests.whole_site import DATE
from vouch.checks import check
from vouch.checks.authored import words

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
STRUCTURED_DATA = "//script[@type='application/ld+json']/text()"
LEADING_ELSEWHERE = ("404.html", "search.html")
FIRST_FLIGHT = 14_600  # bytes: ten segments, which a server sends before it waits (RFC 6928)
FIRST_SCREEN = 2_000  # letters of the text


@pytest.mark.slow
def test_every_page_passes_the_html_checker(site):
    assert html_errors(site.folder) == []


@pytest.mark.slow
def test_the_html_checker_finds_what_is_not_html_5(tmp_path):
    write(tmp_path, {"bad.html": '<!DOCTYPE html>\n<html lang="en"><title>T</title>\n<p><tt>old</tt>\n'})
    assert [each.partition(": ")[0] for each in html_errors(tmp_path)] == ["bad.html:3"]


def test_the_checks_find_nothing_in_the_public_site(site):
    assert list(map(str, check(site.folder, site.root))) == []


def test_each_source_has_a_page_with_its_title(site):
    back = "string(//footer[@class='next-steps']//a[. = 'Suggest a change']/@href)"
    pages = {unquote(page.xpath(back)): page for page in site.articles.values()}
    articles = [each for each in site.sources if not each.is_page]
    assert len(pages) == len(site.articles) == len(articles)
    for source in articles:
        (page,) = (page for address, page in pages.items() if address.endswith(f"/{source.name}"))
        assert words(page.find(".//h1").text_content()) == words(source.title)
    for source in (each for each in site.sources if each.is_page):
        is_resume = site.resume and source == site.source_of_resume
        page = site.pages[site.resume if is_resume else f"{source.slug_or_title}.html"]
        assert words(page.find(".//h1").text_content()) == words(source.title)


# Feeds ------------------------------------------------------------------------------------------


def faults_of_feed(feed: etree._Element, own: str) -> list[str]:
    """Where it breaks RFC 4287, in its schema and in its words, or names an address that is not whole."""
    schema = atom_schema()
    schema.validate(feed)
    anonymous = feed.xpath("a:entry[not(a:author or ../a:author)]", namespaces=ATOM)
    entries = [each.text for each in feed.iterfind("a:entry/a:id", ATOM)]
    addresses = [*entries, *feed.xpath("//a:link/@href", namespaces=ATOM)]
    for content in feed.iterfind("a:entry/a:content", ATOM):
        addresses += html.fromstring(content.text).xpath("//@href | //@src | //@poster")
    faults = {
        "own address": feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [own],
        "titles": all(each.text for each in feed.iterfind(".//a:title", ATOM)),
        "authors": not anonymous,
        "ids": len(entries) == len(set(entries)),
        "addresses": all(urlsplit(each).scheme for each in addresses),
    }
    return [str(each) for each in schema.error_log] + [what for what, is_ok in faults.items() if not is_ok]


def test_the_site_and_each_category_have_a_feed(site):
    categories = {each.removeprefix("category/") for each in site.pages if each.startswith("category/")}
    names = {each.removesuffix(".html") for each in categories} | ({"all"} if categories else set())
    feeds = {each.name for each in site.folder.glob("feeds/*")}
    assert feeds == {f"{name}{suffix}" for name in names for suffix in (".atom.xml", ".json")}


def test_feeds_follow_rfc_4287_and_name_whole_addresses(site):
    for feed in site.folder.glob("feeds/*.xml"):
        own = f"{site.address}/feeds/{feed.name}"
        assert faults_of_feed(etree.parse(feed).getroot(), own) == []
        beside = json.loads(feed.with_name(feed.name.replace(".atom.xml", ".json")).read_text("utf-8"))
        assert beside["feed_url"] == own.replace(".atom.xml", ".json")


def test_the_newest_articles_are_in_the_feed_under_ids_that_last(site):
    listed = [name for name, page in site.articles.items() if not page.xpath("//meta[@content='noindex']")]
    entries = [
        entry
        for feed in site.folder.glob("feeds/all.atom.xml")
        for entry in etree.parse(feed).iterfind("a:entry", ATOM)
    ]
    addresses = [each.find("a:link", ATOM).get("href") for each in entries]
    assert set(addresses) <= {site.address_of(each) for each in listed}
    days = [each.findtext("a:published", namespaces=ATOM)[:10] for each in entries]
    assert days == [site.articles[each].xpath(DATE)[:10] for each in listed[: len(days)]]
    assert bool(days) == bool(listed)
    host, ids = urlsplit(site.address).netloc, [each.findtext("a:id", namespaces=ATOM) for each in entries]
    assert ids == [
        f"tag:{host},{day}:{urlsplit(address).path}" for day, address in zip(days, addresses, strict=True)
    ]


# Where a page lives -----------------------------------------------------------------------------


def test_each_page_has_its_canonical_address(site):
    for name, page in site.pages.items():
        if name != "404.html":
            address = site.address_of(name)
            assert page.xpath("string(//link[@rel='canonical']/@href)") == address
            assert page.xpath("string(//meta[@property='og:url']/@content)") == address
            assert page.xpath("string(//meta[@name='description']/@content)") != "", name
            assert len(page.xpath("//h1")) == 1, name


def test_an_old_address_leads_to_a_page(site):
    for page in site.redirects.values():
        address = page.xpath("string(//link[@rel='canonical']/@href)")
        refresh = page.xpath("string(//meta[@http-equiv='refresh']/@content)")
        assert refresh == f"0; url={urlsplit(address).path}"
        assert site.file_at(address).is_file()


def test_the_sitemap_lists_every_page_that_may_be_found(site):
    urls = etree.parse(site.folder / "sitemap.xml").xpath("/s:urlset/s:url", namespaces=SITEMAP)
    listed = [each.findtext("s:loc", namespaces=SITEMAP) for each in urls]
    names = [
        name
        for name, page in site.pages.items()
        if not page.xpath("//meta[@content='noindex']") and name not in LEADING_ELSEWHERE
    ]
    assert sorted(listed) == sorted(map(site.address_of, names))
    for each in (each for url in urls for each in url.iterfind("s:lastmod", SITEMAP)):
        assert date.fromisoformat(each.text[:10])


def test_articles_and_the_resume_have_structured_data(site):
    for name in filter(None, (*site.articles, site.resume)):
        (data,) = map(json.loads, site.pages[name].xpath(STRUCTURED_DATA))
        assert data["@context"] == "https://schema.org"


def test_the_label_of_a_block_of_code_leads_to_its_file(site):
    for page in site.articles.values():
        for address in page.xpath("//figcaption/a[@class='file']/@href"):
            assert (site.root / "content" / unquote(address[address.index("/code/") + 1 :])).is_file()


# Budgets ----------------------------------------------------------------------------------------


def test_fonts_stay_within_their_budget(site):
    assert sum(each.stat().st_size for each in site.folder.rglob("*.woff2")) <= 60_000


def test_all_script_of_an_ordinary_page_stays_within_its_budget(site):
    for name, page in site.pages.items():
        scripts = page.xpath("//script[not(@type='application/ld+json')]")
        files = [site.file_at(each.get("src")) for each in scripts if each.get("src")]
        data = [each.read_bytes() for each in files] + [(each.text or "").encode() for each in scripts]
        if name != "search.html":
            assert sum(len(gzip.compress(each, 9)) for each in data if each) <= 3_000


def test_what_surrounds_a_text_stays_within_its_budget(site):
    for name in site.pages:
        around = re.sub(r"<main\b.*</main>", "", site.text(name), flags=re.DOTALL)
        assert len(gzip.compress(around.encode(), 9, mtime=0)) <= 6_000, name


def test_the_first_screen_arrives_in_the_first_flight_of_a_connection(site):
    """Pages are compressed on their way; what follows the first screen may come later."""
    for name in site.pages:
        sent = gzip.compress((site.folder / name).read_bytes(), 9, mtime=0)[:FIRST_FLIGHT]
        came = zlib.decompressobj(wbits=31).decompress(sent).decode("utf-8", "ignore")
        shown, whole = (_text_of(each) for each in (came, site.text(name)))
        assert len(shown) >= min(FIRST_SCREEN, len(whole)), name


def _text_of(page: str) -> str:
    """The words below the head, as far as they came; an element that was cut off is not shown."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page.partition("<body>")[2], flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>?", " ", body).split())
