"""Résumés of other people, written in the same natural way."""

import pytest

from tests.resume import HEAD, JOB, TARGET, WORK, employer_of, problems_of, resume_of, section_of, text
from vouch.resume.model import Run
from vouch.resume.periods import Period, YearMonth


@pytest.mark.parametrize("front", ["", ":orphan:\n\n", ".. a remark\n\n", ":date: 2020-01-01\n:orphan:\n\n"])
@pytest.mark.parametrize("summary", ["", "I build things.\n\n"])
def test_front_matter_and_summary_may_be_there_or_not(front, summary):
    resume = resume_of(f"{front}Ann Lee\n=======\n\n{summary}{WORK}{JOB}{TARGET}")
    assert resume.name == "Ann Lee"
    assert [text(each) for each in resume.summary] == [each for each in [summary.strip()] if each]
    assert resume.experience[0].heading == "Work"
    assert resume.employers[0].groups[0].highlights[0].text == (Run("built it"),)


def test_names_may_be_in_any_alphabet():
    resume = resume_of(
        "山田太郎\n========\n\n職歴\n----\n\n**開発者** at メルカリ_\n2012–2013\n\n.. _メルカリ: https://a.example\n"
    )
    assert (resume.name, resume.employers[0].name) == ("山田太郎", "メルカリ")
    resume = resume_of(
        "Иван Петров\n===========\n\nОпыт\n----\n\n**Разработчик** at ООО Ромашка\n2012 - Present\n"
    )
    assert (resume.name, resume.employers[0].name) == ("Иван Петров", "ООО Ромашка")


def test_a_company_needs_no_link():
    employer = employer_of("**Developer** contractor at Acme Inc. (Montreal) 🚀 🎉\nFeb 2021 - Present\n")
    assert (employer.name, employer.address, employer.kind) == ("Acme Inc.", "", "contractor")
    assert (employer.description, employer.partner, employer.mark) == ("", None, "🚀 🎉")
    assert employer.roles[0].period == Period(YearMonth(2021, 2), None)


def test_what_is_in_parentheses_without_a_link_is_not_a_partner():
    employer = employer_of("**Developer** at startup Acme_ (Montreal, remote)\n2012 — 2013\n")
    assert (employer.name, employer.description, employer.partner) == ("Acme", "startup", None)
    assert text(employer.roles[0].heading) == "Developer at startup Acme (Montreal, remote)"


def test_a_link_before_the_word_at_is_not_the_company():
    employer = employer_of("**Developer**, `contractor <https://law.example>`_, at Acme_\n2012 — 2013\n")
    assert (employer.name, employer.kind) == ("Acme", "contractor")


def test_white_space_is_as_in_html():
    employer = employer_of(
        "**Developer**   at   tiny   startup   Acme_   🚀\nFeb   2021  --  May 2021\n\n-   a   b\n"
    )
    assert text(employer.roles[0].heading) == "Developer at tiny startup Acme 🚀"
    assert (employer.description, str(employer.roles[0].period)) == (
        "tiny startup",
        "February 2021 — May 2021",
    )
    assert text(employer.groups[0].highlights[0].text) == "a b"


def test_the_phrase_may_be_longer_than_a_line():
    job = "**Developer** at a rather\nlarge company Acme_ 🚀\n2012 — 2013\n**Junior** part time\n2010-2011\n"
    employer = employer_of(job)
    assert (employer.description, employer.name, employer.mark) == ("a rather large company", "Acme", "🚀")
    assert [(each.title, each.line) for each in employer.roles] == [("Developer", 9), ("Junior", 12)]
    assert text(employer.roles[1].heading) == "Junior part time"


def test_paragraphs_after_the_dates_are_all_kept_in_order():
    job = "**Developer** at Acme_\n2012 — 2013\n\nFirst.\n\nSecond.\n\nThird:\n\n- one\n\nLast.\n"
    employer = employer_of(job)
    groups = [(text(each.introduction), len(each.highlights), each.line) for each in employer.groups]
    assert groups == [("First.", 0, 12), ("Second.", 0, 14), ("Third:", 1, 16), ("Last.", 0, 20)]


def test_an_employer_may_have_nothing_but_dates():
    employer, other = resume_of(f"{HEAD}{WORK}**A** at B\n2012 — 2013\n\n{JOB}{TARGET}").employers
    assert (employer.groups, other.name) == ((), "Acme")


def test_a_bold_paragraph_that_ends_with_a_colon_introduces_a_list():
    group = employer_of("**Developer** at Acme_\n2012 — 2013\n\n**Achievements:**\n\n- one\n").groups[0]
    assert group.introduction == (Run("Achievements:", strong=True),)


def test_the_styles_of_a_text_are_kept():
    (group,) = section_of('**a** *b* ``c  "d"`` `e` `f <https://f.example>`_ _`g` C\\ s').groups
    assert [run for run in group.introduction if run.text.strip()] == [
        Run("a", strong=True),
        Run("b", emphasis=True),
        Run('c  "d"', literal=True),
        Run("e", emphasis=True),
        Run("f", href="https://f.example"),
        Run("g"),
        Run(" Cs"),
    ]


def test_a_list_may_hold_lists():
    (group,) = section_of("- a\n\n  still a\n\n  - b\n    c\n\n    - d\n- e").groups
    outer, last = group.highlights
    assert (text(outer.text), outer.line, text(last.text), last.line) == ("a still a", 17, "e", 25)
    (inner,) = outer.highlights
    assert (text(inner.text), inner.line, inner.highlights[0].line) == ("b c", 21, 24)


def test_terms_introduce_their_definitions():
    groups = section_of("Go\n  since 2013\n\n  daily\nSQL : hobby\n  - a\n  - b\n\n:Russian: native").groups
    assert [
        (text(each.introduction), [text(one.text) for one in each.highlights], each.line) for each in groups
    ] == [
        ("Go", ["since 2013", "daily"], 17),
        ("SQL : hobby", ["a", "b"], 21),
        ("Russian", ["native"], 25),
    ]


def test_comments_transitions_and_targets_are_not_content():
    section = section_of(
        ".. hidden\n\none\n\n----\n\n.. _T: https://t.example\n\n- two\n\n.. hidden too\n\n- three"
    )
    assert [len(each.highlights) for each in section.groups] == [1, 1]


@pytest.mark.parametrize("heading", ["Projects", "Talks", "Skills", "Publications", "Languages"])
def test_a_section_before_the_work_stays_before_it(heading):
    talks = f"{heading}\n{'-' * len(heading)}\n\n**Kafka** at a meetup, May 2019.\n\n"
    resume = resume_of(HEAD + talks + WORK + JOB + TARGET)
    assert [each.heading for each in resume.sections] == [heading, "Work"]
    assert resume.experience[0].heading == "Work"
    assert text(resume.sections[0].groups[0].introduction) == "Kafka at a meetup, May 2019."


def test_an_education_written_as_jobs_is_not_the_work():
    education = "Education\n---------\n\n**Master** at Uni_\n2005 — 2012\n\n.. _Uni: https://uni.example\n\n"
    resume = resume_of(HEAD + education + WORK + JOB + TARGET)
    assert [each.employers[0].name for each in resume.sections] == ["Uni", "Acme"]
    assert [each.name for each in resume.employers] == ["Acme"]


def test_without_a_list_of_links_the_location_is_found_all_the_same():
    resume = resume_of(f"Ann Lee\n=======\n\nI code. Based in St. John's, NL. Remote.\n\n{WORK}{JOB}{TARGET}")
    assert (resume.location, resume.links, resume.contacts) == ("St. John's, NL", (), ())
    assert resume_of(f"{HEAD}Based in Riga\n\n{WORK}{JOB}{TARGET}").location == "Riga"


def test_contacts_keep_the_words_beside_the_links_and_those_without():
    resume = resume_of(f"{HEAD}- Mail: a@b.example\n- +1 555 0100\n\nRemark.\n\n{WORK}{JOB}{TARGET}")
    assert [text(each) for each in resume.contacts] == ["Mail: a@b.example", "+1 555 0100"]
    assert resume.links == (Run("a@b.example", href="mailto:a@b.example"),)


PHOTO = ".. image:: me.jpg\n   :alt: Me\n\n"


@pytest.mark.parametrize("place", [HEAD + PHOTO, HEAD + WORK + PHOTO, HEAD + WORK + JOB + PHOTO])
def test_the_photo_may_be_anywhere(place):
    rest = place.replace(HEAD, "").replace(PHOTO, "")
    resume = resume_of(place + (WORK + JOB)[len(rest) :] + TARGET)
    line = place[: place.index(PHOTO)].count("\n") + 1
    assert (resume.photo.address, resume.photo.alt, resume.photo.line) == ("me.jpg", "Me", line)
    assert len(resume.employers[0].groups) == 1


def test_a_resume_needs_no_photo():
    assert resume_of(HEAD + WORK + JOB + TARGET).photo is None


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("**Developer** @ startup Acme_ 🚀", ("Acme", "", "startup", "🚀")),
        ("**Developer**, Acme_", ("Acme", "", "", "")),
        ("**Developer** — startup Acme_ 🚀", ("Acme", "", "startup", "🚀")),
        ("**Developer** | Acme Inc.", ("Acme Inc.", "", "", "")),
        ("**Developer**, contractor at Acme_", ("Acme", "contractor", "", "")),
    ],
)
def test_the_company_may_follow_a_comma_or_a_dash(line, parts):
    employer = employer_of(f"{line}\n2012 — 2013\n")
    assert (employer.name, employer.kind, employer.description, employer.mark) == parts


def test_an_earlier_role_may_follow_a_comma_as_well():
    employer = employer_of("**Developer**, Acme_\n2012 — 2013\n**Junior**, part time\n2011 — 2012\n")
    assert [(each.title, text(each.heading)) for each in employer.roles] == [
        ("Developer", "Developer, Acme"),
        ("Junior", "Junior, part time"),
    ]


def test_a_title_may_be_longer_than_a_line():
    employer = employer_of("**Very Senior\nDeveloper** at Acme_\n2012 — 2013\n")
    assert employer.roles[0].title == "Very Senior Developer"


@pytest.mark.parametrize("end", ["in May\n2019", "which I led\nsince 2019", "and stayed\nfrom 2012 to 2013"])
def test_a_sentence_may_end_with_a_date_on_a_line_of_its_own(end):
    employer = employer_of(f"{JOB}We built it {end}\n")
    assert text(employer.groups[1].introduction) == f"We built it {end}".replace("\n", " ")


def test_a_job_may_have_one_date():
    employer = employer_of("**Developer** at Acme_\nJune 2019\n\n- built it\n")
    assert str(employer.roles[0].period) == "June 2019"


def test_a_bold_project_with_a_year_is_not_a_job():
    (group,) = section_of("**Parca** — a profiler at work\n2019\n").groups
    assert "Parca" in text(group.introduction)


@pytest.mark.parametrize(
    ("phrase", "heading"),
    [
        (" at startup Acme_ 🚀", "*Developer* at startup *Acme* 🚀"),
        (" at Acme Inc. 🚀", "*Developer* at *Acme Inc.* 🚀"),
        (", startup Acme_", "*Developer*, startup *Acme*"),
        (" — Acme Inc.", "*Developer* — *Acme Inc.*"),
    ],
)
def test_the_role_and_the_company_are_marked_in_their_heading(phrase, heading):
    runs = employer_of(f"**Developer**{phrase}\n2012 — 2013\n").roles[0].heading
    assert "".join(f"*{run.text}*" if run.part else run.text for run in runs) == heading


@pytest.mark.parametrize(
    ("phrase", "name", "address", "partner"),
    [
        ("at Google, working on `Kubernetes <https://k.example>`_", "Google", "", None),
        ("at Acme Corp (acquired by `Globex <https://g.example>`_)", "Acme Corp", "", None),
        ("at Initech, see my `blog post <https://i.example/b>`_", "Initech", "", None),
        ("at Umbrella (`Globex <https://g.example>`_)", "Umbrella", "", "Globex"),
        ("at Umbrella (`u.example <https://u.example>`_)", "Umbrella", "https://u.example", None),
        ("at a large, distributed company Acme_", "Acme", "https://acme.example", None),
        ("at Y Labs (S21) startup Acme_", "Acme", "https://acme.example", None),
        ("at Acme Inc.\nBerlin, Germany", "Acme Inc.", "", None),
        ("at Acme, Inc.", "Acme, Inc.", "", None),
        ("at Acme, Berlin", "Acme", "", None),
        ("at Acme:", "Acme", "", None),
        ("at Acme_ (`Ops 🚀 <https://o.example>`_)", "Acme", "https://acme.example", "Ops 🚀"),
    ],
)
def test_the_company_is_what_follows_the_role(phrase, name, address, partner):
    employer = employer_of(f"**Engineer** {phrase}\n2019 — 2020\n")
    assert (employer.name, employer.address) == (name, address)
    assert (employer.partner.text if employer.partner else None) == partner
    assert employer.mark == ""


def sections(*headings: str):
    jobs = "".join(
        f"{each}\n{'-' * 30}\n\n**Dev** at In{n}\n201{n} — Present\n\n" for n, each in enumerate(headings)
    )
    return resume_of(HEAD + jobs)


@pytest.mark.parametrize(
    ("headings", "employers"),
    [
        (("Experience", "Earlier Experience", "Freelance"), ["In0", "In1", "In2"]),
        (("Volunteer Work", "Experience"), ["In1"]),
        (("Ausbildung", "Berufserfahrung"), ["In1"]),
        (("Образование", "Опыт"), ["In1"]),
        (("Academic Appointments", "Education"), ["In0"]),
        (("Work", "Talks", "Selected Work", "Awards"), ["In0"]),
        (("Education",), ["In0"]),
    ],
)
def test_employers_are_those_of_the_sections_of_employment(headings, employers):
    assert [each.name for each in sections(*headings).employers] == employers


def test_case_studies_are_not_education():
    assert [each.heading for each in sections("Work", "Case Studies", "Studies").education] == ["Studies"]


def test_a_bold_label_with_a_colon_is_not_a_job():
    (group,) = employer_of("**Developer** at Acme_\n2012 — 2013\n\n**Tech:** Go, Python\n").groups
    assert text(group.introduction) == "Tech: Go, Python"


def test_a_section_of_degrees_is_education_in_any_language():
    studies = (
        "Koulutus\n--------\n\n**M.Sc. Physics** at Aalto_\n2005 — 2012\n\n.. _Aalto: https://a.example\n\n"
    )
    resume = resume_of(HEAD + studies + WORK + JOB + TARGET)
    assert [each.heading for each in resume.education] == ["Koulutus"]
    assert [each.name for each in resume.employers] == ["Acme"]


def test_jobs_may_be_the_sections_of_the_document():
    jobs = "Acme - Developer (2012 - 2013)\n------------------------------\n\n- built it\n\n"
    resume = resume_of(HEAD + jobs + "Talks\n-----\n\nNone.\n")
    assert [each.heading for each in resume.sections] == ["", "Talks"]
    assert [(each.name, each.roles[0].title) for each in resume.employers] == [("Acme", "Developer")]


def test_two_times_in_one_role_are_two_roles_under_one_heading():
    (first, second) = employer_of("**Developer** at Acme_\n2010 — 2012, 2014 — 2016\n\n- it\n").roles
    assert (first.title, str(first.period), text(first.heading)) == (
        "Developer",
        "2010 — 2012",
        "Developer at Acme",
    )
    assert (second.title, str(second.period), second.heading) == ("Developer", "2014 — 2016", ())


@pytest.mark.parametrize(
    ("title", "author", "name", "summary"),
    [
        ("Ann Lee, Software Engineer", "", "Ann Lee", ["Software Engineer"]),
        ("Curriculum Vitae", "Ann Lee", "Ann Lee", []),
        ("Curriculum Vitae\n================\n\nAnn Lee", "", "Ann Lee", []),
    ],
)
def test_the_name_may_be_beside_a_role_below_a_title_or_the_authors(title, author, name, summary):
    last = title.splitlines()[-1]
    line = ("~" if "\n" in title else "=") * len(last)
    jobs = WORK.replace("-", "+") + JOB
    resume = resume_of(f"{title}\n{line}\n\n{jobs}{TARGET}", author=author)
    assert (resume.name, [text(each) for each in resume.summary]) == (name, summary)


def test_contacts_may_be_fields_lines_or_terms():
    fields = ":Email: a@b.example\n:Phone: +1 555 0100\n\n"
    lines = "| 1 Main Street\n| Springfield\n\n"
    resume = resume_of(f"Ann Lee\n=======\n\n{fields}Hi.\n\n{lines}{WORK}{JOB}{TARGET}")
    assert [text(each) for each in resume.contacts] == [
        "Email: a@b.example",
        "Phone: +1 555 0100",
        "1 Main Street",
        "Springfield",
    ]
    assert [text(each) for each in resume.summary] == ["Hi."]


def jobs_of(text: str) -> list[tuple[str, str, str]]:
    employers = resume_of(HEAD + WORK + text).employers
    return [(each.roles[0].title, each.name, each.location) for each in employers]


def test_a_job_that_is_all_bold_has_its_title_before_at():
    assert jobs_of("**Developer at Acme**\n2012 — 2013\n") == [("Developer", "Acme", "")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Web Developer / Designer - Acme (2012 — 2013)", "Web Developer / Designer"),
        ("Research Scientist (Senior Staff) 2012 — 2013", "Research Scientist"),
    ],
)
def test_a_title_of_two_parts_is_as_written(line, title):
    assert jobs_of(f"{line}\n{'+' * len(line)}\n\nProse.\n")[0][0] == title


@pytest.mark.parametrize(
    ("line", "job"),
    [
        ("2009 - 2011: Nordwind, LLC - Seattle, WA", ("", "Nordwind, LLC", "Seattle, WA")),
        ("Freelance developer, Lyon, France, 2009 - 2011", ("Freelance developer", "", "Lyon, France")),
        ("Developer - Acme, France, 2009 - 2011", ("Developer", "Acme", "France")),
    ],
)
def test_a_place_is_neither_a_role_nor_an_employer(line, job):
    assert jobs_of(f"{line}\n{'+' * len(line)}\n\nProse.\n") == [job]


def test_a_remark_in_parentheses_is_no_employer():
    line = "Kites / 2019 - Present (kind of)"
    other = "Developer / Acme / 2018 - 2019"
    both = "".join(f"{each}\n{'+' * len(each)}\n\nProse.\n\n" for each in (line, other))
    assert jobs_of(both) == [("Kites", "", ""), ("Developer", "Acme", "")]


def test_a_list_below_a_role_is_what_was_done():
    role = "Coder\n^^^^^\n\n2000 - 2004\n\n- ran the systems of the library\n- saved time\n"
    (employer,) = resume_of(f"{HEAD}{WORK}Acme\n++++\n\n{role}").employers
    assert text(employer.roles[0].heading) == "Coder"
    assert len(employer.roles[0].groups[0].highlights) == 2


def test_contact_information_is_no_education():
    section = "Contact Information\n-------------------\n\nBy post.\n"
    assert resume_of(HEAD + WORK + JOB.replace("Acme_", "Acme") + section).sections[-1].kind != "education"


def test_the_rows_of_a_table_are_one_list_with_its_introduction():
    table = "Tools:\n\n====  ======\nLang  C, Go\nWeb   Flask\n====  ======\n"
    (group,) = section_of(table).groups
    assert (text(group.introduction), [text(each.text) for each in group.highlights]) == (
        "Tools:",
        ["Lang | C, Go", "Web | Flask"],
    )


@pytest.mark.parametrize(
    ("below", "title", "period"),
    [
        (
            "- *Duration*: Sep. 2008 - Dec 2011\n- *Title(s)*: Engineer\n- *Group*: Content Sys. Unit",
            "Engineer",
            "September 2008 — December 2011",
        ),
        ("2016 • *Technical Writer*", "Technical Writer", "2016"),
        ("*Developer*, 2014.10 -- 2015.1", "Developer", "October 2014 — January 2015"),
        ("*Developer*, 12-2018 to 05-2019", "Developer", "December 2018 — May 2019"),
    ],
)
def test_dates_below_an_employer_are_found_however_they_are_written(below, title, period):
    (employer,) = resume_of(f"{HEAD}{WORK}Acme\n++++\n\n{below}\n\nProse.\n").employers
    (role,) = employer.roles
    assert (role.title, str(role.period)) == (title, period)


def test_the_length_of_a_time_beside_it_is_no_job():
    job = ":2003 (7 months): Director - Acme Ltd.\n\n  - did it\n"
    assert jobs_of(job) == [("Director", "Acme Ltd.", "")]


@pytest.mark.parametrize("dates", ["Февраль 2020 – н.в.", "Feb 2020 – today, Kent, U.K."])
def test_a_line_of_dates_below_a_heading_may_end_with_an_abbreviation(dates):
    jobs = "".join(
        f"Инженер\n+++++++++\n\n`{each} <https://a.example>`_ · Moscow, Russia · {dates}\n\n- x\n\n"
        for each in ("НТР", "ННЦ")
    )
    assert [each[:2] for each in jobs_of(jobs)] == [("Инженер", "НТР"), ("Инженер", "ННЦ")]


def test_a_list_of_labels_is_one_job():
    fields = ":Title: Engineer\n:Date: 2012 - 2014\n:Company: Acme\n:Description: Built it. Then ran it.\n\n"
    other = fields.replace("Acme", "Nord")
    employers = resume_of(f"{HEAD}{WORK}{fields}----\n\n{other}").employers
    assert [each.name for each in employers] == ["Acme", "Nord"]
    assert {each.roles[0].title for each in employers} == {"Engineer"}
    assert text(employers[1].groups[0].introduction) == "Description"


def test_an_item_may_have_its_employer_dates_and_role_in_paragraphs():
    item = "- Nord\n\n  2012 - 2014\n\n  **Engineer**\n\n  * ran it\n\n"
    employers = resume_of(HEAD + WORK + item + item.replace("Nord", "Acme")).employers
    assert [each.name for each in employers] == ["Nord", "Acme"]
    assert {each.roles[0].title for each in employers} == {"Engineer"}
    assert [len(each.groups[0].highlights) for each in employers] == [1, 1]


def test_a_sentence_below_a_role_may_name_the_employer():
    heading = "Mar 2021 - Present: Integrator"
    job = f"{heading}\n{'+' * len(heading)}\n\nPermanent job in **Acme**, Leeds.\n\n- x\n"
    assert jobs_of(job)[0][:2] == ("Integrator", "Acme")


@pytest.mark.parametrize(
    ("line", "job"),
    [
        ("`Acme <https://a.example>`_ AS, 2012 — 2013", ("", "Acme")),
        ("Kites : Contract, 2012 — 2013", ("Contract", "Kites")),
        ("Editorial Norte, 2012 — 2013", ("", "Editorial Norte")),
        ("Robert Sykes & Associates, 2012 — 2013", ("", "Robert Sykes & Associates")),
    ],
)
def test_a_word_in_an_employer_s_name_is_no_role(line, job):
    assert jobs_of(f"{line}\n{'+' * len(line)}\n\nProse.\n")[0][:2] == job


def test_the_word_resume_is_no_part_of_the_name():
    assert resume_of(f"Ann Lee --- Résumé\n==================\n\n{WORK}{JOB}{TARGET}").name == "Ann Lee"


@pytest.mark.parametrize(
    "job", [":2012-2013: Developer, Acme Ltd.", "Acme\n++++\n\n:Role: Developer\n:Dates: 2012 - 2013\n\n- x"]
)
def test_the_fields_of_the_first_job_are_no_contacts(job):
    resume = resume_of(f"Ann Lee\n=======\n\nWork\n----\n\n{job}\n\nTalks\n-----\n\nNone.\n")
    assert (resume.contacts, resume.employers[0].roles[0].title) == ((), "Developer")


@pytest.mark.parametrize("title", ["CV of Ann Lee", "Ann Lee's Resume", "Curriculum Vitae de Ann Lee"])
def test_a_title_names_the_person_and_may_say_that_it_is_a_resume(title):
    assert resume_of(f"{title}\n{'=' * 30}\n\n{WORK}{JOB}{TARGET}").name == "Ann Lee"


def test_a_name_is_no_word_for_a_resume():
    assert resume_of(f"Vita de Boer\n============\n\n{WORK}{JOB}{TARGET}").name == "Vita de Boer"


def test_a_raised_sign_is_text_and_a_raised_number_is_refused():
    skills = "Skills\n------\n\n- Go\\ :sup:`{}`\n\n"
    section = resume_of(f"{HEAD}{skills.format('†')}{WORK}{JOB}{TARGET}").sections[0]
    assert text(section.groups[0].highlights[0].text) == "Go†"
    assert "superscript" in problems_of(f"{HEAD}{skills.format('2')}{WORK}{JOB}{TARGET}")[0]


@pytest.mark.parametrize("line", ["ann@lee.example", "ann@lee.example | +1 555 0100 200 | Berlin, Germany"])
def test_a_line_of_contacts_is_no_summary(line):
    resume = resume_of(HEAD.replace("I build", f"{line}\n\nI build") + WORK + JOB + TARGET)
    assert [text(each) for each in resume.contacts] == [line]
    assert (resume.summary, [text(each) for each in resume.remarks]) == ((), ["I build things."])
    resume = resume_of(
        HEAD.replace("things", "things, and you can write to me at ann@lee.example") + WORK + JOB + TARGET
    )
    assert resume.contacts == ()


def test_a_role_in_a_heading_above_the_contacts_is_no_section():
    subtitle = "Front-end Developer\n-------------------\n\n- ann@lee.example\n\n"
    resume = resume_of(f"Ann Lee\n=======\n\n{subtitle}{WORK}{JOB}{TARGET}")
    assert [text(each) for each in (*resume.summary, *resume.contacts)] == [
        "Front-end Developer",
        "ann@lee.example",
    ]
    assert [each.heading for each in resume.sections] == ["Work"]


@pytest.mark.parametrize(
    ("section", "job", "role", "language"),
    [
        ("Parcours professionnel", "Depuis 2019 : Infirmière, Les Pins", "Infirmière", "fr"),
        ("Werkervaring", "2019 - heden: Verpleegkundige bij Les Pins", "Verpleegkundige", "nl"),
        ("Опыт работы", "2019 — настоящее время: Медсестра, Les Pins", "Медсестра", "ru"),
    ],
)
def test_a_nurse_may_write_in_any_language(section, job, role, language):
    (employer,) = resume_of(f"{HEAD}{section}\n{'-' * 30}\n\n{job}\n{'~' * 50}\n", language).employers
    assert (employer.roles[0].title, employer.name) == (role, "Les Pins")
