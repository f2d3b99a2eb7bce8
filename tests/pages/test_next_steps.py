"""Neighbours, series, related articles and the time to read."""

import re
from dataclasses import dataclass

import pytest

from vouch.markup.wording import minutes_to_read, prose
from vouch.pages.next_steps import parts

DATED = "Title: {0}\nDate: 202{0}-01-02\n{1}\n\nText.\n"


@dataclass(eq=False)
class Article:
    series: str = ""

    @property
    def metadata(self) -> dict[str, str]:
        return {"series": self.series}


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (220, 1), (221, 2), (2000, 10)])
def test_reading_takes_whole_minutes(words, minutes):
    assert minutes_to_read(["word"] * words) == minutes


def test_code_does_not_count_as_prose():
    assert prose("<p>word</p><pre>" + "x " * 5000 + "</pre><p>end</p>").split() == ["word", "end"]


def test_no_article_is_related_to_itself_or_shown_twice(build_site):
    text = "Title: {0}\nDate: 202{0}-01-02\nTags: go\n\nThe same words.\n"
    site = build_site({f"articles/{n}.md": text.format(n) for n in range(1, 7)})
    links = re.findall(r'href="/(\d)\.html"', (site / "3.html").read_text("utf-8").partition("next-steps")[2])
    assert sorted(links) == ["1", "2", "4", "5", "6"]


def test_neighbours_follow_the_dates(build_site):
    site = build_site({f"articles/{n}.md": DATED.format(n, "") for n in (1, 2, 3)})
    middle = (site / "2.html").read_text("utf-8")
    assert 'rel="prev" href="/1.html"' in middle
    assert 'rel="next" href="/3.html"' in middle


def test_a_series_is_read_oldest_first_and_has_more_than_one_part():
    new, other, old, alone = Article("s"), Article(), Article("S"), Article("T")
    found = parts([new, other, old, alone])
    assert {each: (part.series, part.number) for each, part in found.items()} == {
        old: ("S", 1),
        new: ("S", 2),
    }


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_part_names_its_series_and_leads_to_the_others(build_site, suffix):
    rst = "{0}\n===\n\n:date: 202{0}-01-02\n:series: On queues\n\nText.\n"
    text = rst if suffix == ".rst" else DATED.replace("{1}", "Series: On queues")
    site = build_site({f"articles/{n}{suffix}": text.format(n) for n in (1, 2, 3)})
    page = (site / "2.html").read_text("utf-8")
    assert 'Part 2 of 3: <a href="#series">On queues</a>' in page
    listed = re.search(r'<section id="series">(.*?)</section>', page, re.DOTALL)[1]
    assert re.findall(r'href="/(\d)\.html"|aria-current="page">(\d)', listed) == [
        ("1", ""),
        ("", "2"),
        ("3", ""),
    ]


@pytest.mark.parametrize(
    ("years", "summary"), [((4,), "1 article, from 2024"), ((1, 2, 3), "3 articles, since 2021")]
)
@pytest.mark.parametrize("page", ["tag/go.html", "category/notes.html"])
def test_a_list_says_how_many_and_since_when(build_site, page, years, summary):
    site = build_site({f"articles/{n}.md": DATED.format(n, "Tags: go") for n in years})
    assert f'<p class="meta">{summary}</p>' in (site / page).read_text("utf-8")


def test_the_archive_is_by_year_newest_first(build_site):
    site = build_site({f"articles/{n}.md": DATED.format(n, "") for n in (1, 2, 3)})
    archive = (site / "archives.html").read_text("utf-8")
    assert re.findall(r'<h2 class="year">(\d+)</h2>', archive) == ["2023", "2022", "2021"]
    assert '<a href="/categories.html">Categories</a>' in archive


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.md", "Title: A\nDate: 2020-01-02\nDiscuss: https://a.org/?b=1&c=2\n    https://b.org/\n"),
        ("a.rst", "A\n=\n\n:date: 2020-01-02\n:discuss: https://a.org/?b=1&c=2, https://b.org/\n"),
        (
            "a.md",
            "---\ntitle: A\ndate: 2020-01-02\ndiscuss: ['https://a.org/?b=1&c=2', 'https://b.org/']\n---\n",
        ),
    ],
)
def test_an_article_leads_to_its_discussions(build_site, name, head):
    site = build_site({f"articles/{name}": f"{head}\nText.\n"})
    page = (site / "a.html").read_text("utf-8")
    assert (
        '<a href="https://a.org/?b=1&amp;c=2">Discuss this article on a.org</a>, <a href="https://b' in page
    )
    assert '"discussionUrl":["https://a.org/?b=1\\u0026c=2","https://b.org/"]' in page
