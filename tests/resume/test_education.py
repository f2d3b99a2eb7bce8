"""Education from prose, bullets or the form of jobs; no year is guessed."""

import pytest

from tests.resume import EXAMPLE, HEAD, JOB, TARGET, WORK, resume_of
from vouch.resume.education import studies


def found(text: str) -> list[tuple]:
    resume = resume_of(f"{HEAD}{WORK}{JOB}Education\n---------\n\n{text}\n\n{TARGET}")
    return [fields(each) for each in studies(resume)]


def fields(study) -> tuple:
    start, end = (point.iso if point else "" for point in (study.start, study.end))
    return study.institution, study.degree, study.area, start, end


def test_a_sentence_may_name_two_universities():
    assert [fields(each) for each in studies(resume_of(EXAMPLE))] == [
        ("University of Lagos", "", "", "2009", "2011"),
        ("University of Leeds", "Bachelor's degree", "Mathematics", "2011", "2013"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "- MSc in Computer Science, University of Waterloo, 2005 — 2010",
            ("University of Waterloo", "MSc", "Computer Science", "2005", "2010"),
        ),
        (
            "- BSc, Mathematics, `ETH Zürich <https://ethz.ch>`_, September 2001 – June 2005",
            ("ETH Zürich", "BSc", "Mathematics", "2001-09", "2005-06"),
        ),
        (
            "**MSc in Physics** at `AGH University <https://agh.example>`_\n2011 — 2016",
            ("AGH University", "MSc", "Physics", "2011", "2016"),
        ),
        (
            "**Diploma** at `Lyceum 5 <https://l.example>`_\n2009 — 2011",
            ("Lyceum 5", "Diploma", "", "2009", "2011"),
        ),
        (
            "Graduated from the University of Texas at Austin in 2010 with a Bachelor's degree in Physics.",
            ("University of Texas at Austin", "Bachelor's degree", "Physics", "", "2010"),
        ),
        ("I studied at Moscow State University until 2003.", ("Moscow State University", "", "", "", "")),
        ("Yale University, 1999, 2001, 2004", ("Yale University", "", "", "", "")),
        ("Self-taught since 1999.", ("", "", "", "", "")),
        (
            "In 2010 I graduated from MIT with a BSc in Physics; then 2012 MSc at Stanford University.",
            ("Stanford University", "MSc", "", "", ""),
        ),
        ("BA, Oxford University", ("Oxford University", "BA", "", "", "")),
        (
            "Started at University of Leeds in 2001, never finished in 2004",
            ("University of Leeds", "", "", "2001", ""),
        ),
        ("Visiting student, Sep 2011 - Feb 2012", ("", "", "", "2011-09", "2012-02")),
        ("東京大学 2010 – 2014", ("東京大学", "", "", "2010", "2014")),
    ],
)
def test_what_is_written_is_used_and_nothing_is_guessed(text, wanted):
    assert found(text) == [wanted]


def test_every_line_is_kept_as_it_is():
    lines = "- Self-taught.\n- Then Yale University.\n\n"
    resume = resume_of(f"{HEAD}{WORK}{JOB}Education\n---------\n\n{lines}{TARGET}")
    assert [each.text for each in studies(resume)] == ["Self-taught.", "Then Yale University."]
