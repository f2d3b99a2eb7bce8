"""What cannot be read is reported with its line and what to write instead, all of it in one run."""

import pytest

from tests.resume import HEAD, JOB, TARGET, WORK, problems_of, resume_of
from vouch.sources.problems import SourceError, read_source

DATES = "write them after it or below it, such as `February 2021 — December 2022`"
SPAN = "write `February 2021 — December 2022` or `February 2021 — Present`"
ROLE = "write `**Role** at Company_` and below it `February 2021 — December 2022`"
COMPANY = "write `**Role** at Company_`; an earlier role there follows without an empty line"
UNCLEAR = "does not show what is the role and what the employer; write `Role at Employer`"
GROUPS = "is a heading above whole jobs, not an employer; "
GROUPS += "underline it like the sections, remove it, or write dates after it"
SENTENCE = "write a sentence or a list"
ABOVE = "a company of its own; leave an empty line above it"
BELOW = "put the link into the text below them"
GROUP = "underline it like the sections, or write dates for each job"
IMAGE_ALONE = "write `.. image::`, for the photo alone"
PLACE = "is not allowed among paragraphs and lists"

IMAGE = ".. image:: a.jpg\n   :alt: A"
LINK = "`A <https://a.example>`_"

BROKEN = f"""{HEAD}{WORK}This is what I did.

**Developer** at Acme_
Febuary 2021 — Present
**Junior**
May 2012 — April 2012
**Trainee**
2012 - Prseent

- one

::

  code

**Tester**
2010 — 2011

{TARGET}"""


def test_all_problems_are_reported_in_one_run():
    assert problems_of(BROKEN) == [
        "resume.rst:12: 'Febuary' is not a month; write its name, such as February",
        "resume.rst:14: 'May 2012 — April 2012' ends before it starts; write the earlier month first",
        f"resume.rst:16: '2012 - Prseent' is not a period; {SPAN}",
        f"resume.rst:22: this literal block {PLACE}; {SENTENCE}",
        f"resume.rst:24: the job names no company; {COMPANY}",
    ]


@pytest.mark.parametrize("start", ["", "Hello.\n\n", ".. image:: a.jpg\n   :alt: A\n\nAnn\n===\n\n"])
def test_a_resume_that_does_not_begin_with_a_name_is_refused(start):
    broken = start + WORK + JOB + "Talks\n-----\n\nx\n\n" + TARGET
    wanted = "resume.rst:1: the résumé has no name; begin with your name, underlined with ====="
    assert problems_of(broken) == [wanted]


@pytest.mark.parametrize("rest", ["", WORK, WORK + "Nothing.\n", WORK + "**Lots** of it.\n"])
def test_a_resume_without_a_job_is_refused(rest):
    line, below = (6, "") if rest else (1, "below a heading such as `Work Experience` ")
    assert problems_of(HEAD + rest) == [f"resume.rst:{line}: no section holds a job; {below}{ROLE}"]


def test_a_link_without_a_target_is_an_error_of_docutils():
    remedy = "define the target: `.. _name: https://…`"
    assert problems_of(HEAD + WORK + JOB) == [f'resume.rst:9: Unknown target name: "acme"; {remedy}']


@pytest.mark.parametrize(
    ("job", "problem"),
    [
        ("**A** at B\n2012 — 2013\n**C** at D\n2010 — 2011\n", f"11: role 'C' names {ABOVE}"),
        ("**A** at B\n`2012 — 2013 </c>`_\n", f"10: dates cannot be a link; {BELOW}"),
        ("**A** at 🚀\n2012 — 2013\n", f"9: the job names no company; {COMPANY}"),
        ("**A** at B\n\n- c\n", f"9: 'A at B' has no dates; {DATES}"),
        ("**A** at B\n2012 — 2013\n\n**Tester**\n\n- c\n", f"12: 'Tester' has no dates; {ROLE}"),
        ("Recent\n~~~~~~\n\nB\n", f"9: 'Recent' is not a job, and has none with dates below it; {GROUP}"),
        ("2013 Acme Old Pub\n  A.\n\n2011: B, C\n  x\n", f"9: '2013 Acme Old Pub' is not a period; {SPAN}"),
        ("A\n~\n\nB\n", f"9: 'A' has no dates; {DATES}"),
        (
            f"Febrary 2010 - August 2011: Developer of the largest of all\n{'~' * 60}\n",
            "9: 'Febrary' is not a month; write its name, such as February",
        ),
        ("A - B (2012 — 2013)\n~~~~~~~~~~~~~~~~~~~\n", f"9: 'A - B' {UNCLEAR}"),
        ("Industry\n~~~~~~~~\n\n**A** at B\n2012 — 2013\n", f"9: 'Industry' {GROUPS}"),
    ],
)  # fmt: skip
def test_a_job_with_a_wrong_part_is_reported(job, problem):
    assert f"resume.rst:{problem}" in problems_of(HEAD + WORK + job)


@pytest.mark.parametrize(
    "dates",
    [
        "2011-12",
        "13/2021",
        "15.02.2021",
        "May 1, 2021 - now",
        "02/21 - 12/22",
        "Febuary 2021",
        "2019 —",
        "1812",
    ],
)
def test_wrong_dates_are_reported_and_not_that_there_are_none(dates):
    (problem,) = problems_of(f"{HEAD}{WORK}**A** at B\n{dates}\n")
    assert problem.startswith("resume.rst:10: ")
    assert "has no dates" not in problem


@pytest.mark.parametrize("line", ["since the beginning of 2019", "in 2019 I led it"])
def test_prose_with_a_year_is_not_dates(line):
    assert problems_of(f"{HEAD}{WORK}**A** at B\n{line}\n\n{JOB}{TARGET}") == [
        f"resume.rst:9: 'A at B' has no dates; {DATES}"
    ]


def test_a_talk_of_a_year_does_not_hide_that_the_jobs_have_no_dates():
    talk = "Talks\n-----\n\n**Kafka** by me\n2019\n\n"
    assert problems_of(HEAD + talk + WORK + "**A** at B\n") == [
        f"resume.rst:15: 'A at B' has no dates; {DATES}"
    ]


@pytest.mark.parametrize("phrase", [" at C", " @ C", ", `C </c>`_"])
def test_an_earlier_role_at_another_company_needs_an_empty_line(phrase):
    job = f"**A** at B\n2012 — 2013\n**D**{phrase}\n2011 — 2012\n"
    assert problems_of(HEAD + WORK + job) == [f"resume.rst:11: role 'D' names {ABOVE}"]


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (".. note:: a", f"14: this admonition {PLACE}; {SENTENCE}"),
        (".. figure:: a.jpg\n   :alt: A", f"14: this figure {PLACE}; {IMAGE_ALONE}"),
        ("Sub\n~~~\n\nx", f"14: 'Sub' has no dates; {DATES}"),
        ("- a\n\n  .. note:: c", f"16: this admonition {PLACE}; {SENTENCE}"),
        ("- a\n-\n- b", "15: this item has no text of its own; write it, or remove the item"),
        ("a\nb :sup:`2`", "15: this superscript would lose its meaning here; write it in plain words"),
        ("a\nb `Work`_", "15: the link 'Work' leads to a place on this page; link to an address"),
    ],
)  # fmt: skip
def test_a_block_that_is_not_allowed_is_reported_wherever_it_is(block, problem):
    assert problems_of(f"{HEAD}{WORK}{JOB}{block}\n\n{TARGET}") == [f"resume.rst:{problem}"]


@pytest.mark.parametrize(
    ("above", "problem"),
    [
        (".. note:: a", f"6: this admonition is not allowed above the sections; {SENTENCE}"),
        (f"{IMAGE}\n\n{IMAGE}", "9: a.jpg is a second picture; leave one, the photo"),
        (f"{IMAGE}\n   :target: /b", "6: the photo a.jpg cannot be a link; remove its `:target:`"),
    ],
)  # fmt: skip
def test_what_is_wrong_above_the_sections_is_reported(above, problem):
    assert f"resume.rst:{problem}" in problems_of(f"{HEAD}{above}\n\n{WORK}{JOB}{TARGET}")


@pytest.mark.parametrize("dates", ["2012 — 2013", "May 2019 - talk", "2019-05-12", "2019"])
def test_a_section_of_talks_is_not_read_as_jobs(dates):
    talk = f"Talks\n-----\n\n**Kafka** by me\n{dates}\n\n"
    assert [len(each.employers) for each in resume_of(HEAD + talk + WORK + JOB + TARGET).sections] == [0, 1]


def test_errors_in_a_second_section_of_jobs_are_reported():
    broken = "Education\n---------\n\n**Master** at Uni\nSep 2005 — Jnue 2012\n\n"
    wanted = "resume.rst:10: 'Jnue' is not a month; write its name, such as February"
    assert problems_of(HEAD + broken + WORK + JOB + TARGET) == [wanted]


@pytest.mark.parametrize(("name", "line"), [("🎓", 1), ("\\*\\*\\*", 1)])
def test_a_name_without_letters_is_refused(name, line):
    shown = name.replace("\\", "")
    assert problems_of(f"{name}\n======\n\n{WORK}{JOB}{TARGET}")[0] == (
        f"resume.rst:{line}: the heading {shown!r} is not a name; begin with your name, underlined with ====="
    )


def test_a_heading_has_words_or_an_emoji():
    broken = f"{HEAD}{WORK}{JOB}\\...\n----\n\nx\n\n🎓\n--\n\ny\n\n{TARGET}"
    assert problems_of(broken) == [
        "resume.rst:14: the heading '...' has no name; write what the section holds"
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Main things:\n- one\n- two", "this line looks like a list item"),
        ("- one\n  - two", "this line looks like a list item"),
        ("See [it](https://a.example).", "this is a Markdown link"),
        ("`it <file:///etc/passwd>`_", "file:///etc/passwd is not an address that readers can open"),
        ("`it <javascript:alert(1)>`_", "javascript:alert(1) is not an address that readers can open"),
        ("`it <http://>`_", "http:// is not an address that readers can open"),
        ("https://example.org/größe", "the address https://example.org ends before '/größe'"),
    ],
)
def test_a_mistake_that_would_be_shown_as_prose_is_reported(line, problem):
    found = problems_of(f"{HEAD}{WORK}{JOB}{line}\n\n{TARGET}")
    number = 15 if "\n" in line else 14
    assert found[0].startswith(f"resume.rst:{number}: {problem.replace('*', '')}")


@pytest.mark.parametrize("dates", ["2012 - Prseent", "2012 ⇒ 2013", "2012 — in progress", "May 2012 ~ 2013"])
def test_dates_that_cannot_be_read_are_reported_at_their_line(dates):
    (problem,) = problems_of(f"{HEAD}{WORK}**A** at B\n{dates}\n")
    assert problem.startswith("resume.rst:10: ")
    assert dates.split()[-1] in problem


def test_a_line_separator_is_reported(tmp_path):
    (tmp_path / "a.rst").write_text("a\nb\u2028c", "utf-8")
    with pytest.raises(SourceError, match=r"a\.rst:2: the control character '\\u2028'; remove it"):
        read_source(tmp_path / "a.rst")
