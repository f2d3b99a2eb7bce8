"""A whole résumé as data, word by word and line by line."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from tests.resume import EXAMPLE, SITE, resume_of, runs_of, text, without_markup, words_of


@pytest.fixture(scope="module")
def resume():
    return resume_of(EXAMPLE)


def line_with(words):
    (number,) = (n for n, line in enumerate(EXAMPLE.splitlines(), 1) if line.startswith(words))
    return number


def test_employers_have_their_roles_and_periods(resume):
    assert [
        (each.name, [(role.title, str(role.period)) for role in each.roles]) for each in resume.employers
    ] == [
        (
            "Harbour.io",
            [
                ("Staff Engineer", "March 2020 — November 2023"),
                ("Senior Engineer", "May 2017 — March 2020"),
                ("Engineer", "June 2015 — May 2017"),
            ],
        ),
        ("Cartograph", [("Python Developer", "January 2015 — June 2015")]),
        ("Shelfmark", [("Junior Developer", "September 2013 — December 2014")]),
    ]


def test_a_company_has_an_address_a_description_and_a_mark(resume):
    assert [(each.address, each.kind, each.description, each.mark) for each in resume.employers] == [
        ("https://harbour.example", "", "logistics company", "🚢"),
        ("https://cartograph.example", "contractor", "map printer", "🗺️"),
        ("https://shelfmark.example", "", "library software", "📚"),
    ]


def test_the_second_company_is_the_partner(resume):
    partners = [each.partner for each in resume.employers]
    assert (partners[1].text, partners[1].href) == ("Mapworks", "https://mapworks.example")
    assert partners.count(None) == 2


def test_highlights_are_in_groups_with_their_introduction(resume):
    groups = [
        [(text(each.introduction), len(each.highlights)) for each in one.groups] for one in resume.employers
    ]
    moved = "After a year of incidents I joined the platform team as a Staff Engineer"
    assert groups == [[("", 5), (moved, 2)], [("", 2)], [("", 2)]]


def test_the_header_has_name_links_location_and_remarks(resume):
    assert resume.name == "Nadia Okonkwo"
    assert text(resume.summary[0]).startswith(
        "I build queues that drain and storage that can be restored, and"
    )
    assert [each.href for each in resume.links] == [
        SITE,
        "https://github.com/nadia-okonkwo",
        "https://hachyderm.io/@nadia",
    ]
    assert resume.location == "Leeds, UK"
    assert text(resume.remarks[0]).endswith("I've been leading remote teams since 2019.")


def test_education_and_photo_are_recognised(resume):
    work, education = resume.sections
    assert (work.heading, education.heading) == ("Work Experience", "🎓")
    assert resume.experience == (work,)
    assert text(education.groups[0].introduction).startswith("In 2009 I enrolled in University of Lagos")
    assert (resume.photo.address, resume.photo.alt) == ("_static/talk.png", "Nadia Okonkwo")


def test_every_line_number_is_that_of_the_source(resume):
    lines = EXAMPLE.splitlines()
    for employer in resume.employers:
        assert employer.line == employer.roles[0].line
        for role in employer.roles:
            assert lines[role.line - 1].startswith(f"**{role.title}**")
        for group in employer.groups:
            assert not group.introduction or group.line == line_with(text(group.introduction))
            for highlight in group.highlights:
                assert lines[highlight.line - 1].startswith(f"- {text(highlight.text)[:8].strip()}")
    assert [each.line for each in resume.sections] == [line_with("Work Experience"), line_with("🎓")]
    assert resume.photo.line == line_with(".. image::")


def test_every_link_of_the_source_is_in_the_model(resume):
    written = re.findall(r"https?://[^\s>]+", EXAMPLE)
    assert sorted(run.href for run in runs_of(resume) if run.href) == sorted(written)


def test_every_word_of_the_source_is_in_the_model(resume):
    found = words_of(replace(resume, photo=None))
    assert Counter(found) == Counter(re.findall(r"\w+", without_markup(EXAMPLE)))
