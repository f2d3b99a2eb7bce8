"""Drafts show at the desk, marked, and are nowhere in public."""

import pytest

from plugins.strict import BrokenSite
from tests.images import png

DRAFT = "Title: Secret plan\nDate: 2020-01-02\nStatus: draft\nTags: hidden-tag\n\nHush. ![A map](map.png)\n"
FUTURE = "Title: Tomorrow\nDate: 2999-01-02\nStatus: draft\n\nNot yet.\n"
PUBLIC = "Title: Known\nDate: 2020-01-01\n\nRead me.\n"


def everything(site):
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_a_draft_leaves_no_trace_in_public(build_site):
    files = {"articles/a.md": DRAFT, "articles/b.md": PUBLIC, "articles/map.png": png(9, 9)}
    site = everything(build_site(files, public=True))
    assert "articles/map.png" not in site
    assert not [name for name, data in site.items() if b"Secret plan" in data or b"hidden-tag" in data]
    assert b"Known" in site["index.html"]


def test_a_draft_may_have_the_date_of_a_day_to_come(build_site):
    public = everything(build_site({"articles/a.md": FUTURE, "articles/b.md": PUBLIC}, public=True))
    assert not [name for name, data in public.items() if b"Tomorrow" in data]


def test_an_article_of_tomorrow_is_told_and_one_of_today_published(build_site, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577966400")  # noon of 2 January 2020, in UTC
    today, tomorrow = (f"Title: {name}\nDate: 2020-01-0{name}\n\nx\n" for name in (2, 3))
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": tomorrow, "articles/b.md": today}, public=True)
    assert broken.value.problems == (
        f"{tmp_path}/content/articles/a.md:2: date: 2020-01-03 is after today, 2020-01-02 in UTC; "
        "add `Status: draft` until that day",
    )
    files = {"articles/a.md": tomorrow, "articles/b.md": today}
    site = build_site(files, public=True, TIMEZONE="Pacific/Kiritimati")  # where it is the 3rd
    assert (site / "3.html").is_file()
    assert (site / "2.html").is_file()


def test_a_draft_has_its_address_for_itself(build_site, tmp_path):
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": PUBLIC, "articles/b.md": "Title: Known\nStatus: draft\n\nHush.\n"})
    (problem,) = broken.value.problems
    assert "b.md:1: the address /known.html belongs to articles/a.md" in problem


def test_drafts_are_marked_at_the_desk(build_site):
    site = build_site({"articles/a.md": DRAFT, "articles/c.md": FUTURE, "articles/map.png": png(9, 9)})
    home = (site / "index.html").read_text()
    assert "drafts/secret-plan.html" in home
    assert "drafts/tomorrow.html" in home
    assert "not in the public site" in (site / "drafts/secret-plan.html").read_text()
    assert "not in the public site" in (site / "drafts/tomorrow.html").read_text()
