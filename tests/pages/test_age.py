"""Old articles say so, unless they are timeless."""

from datetime import date

import pytest

from vouch.pages.age import is_old
from vouch.sources.problem_log import BrokenSite

NOTE = '<p class="old" role="note">'
ARTICLE = "Title: Article\nDate: 2015-03-04\n{}\n\nText.\n"


@pytest.mark.parametrize(
    ("changed", "on", "old"),
    [
        (date(2020, 5, 6), date(2023, 5, 6), False),
        (date(2020, 5, 6), date(2023, 5, 7), True),
        (date(2020, 2, 29), date(2023, 2, 28), False),
        (date(2020, 2, 29), date(2023, 3, 1), True),
        (date(2024, 1, 1), date(2023, 1, 1), False),
    ],
)
def test_what_is_older_than_three_years_is_old(changed, on, old):
    assert is_old(changed, on) is old


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ("", "Written in 2015: some of it may be out of date."),
        ("Modified: 2016-07-08", "Written in 2015 and last changed in 2016: some of it may be out of date."),
        ("Timeless: no", "Written in 2015: some of it may be out of date."),
    ],
)
def test_an_old_article_says_when_it_was_written(page_of, field, note):
    assert f"{NOTE}{note}</p>" in page_of(ARTICLE.format(field))


@pytest.mark.parametrize("field", ["Timeless: yes", "Modified: 2026-11-01"])
def test_a_timeless_or_updated_article_does_not_say_so(page_of, field, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")  # 24 November 2026
    assert NOTE not in page_of(ARTICLE.format(field))


def test_the_day_of_the_build_decides(page_of, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1451606400")  # 1 January 2016
    assert NOTE not in page_of(ARTICLE.format(""))


def test_an_answer_other_than_yes_or_no_is_an_error_with_its_line(page_of):
    with pytest.raises(
        BrokenSite, match=r"article\.md:3: timeless: 'maybe' is neither yes nor no; write `Timeless"
    ):
        page_of(ARTICLE.format("Timeless: maybe"))


def test_a_change_on_the_same_day_is_not_shown(page_of):
    assert "updated" not in page_of(ARTICLE.format("Modified: 2015-03-04 10:00"))


def test_an_article_says_when_it_was_updated_and_where_to_suggest_a_change(page_of):
    page = page_of(ARTICLE.format("Modified: 2016-07-08"))
    assert 'updated&nbsp;<time datetime="2016-07-08">8 July 2016</time>' in page
    assert 'href="https://github.com/nadia-okonkwo/site/edit/main/content/articles/' in page


def test_a_change_can_be_suggested_whatever_the_name_of_the_file(build_site):
    site = build_site({"articles/a b#1.md": ARTICLE.format("Slug: a")})
    assert '/content/articles/a%20b%231.md">Suggest' in (site / "a.html").read_text("utf-8")
