"""Neighbours, related articles and the time to read."""

from dataclasses import dataclass

import pytest

from plugins.ways_on import minutes_to_read, related


@dataclass(eq=False)
class Article:
    tags: tuple[str, ...] = ()


@pytest.mark.parametrize(("words", "minutes"), [(1, 1), (220, 1), (221, 2), (2000, 10)])
def test_reading_takes_whole_minutes(words, minutes):
    assert minutes_to_read("<p>" + "word " * words + "</p>") == minutes


def test_code_does_not_count_as_prose():
    assert minutes_to_read("<p>word</p><pre>" + "x " * 5000 + "</pre>") == 1


def test_the_articles_that_share_most_tags_are_related():
    this, one, none, two = (Article(tags) for tags in (("a", "b"), ("a",), ("z",), ("b", "a")))
    assert related(this, [this, one, none, two]) == [two, one]


def test_neighbours_follow_the_dates(build_site):
    dated = "Title: {0}\nDate: 202{0}-01-02\n\nText.\n"
    site = build_site({f"articles/{n}.md": dated.format(n) for n in (1, 2, 3)})
    middle = (site / "2.html").read_text("utf-8")
    assert 'rel="prev" href="/1.html"' in middle
    assert 'rel="next" href="/3.html"' in middle
