"""Drafts show while they are written, marked, and are nowhere in public."""

import re

import pytest

from tests.conftest import write
from tests.images import png
from tests.resume import HEAD, JOB, TARGET, WORK
from vouch.checks import check
from vouch.site import Site
from vouch.sources.problem_log import BrokenSite

DRAFT = "Title: Secret plan\nDate: 2020-01-02\nStatus: draft\nTags: hidden-tag\n\nHush. ![A map](map.png)\n"
FUTURE = "Title: Tomorrow\nDate: 2999-01-02\nStatus: draft\n\nNot yet.\n"
PUBLIC = "Title: Known\nDate: 2020-01-01\n\nRead me.\n"
RESUME = {"pages/resume.rst": HEAD + WORK + JOB + TARGET}


def everything(site):
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_a_draft_leaves_no_trace_in_public(build_site, tmp_path):
    files = {"articles/a.md": DRAFT, "articles/b.md": PUBLIC, "articles/map.png": png(9, 9)}
    built = build_site(RESUME | files, public=True)
    assert [str(each) for each in check(built, tmp_path)] == []
    site = everything(built)
    assert "articles/map.png" not in site
    assert not [name for name, data in site.items() if b"Secret plan" in data or b"hidden-tag" in data]
    assert b"Known" in site["index.html"]


def test_the_checks_find_every_trace_of_a_draft_in_a_site_that_shows_drafts(build_site, tmp_path):
    files = {"articles/a.md": DRAFT, "articles/b.md": PUBLIC, "articles/map.png": png(9, 9)}
    unchecked = Site(has_checked_settings=True)  # a check of the settings would refuse it
    site = build_site(files, public=True, whole=True, WITH_DRAFTS=True, SITE=unchecked)
    found = "\n".join(str(each) for each in check(site, tmp_path))
    for leak in (
        r"drafts/secret-plan\.html:\d+: this is a draft",
        r"index\.html:\d+: this is a draft",
        r"archives\.html:\d+: the title of the draft content/articles/a\.md",
        r"pagefind/fragment/\w+\.pf_fragment:1: the title of the draft content/articles/a\.md",
        r"articles/map\.png:1: this is content/articles/map\.png, which no published source names",
    ):
        assert re.search(leak, found), leak


def test_what_is_not_listed_asks_not_to_be_indexed(build_site):
    hidden = "Title: {}\nDate: 2020-01-01\nStatus: hidden\n\nText.\n"
    files = {"articles/a.md": hidden.format("A"), "pages/b.md": hidden.format("B"), "articles/c.md": PUBLIC}
    site = build_site(files, public=True)
    for name, wanted in {"a.html": 1, "b.html": 1, "known.html": 0}.items():
        assert (site / name).read_text("utf-8").count('<meta name="robots" content="noindex">') == wanted


@pytest.mark.parametrize("public", [True, False])
def test_a_tag_of_what_is_not_listed_is_not_a_link(build_site, public):
    text = "Title: {}\nDate: 2020-01-01\nStatus: {}\nTags: {}\n\nText.\n"
    of = {"a": ("hidden", "odd, shared"), "b": ("draft", "rare, shared"), "c": ("published", "shared")}
    files = {f"articles/{name}.md": text.format(name, *more) for name, more in of.items()}
    site = build_site(files, public=public)
    pages = {file: file.read_text("utf-8") for file in site.rglob("*.html")}
    linked = {name for page in pages.values() for name in re.findall(r'href="[^"]*(/tag/[^"]*)"', page)}
    assert "/tag/shared.html" in linked
    assert [each for each in linked if not (site / each[1:]).is_file()] == []
    hidden = pages[site / "a.html"]
    assert "#odd" in hidden
    assert "/tag/shared.html" in hidden


def test_a_draft_may_have_a_date_in_the_future(build_site):
    public = everything(build_site({"articles/a.md": FUTURE, "articles/b.md": PUBLIC}, public=True))
    assert not [name for name, data in public.items() if b"Tomorrow" in data]


NOON = "1577966400"  # of 2 January 2020, in UTC
SCHEDULED = {
    "articles/soon.md": "Title: Secret plan\nDate: 2020-01-03 18:00\nTags: hidden-tag\n"
    "Aliases: secret-alias.html\n\nHush. ![A map](map.png)\n",
    "articles/soon.rst": "Secret plan of mine\n===================\n\n"
    ":date: 2020-01-03\n:status: hidden\n\nHush.\n",
    "articles/map.png": png(9, 9),
    "articles/today.md": "Title: Today\nDate: 2020-01-02 18:00\nTags: known\n\nRead me.\n",
    "pages/soon.md": "Title: Secret plan page\nDate: 2020-01-03\n\nHush.\n",
}


def test_what_has_a_date_to_come_leaves_no_trace_in_public(build_site, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    built = build_site(RESUME | SCHEDULED, public=True, whole=True)
    assert [str(each) for each in check(built, tmp_path)] == []
    site = everything(built)
    secrets = (b"Secret plan", b"secret-plan", b"hidden-tag", b"secret-alias")
    assert [name for name, data in site.items() if any(each in data for each in secrets)] == []
    assert "articles/map.png" not in site
    assert "today.html" in site


def test_it_is_published_on_its_day_in_the_time_zone_of_the_site(build_site, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    write(tmp_path, {"pelicanconf.py": 'TIMEZONE = "Pacific/Kiritimati"  # where it is the 3rd\n'})
    site = build_site(RESUME | SCHEDULED, public=True, TIMEZONE="Pacific/Kiritimati")
    assert [str(each) for each in check(site, tmp_path)] == []
    for name in ("secret-plan", "secret-plan-of-mine", "secret-plan-page", "secret-alias", "tag/hidden-tag"):
        assert (site / f"{name}.html").is_file()
    assert "Secret plan" in (site / "feeds/all.atom.xml").read_text("utf-8")


def test_the_checks_find_every_trace_of_what_is_scheduled(build_site, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    site = build_site(SCHEDULED, public=True, TIMEZONE="Pacific/Kiritimati")
    found = "\n".join(str(each) for each in check(site, tmp_path))  # in UTC it is the 2nd
    assert "index.html:" in found
    assert "the title of the draft content/articles/soon.md" in found
    assert (
        "secret-plan-of-mine.html:1: this file has the name of the draft content/articles/soon.rst" in found
    )


def test_what_is_scheduled_is_shown_with_its_day_while_one_writes(build_site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    site = build_site(SCHEDULED)
    for name in ("secret-plan", "secret-plan-of-mine", "secret-plan-page"):
        page = (site / f"drafts/{name}.html").read_text("utf-8")
        assert 'Scheduled for <time datetime="2020-01-03">3 January 2020</time>' in page
        assert 'data-status="draft"' in page
    assert "<span>scheduled</span>" in (site / "index.html").read_text("utf-8")


def test_a_public_article_cannot_link_to_one_that_is_scheduled(build_site, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    link = {"articles/b.md": "Title: B\nDate: 2020-01-01\n\n[soon]({filename}soon.md)\n"}
    build_site(SCHEDULED | link)
    with pytest.raises(BrokenSite, match=r"b\.md:4: soon\.md does not exist or is not published"):
        build_site(SCHEDULED | link, public=True)


def test_no_other_source_can_have_the_address_of_a_draft(build_site, tmp_path):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": PUBLIC, "articles/b.md": "Title: Known\nStatus: draft\n\nHush.\n"})
    (problem,) = broken.value.problems
    assert "b.md:1: the address /known.html belongs to articles/a.md" in problem


def test_drafts_are_marked_where_they_are_shown(build_site):
    site = build_site({"articles/a.md": DRAFT, "articles/c.md": FUTURE, "articles/map.png": png(9, 9)})
    home = (site / "index.html").read_text()
    assert "drafts/secret-plan.html" in home
    assert "drafts/tomorrow.html" in home
    assert "not published" in (site / "drafts/secret-plan.html").read_text()
    assert "not published" in (site / "drafts/tomorrow.html").read_text()
