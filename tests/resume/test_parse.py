"""The author's own résumé as data, word by word and line by line."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.resume import resume_of, runs_of, text, words_of

SOURCE = Path(__file__).parents[2] / "content/pages/resume.rst"


@pytest.fixture(scope="module")
def source():
    return SOURCE.read_text("utf-8")


@pytest.fixture(scope="module")
def resume(source):
    return resume_of(source)


def line_with(source, words):
    (number,) = (n for n, line in enumerate(source.splitlines(), 1) if line.startswith(words))
    return number


def test_four_employers_with_their_roles_and_periods(resume):
    assert [
        (each.name, [(role.title, str(role.period)) for role in each.roles]) for each in resume.employers
    ] == [
        (
            "Coins.ph",
            [
                ("Site Reliability Engineer", "February 2021 — December 2022"),
                ("Software Architect", "August 2017 — September 2020"),
                ("Senior Software Engineer", "July 2014 — August 2017"),
            ],
        ),
        ("Fontastic", [("Python Developer", "January 2014 — July 2014")]),
        ("Uploadcare", [("Python Developer", "November 2012 — August 2013")]),
        ("FanGid.com", [("Python Developer", "July 2012 — October 2012")]),
    ]


def test_what_the_companies_are(resume):
    assert [(each.address, each.kind, each.description, each.mark) for each in resume.employers] == [
        ("https://coins.ph", "", "fintech startup", "🚀"),
        ("http://fontastic.me", "contractor", "icon fonts generator", "🤌"),
        ("https://uploadcare.com", "", "cloud-based file upload SaaS", "🆙"),
        ("http://fangid.com", "", "concert organization startup", "🤟"),
    ]


def test_the_second_company_is_the_partner(resume):
    partners = [each.partner for each in resume.employers]
    assert (partners[1].text, partners[1].href) == ("Webalys", "http://www.webalys.com")
    assert partners.count(None) == 3


def test_highlights_stand_in_groups_with_their_introduction(resume):
    groups = [
        [(text(each.introduction), len(each.highlights)) for each in one.groups] for one in resume.employers
    ]
    moved = "To try something different I joined infrastructure team as an SRE"
    assert groups == [[("", 11), (moved, 5)], [("", 3)], [("", 3)], [("", 2)]]


def test_the_head_of_the_page(resume):
    assert resume.name == "Marsel Mavletkulov"
    assert text(resume.summary[0]).startswith(
        "I find professional satisfaction in building reliable services, wri"
    )
    assert [each.href for each in resume.links] == [
        "https://marselester.com",
        "https://github.com/marselester",
        "https://twitter.com/marselester",
        "https://angel.co/u/marselester",
    ]
    assert resume.location == "Montreal, QC, Canada"
    assert text(resume.remarks[0]).endswith("I've been working remotely for a decade.")


def test_the_education_and_the_photo(resume):
    work, education = resume.sections
    assert (work.heading, education.heading) == ("Work Experience", "🎓")
    assert resume.experience == (work,)
    assert text(education.groups[0].introduction).startswith("In 2005 I enrolled in Samara State Aerospace")
    assert (resume.photo.address, resume.photo.alt) == ("_static/talk.jpg", "Marsel Mavletkulov")


def test_every_line_number_is_that_of_the_source(resume, source):
    for employer in resume.employers:
        assert employer.line == employer.roles[0].line
        for role in employer.roles:
            assert source.splitlines()[role.line - 1].startswith(f"**{role.title}**")
        for group in employer.groups:
            assert not group.introduction or group.line == line_with(source, text(group.introduction))
            for highlight in group.highlights:
                assert source.splitlines()[highlight.line - 1].startswith(
                    f"- {text(highlight.text)[:8].strip()}"
                )
    assert [each.line for each in resume.sections] == [
        line_with(source, "Work Experience"),
        line_with(source, "🎓"),
    ]
    assert resume.photo.line == line_with(source, ".. image::")


def test_every_link_of_the_source_is_in_the_model(resume, source):
    written = re.findall(r"https?://[^\s>]+", source)
    assert sorted(run.href for run in runs_of(resume) if run.href) == sorted(written)


def test_every_word_of_the_source_is_in_the_model(resume, source):
    assert Counter(words_of(resume)) == Counter(re.findall(r"\w+", without_markup(source)))


def without_markup(source: str) -> str:
    body = re.sub(r"^(:orphan:|\.\. .*|[=-]+)$|:alt:", "", source, flags=re.MULTILINE)
    return re.sub(r"\*\*|`([^<`]+) <[^>]+>`_|(?<=\w)_(?=\W)", r"\1", body)
