"""The career trace: spans and marks from the résumé and the articles, with their names, at any width."""

import re
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from types import SimpleNamespace

import pytest
from lxml import html
from wcwidth import wcswidth

from tests.resume import EXAMPLE, HEAD, WORK, resume_of
from vouch.resume.timeline import MAX_MARK_ROWS, MAX_MARKS, TOUCH_TARGET_PX, trace_of
from vouch.resume.timeline_labels import MAX_COLUMNS, NARROW, WIDE, Label

TODAY = date(2024, 6, 30)
RESUME = "pages/resume.rst"


def article(day: str, title: str = "Title", supports: tuple = ()) -> SimpleNamespace:
    return SimpleNamespace(date=datetime.fromisoformat(day), title=title, supports=supports)


def trace(text: str, *days: str, today: date = TODAY):
    return trace_of(resume_of(text), [article(day) for day in sorted(days, reverse=True)], today)


def spans(job: str, *days: str, today: date = TODAY):
    return trace(HEAD + WORK + job, *days, today=today).spans


def nameless(job: str):
    """The span of a role without an employer, with a job long before it."""
    resume = resume_of(f"{HEAD}{WORK}{job}\n**B** at C\n1980 — 1981\n")
    (section,) = resume.sections
    employers = tuple(replace(each, name="") for each in section.employers)
    (_, found) = trace_of(replace(resume, sections=(replace(section, employers=employers),)), [], TODAY).spans
    return found


def extents(found) -> list[tuple[float, float]]:
    return [(span.x, round(span.x + span.width, 2)) for span in found]


def label_of(found, drawing=WIDE) -> Label | None:
    return next((each for each in found.labels if each.drawing in ("", drawing.name)), None)


def words(found, drawing=WIDE) -> str:
    label = label_of(found, drawing)
    return label.name + label.text if label else ""


def test_each_row_is_a_role_and_the_first_of_an_employer_has_its_name():
    found = trace(EXAMPLE, "2018-09-28", "2022-04-22")
    assert [words(each) for each in found.spans] == [
        "Shelfmark · Junior Developer",
        "Cartograph · Python Developer",
        "Harbour.io · Engineer",
        "Senior Engineer",
        "Staff Engineer",
    ]
    assert [each.tint for each in found.spans] == [1, 1, 1, 2, 3]
    assert [each.y for each in found.spans] == sorted({each.y for each in found.spans})
    assert [each.year for each in found.years] == [2014, 2016, 2018, 2020, 2022, 2024]
    assert [words(each) for each in found.marks] == ["Title", "Title"]


def test_a_role_without_an_employer_has_its_own_name():
    found = nameless("**Freelance editor** at X\n2012 — 2020\n")
    assert (label_of(found).name, label_of(found).text) == ("", "Freelance editor")


def test_months_years_and_the_present_have_their_places():
    months = "**B** at Acme\nJanuary 2016 — Present\n**A** part time\nJuly 2013 — December 2014\n"
    assert extents(spans(months, today=date(2016, 12, 2))) == [(12.5, 50), (75, 100)]  # from 2013
    assert extents(spans("**A** at Acme\n2013 — 2014\n", today=date(2016, 12, 31))) == [(0, 50)]


def test_the_axis_ends_with_this_month_unless_something_is_later():
    job = "**A** at Acme\n2013 — 2014\n"
    assert extents(spans(job, today=date(2015, 6, 1))) == [(0, 80)]
    assert extents(spans(job, "2015-12-01", today=date(2015, 6, 1))) == [(0, 66.7)]
    assert extents(spans(job, today=date(2013, 6, 1))) == [(0, 100)]


def test_a_role_that_began_today_is_within_the_drawing():
    assert extents(spans("**A** at Acme\nJune 2024 — Present\n\n**B** at Bolt\n1990 — 2000\n"))[1][1] == 100


@pytest.mark.parametrize(
    ("newer", "older"),
    [("August 2013 — December 2014", "January 2013 — August 2013"), ("2013 — 2014", "2012 — 2013")],
)
def test_a_role_ends_where_the_next_begins(newer, older):
    (_, end), (start, _) = extents(spans(f"**B** at Acme\n{newer}\n**A**\n{older}\n"))
    assert end == start


def test_a_month_in_a_long_life_is_still_seen():
    found = trace(f"{HEAD}{WORK}**A** at B\n1970 — 2020\n\n**C** at D\nMay 2020 — May 2020\n")
    assert found.spans[1].width >= 1.2


def test_marks_are_never_closer_than_a_finger_is_wide():
    days = [f"2020-{month:02}-10" for month in range(1, 10)] + ["2012-01-01"]
    marks = trace(EXAMPLE, *days).marks
    assert len(marks) > MAX_MARK_ROWS
    by_row = sorted(marks, key=lambda mark: (mark.y, mark.x))
    for left, right in pairwise(by_row):
        apart = (right.x - left.x) * NARROW.width / 100
        assert right.y - left.y >= TOUCH_TARGET_PX or apart >= TOUCH_TARGET_PX


def test_few_marks_have_a_row_each_for_their_titles():
    days = [f"{year}-01-01" for year in range(2016, 2016 + MAX_MARK_ROWS)]
    marks = trace(EXAMPLE, *days).marks
    assert [each.x for each in marks] == sorted(each.x for each in marks)
    assert len({each.y for each in marks}) == MAX_MARK_ROWS
    assert {words(each, NARROW) for each in marks} == {"Title"}


def test_of_very_many_articles_the_newest_are_marked():
    days = [f"{year}-{month:02}-01" for year in range(2010, 2020) for month in range(1, 13)]
    found = trace(EXAMPLE, *days)
    assert len(found.marks) <= MAX_MARKS
    assert min(mark.article.date for mark in found.marks) >= datetime(2019, 3, 1)  # noqa: DTZ001
    assert (found.more, found.height < 300) == (True, True)


def test_articles_that_support_a_line_are_marked_however_old_and_however_close():
    proofs = [article(f"2010-01-{day:02}", supports=("a line",)) for day in range(8, 1, -1)]
    articles = [article(f"2020-01-{day:02}") for day in range(31, 1, -1)] + proofs
    marked = [mark.article for mark in trace_of(resume_of(EXAMPLE), articles, TODAY).marks]
    assert all(each in marked for each in proofs)


@pytest.mark.parametrize("years", ["2012 — 2012", "1960 — Present", "2000 — 2019", "2024 — Present"])
def test_there_are_enough_years_to_read_the_axis_and_not_too_many(years):
    found = trace(f"{HEAD}{WORK}**A** at B\n{years}\n")
    assert 1 <= len(found.years) <= 9
    assert all(0 <= each.x <= 100 for each in found.years)


@pytest.mark.parametrize(
    ("title", "years", "places"),
    [
        ("Engineer", "1990 — 2024", ("inside", "inside")),
        ("Engineer", "1990 — 1999", ("after", "inside")),
        ("Engineer", "1990 — 1991", ("after", "after")),
        ("Engineer", "2023 — Present", ("before", "before")),
    ],
)
def test_a_name_is_in_its_bar_if_that_is_wide_enough_and_else_where_there_is_room(title, years, places):
    found = nameless(f"**{title}** at X\n{years}\n")
    assert tuple(label_of(found, each).place for each in (NARROW, WIDE)) == places


def test_a_name_is_shortened_on_a_phone_alone():
    title = "Senior Software Engineer"
    found = nameless(f"**{title}** at X\n2000 — 2005\n")
    assert words(found, WIDE) == title
    assert re.fullmatch(r"Senior Softw.*\w…", words(found, NARROW))


def test_a_long_employer_leaves_room_for_the_role():
    *_, found = spans("**Advisor** at Deutsche Zugsicherungsgesellschaft\n2014 — 2017\n\n**B** at C\n2012\n")
    assert re.fullmatch(r"Deutsch.*… · Advisor", words(found, NARROW))


NAMES = ("Cartograph", "株式会社" * 9, "An Extremely Long Company Name Incorporated", "X")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "years", ["1970 — 1971", "1990 — 1991", "2019 — 2020", "1971 — 2020", "2024 — Present"]
)
@pytest.mark.parametrize("drawing", [NARROW, WIDE])
def test_a_name_stays_within_the_drawing_and_off_its_bar(name, years, drawing):
    found = spans(f"**{name}** at {name}\n{years}\n\n**B** at C\n1970 — 2020\n")
    named = max(found, key=lambda each: each.role.title == name)
    label, px = label_of(named, drawing), drawing.width / 100
    start = label.x * px + label.shift - (label.width(drawing) if label.place == "before" else 0)
    end = start + label.width(drawing)
    low, high = named.x * px, (named.x + named.width) * px
    assert 0 <= start < end <= drawing.width
    assert {"before": end < low, "after": start > high, "inside": low < start < end < high}[label.place]


@pytest.mark.parametrize("drawing", [NARROW, WIDE])
def test_no_title_is_over_another_or_over_a_mark(drawing):
    title = "The long and winding road to a signal box"
    days = [f"{year}-{month:02}-11" for year in (2012, 2016, 2020, 2022, 2024) for month in (2, 6)]
    marks = trace_of(resume_of(EXAMPLE), [article(day, title) for day in days[::-1]], TODAY).marks
    taken = []
    for each in marks:
        x = each.x * drawing.width / 100
        taken.append((each.y, x - 6, x + 6))
        if label := label_of(each, drawing):
            width = label.width(drawing)
            start = x + label.shift - (width if label.place == "before" else 0)
            taken.append((each.y, start, start + width))
            assert -1 <= start < start + width <= drawing.width + 1
    assert len(taken) > len(marks)
    for (row, _, end), (next_row, start, _) in pairwise(sorted(taken)):
        assert row != next_row or start >= end
    assert all(wcswidth(words(each, drawing)) <= MAX_COLUMNS for each in marks)


def figure_of(site) -> html.HtmlElement:
    page = html.fromstring((site / "resume.html").read_text("utf-8"))
    assert page.xpath("//main/*[2]/@id") == ["career-trace"]
    return page.get_element_by_id("career-trace")


def test_the_drawing_is_small_and_names_all_that_it_shows(example_site):
    figure = figure_of(example_site)
    assert len(html.tostring(figure, encoding="utf-8")) < 6000
    titles = figure.xpath(".//rect/title/text()")
    assert titles[0] == "Junior Developer, Shelfmark, September 2013 — December 2014"
    marks = {each.get("href"): each.findtext("title") for each in figure.xpath(".//a")}
    assert marks == {
        "/tail-latency.html": "Where tail latency comes from, 22 April 2022",
        "/queues-that-wait.html": "Queues that wait, 28 September 2018",
    }
    assert len(titles) == 5


def test_the_drawing_of_a_long_life_is_small_as_well(build_site):
    roles = [f"**Principal Systems Engineer {n}**\n{2024 - n} — {2025 - n}" for n in range(2, 6)]
    first = "**Vice President of Engineering** at Signals and Points\n2023 — Present\n"
    jobs = [f"**Principal Engineer** at Employer {n}\n{2017 - n} — {2018 - n}\n" for n in range(5)]
    text = "Title: The winding road to the signal box {}\nDate: {}-02-11\n\nText.\n"
    articles = {f"articles/a{year}.md": text.format(year, year) for year in range(2000, 2024)}
    resume = HEAD + WORK + first + "\n".join(roles) + "\n\n" + "\n".join(jobs)
    figure = figure_of(build_site({RESUME: resume, **articles}))
    assert len(figure.xpath(".//rect")) == 10
    assert len(html.tostring(figure, encoding="utf-8")) < 6000


@pytest.mark.parametrize(
    ("articles", "wanted"),
    [
        ({}, "Each bar is a role."),
        ({"a": ""}, "Each bar is a role, each dot an article."),
        ({"queues-that-wait": "", "tail-latency": ""}, "…, each dot an article that supports a line below."),
        ({"queues-that-wait": "", "tail-latency": "", "a": ""}, "…, each dot an article; filled dots …"),
    ],
)
def test_the_legend_names_what_is_there(build_site, articles, wanted):
    text = "Title: {0}\nSlug: {0}\nDate: 2020-01-01\n\nText.\n"
    files = {f"articles/{each}.md": text.format(each) for each in articles}
    links = "https://nadia.example" if "tail-latency" in articles else "https://other.example"
    resume = re.sub(r"\.\. image.*", "", EXAMPLE, flags=re.DOTALL).replace("https://nadia.example", links)
    figure = figure_of(build_site({RESUME: resume, **files}))
    pattern = ".*".join(map(re.escape, wanted.split("…")))
    assert re.fullmatch(pattern, figure.find("figcaption").text)
    assert len(figure.xpath(".//a")) == len(articles)
