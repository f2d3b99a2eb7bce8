"""Periods, as people write them."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from tests.conftest import OWNER, ROOT
from vouch.resume.date_words import MONTHS
from vouch.resume.periods import (
    BadPeriod,
    Period,
    YearMonth,
    find_periods,
    is_period,
    parse_period,
)

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
        ("May – July 2012", "May 2012 — July 2012"),
        ("März 2012 – heute", "March 2012 — Present"),
        ("Mrz. 2012 bis Dez. 2014", "March 2012 — December 2014"),
        ("seit März 2019", "March 2019 — Present"),
        ("von Mai 2012 bis Juni 2013", "May 2012 — June 2013"),
        ("depuis 2019", "2019 — Present"),
        ("févr. 2012 - aujourd’hui", "February 2012 — Present"),
        ("Sept. 2012 à ce jour", "September 2012 — Present"),
        ("março de 2012 — até o momento", "March 2012 — Present"),
        ("с марта 2019 по настоящее время", "March 2019 — Present"),
        ("Март 2012 — н.в.", "March 2012 — Present"),
        ("март 2012 г. — май 2014 г.", "March 2012 — May 2014"),
        ("květen 2012 – současnost", "May 2012 — Present"),
        ("2012. március – 2014. május", "March 2012 — May 2014"),
        ("2012年3月 – 2014年5月", "March 2012 — May 2014"),
        ("2012年3月至今", "March 2012 — Present"),
        ("2012年〜現在", "2012 — Present"),
        ("2012년 3월 ~ 현재", "March 2012 — Present"),
        ("Tháng 3/2012 – nay", "March 2012 — Present"),
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


LANGUAGES = (
    "ar bg ca cs da de de-AT el en-GB es et fa fi fr he hi hr hu id it ja kk ko lt lv nb nl no pl pt pt-BR ro"
    " ru sk sl sr sr-Latn sv th tr uk vi zh-Hans zh-Hant-TW"
).split()


@given(periods(), st.sampled_from(LANGUAGES), st.sampled_from([" — ", " – ", " - ", "–"]))
def test_a_period_reads_back_in_the_language_in_which_it_is_written(period, language, dash):
    text = period.in_words(language).replace(" — ", dash)
    assert parse_period(text, language) == parse_period(text.upper(), language) == period
    line = f"GmbH, Ufa ({text})"
    (found,) = find_periods(line, language)
    assert (found.period, line[found.start : found.end]) == (period, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "March 2012 — Present"),
        ("de", "März 2012 — heute"),
        ("de-CH", "März 2012 — heute"),
        ("ru", "март 2012 — настоящее время"),
        ("pt-BR", "março de 2012 — atualmente"),
        ("ja", "2012年3月 — 現在"),
        ("hu", "2012. március — jelenleg"),
        ("tlh", "March 2012 — Present"),
    ],
)
def test_a_period_is_written_as_its_language_does(language, text):
    assert Period(YearMonth(2012, 3), None).in_words(language) == text


@pytest.mark.parametrize(
    ("word", "language", "written"),
    [
        ("jetzt", "de", "jetzt"),
        ("jetzt", "en", "Present"),
        ("jetzt", "fr", "aujourd'hui"),
        ("current", "en", "Present"),
        ("current", "de", "heute"),
        ("н.в.", "ru", "н.в."),
    ],
)
def test_the_present_is_the_author_s_word_if_it_is_of_the_language(word, language, written):
    period = parse_period(f"2019 — {word}", language)
    assert period.in_words(language) == f"2019 — {written}"
    assert period == parse_period("2019 — Present")


def test_english_loads_no_other_language():
    lines = [
        "Mar 2012 — Present",
        "Developer, Acme (2012 - Sept. 2014)",
        "GopherCon 2019",
        "Acme — June 2019",
    ]
    lines += (OWNER / "content/pages/resume.rst").read_text("utf-8").splitlines()
    code = (
        "from babel import localedata; from vouch.resume.periods import find_periods\n"
        f"[find_periods(each) for each in {lines!r}]\nprint(sorted(localedata._cache))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("line", "dates", "full"),
    [
        ("Acme - Developer (Mar 2012 - Present)", "Mar 2012 - Present", "March 2012 — Present"),
        ("Mar 2012 - Present: Role", "Mar 2012 - Present", "March 2012 — Present"),
        ("Role, Company, 2012–2013", "2012–2013", "2012 — 2013"),
        ("2017-2020", "2017-2020", "2017 — 2020"),
        ("Acme, Berlin — June 2019", "June 2019", "June 2019"),
        ("Talk | 2019", "2019", "2019"),
        ("2019: Talk", "2019", "2019"),
        ("Entwickler, Acme (seit März 2012)", "seit März 2012", "March 2012 — Present"),
        ("Level 3 Engineer 2012 – 2014", "2012 – 2014", "2012 — 2014"),
        ("Acme Inc. 05/2012–06/2014 Berlin", "05/2012–06/2014", "May 2012 — June 2014"),
        ("Intern (May - July 2012)", "May - July 2012", "May 2012 — July 2012"),
        ("I worked from 2012 to 2013 there.", "from 2012 to 2013", "2012 — 2013"),
    ],
)
def test_a_period_is_found_in_a_line(line, dates, full):
    (found,) = find_periods(line)
    assert (line[found.start : found.end], str(found.period)) == (dates, full)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Handled 2000 - 3000 requests",
        "We shipped it in 2012.",
        "GopherCon 2019",
        "as of March 3, 2021",
        "ISO 9001-2015",
        "Call 555-2012-2014",
        "+1 514 2012-2014",
        "$2000 - 2010",
        "version 3.2012.1",
        "2012, 2013",
        "the 2008-09 season",
        "We rolled Out 2012 of them",
    ],
)
def test_numbers_in_prose_are_not_a_period(line):
    assert find_periods(line) == []


def test_several_periods_in_a_line_are_found():
    line = "2010 — 2012, 2014 — 2016"
    assert [line[each.start : each.end] for each in find_periods(line)] == ["2010 — 2012", "2014 — 2016"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Acme, 15.02.2021 - 3.4.2022", "'15.02.2021 - 3.4.2022' names a day"),
        ("Acme (2013 - 2012)", "'2013 - 2012' ends before it starts"),
        ("Acme, Febuary 2012 – 2014", "'Febuary' is not a month"),
        ("Acme, May 2012 – Autumn 2014", "'Autumn' is not a month"),
        ("Acme (02/21 - 12/22)", "'02/21' is not a month and year"),
        ("Acme, Feb'21 – 2022", '"Feb\'21" is not a month and year'),
        ("Acme, 2012–14", "'14' is not a month and year"),
        ("Acme, 2019 –", "'2019 –' is not a period"),
        ("Acme 2012 - 2014 - 2016", "'2012 - 2014 - 2016' is not a period"),
        ("Next Gen 2012 – 2014", "'Gen' may be a month or part of a name"),
        ("listopad 2012 – 2014", "'listopad' is not a month"),
    ],
)
def test_dates_in_a_line_that_cannot_be_read_are_an_error(line, what):
    with pytest.raises(BadPeriod) as raised:
        find_periods(line)
    assert raised.value.args[0] == what


PARTS = [
    "2012",
    "2014",
    "May",
    "März",
    "12",
    "/",
    "-",
    "–",
    " ",
    ", ",
    "'",
    ".",
    "(",
    ")",
    ":",
    "to",
    "now",
    "x",
]


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_what_is_found_reads_as_the_same_period(line):
    try:
        found = find_periods(line)
    except BadPeriod:
        return
    for each in found:
        assert parse_period(line[each.start : each.end]) == each.period
