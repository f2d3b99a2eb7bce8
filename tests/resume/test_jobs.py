"""What a job's lines and the blocks below it are taken for."""

import pytest

from tests.resume import HEAD, JOB, TARGET, WORK, employer_of, problems_of, resume_of, section_of, text

UNDERLINE = "\n" + "~" * 70 + "\n\n"


def titles(employer):
    return [(each.title, str(each.period)) for each in employer.roles]


def introductions(employer):
    return [text(each.introduction) for each in employer.groups]


@pytest.mark.parametrize(
    ("heading", "title", "name"),
    [
        ("Senior Developer / Team Lead, Acme_", "Senior Developer / Team Lead", "Acme"),
        ("Developer - Platform, Acme_", "Developer", "Acme"),
        ("Harbour Inc. - Berlin, Germany", "", "Harbour Inc."),
        ("Acme_, Montreal, QC, Canada", "", "Acme"),
        ("Ministry of Health, Norway - Developer", "Developer", "Ministry of Health"),
    ],
)
def test_a_title_is_as_written_and_no_place(heading, title, name):
    employer = employer_of(f"{heading} (2012 - 2013){UNDERLINE}- built it\n")
    assert (titles(employer), employer.name) == ([(title, "2012 — 2013")], name)


def test_a_title_before_at_is_all_that_is_in_bold():
    employer = employer_of("**Developer - Platform / Web** at Acme_\n2012 - 2013\n")
    assert employer.roles[0].title == "Developer - Platform / Web"


def test_a_label_names_all_of_its_line():
    fields = ":Title: Developer / Team Lead\n:Duration: 2012 - 2013\n"
    assert titles(employer_of(f"Acme_{UNDERLINE}{fields}")) == [("Developer / Team Lead", "2012 — 2013")]


def test_a_title_that_is_not_known_is_where_those_of_the_other_jobs_are():
    known = f"2014 - 2015: Developer{UNDERLINE}Acme_\n\n- built it\n\n"
    other = f"2012 - 2013: Ninja{UNDERLINE}`Dojo <https://dojo.example>`_\n\n- fought\n\n"
    _, employer = resume_of(HEAD + WORK + known + other + TARGET).employers
    assert (employer.name, titles(employer)) == ("Dojo", [("Ninja", "2012 — 2013")])


def test_a_remark_beside_an_earlier_role_is_not_an_employer():
    employer = employer_of("**Developer** at Acme_\n2012 - 2013\n**Junior**, remote\n2011 - 2012\n")
    assert [run.part for run in employer.roles[1].heading if run.part] == ["title"]
    assert text(employer.roles[1].heading) == "Junior, remote"


def test_what_was_done_below_a_heading_with_dates_is_not_a_role():
    employer = employer_of(f"Acme_ (2012 - 2016){UNDERLINE}- moved it to AWS, 2014 - 2015;\n")
    assert titles(employer) == [("", "2012 — 2016")]
    assert len(employer.groups) == 1


def test_items_with_dates_below_an_employer_are_roles_if_they_name_them():
    employer = employer_of(f"Acme_{UNDERLINE}- Developer, 2014 - 2015\n- CTO, 2016 - 2017\n")
    assert titles(employer) == [("Developer", "2014 — 2015"), ("CTO", "2016 — 2017")]
    (problem,) = problems_of(f"{HEAD}{WORK}Acme Inc.{UNDERLINE}- moved it, 2014 - 2015;\n- left it, 2016\n")
    assert "'Acme Inc.' has no dates" in problem


def test_dates_on_their_own_below_a_job_are_reported():
    (problem,) = problems_of(f"{HEAD}{WORK}{JOB}2014 - 2015\n\nCTO\n\n{TARGET}")
    assert "'2014 - 2015' does not belong to a role" in problem
    released = employer_of(f"{JOB}Released 15.02.2021.\n\nSince 2014 it runs.\n")
    assert introductions(released)[1:] == ["Released 15.02.2021.", "Since 2014 it runs."]


def test_a_list_below_a_line_of_a_heading_is_kept():
    employer = employer_of(f"Acme_{UNDERLINE}- 2014 - 2015\n\n  - built it\n\nDeveloper\n")
    assert "built it" in str(employer)


CONTACTS = """\
:Email: - a@b.example
        - c@d.example

- one

  - two

    - three

.. list-table::

   * - :Phone: 555
       :Fax: 556
     - Berlin
   * - Site
     - here
"""


def test_every_contact_in_a_list_or_a_table_is_kept():
    resume = resume_of(f"{HEAD.replace('I build things.', CONTACTS)}{WORK}{JOB}{TARGET}")
    assert [text(each) for each in resume.contacts] == [
        "Email: a@b.example c@d.example",
        *("one", "two", "three"),
        *("Phone: 555", "Fax: 556", "Berlin"),
        "Site | here",
    ]


def test_a_table_keeps_its_title_and_a_table_within_it_is_read_once():
    table = ".. list-table:: Tools\n\n   * - Go\n     - .. list-table::\n\n          * - since 2013\n"
    (group,) = section_of(table).groups
    assert (text(group.introduction), str(group).count("since 2013")) == ("Tools", 1)


def test_what_follows_a_list_in_an_item_is_inside_of_the_item():
    (group,) = section_of("- a\n\n  - b\n\n  Then:\n\n  - c").groups
    (item,) = group.highlights
    assert [text(each.text) for each in item.highlights] == ["b", "Then:"]
    assert text(item.highlights[1].highlights[0].text) == "c"


def test_what_is_slanted_with_the_dates_is_a_place_and_no_employer():
    employer = employer_of("**Developer, Acme Inc**, *Oct 2012 - 2013, Kiel*\n\n- built it\n")
    assert (titles(employer), employer.name) == ([("Developer", "October 2012 — 2013")], "Acme Inc")
    assert text(employer.roles[0].heading) == "Developer, Acme Inc, Kiel"


@pytest.mark.parametrize("job", ["Developer at Harbour", "Developer, Harbour"])
def test_the_first_sentence_after_dates_in_bold_is_the_job_and_the_rest_is_what_was_done(job):
    employer = employer_of(f"**2012 - 2013:** {job}. Led two teams\nand taught.\n")
    assert (titles(employer), employer.name) == ([("Developer", "2012 — 2013")], "Harbour")
    assert introductions(employer) == ["Led two teams and taught."]


@pytest.mark.parametrize("link", ["in Acme_", "for Acme_"])
def test_a_word_between_a_role_and_a_link_belongs_to_neither(link):
    employer = employer_of(f":2012 - 2013: Developer {link}\n")
    assert (employer.roles[0].title, employer.name, employer.description) == ("Developer", "Acme", "")


def test_a_link_may_be_the_role_if_an_organisation_is_beside_it():
    employer = employer_of(":2012 - 2013: School of Logic `Fellow <https://fellow.example>`_\n")
    assert (employer.roles[0].title, employer.name) == ("Fellow", "School of Logic")


@pytest.mark.parametrize("between", [" and ", ", ", " & "])
def test_a_word_between_two_times_is_not_in_the_heading(between):
    employer = employer_of(f"**Developer**, Harbour, 2012 - 2013{between}2015 - 2016\n")
    assert titles(employer) == [("Developer", "2012 — 2013"), ("Developer", "2015 — 2016")]
    assert text(employer.roles[0].heading) == "Developer, Harbour"


def test_a_hospital_is_an_employer_and_a_ward_is_not():
    employer = employer_of(f"Nurse, Ward{UNDERLINE}St. Ann's Hospital, Salem, OR\n\n2012 - 2013\n")
    assert (employer.name, employer.location) == ("St. Ann's Hospital", "Salem, OR")


def test_a_time_without_work_has_no_employer():
    resume = resume_of(f"{HEAD}{WORK}**Parental leave**\n2013 - 2014\n\n{JOB}{TARGET}")
    assert [each.name for each in resume.employers] == ["", "Acme"]


def test_an_arrow_joins_dates():
    assert titles(employer_of(":2012 → today: Cook at Acme_\n")) == [("Cook", "2012 — Present")]


def test_the_name_of_a_company_has_no_space_before_a_comma():
    assert employer_of(f"Intern at Harbour , 2012 - 2013 (3 months){UNDERLINE}").name == "Harbour"


@pytest.mark.parametrize(
    "line",
    ["株式会社みどり　開発者", "株式会社みどり 開発者", "株式会社みどり、開発者", "開発者（株式会社みどり）"],
)
def test_parts_of_a_line_may_be_apart_as_in_japanese(line):
    employer = employer_of(f":2018年4月 - 現在: {line}\n")
    assert (titles(employer), employer.name) == ([("開発者", "April 2018 — Present")], "株式会社みどり")


def test_a_role_in_letters_of_its_own_below_an_employer_with_dates_is_its_role():
    employer = employer_of("**Harbour**, Kiel    June 2012 - May 2014\n\n*Software Engineer*\n\n- built it\n")
    assert (titles(employer), employer.name) == ([("Software Engineer", "June 2012 — May 2014")], "Harbour")
    assert text(employer.groups[0].highlights[0].text) == "built it"


def test_lines_like_those_of_the_job_above_are_a_job():
    lines = "Editor, *The Morning*, London, 2012–2014\n\nReporter, *The Evening*, Leeds, 2010–2012\n\n"
    first, second = resume_of(f"{HEAD}{WORK}{lines}It ran until 2012.\n").employers
    assert (first.name, second.name, second.roles[0].title) == ("The Morning", "The Evening", "Reporter")
    assert introductions(second) == ["It ran until 2012."]


def test_a_word_before_an_employer_is_not_in_its_name():
    assert employer_of("**Cocinera** en Harbour\n2012 - 2013\n").name == "Harbour"


def test_the_bracket_around_an_employer_is_not_in_its_name():
    assert employer_of(":2012 - 2013: Developer (Harbour Ltd)\n").name == "Harbour Ltd"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("`Harbour <https://a.example>`__\\ *- March 2012 - September\n2013*", "Harbour"),
        ("`Harbour\nLights <https://a.example>`_, March 2012 - September 2013", "Harbour Lights"),
        ("Harbour Ltd (March 2012 -\nSeptember 2013)", "Harbour Ltd"),
    ],
)
def test_a_line_goes_on_within_dates_and_links(lines, name):
    employer = employer_of(f"Developer{UNDERLINE}{lines}\n\n- built it\n")
    assert (titles(employer), employer.name) == ([("Developer", "March 2012 — September 2013")], name)


def test_a_place_right_after_a_role_is_no_employer():
    (problem,) = problems_of(f"{HEAD}{WORK}**Harbour Developer** Salem, OR January 2012 - 2013\n")
    assert "the job names no company" in problem


def test_an_organisation_in_bold_is_no_role():
    employer = employer_of("**Harbour University** - Summer Experience (2012 - 2013)\n")
    assert (titles(employer), employer.name) == ([("Summer Experience", "2012 — 2013")], "Harbour University")


def test_a_dash_that_leads_to_nothing_is_reported_before_words_as_well():
    lines = "| **2014–**\n|   Professor, Harbour College\n| **2008–2014**\n|   Lecturer, Harbour College\n"
    assert "'2014–' is not a period" in problems_of(f"{HEAD}{WORK}{lines}")[0]
    (problem,) = problems_of(f"{HEAD}{WORK}| **2014–** Lecturer, Harbour College\n")
    assert "'2014–" in problem


def test_a_city_is_not_in_the_name_of_a_company():
    assert employer_of("**Clerk** at Harbour GmbH in Kiel\n2012 - 2013\n").name == "Harbour GmbH"


def test_a_degree_among_jobs_is_no_employer():
    resume = resume_of(f"{HEAD}{WORK}:2012 - 2013: Developer at Acme\n:2008 - 2012: PhD.\n")
    assert [(each.name, each.roles[0].title) for each in resume.employers] == [
        ("Acme", "Developer"),
        ("", "PhD."),
    ]


@pytest.mark.parametrize(
    ("heading", "title", "name"),
    [
        ("Web Developer / Designer, Acme", "Web Developer / Designer", "Acme"),
        ("Developer / Acme, Berlin", "Developer", "Acme"),
        ("**Harbour Consultants,** Salem, OR - Tutor", "Tutor", "Harbour Consultants"),
    ],
)
def test_a_second_role_is_no_employer_and_several_consultants_are_no_role(heading, title, name):
    employer = employer_of(f"{heading} (2012 - 2013){UNDERLINE}- built it\n")
    assert (employer.roles[0].title, employer.name) == (title, name)


@pytest.mark.parametrize(
    "job", ["Developer, Beta (Summer 1999, Summer 2000).", "Tester, Gamma, Summer 1999\n\n- tested"]
)
def test_a_job_of_a_season_is_not_taken_for_what_was_done_in_the_job_above(job):
    (problem,) = problems_of(f"{HEAD}{WORK}{JOB}{job}\n\n{TARGET}")
    assert problem == ("resume.rst:14: 'Summer 1999' names no months; write them: `June 1999 — August 1999`")
    assert introductions(employer_of(f"{JOB}In summer 1999 it ran for the first time.\n"))[1:] != []


def test_a_title_may_go_on_in_the_next_line():
    employer = employer_of("**Harbour** - Researcher, Sensors and\nActuators, 2010 - 2012\n\n- x\n")
    assert titles(employer) == [("Researcher, Sensors and Actuators", "2010 — 2012")]
