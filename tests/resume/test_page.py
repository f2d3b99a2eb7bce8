"""The résumé on the built page: every word and link of the source; a broken one stops the build."""

import json
import re
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import OWNER, run_pelican, write
from tests.media.test_drawings import ALT, XMP, picture
from tests.project import ARTICLES
from tests.resume import EXAMPLE, HEAD, JOB, SITE, TARGET, WORK, without_markup, words_of_page
from vouch.resume.model import emoji_name
from vouch.sources.problem_log import BrokenSite

RESUME = "pages/resume.rst"


def page_of(site: Path) -> html.HtmlElement:
    return html.fromstring((site / "resume.html").read_text("utf-8"))


def main_of(site: Path) -> html.HtmlElement:
    return page_of(site).get_element_by_id("content")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    photo = {"_static/talk.png": (OWNER / "content/_static/talk.png").read_bytes()}
    articles = {name.removeprefix("content/"): text for name, text in ARTICLES.items()}
    content = write(folder / "content", {RESUME: EXAMPLE, **photo, **articles})
    return page_of(run_pelican(content, folder / "output", "pelicanconf.py"))


def test_every_word_is_on_the_page_in_the_order_of_the_source(page):
    assert words_of_page(page) == without_markup(EXAMPLE).split()


def test_every_link_is_on_the_page_and_those_to_the_site_itself_are_local(page):
    written = re.findall(r"https?://[^\s>]+", EXAMPLE)
    local = [re.sub(f"^{SITE}/?", "/", each) for each in written]
    links = page.xpath("//main//a[not(ancestor::figure | ancestor::small | ancestor::ul[@class='files'])]")
    assert sorted(each.get("href") for each in links) == sorted(local)
    assert {"/queues-that-wait.html", "/tail-latency.html", "/"} <= set(local)


def test_the_photo_has_its_size_and_the_emoji_its_name(page):
    (photo,) = page.xpath("//main//img")
    assert dict(photo.attrib) == {
        "class": "u-photo",
        "src": "/_static/talk.png",
        "alt": "Nadia Okonkwo",
        "width": "260",
        "height": "325",
        "decoding": "async",
    }
    assert page.xpath("//main//h2/span/@aria-label") == ["graduation cap"]


def test_a_drawing_is_called_one_and_is_no_portrait_until_a_photograph_takes_its_place(build_site):
    resume = HEAD + ".. image:: ../_static/me.png\n   :alt: Ann\n\n" + WORK + JOB + TARGET
    for xmp, alt, is_portrait in (
        (XMP.format("digitalCreation", ALT), "Q & A, drawn", False),
        ("", "Ann", True),
    ):
        site = build_site({RESUME: resume, "_static/me.png": picture("PNG", xmp)})
        (image,) = main_of(site).xpath(".//img")
        assert (image.get("alt"), image.get("class")) == (alt, "u-photo" if is_portrait else None)
        (data,) = page_of(site).xpath("//script[@type='application/ld+json']/text()")
        assert ("image" in json.loads(data)["@graph"][1]) == is_portrait
        assert ("image" in json.loads((site / "resume.json").read_text("utf-8"))["basics"]) == is_portrait


def test_contacts_are_links_of_their_kinds(build_site):
    contacts = "- ann@a.example\n- Phone: +1 555 0100\n- https://ann.example\n\n"
    main = main_of(build_site({RESUME: HEAD + contacts + WORK + JOB + TARGET}))
    links = {each.get("href"): dict(each.attrib) for each in main.xpath(".//ul[@class='links']//a")}
    assert {href: (each.get("class"), each.get("rel")) for href, each in links.items()} == {
        "mailto:ann@a.example": ("u-email", "me"),
        "tel:+1-555-0100": ("p-tel", None),
        "https://ann.example": ("u-url", "me"),
    }


def test_a_heading_is_the_employer_within_the_authors_line(page):
    assert page.xpath("//h3/a/@href") == [
        "https://harbour.example",
        "https://cartograph.example",
        "https://shelfmark.example",
    ]
    line = page.get_element_by_id("cartograph-python-developer")
    written = "Python Developer contractor at map printer Cartograph (Mapworks) 🗺️ January 2015 — June 2015"
    assert " ".join(line.text_content().split()) == written
    assert line.xpath("string(.//*[@class='p-name'])") == "Python Developer"
    assert line.xpath(".//data/@value") == ["Cartograph"]


def test_styles_and_lists_within_lists_are_shown(build_site):
    roles = "**Developer** at Acme\n2012 — 2013\n**Junior** part time\n2011 — 2012\n\n"
    main = main_of(build_site({RESUME: HEAD + WORK + roles + "First.\n\n- *a* ``b`` **c**\n\n  - d\n"}))
    outer = '<li id="acme-b-c"><em>a</em> <code>b</code> <strong>c</strong>'
    inner = '<ul class="highlights"> <li id="acme-d">d</li> </ul></li>'
    assert outer + inner in " ".join(html.tostring(main, encoding="unicode").split())
    assert [" ".join(each.text_content().split()) for each in main.find_class("role")] == [
        "Developer at Acme 2012 — 2013",
        "Junior part time 2011 — 2012",
    ]
    assert [each.text for each in main.xpath(".//section/p")] == ["First."]


def test_sections_keep_the_authors_order(build_site):
    talks = "Talks\n-----\n\nOne.\n\n- two\n\nThree.\n\n"
    main = main_of(build_site({RESUME: HEAD + talks + WORK + JOB + TARGET}))
    assert main.xpath(".//h2/text()") == ["Talks", "Work"]
    assert main.xpath("section[1]")[0].text_content().split() == ["Talks", "One.", "two", "Three."]


def test_line_ends_and_a_byte_order_mark_of_windows_change_nothing(build_site):
    source = ("\ufeff" + HEAD + WORK + JOB.replace("2012", "Fob 2012") + TARGET).replace("\n", "\r\n")
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: source})
    assert [each.partition("resume.rst:")[2][:9] for each in stopped.value.problems] == ["10: 'Fob'"]
    assert main_of(build_site({RESUME: source.replace("Fob ", "")})).xpath(".//h1/text()") == ["Ann Lee"]


def test_a_missing_photo_stops_the_build(build_site, tmp_path):
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: f"{HEAD}.. image:: me.jpg\n   :alt: Me\n\n{WORK}{JOB}{TARGET}"})
    problem = "me.jpg is not a picture in content/; put it there, or remove `.. image::`"
    assert stopped.value.problems == (f"{tmp_path / 'content' / RESUME}:6: {problem}",)


def test_a_draft_of_a_resume_is_shown_where_drafts_are_shown(build_site):
    draft = HEAD.replace("=\n\n", "=\n\n:status: draft\n\n", 1)
    site = build_site({RESUME: draft + WORK + JOB + TARGET})
    assert "built it" in (site / "drafts/resume.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "name"), [("🎓", "graduation cap"), ("🛠️", "hammer and wrench"), ("🎓 2012", "")]
)
def test_a_heading_of_nothing_but_emoji_is_named_in_words(text, name):
    assert emoji_name(text) == name


def test_problems_of_markup_grammar_and_encoding_are_all_reported_in_one_run(build_site, tmp_path):
    damaged = "built it — twice 🚀".encode().decode("cp1252")
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: f"{HEAD}{WORK}**A** at B_\nFob 2012 — 2013\n\n- {damaged}\n"})
    path = tmp_path / "content" / RESUME
    run = f"or run `.venv/bin/ftfy --preserve-entities {path} -o repaired`"
    assert stopped.value.problems == (
        f'{path}:9: Unknown target name: "b"; define the target: `.. _name: https://…`',
        f"{path}:10: 'Fob' is not a month; write its name, such as February",
        f"{path}:12: damaged encoding in 'â€”'; write '—', {run}",
    )
    assert not (tmp_path / "output/resume.html").exists()


@pytest.mark.parametrize("name", ["pages/resum.rst", "pages"])
def test_a_resume_that_is_not_there_is_reported_at_its_setting(build_site, name):
    with pytest.raises(BrokenSite, match=f"RESUME is '{name}', which is not a file below content/"):
        build_site({"articles/a.md": "Title: A\nDate: 2020-01-01\n\nText.\n"}, RESUME=name)


def test_the_lines_of_an_address_belong_together(build_site):
    job = (
        "Acme\n++++\n\n| 4 High Street\n| Leeds\n\nDeveloper\n^^^^^^^^^\n\n2012 - 2013\n\nFirst.\n\nSecond.\n"
    )
    main = main_of(build_site({RESUME: HEAD + WORK + job}))
    assert [each.text_content() for each in main.xpath(".//p[@data-line]")] == ["Leeds"]


def test_the_sections_may_have_the_rank_of_the_name(build_site):
    site = build_site({RESUME: (HEAD + WORK + JOB + TARGET).replace("----", "====")})
    assert main_of(site).xpath("string(.//h1)") == "Ann Lee"
    assert page_of(site).xpath("string(//title)").startswith("Ann Lee")
