"""The résumé on the built page: every word and link of the source; a broken one stops the build."""

import re
from pathlib import Path

import pytest
from lxml import html

from tests.conftest import run_pelican, write
from tests.project import ARTICLES
from tests.resume import HEAD, JOB, TARGET, WORK
from vouch.resume.model import emoji_name
from vouch.sources.problem_log import BrokenSite

CONTENT = Path(__file__).parents[2] / "content"
PHOTO = {"_static/talk.jpg": (CONTENT / "_static/talk.jpg").read_bytes()}
SOURCE = (CONTENT / "pages/resume.rst").read_text("utf-8")
RESUME = "pages/resume.rst"


def main_of(site: Path) -> html.HtmlElement:
    return html.fromstring((site / "resume.html").read_text("utf-8")).get_element_by_id("content")


def without_additions(page: html.HtmlElement) -> html.HtmlElement:
    """The page without what is not the author's: the trace, the proofs, the files."""
    page = html.fromstring(html.tostring(page))
    for each in page.xpath(".//figure | .//small | .//ul[@class='files']"):
        each.drop_tree()
    return page


def words(text: str) -> list[str]:
    return text.replace("'", "’").split()


def as_shown(source: str) -> str:
    """The text without its markup; the page says the company before the roles there."""
    body = re.sub(r"^(:orphan:|\.\. .*|   :alt:.*|[=-]+|- )$", "", source, flags=re.MULTILINE)
    body = re.sub(r"^- ", "", body, flags=re.MULTILINE)
    body = re.sub(r"^(\*\*.+\*\*) (.*\bat .*)$", r"\2 \1", body, flags=re.MULTILINE)
    return re.sub(r"\*\*|`([^<`]+) <[^>]+>`_|(?<=\w)_(?=\W)", r"\1", body)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The author's own résumé as the project's settings build it."""
    folder = tmp_path_factory.mktemp("site")
    articles = {name.removeprefix("content/"): text for name, text in ARTICLES.items()}
    content = write(folder / "content", {RESUME: SOURCE, **PHOTO, **articles})
    return main_of(run_pelican(content, folder / "output", "pelicanconf.py"))


def test_every_word_stands_on_the_page_in_the_order_of_the_source(page):
    assert words(without_additions(page).text_content()) == words(as_shown(SOURCE))


def test_every_link_stands_on_the_page_and_the_sites_own_are_local(page):
    written = re.findall(r"https?://[^\s>]+", SOURCE)
    local = [re.sub("^https://marselester.com/?", "/", each) for each in written]
    assert sorted(without_additions(page).xpath(".//a/@href")) == sorted(local)
    assert {"/how-to-structure-go-projects.html", "/continuous-profiling-in-go.html", "/"} <= set(local)


def test_the_photo_has_its_size_and_the_emoji_its_name(page):
    (photo,) = page.xpath(".//img")
    assert dict(photo.attrib) == {
        "class": "u-photo",
        "src": "/_static/talk.jpg",
        "alt": "Marsel Mavletkulov",
        "width": "800",
        "height": "600",
        "fetchpriority": "high",
        "decoding": "async",
    }
    assert page.xpath(".//h2/span/@aria-label") == ["graduation cap"]


def test_styles_and_lists_within_lists_are_shown(build_site):
    roles = "**Developer** at Acme\n2012 — 2013\n**Junior** part time\n2011 — 2012\n\n"
    main = main_of(build_site({RESUME: HEAD + WORK + roles + "First.\n\n- *a* ``b`` **c**\n\n  - d\n"}))
    outer = '<li id="acme-b-c"><em>a</em> <code>b</code> <strong>c</strong>'
    inner = '<ul class="highlights"> <li id="acme-d">d</li> </ul></li>'
    assert outer + inner in " ".join(html.tostring(main, encoding="unicode").split())
    assert [" ".join(each.text_content().split()) for each in main.xpath(".//ol/li")] == [
        "Developer 2012 — 2013",
        "Junior part time 2011 — 2012",
    ]
    assert [each.text for each in main.xpath(".//section/p")] == ["First."]


def test_sections_stand_in_the_authors_order(build_site):
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


def test_a_broken_resume_stops_the_build_with_all_its_problems(build_site, tmp_path):
    broken = f"{HEAD}{WORK}**A**\nFob 2012 — 2013\n\n1. b\n"
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: broken})
    path = tmp_path / "content" / RESUME
    company = "write `**Role** at Company_`; an earlier role there follows without an empty line"
    assert stopped.value.problems == (
        f"{path}:9: the job names no company; {company}",
        f"{path}:10: 'Fob' is not a month; write its English name, such as February",
        f"{path}:12: this enumerated list cannot stand among paragraphs and lists; begin its items with `-`",
    )
    assert not (tmp_path / "output/resume.html").exists()


def test_a_link_without_a_target_stops_the_build(build_site, tmp_path):
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: HEAD + WORK + JOB})
    problem = 'Unknown target name: "acme"; define the target: `.. _name: https://…`'
    assert stopped.value.problems == (f"{tmp_path / 'content' / RESUME}:9: {problem}",)


def test_a_photo_that_is_not_there_stops_the_build(build_site, tmp_path):
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: f"{HEAD}.. image:: me.jpg\n   :alt: Me\n\n{WORK}{JOB}{TARGET}"})
    problem = "me.jpg is no picture below content/; put it there, or remove `.. image::`"
    assert stopped.value.problems == (f"{tmp_path / 'content' / RESUME}:6: {problem}",)


def test_a_draft_of_a_resume_is_shown_at_the_desk(build_site):
    draft = HEAD.replace("=\n\n", "=\n\n:status: draft\n\n", 1)
    site = build_site({RESUME: draft + WORK + JOB + TARGET})
    assert "built it" in (site / "drafts/resume.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "name"), [("🎓", "graduation cap"), ("🛠️", "hammer and wrench"), ("🎓 2012", "")]
)
def test_a_heading_of_emoji_alone_is_named_in_words(text, name):
    assert emoji_name(text) == name


def test_markup_grammar_and_encoding_are_told_in_one_run(build_site, tmp_path):
    damaged = "built it — twice 🚀".encode().decode("cp1252")
    source = f"{HEAD}{WORK}**A** at B_\nFob 2012 — 2013\n\n- {damaged}\n"
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: source})
    path = tmp_path / "content" / RESUME
    run = f"or run `.venv/bin/ftfy --preserve-entities {path} -o repaired`"
    assert stopped.value.problems == (
        f'{path}:9: Unknown target name: "b"; define the target: `.. _name: https://…`',
        f"{path}:10: 'Fob' is not a month; write its English name, such as February",
        f"{path}:12: damaged encoding in 'â€”'; write '—', {run}",
    )


def test_the_authors_damaged_seed_is_told_line_by_line_with_its_repair(build_site):
    damaged = SOURCE.encode().decode("cp1252")
    with pytest.raises(BrokenSite) as stopped:
        build_site({RESUME: damaged, **PHOTO})
    told = [each for each in stopped.value.problems if "damaged encoding" in each]
    lines = [number for number, line in enumerate(SOURCE.splitlines(), start=1) if not line.isascii()]
    assert [int(each.partition("resume.rst:")[2].partition(":")[0]) for each in told] == lines
