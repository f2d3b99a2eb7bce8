"""The fields above an article: what old posts write in them is read, what cannot be is told."""

import pytest

from plugins.markup.front_matter import why_no_date
from plugins.strict import BrokenSite

MD = "Title: A\nDate: 2020-01-02\n{}\n\nText.\n"
RST = "A\n=\n\n:date: 2020-01-02\n:{}\n\nText.\n"
NO_DATE = "write it as 2026-11-24"
NO_SLUG = "write `Slug:` with letters, digits and hyphens"

DATES = [
    "2012-03-04",
    "2012-03-04 10:20",
    "2012-03-04_10:20",
    "2012/03/04",
    "20120304",
    "2012-03-04T10:20:30+03:00",
    "2012-03-04T10:20Z",
    "4 March 2012",
    "Sun, 04 Mar 2012 10:20:00 +0000",
    "14.03.2012",
    "04.04.2012",
]


@pytest.mark.parametrize("date", DATES)
def test_a_date_may_be_written_in_many_ways(date):
    assert why_no_date(date) == ""


@pytest.mark.parametrize("date", ["soon", "", "2012-13-45", "2012-02-30", "2012-03-04 10:20 MSK"])
def test_what_is_no_date_is_told(date):
    assert why_no_date(date) == f"{date!r} is not a date"


@pytest.mark.parametrize("date", ["04.03.2012", "3/4/2012", "2012", "2012-03", "Monday", "10:20"])
def test_a_date_that_dateutil_would_guess_is_told(date):
    assert why_no_date(date) == f"{date!r} may be read as more than one day"


PROBLEMS = {
    "a bad date": ("a.md", "Title: A\nDate: soon\n\nx\n", f"2: date: 'soon' is not a date; {NO_DATE}"),
    "a bad date in rst": ("a.rst", "A\n=\n\n:date: soon\n", f"4: date: 'soon' is not a date; {NO_DATE}"),
    "a bad change": ("a.md", MD.format("Modified: x"), f"3: modified: 'x' is not a date; {NO_DATE}"),
    "a change before the date": (
        "a.md",
        "Title: A\nDate: 2020-01-02\nModified: 2019-01-02\n\nx\n",
        "3: modified: that is before the article's date; write the day of the last change",
    ),
    "no title": ("a.md", "Date: 2020-01-02\n\nx\n", "1: there is no title; begin with `Title: …`"),
    "an empty file": ("a.md", "", "1: there is no title; begin with `Title: …`"),
    "no title in rst": (
        "a.rst",
        ":date: 2020-01-02\n\nx\n",
        "1: the document has no title; begin with one title, underlined with =====",
    ),
    "two titles in rst": (
        "a.rst",
        "A\n=\n\n:date: 2020-01-02\n\nB\n=\n\nx\n",
        "1: the document has no title; begin with one title, underlined with =====",
    ),
    "no date": (
        "a.md",
        "Title: A\n\nx\n",
        "1: the article has no date; add `Date: 2026-11-24` or `Status: draft`",
    ),
    "an unknown status": (
        "a.md",
        MD.format("Status: live"),
        "3: unknown status 'live'; write one of published, draft, hidden, skip",
    ),
    "an unknown status in rst": (
        "a.rst",
        RST.format("status: live"),
        "5: unknown status 'live'; write one of published, draft, hidden, skip",
    ),
    "a title without a letter": (
        "a.md",
        "Title: 🚀\nDate: 2020-01-02\n\nx\n",
        f"1: the title gives no address; {NO_SLUG}",
    ),
    "a slug that is no address": (
        "a.md",
        MD.format("Slug: my post"),
        f"3: 'my post' is no address; {NO_SLUG}",
    ),
    "a long title": (
        "a.md",
        f"Title: {'a' * 201}\nDate: 2020-01-02\n\nx\n",
        "1: the address is 201 letters long; write a `Slug:` of 200 letters at most",
    ),
    "a long slug": (
        "a.md",
        MD.format(f"Slug: {'a' * 300}"),
        "3: the address is 300 letters long; write a `Slug:` of 200 letters at most",
    ),
    "a slug that leads out": ("a.rst", RST.format("slug: ../a"), f"5: '../a' is no address; {NO_SLUG}"),
    "another encoding": (
        "a.md",
        "Title: A\nDate: 2020-01-02\n\nна".encode("cp1251"),
        "4: not UTF-8; save the file in UTF-8",
    ),
}


@pytest.mark.parametrize(("name", "text", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_read_is_told_with_its_line(problems_of, name, text, problem):
    assert problems_of({name: text}) == [f"{name}:{problem}"]


def test_a_draft_needs_no_date(build_site):
    site = build_site({"articles/a.md": "Title: A\nStatus: draft\n\nText.\n"})
    assert (site / "drafts/a.html").is_file()


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("C++ & <T>", "C++ &amp; &lt;T&gt;"),
        ("a &amp; b", "a &amp; b"),
        ('"quoted" it\'s', "&#8220;quoted&#8221; it&#8217;s"),
        ("one\n    two", "one two"),
        ("key: value", "key: value"),
    ],
)
def test_a_title_is_text(build_site, title, shown):
    site = build_site({"articles/a.md": f"TITLE: {title}\nDate: 2020-01-02\nSlug: a\n\nText.\n"})
    assert f"<h1>{shown}</h1>" in (site / "a.html").read_text("utf-8")


def test_a_mark_and_line_ends_of_windows_are_no_part_of_the_text(build_site):
    text = MD.format("Tags: a b, c ,").replace("\n", "\r\n")
    site = build_site({"articles/a.md": b"\xef\xbb\xbf" + text.encode()})
    assert ">#a b</a>, " in (site / "a.html").read_text("utf-8")


@pytest.mark.parametrize("slug", ["tag/go", "feeds/all", "theme/x"])
def test_an_address_of_the_sites_own_cannot_be_taken(build_site, slug):
    article = f"Title: A\nDate: 2024-01-02\nSlug: {slug}\n\nText.\n"
    with pytest.raises(BrokenSite, match=rf"a\.md:3: the address /{slug}\.html belongs to"):
        build_site({"articles/a.md": article})


def test_a_control_character_is_named(build_site):
    with pytest.raises(BrokenSite, match=r"a\.md:4: the control character '\\x01'; remove it"):
        build_site({"articles/a.md": "Title: A\nDate: 2024-01-02\n\nText \x01.\n"})
