"""Facts of the first owner's résumé, as it is published. A new owner deletes this file."""

import gzip
import json
import re
import runpy
from pathlib import Path

import pytest
from lxml import html
from pypdf import PdfReader

from tests.conftest import ROOT
from tests.resume import without_markup, words_of_page
from tests.site.test_documents import FIRST_FLIGHT

PAGES = ROOT / "content/pages"
ARTICLES = [
    "continuous-profiling-in-go",
    "from-a-stack-address-to-a-function-name",
    "how-this-site-is-made",
    "how-to-structure-go-projects",
    "reading-a-celery-message-in-go",
]
SOURCE = (PAGES / "resume.rst").read_text("utf-8")


def page_of(site: Path, name: str = "resume.html") -> html.HtmlElement:
    return html.fromstring((site / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def document(public_site: Path) -> dict:
    return json.loads((public_site / "resume.json").read_text("utf-8"))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_word_is_in_the_order_of_the_source_in_all_forms(public_site):
    source, pdf = words(without_markup(SOURCE)), PdfReader(public_site / "resume.pdf")
    assert words("\n".join(each.extract_text() for each in pdf.pages).rpartition("Links")[0]) == source
    assert words((public_site / "resume.txt").read_text("utf-8").rpartition("Links\n")[0]) == source
    assert words(" ".join(words_of_page(page_of(public_site)))) == words(without_markup(SOURCE))


def test_the_resume_has_its_name_and_links(document):
    basics = document["basics"]
    assert (basics["name"], basics["url"]) == ("Marsel Mavletkulov", "https://marselester.com")
    assert [each["url"] for each in basics["profiles"]] == [
        "https://github.com/marselester",
        "https://twitter.com/marselester",
        "https://angel.co/u/marselester",
    ]


def test_the_resume_has_six_roles_with_dates_and_24_highlights(document):
    assert [
        (each["position"], each["name"], each["startDate"], each["endDate"], len(each.get("highlights", ())))
        for each in document["work"]
    ] == [
        ("Site Reliability Engineer", "Coins.ph", "2021-02", "2022-12", 5),
        ("Software Architect; Senior Software Engineer", "Coins.ph", "2014-07", "2020-09", 11),
        ("Python Developer", "Fontastic", "2014-01", "2014-07", 3),
        ("Python Developer", "Uploadcare", "2012-11", "2013-08", 3),
        ("Python Developer", "FanGid.com", "2012-07", "2012-10", 2),
    ]


@pytest.mark.parametrize("slug", ["continuous-profiling-in-go", "how-to-structure-go-projects"])
def test_an_article_and_the_line_that_it_supports_lead_to_each_other(public_site, slug):
    (address,) = page_of(public_site, f"{slug}.html").xpath("//section[@class='supports']//a/@href")
    (line,) = page_of(public_site).xpath(f"//li[@id='{address.partition('#')[2]}']")
    assert f"/{slug}.html" in line.xpath("a/@href")


def test_the_list_of_anchors_is_complete(public_site):
    listed = re.findall(r"^[\w-]+$", (PAGES / "resume.anchors").read_text("utf-8"), re.MULTILINE)
    offered = page_of(public_site).xpath("//main/section//@id | //main/section/@id")
    assert set(offered) - set(listed) == set(), "run ./invoke resume and commit the list"


@pytest.mark.parametrize("slug", ARTICLES)
def test_an_article_arrives_whole_in_the_first_flight_of_a_connection(public_site, slug):
    assert _compressed(public_site, slug) <= FIRST_FLIGHT


def test_an_article_says_how_large_it_is(public_site):
    """To within 5 %; content/code/how-this-site-is-made/measure.sh measures it again."""
    slug = "how-this-site-is-made"
    text = page_of(public_site, f"{slug}.html").find(".//article").text_content()
    said = re.search(r"This page is ([\d.]+) kB, compressed to ([\d.]+) kB", text)
    plain, compressed = map(float, said.groups())
    assert plain == pytest.approx((public_site / f"{slug}.html").stat().st_size / 1000, rel=0.05)
    assert compressed == pytest.approx(_compressed(public_site, slug) / 1000, rel=0.05)


def _compressed(site: Path, slug: str) -> int:
    return len(gzip.compress((site / f"{slug}.html").read_bytes(), 9, mtime=0))


def test_what_articles_link_to_in_this_repository_exists(public_site):
    settings = runpy.run_path(str(ROOT / "pelicanconf.py"))
    repository = settings["SOURCE_ADDRESS"].partition("/blob/")[0]
    pages = [page_of(public_site, each.name) for each in public_site.glob("*.html")]
    addresses = {each for page in pages for each in page.xpath("//article//a/@href")}
    linked = {each for each in addresses if re.match(rf"{re.escape(repository)}/(blob|tree)/main/", each)}
    assert linked
    for each in linked:
        assert (ROOT / re.split("/(?:blob|tree)/main/", each)[1]).exists(), each
