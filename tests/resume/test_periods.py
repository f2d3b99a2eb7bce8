"""Periods, as people write them."""

import re

import pytest
from hypothesis import given, strategies as st

from vouch.resume.date_words import MONTHS
from vouch.resume.periods import BadPeriod, Period, YearMonth, is_period, parse_period

POINTS = st.builds(YearMonth, st.integers(1900, 2100), st.none() | st.integers(1, 12))
DASHES = st.sampled_from(["—", "–", "-", "--", "---", " — ", " – ", " - ", " to ", "  —  ", "\u00a0–\u00a0"])
FEBRUARY_2021 = YearMonth(2021, 2)


@st.composite
def periods(draw):
    start, end = draw(POINTS), draw(st.none() | POINTS)
    return Period(end, start) if end and end.latest < start.earliest else Period(start, end)


NUMBERED = ["{month:02}/{year}", "{month}.{year}", "{year}-{month:02}", "{year}/{month:02}"]


@given(periods(), st.sampled_from(NUMBERED), st.sampled_from([" — ", " – ", " - ", " to ", "–"]))
def test_months_may_be_numbers(period, form, dash):
    points = (period.start, period.end)
    shown = [
        form.format(month=each.month, year=each.year) if each and each.month else each for each in points
    ]
    text = f"{shown[0]}{dash}{shown[1] or 'Present'}"
    if re.search(r"\d{4}[-/.]\d\d", text) and not is_period(text):
        return  # `2011-12 — 2012`: may be two years, so it is refused
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("since Feb 2021", "February 2021 — Present"),
        ("from 2012 to 2013", "2012 — 2013"),
        ("February, 2021 - to date", "February 2021 — Present"),
        ("Sept. 2012 till Oct. 2013", "September 2012 — October 2013"),
        ("2021-02 – 2021-12", "February 2021 — December 2021"),
        ("2019", "2019"),
        ("June 2019", "June 2019"),
        ("May 2012—May 2012", "May 2012"),
        ("Feb 2021-now", "February 2021 — Present"),
        ("2012–2013", "2012 — 2013"),
    ],
)
def test_other_ways_to_write_a_period_are_shown_in_the_one_form(text, full):
    assert str(parse_period(text)) == full


def written(point: YearMonth | None, letters: int, end: str) -> str:
    if point is None:
        return "Present"
    return f"{MONTHS[point.month - 1][:letters]}{end} {point.year}" if point.month else str(point.year)


@given(periods())
def test_a_period_reads_back_as_itself(period):
    assert parse_period(str(period)) == period


@given(periods(), DASHES, st.integers(3, 9), st.sampled_from(["", "."]))
def test_months_may_be_shortened_and_any_dash_will_do(period, dash, letters, end):
    text = f"{written(period.start, letters, end)}{dash}{written(period.end, letters, end)}"
    assert parse_period(text.lower()) == parse_period(text) == period


def test_the_iso_form_has_a_month_only_where_there_is_one():
    assert YearMonth(2021, 2).iso == "2021-02"
    assert YearMonth(2021).iso == "2021"


@given(st.text())
def test_no_text_crashes(text):
    if is_period(text):
        assert is_period(str(parse_period(text)))


@pytest.mark.parametrize("word", ["Present", "now", "TODAY", "Current", "ongoing"])
def test_the_present_has_many_names(word):
    assert parse_period(f"Feb 2021 - {word}") == Period(FEBRUARY_2021, None)


@pytest.mark.parametrize(
    "text", ["2021 — 2021", "June 2021 — 2021", "2021 — Jan 2021", "May 2021 — May 2021"]
)
def test_a_job_may_end_in_the_year_in_which_it_began(text):
    assert is_period(text)


SPAN = "write `February 2021 — December 2022` or `February 2021 — Present`"
POINT = "write `February 2021` or `02/2021`"
NAME = "write its name, such as February"


@pytest.mark.parametrize(
    ("text", "what", "instead"),
    [
        ("", "'' is not a period", SPAN),
        ("2019 —", "'2019 —' is not a period", SPAN),
        ("2019 — 2020 — 2021", "'2019 — 2020 — 2021' is not a period", SPAN),
        ("Febuary 2021 — Now", "'Febuary' is not a month", NAME),
        ("Ma 2021 — Now", "'Ma' is not a month", NAME),
        ("listopad 2021 — Now", "'listopad' is not a month", NAME),  # November in Polish, October in Croatian
        (
            "13/2021",
            "13 is not the number of a month",
            "write a month as `02/2021` and years as `2012 — 2013`",
        ),
        (
            "15.02.2021",
            "'15.02.2021' names a day",
            "leave the day out: write `February 2021` or `02/2021`",
        ),
        (
            "2011-12",
            "'2011-12' may be months or years",
            "write a month as `December 2011` and years as `2011 — 2012`",
        ),
        ("1812 — 1815", "1812 is not the year of a job", "write a year from 1900 to 2100"),
        ("2020 — 2021, Montreal", "'2021, Montreal' is not a month and year", POINT),
        (
            "May 2021 — April 2021",
            "'May 2021 — April 2021' ends before it starts",
            "write the earlier month first",
        ),
        ("2021 — 2020", "'2021 — 2020' ends before it starts", "write the earlier month first"),
    ],
)
def test_what_is_not_a_period_is_an_error_that_says_what_to_write(text, what, instead):
    with pytest.raises(BadPeriod) as raised:
        parse_period(text)
    assert raised.value.args == (what, instead)
