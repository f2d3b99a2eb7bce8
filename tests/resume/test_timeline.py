"""The career trace: lanes, spans and marks from the résumé and the articles, at any width."""

from datetime import datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest
from lxml import html
from wcwidth import wcswidth

from tests.resume import EXAMPLE, HEAD, WORK, resume_of
from vouch.resume.anchors import anchors_of
from vouch.resume.timeline import (
    LETTER_WIDTH_PX,
    MAX_LABEL_COLUMNS,
    MAX_MARKS,
    MIN_WIDTH_PX,
    TOUCH_TARGET_PX,
    trace_of,
)


def article(day: str) -> SimpleNamespace:
    return SimpleNamespace(date=datetime.fromisoformat(day))


def trace(text: str, *days: str):
    resume = resume_of(text)
    return trace_of(resume, anchors_of(resume), [article(day) for day in sorted(days, reverse=True)])


def lane(job: str, *days: str):
    (found,) = trace(HEAD + WORK + job, *days).lanes
    return found


def extents(found) -> list[tuple[float, float]]:
    return [(span.x, round(span.x + span.width, 2)) for span in found.spans]


def test_a_lane_is_an_employer_and_a_span_a_role():
    found = trace(EXAMPLE, "2018-09-28", "2022-04-22")
    assert [each.label.text for each in found.lanes] == ["Harbour.io", "Cartograph", "Shelfmark"]
    assert [span.anchor for span in found.lanes[0].spans] == [
        "harbour-io-engineer",
        "harbour-io-senior-engineer",
        "harbour-io-staff-engineer",
    ]
    assert [each.year for each in found.years] == [2014, 2016, 2018, 2020, 2022, 2024]
    assert len(found.marks) == 2


def test_months_years_and_the_present_have_their_places():
    months = "**B** at Acme\nJanuary 2016 — Present\n**A** part time\nJuly 2013 — December 2014\n"
    assert extents(lane(months, "2016-12-31")) == [(12.5, 50), (75, 100)]  # 2013 to 2016 inclusive
    assert extents(lane("**A** at Acme\n2013 — 2014\n", "2016-12-31")) == [(0, 50)]


@pytest.mark.parametrize(
    ("newer", "older"),
    [("August 2013 — December 2014", "January 2013 — August 2013"), ("2013 — 2014", "2012 — 2013")],
)
def test_a_role_ends_where_the_next_begins(newer, older):
    found = lane(f"**B** at Acme\n{newer}\n**A**\n{older}\n")
    (_, end), (start, _) = extents(found)
    assert end == start
    assert len({span.y for span in found.spans}) == 1


def test_roles_at_the_same_time_are_below_one_another():
    first, second = lane("**B** at Acme\n2013 — 2014\n**A** part time\n2012 — 2014\n").spans
    assert second.y > first.y


def test_a_month_in_a_long_life_is_still_seen():
    found = trace(f"{HEAD}{WORK}**A** at B\n1970 — 2020\n\n**C** at D\nMay 2020 — May 2020\n")
    assert found.lanes[1].spans[0].width >= 1.2


def test_marks_are_never_closer_than_a_finger_is_wide():
    days = [f"2020-{month:02}-10" for month in range(1, 6)] + ["2012-01-01"]
    marks = trace(EXAMPLE, *days).marks
    by_row = sorted(marks, key=lambda mark: (mark.y, mark.x))
    for left, right in pairwise(by_row):
        apart = (right.x - left.x) * MIN_WIDTH_PX / 100
        assert right.y - left.y >= TOUCH_TARGET_PX or apart >= TOUCH_TARGET_PX


def test_of_very_many_articles_the_newest_are_marked():
    days = [f"{year}-{month:02}-01" for year in range(2010, 2020) for month in range(1, 13)]
    found = trace(EXAMPLE, *days)
    assert len(found.marks) == MAX_MARKS
    assert min(mark.article.date for mark in found.marks) == datetime(2018, 1, 1)  # noqa: DTZ001
    assert (found.more, found.height < 300) == (True, True)


def test_an_article_that_supports_a_line_is_marked_however_old():
    resume = resume_of(EXAMPLE)
    proof = SimpleNamespace(date=datetime(2010, 1, 1), supports=("a line",))  # noqa: DTZ001
    articles = [article(f"2020-01-{day:02}") for day in range(31, 1, -1)] + [proof]
    assert proof in [mark.article for mark in trace_of(resume, anchors_of(resume), articles).marks]


@pytest.mark.parametrize("years", ["2012 — 2012", "1960 — Present", "2000 — 2019"])
def test_there_are_enough_years_to_read_the_axis_and_not_too_many(years):
    found = trace(f"{HEAD}{WORK}**A** at B\n{years}\n")
    assert 1 <= len(found.years) <= 8
    assert all(0 <= each.x <= 100 for each in found.years)


def test_a_label_is_where_it_has_room():
    long = "An Extremely Long Company Name Incorporated"
    found = lane(f"**A** at {long}\n2012 — 2020\n").label
    assert (found.text[-1], len(found.text), found.shift) == ("…", MAX_LABEL_COLUMNS, 0)
    assert lane("**A** at Acme\n2012 — 2013\n", "2020-01-01").label.ends is False
    assert lane("**A** at Acme\n2020 — Present\n", "2012-01-01").label.ends is True


def test_the_drawing_is_small_and_names_all_that_it_shows(example_site):
    page = html.fromstring((example_site / "resume.html").read_text("utf-8"))
    (figure,) = page.xpath("//figure[@id='career-trace']")
    assert len(html.tostring(figure)) < 6000
    assert page.xpath("//main/*[2]/@id") == ["career-trace"]
    assert figure.xpath(".//rect/title/text()")[-1] == "Junior Developer, September 2013 — December 2014"
    marks = {each.get("href"): each.findtext("title") for each in figure.xpath(".//a")}
    assert marks == {
        "/tail-latency.html": "Where tail latency comes from, 22 April 2022",
        "/queues-that-wait.html": "Queues that wait, 28 September 2018",
    }
    assert len(figure.xpath(".//rect")) == 5


@pytest.mark.parametrize("years", ["1970 — 1971", "1990 — 1991", "2019 — 2020", "1971 — 2020"])
def test_a_wide_label_stays_within_the_drawing(years):
    name = "株式会社" * 9
    found = trace(f"{HEAD}{WORK}**A** at {name}\n{years}\n\n**B** at C\n1970 — 2020\n").lanes[0].label
    width = 100 * wcswidth(found.text) * LETTER_WIDTH_PX / MIN_WIDTH_PX
    assert wcswidth(found.text) <= MAX_LABEL_COLUMNS
    assert (found.x - width if found.ends else found.x) > -1
    assert (found.x if found.ends else found.x + width) < 101
