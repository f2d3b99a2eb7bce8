"""Proof in both directions, from the one link that the author wrote."""

import re

import pytest
from lxml import html

from tests.conftest import ROOT
from tests.resume import HEAD, WORK
from vouch.sources.problem_log import BrokenSite

ADDRESS = "https://marselester.com"
JOB = "**Senior Engineer** at Acme_\n2012 — 2013\n\n- built `queues <{}>`_ for it\n\n.. _Acme: https://a.example\n"
ARTICLE = {
    ".md": "Title: Queues & more\nDate: 2020-02-03\n{status}\nText.\n",
    ".rst": "Queues & more\n=============\n\n:date: 2020-02-03\n{status}\n\nText.\n",
}
STATUS = {".md": "Status: draft\n", ".rst": ":status: draft"}


def resume(address: str) -> dict[str, str]:
    return {"pages/resume.rst": HEAD + WORK + JOB.format(address)}


def article(suffix: str, status: str = "") -> dict[str, str]:
    return {f"articles/queues{suffix}": ARTICLE[suffix].format(status=status)}


def main_of(file) -> html.HtmlElement:
    return html.fromstring(file.read_text("utf-8")).get_element_by_id("content")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("suffix", ARTICLE)
@pytest.mark.parametrize(
    "address", [f"{ADDRESS}/queues-more.html", f"{ADDRESS}/queues-more", "/queues-more.html"]
)
def test_the_line_shows_the_article_and_the_article_the_line(build_site, suffix, address):
    site = build_site(resume(address) | article(suffix))
    (line,) = main_of(site / "resume.html").xpath(".//li[@id='acme-built-queues']")
    assert words(line) == "built queues for it Queues & more 3 February 2020 1 min"
    assert line.xpath("small/a/@href") == ["/queues-more.html"]
    (note,) = main_of(site / "queues-more.html").xpath(".//section[@class='proves']")
    assert words(note) == (
        "This article stands behind a line of the résumé: "
        "built queues for it Senior Engineer at Acme, 2012 — 2013"
    )
    assert note.xpath(".//a/@href") == ["/resume.html#acme-built-queues"]


@pytest.mark.parametrize("suffix", ARTICLE)
def test_a_draft_is_proof_at_the_desk_and_marked(build_site, suffix):
    site = build_site(resume(f"{ADDRESS}/queues-more.html") | article(suffix, STATUS[suffix]))
    (line,) = main_of(site / "resume.html").xpath(".//li[@id='acme-built-queues']")
    assert "Draft: Queues & more" in words(line)
    assert set(line.xpath(".//a/@href")) == {"/drafts/queues-more.html"}
    assert main_of(site / "drafts/queues-more.html").xpath(".//section[@class='proves']")


def test_a_draft_is_no_proof_in_public(build_site, tmp_path):
    with pytest.raises(BrokenSite) as stopped:
        build_site(resume(f"{ADDRESS}/queues-more.html") | article(".md", STATUS[".md"]), public=True)
    assert len(stopped.value.problems) == 1
    assert f"{ADDRESS}/queues-more.html is no article" in stopped.value.problems[0]


def test_a_draft_of_the_resume_says_so_in_the_article(build_site):
    files = resume(f"{ADDRESS}/queues-more.html")
    files["pages/resume.rst"] = ":status: draft\n\n" + files["pages/resume.rst"]
    site = build_site(files | article(".md"))
    (note,) = main_of(site / "queues-more.html").xpath(".//section[@class='proves']")
    assert "a line of the résumé, a draft:" in words(note)
    assert note.xpath(".//a/@href") == ["/drafts/resume.html#acme-built-queues"]


@pytest.mark.parametrize(
    "address",
    [
        "https://marselester.com/nowhere.html",
        "https://MARSELESTER.com/nowhere.html",
        "/queues",
        "/tags/go.html",
        "nowhere.html",
        "./nowhere.html",
        "#nowhere",
        "https://marselester.com/resume.html#nowhere",
    ],
)
def test_a_link_to_nothing_on_the_site_stops_the_build_with_its_line(build_site, tmp_path, address):
    with pytest.raises(BrokenSite) as stopped:
        build_site(resume(address) | article(".md"))
    what = f"{address} is no article, page or file of this site; correct the address, or publish the article"
    assert stopped.value.problems == (f"{tmp_path / 'content/pages/resume.rst'}:12: {what}",)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "/index.html",
        "/tags.html",
        "/category/notes.html",
        "/feeds/all.atom.xml",
        "/cv/",
        "/resume.pdf",
    ],
)
def test_what_else_the_site_has_is_no_proof_and_no_error(build_site, address):
    site = build_site(resume(f"{ADDRESS}{address}") | article(".md"))
    assert main_of(site / "resume.html").xpath(".//small") == []
    assert main_of(site / "queues-more.html").xpath(".//section[@class='proves']") == []


def test_a_file_that_the_resume_links_to_is_published(build_site):
    site = build_site(
        resume(f"{ADDRESS}/slides/queues.txt") | article(".md") | {"slides/queues.txt": "Slides"}
    )
    assert (site / "slides/queues.txt").is_file()


def test_an_article_may_stand_behind_several_lines_and_a_line_have_several_articles(build_site):
    text = f"`One <{ADDRESS}/one.html>`_ and `two <{ADDRESS}/two.html>`_."
    talks = f"\nTalks\n-----\n\n- On `one <{ADDRESS}/one.html>`_.\n\n.. _A: https://a.example\n"
    files = {f"articles/{name}.md": f"Title: {name}\nDate: 2020-01-01\n\nText.\n" for name in ("One", "Two")}
    source = f"{HEAD}{text}\n\n{WORK}**Developer** at A_\n2012 — 2013\n{talks}"
    site = build_site(files | {"pages/resume.rst": source})
    notes = main_of(site / "one.html").xpath(".//section[@class='proves']//a/@href")
    assert notes == ["/resume.html", "/resume.html#talks-one"]
    assert main_of(site / "two.html").xpath(".//section[@class='proves']//a/@href") == ["/resume.html"]


def test_each_article_that_the_resume_names_shows_its_very_line(public_site):
    for slug in ("continuous-profiling-in-go", "how-to-structure-go-projects"):
        (address,) = main_of(public_site / f"{slug}.html").xpath(".//section[@class='proves']//a/@href")
        (line,) = main_of(public_site / "resume.html").xpath(f".//li[@id='{address.partition('#')[2]}']")
        assert f"/{slug}.html" in line.xpath("a/@href")


def test_an_old_anchor_leads_to_the_line_in_its_place(build_site, tmp_path):
    kept = "old -> acme-senior-engineer\nacme-senior-engineer\nolder -> work\n"
    site = build_site(resume("/") | {"pages/resume.anchors": kept})
    page = main_of(site / "resume.html")
    assert page.xpath(".//span[@id='old']/ancestor::li/@id") == ["acme-senior-engineer"]
    assert page.xpath(".//span[@id='older']/ancestor::section/@id") == ["work"]


def test_an_old_anchor_that_leads_nowhere_stops_the_build(build_site, tmp_path):
    with pytest.raises(BrokenSite) as stopped:
        build_site(resume("/") | {"pages/resume.anchors": "a\nold -> gone\n"})
    what = "#gone is no anchor of the résumé; name one that `./invoke resume` lists"
    assert stopped.value.problems == (f"{tmp_path / 'content/pages/resume.anchors'}:2: {what}",)


def test_the_list_of_anchors_is_complete(public_site):
    listed = set(
        re.findall(r"^[^#\s]+", (ROOT / "content/pages/resume.anchors").read_text("utf-8"), re.MULTILINE)
    )
    page = main_of(public_site / "resume.html")
    offered = page.xpath("section//@id | section/@id")
    assert set(offered) - listed == set(), "run ./invoke resume and commit the list"
    assert {"coins-ph-sre", "coins-ph-introduced-continuous-profiling"} <= listed


def test_a_rename_may_be_renamed_again(build_site):
    kept = "first -> second\nsecond -> acme-senior-engineer\n"
    page = main_of(build_site(resume("/") | {"pages/resume.anchors": kept}) / "resume.html")
    assert page.xpath("//li[@id='acme-senior-engineer']/span/@id") == ["first", "second"]


@pytest.mark.parametrize(
    ("kept", "problem"),
    [
        ("content -> acme", "1: 'content' is no anchor of a résumé"),
        ("old one -> acme", "1: 'old one' is no anchor of a résumé"),
        ("old -> acme\nold -> work", "2: #old stands here twice"),
        ("a -> b\nb -> a", "1: #a is no anchor of the résumé"),
    ],
)
def test_a_list_of_anchors_that_cannot_be_kept_stops_the_build(build_site, kept, problem):
    with pytest.raises(BrokenSite) as stopped:
        build_site(resume("/") | {"pages/resume.anchors": kept})
    assert f"resume.anchors:{problem}" in stopped.value.problems[0]
