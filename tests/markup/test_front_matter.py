"""The fields above an article: those of old posts are read, those that cannot be read are reported."""

import re

import pytest

from vouch.markup.dates import parsed, problem_of
from vouch.sources.problem_log import BrokenSite

MD = "Title: A\nDate: 2020-01-02\n{}\n\nText.\n"
DATES = {
    "2012-03-04": "2012-03-04 00:00:00",
    "2012-03-04T10:20:30+0300": "2012-03-04 10:20:30+03:00",
    "2012-03-04 10:20:30.5 -01:00": "2012-03-04 10:20:30.500000-01:00",
    "2019-12-01T19:48Z": "2019-12-01 19:48:00+00:00",
    "2017-07-13 9:00": "2017-07-13 09:00:00",
    "2012-3-4": "2012-03-04 00:00:00",
    "2012-03-04_10:20": "2012-03-04 10:20:00",
    "2012/03/04": "2012-03-04 00:00:00",
    "20120304": "2012-03-04 00:00:00",
    "July 4, 2012": "2012-07-04 00:00:00",
    "Mon Oct  5 20:05:52 EDT 2015": "2015-10-05 20:05:52-04:00",
    "Wed, 04 Jul 2012 10:00:00 +0200": "2012-07-04 10:00:00+02:00",
    "14.03.2012": "2012-03-14 00:00:00",
    "04.04.2012": "2012-04-04 00:00:00",
}
BAD_DATES = {
    "{!r} is not a date": (
        *("soon", "", "2012-03-04 10:20 MSK", "9" * 400, "July 4, 12", "120304"),
        *("2012-13-45", "2012-13-01", "2012-02-30", "2012-03-04 25:00"),
    ),
    "{!r} may be read as more than one day": (
        *("04.03.2012", "3/4/2012", "4.7.12", "2012", "2012-03", "Monday", "10:20"),
    ),
}


def test_a_date_is_read_as_pelican_reads_it():
    assert {each: str(parsed(each)) for each in DATES} == DATES
    assert [each for each in DATES if problem_of(each)] == []


def test_what_is_not_one_day_is_reported():
    dates = {each: what.format(each) for what, dates in BAD_DATES.items() for each in dates}
    assert {each: problem_of(each) for each in dates} == {
        each: (what, "write it like 2026-11-24") for each, what in dates.items()
    }


def test_a_bad_field_is_reported_with_its_line(problems_of):
    articles = {"a.md": MD.format(f"Slug: {'a' * 300}"), "b.md": MD.format("Title: B")}
    assert problems_of(articles) == [
        "a.md:3: the address is 300 bytes long; write a `Slug:` of at most 200",
        "b.md:3: `Title` appears twice, first on line 1; remove one",
    ]


def test_a_long_title_needs_a_slug(problems_of):
    text = f"Title: {'a' * 201}\nDate: 2020-01-02\n\nx\n"
    problem = "a.md:1: the address is 201 bytes long; write a `Slug:` of at most 200"
    assert problems_of({"a.md": text}) == [problem]


def test_only_a_page_can_name_a_template_of_the_theme(problems_of):
    page = "Title: {0}\nSlug: {0}\nTemplate: {0}\n\nx\n"
    pages = {f"pages/{name}.md": page.format(name) for name in ("page", "nope", "_series")}
    problems = problems_of({"a.md": MD.format("Template: page")}, **pages)
    assert [each.rpartition("/")[2] for each in problems] == [
        "a.md:3: the field `Template` is for pages; leave it out; articles look alike",
        "_series.md:1: a file whose name begins with `_` is published like any other; write `Status: draft`",
        "_series.md:3: the theme has no template '_series'; leave it out, or write `Template: page`",
        "nope.md:3: the theme has no template 'nope'; leave it out, or write `Template: page`",
    ]


def test_a_draft_needs_no_date(build_site):
    site = build_site({"articles/a.md": "Title: A\nStatus: draft\n\nText.\n"})
    assert (site / "drafts/a.html").is_file()


TITLES = {
    "C++ & <T>": "C++ &amp; &lt;T&gt;",
    "a &amp; b": "a &amp; b",
    '"quoted" it\'s': "&#8220;quoted&#8221; it&#8217;s",
    "one\n    two": "one two",
    "key: value": "key: value",
}


def test_a_title_is_text(build_site):
    article = "TITLE: {}\nDate: 2020-01-02\nSlug: n{}\n\nText.\n"
    site = build_site({f"articles/{n}.md": article.format(title, n) for n, title in enumerate(TITLES)})
    pages = [(site / f"n{n}.html").read_text("utf-8") for n in range(len(TITLES))]
    assert [re.search(r"<h1>(.*)</h1>", each)[1] for each in pages] == [*TITLES.values()]


def test_a_byte_order_mark_and_line_ends_of_windows_are_not_text(build_site):
    text = MD.format("Tags: a b, c ,").replace("\n", "\r\n")
    site = build_site({"articles/a.md": b"\xef\xbb\xbf" + text.encode()})
    assert ">#a b</a>, " in (site / "a.html").read_text("utf-8")


def test_an_address_of_the_site_cannot_be_an_alias(build_site):
    with pytest.raises(BrokenSite, match=r"a\.md:3: the address /tag/x\.html belongs to a list"):
        build_site({"articles/a.md": MD.format("Aliases: tag/x.html\nTags: x")})


def test_a_control_character_is_reported(build_site):
    with pytest.raises(BrokenSite, match=r"a\.md:4: the control character '\\x01'; remove it"):
        build_site({"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText \x01.\n"})


FROM_A_NAME = {
    "articles/2012-03-04-a.md": ({}, "Title: A\n\nText.\n"),
    "articles/2012/03/04/x.md": (
        {"PATH_METADATA": r"articles/(?P<date>\d{4}/\d\d/\d\d)/"},
        "Title: A\n\nText.\n",
    ),
    "articles/4_3_a.md": ({"DEFAULT_DATE": (2012, 3, 4)}, "Title: A\n\nText.\n"),
    "articles/2013-13-45-a.md": ({}, "Title: A\nDate: 2012-03-04\n\nText.\n"),
}


@pytest.mark.parametrize("name", FROM_A_NAME)
def test_a_date_may_come_from_the_name_or_the_settings(build_site, name):
    settings, text = FROM_A_NAME[name]
    site = build_site({name: text}, public=True, **settings)
    for part in ("a.html", "feeds/all.atom.xml", "archives.html"):
        assert "2012-03-04" in (site / part).read_text("utf-8")


def test_a_name_without_a_day_is_no_date(problems_of):
    problem = "2012-13-45.md:1: the article has no date; add `Date: 2026-11-24` or `Status: draft`"
    assert problems_of({"2012-13-45.md": "Title: A\n\nText.\n"}) == [problem]


def test_a_skipped_source_is_neither_published_nor_an_error(build_site):
    skipped = "Title: B\nStatus: skip\nDate: soon\n\n[x](nowhere.md) <div>\n"
    site = build_site({"articles/a.md": MD.format("Tags: x"), "articles/b.md": skipped})
    assert not [*site.rglob("b.html")]


def test_a_title_in_a_field_of_restructuredtext_is_text(build_site):
    site = build_site({"articles/a.rst": ":title: A <b> & c\n:date: 2020-01-02\n\nText.\n"})
    assert "<h1>A &lt;b&gt; &amp; c</h1>" in (site / "a-b-c.html").read_text("utf-8")


def test_a_page_of_github_needs_no_fields(build_site):
    site = build_site({"pages/a.md": "# Read *me* & more\n\nText.\n"})
    page = (site / "read-me-more.html").read_text("utf-8")
    assert "<h1>Read me &amp; more</h1>" in page
    assert page.count("more</h") == 1
