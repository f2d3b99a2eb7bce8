"""Proof in both directions, from the one link that the author wrote."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import OWNER
from tests.resume import HEAD, SITE, WORK, employer_of
from vouch.resume.claims import Claim
from vouch.sources.problem_log import BrokenSite

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


def main_of(file: Path) -> html.HtmlElement:
    return html.fromstring(file.read_text("utf-8")).get_element_by_id("content")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("suffix", ARTICLE)
@pytest.mark.parametrize("address", [f"{SITE}/queues-more.html", f"{SITE}/queues-more", "/queues-more.html"])
def test_the_line_shows_the_article_and_the_article_the_line(build_site, suffix, address):
    site = build_site(resume(address) | article(suffix))
    (line,) = main_of(site / "resume.html").xpath(".//li[@id='acme-built-queues']")
    assert words(line) == "built queues for it Queues & more 3 February 2020 1 min"
    assert line.xpath("small/a/@href") == ["/queues-more.html"]
    (note,) = main_of(site / "queues-more.html").xpath(".//section[@class='supports']")
    assert words(note) == (
        "This article supports a line of the résumé: built queues for it Senior Engineer at Acme, 2012 — 2013"
    )
    assert note.xpath(".//a/@href") == ["/resume.html#acme-built-queues"]


SHARED = "**Lead** at Acme\n2014 — 2015\n**Engineer**\n2012 — 2013\n\n- built `queues </queues-more.html>`_\n"


def test_the_note_of_a_line_that_roles_share_names_their_employer_and_whole_time(build_site):
    site = build_site({"pages/resume.rst": HEAD + WORK + SHARED} | article(".md"))
    (note,) = main_of(site / "queues-more.html").xpath(".//section[@class='supports']/p[@class='meta']")
    assert words(note) == "Acme, 2012 — 2015"


@pytest.mark.parametrize(
    ("number", "name", "wanted"),
    [(1, "Acme", "Lead at Acme"), (2, "Acme", "Acme"), (1, "", "Lead"), (2, "", "Lead; Engineer")],
)
def test_a_line_has_the_name_of_its_job_as_far_as_it_is_known(number, name, wanted):
    employer = replace(employer_of(SHARED), name=name)
    assert Claim((), "", employer.roles[:number], employer).job == wanted


@pytest.mark.parametrize("suffix", ARTICLE)
def test_a_draft_is_shown_as_proof_and_marked_where_drafts_are_shown(build_site, suffix):
    site = build_site(resume(f"{SITE}/queues-more.html") | article(suffix, STATUS[suffix]))
    (line,) = main_of(site / "resume.html").xpath(".//li[@id='acme-built-queues']")
    assert "Draft: Queues & more" in words(line)
    assert set(line.xpath(".//a/@href")) == {"/drafts/queues-more.html"}
    assert main_of(site / "drafts/queues-more.html").xpath(".//section[@class='supports']")


def test_a_draft_cannot_be_proof_in_the_public_site(build_site):
    with pytest.raises(BrokenSite) as stopped:
        build_site(resume(f"{SITE}/queues-more.html") | article(".md", STATUS[".md"]), public=True)
    (problem,) = stopped.value.problems
    assert f"{SITE}/queues-more.html is not an article" in problem


def test_the_article_says_that_the_resume_is_a_draft(build_site):
    files = resume(f"{SITE}/queues-more.html")
    files["pages/resume.rst"] = ":status: draft\n\n" + files["pages/resume.rst"]
    site = build_site(files | article(".md"))
    (note,) = main_of(site / "queues-more.html").xpath(".//section[@class='supports']")
    assert "a line of the résumé, a draft:" in words(note)
    assert note.xpath(".//a/@href") == ["/drafts/resume.html#acme-built-queues"]


def listing(addresses: list[str]) -> dict[str, str]:
    lines = "".join(f"- `it <{each}>`__\n" for each in addresses)
    return {"pages/resume.rst": f"{HEAD}{WORK}**Engineer** at Acme\n2012 — 2013\n\n{lines}"}


def test_all_links_to_nothing_on_the_site_stop_the_build_with_their_lines(build_site, tmp_path):
    addresses = [
        f"{SITE}/queues-more.html",  # which is there
        f"{SITE}/queues",
        f"{SITE}/nowhere.html",
        "https://NADIA.example/nowhere.html",
        "/queues",
        "/tags/go.html",
        "nowhere.html",
        "./nowhere.html",
        f"{SITE}/resume.html#nowhere",
        f"{SITE}/resume#nowhere",
        "#nowhere",
        f"{SITE}/category/",
    ]
    with pytest.raises(BrokenSite) as stopped:
        build_site(listing(addresses) | article(".md"))
    path = tmp_path / "content/pages/resume.rst"
    what = "is not an article, page or file of this site; correct the address, or publish the article"
    assert stopped.value.problems == tuple(
        f"{path}:{line}: {address} {what}" for line, address in enumerate(addresses[1:], 13)
    )


def test_links_to_whatever_else_the_site_has_are_right_and_no_proof(build_site):
    files = {
        "slides/queues and more.txt": "Slides",
        "pages/about.md": "Title: About\nAliases: я.html\n\nMe.\n",
    }
    addresses = [
        SITE,
        *(f"{SITE}/{page}" for page in ("", "index.html", "tags.html", "category/notes.html", "about")),
        *(f"{SITE}/{file}" for file in ("feeds/all.atom.xml", "feeds/all.json", "resume.pdf")),
        *(f"{SITE}/cv/", f"{SITE}/%D1%8F.html", "/я.html"),  # old addresses
        *(f"{SITE}/slides/queues%20and%20more.txt", "#acme", f"{SITE}/resume.html#acme-engineer"),
    ]
    site = build_site(listing(addresses) | article(".md", "Tags: go\n") | files)
    assert (site / "slides/queues and more.txt").is_file()
    assert main_of(site / "resume.html").xpath(".//small") == []
    assert main_of(site / "queues-more.html").xpath(".//section[@class='supports']") == []


def test_a_link_to_an_article_that_cannot_be_read_is_not_a_second_problem(build_site):
    with pytest.raises(BrokenSite) as stopped:
        build_site(resume("/queues-more.html") | article(".md", "Modifed: 2020-02-03\n"))
    (problem,) = stopped.value.problems
    assert "articles/queues.md:3: " in problem


def test_an_article_may_support_several_lines_and_a_line_have_several_articles(build_site):
    text = f"`One <{SITE}/one.html>`_ and `two <{SITE}/two.html>`_."
    talks = f"\nTalks\n-----\n\n- On `one <{SITE}/one.html>`_.\n\n.. _A: https://a.example\n"
    files = {f"articles/{name}.md": f"Title: {name}\nDate: 2020-01-01\n\nText.\n" for name in ("One", "Two")}
    source = f"{HEAD}{text}\n\n{WORK}**Developer** at A_\n2012 — 2013\n{talks}"
    site = build_site(files | {"pages/resume.rst": source})
    notes = main_of(site / "one.html").xpath(".//section[@class='supports']//a/@href")
    assert notes == ["/resume.html", "/resume.html#talks-one"]
    assert main_of(site / "two.html").xpath(".//section[@class='supports']//a/@href") == ["/resume.html"]


def test_an_old_anchor_leads_to_the_line_in_its_place(build_site):
    kept = "old -> acme-senior-engineer\nacme-senior-engineer\nolder -> work\n"
    page = main_of(build_site(resume("/") | {"pages/resume.anchors": kept}) / "resume.html")
    assert page.xpath("section//*[@id='acme-senior-engineer']//span/@id") == ["old"]
    assert page.xpath(".//span[@id='older']/ancestor::section/@id") == ["work"]


def test_the_list_of_anchors_is_that_of_a_resume_of_any_name(build_site):
    files = {"pages/cv.rst": resume("/")["pages/resume.rst"], "pages/resume.anchors": "old -> work\n"}
    page = main_of(build_site(files, RESUME="pages/cv.rst") / "resume.html")
    assert page.xpath(".//span[@id='old']/ancestor::section/@id") == ["work"]


def test_a_renamed_anchor_may_be_renamed_again(build_site):
    kept = "first -> second\nsecond -> acme-senior-engineer\n"
    page = main_of(build_site(resume("/") | {"pages/resume.anchors": kept}) / "resume.html")
    assert page.xpath("section//*[@id='acme-senior-engineer']//span/@id") == ["first", "second"]


@pytest.mark.parametrize(
    ("kept", "problem"),
    [
        ("content -> acme", "1: 'content' is not an anchor of a résumé"),
        ("old one -> acme", "1: 'old one' is not an anchor of a résumé"),
        ("old -> acme\nold -> work", "2: #old appears twice"),
        ("a -> b\nb -> a", "1: #a is not an anchor of the résumé"),
        ("a\nold -> gone", "2: #gone is not an anchor of the résumé; name one that `./invoke resume` lists"),
    ],
)
def test_a_list_of_anchors_that_cannot_be_kept_stops_the_build(build_site, tmp_path, kept, problem):
    with pytest.raises(BrokenSite) as stopped:
        build_site(resume("/") | {"pages/resume.anchors": kept})
    assert stopped.value.problems[0].startswith(f"{tmp_path / 'content/pages/resume.anchors'}:{problem}")


def test_the_list_of_anchors_of_the_example_names_all_that_its_page_has(example_site):
    listed = re.findall(
        r"^[\w-]+$", (OWNER / "content/pages/resume.anchors").read_text("utf-8"), re.MULTILINE
    )
    assert main_of(example_site / "resume.html").xpath("section//@id | section/@id") == listed
