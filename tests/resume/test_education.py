"""Education in any shape: degree, subject, institution and years as written; nothing is guessed."""

import pytest
from hypothesis import given, settings, strategies as st

from tests.resume import EXAMPLE, HEAD, JOB, TARGET, WORK, problems_of, resume_of
from vouch.resume.education import studies, unclear_studies
from vouch.sources.problem_log import notices

BACHELOR = ("TU Berlin", "B.Sc.", "Computer Science", "2010", "2014")


def education(text: str):
    return resume_of(f"{HEAD}{WORK}{JOB}Education\n---------\n\n{text}\n\n{TARGET}")


def found(text: str) -> list[tuple]:
    return [fields(each) for each in studies(education(text))]


def fields(study) -> tuple:
    start, end = (point.iso if point else "" for point in (study.start, study.end))
    return study.institution, study.degree, study.area, start, end


def test_a_sentence_may_name_two_universities():
    assert [fields(each) for each in studies(resume_of(EXAMPLE))] == [
        ("University of Lagos", "", "", "2009", "2011"),
        ("University of Leeds", "Bachelor's degree", "Mathematics", "2011", "2013"),
    ]


SHAPES = {
    "line": "{degree} {area}, {school}, {years}",
    "line with in": "{degree} in {area}, {school}, {years}",
    "school first": "{school}, {degree} in {area}, {years}",
    "dashes": "{school} — {degree} {area} ({years})",
    "bars": "{degree} {area} | {school} | {years}",
    "parentheses": "{degree} ({area}), {school}, {years}",
    "at": "{degree} in {area} at {school}, {years}",
    "from": "{degree} in {area} from {school}, {years}",
    "years first": "{years}: {degree} {area}, {school}",
    "sentences": "{degree} in {area}, {years}. {school}, Germany.",
    "item": "- {degree} {area}, {school}, {years}",
    "numbered item": "1. {degree} {area}, {school}, {years}",
    "bold": "**{degree} {area}**, {school}\n{years}",
    "bold and at": "**{degree} {area}** at {school}\n{years}",
    "bold school": "**{school}**, {degree} {area}\n*{years}*",
    "lines": "{degree} {area}\n{school}\n{years}",
    "line block": "| {school}, Germany\n| {degree} in {area}\n| {years}",
    "paragraphs of an item": "- **{school}**\n\n  {degree} {area}\n\n  {years}",
    "heading": "{degree} {area}\n{rule}\n\n{school}, {years}",
    "heading of a school": "{school}\n{rule}\n\n{degree} in {area}, {years}",
    "term": "{years}\n  {degree} {area}, {school}",
    "term of a degree": "{degree} {area}\n  {school}, {years}",
    "field": ":{years}: {school}, {degree} {area}",
    "labels": ":Degree: {degree} {area}\n:University: {school}\n:Dates: {years}",
}
RULE = "~" * 60


def written(shape: str, study: tuple) -> str:
    school, degree, area, start, end = study
    years = " — ".join(filter(None, (start, end)))
    return shape.format(degree=degree, area=area, school=school, years=years, rule=RULE)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_ordinary_shape_is_read(shape):
    resume = education(written(SHAPES[shape], BACHELOR))
    assert [fields(each) for each in studies(resume)] == [BACHELOR]
    assert list(unclear_studies(resume)) == []


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(SHAPES)),
    st.tuples(
        st.sampled_from(["TU Berlin", "MIT", "University of Leeds", "Université de Lille", "Lyceum 5"]),
        st.sampled_from(["B.Sc.", "MSc", "Ph.D.", "BA", "M.Eng.", "Master", "Diplom", "Bachelor of Science"]),
        st.sampled_from(
            ["Computer Science", "Physics", "Information Systems", "Law and Politics", "Informatik"]
        ),
        st.sampled_from(["1999", "March 2001"]),
        st.sampled_from(["2004", "July 2005"]),
    ),
    st.booleans(),
)
def test_a_study_reads_back_as_itself(shape, study, has_start):
    study = study if has_start else (*study[:3], "", study[4])
    iso = {"March 2001": "2001-03", "July 2005": "2005-07"}
    wanted = (*study[:3], *(iso.get(each, each) for each in study[3:]))
    assert found(written(SHAPES[shape], study)) == [wanted]


REMARKS = [
    "Berlin, Germany",
    "Boston, MA",
    "GPA 3.9",
    "grade: 1.3",
    "cum laude",
    "First Class Honours",
    "with distinction",
    "part time",
    "minor in Law",
    "Faculty of Science",
    "Department of Physics",
    "School of Engineering",
    "Thesis: Knots and links",
    "advisor: Ann Lee",
    "exchange at Oxford",
]
BESIDE = [
    "{degree} {area}, {remark}, {school}, {years}",
    "{degree} {area}, {school}, {remark}, {years}",
    "{school}, {remark}, {degree} in {area}, {years}",
    "**{degree} {area}**, {school}\n{years}\n{remark}",
    "{school}\n  {degree} in {area}, {years}, {remark}",
]


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("shape", BESIDE)
def test_a_remark_becomes_no_fact(shape, remark):
    for school in ("University of Leeds", "Georgia Tech"):
        study = (school, "M.Eng.", "Botany", "2010", "2014")
        for each in found(written(shape.replace("{remark}", remark), study)):
            assert all(fact in (wanted, "") for fact, wanted in zip(each, study, strict=True))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "- BSc, Mathematics, `ETH Zürich <https://ethz.ch>`_, September 2001 – June 2005",
            ("ETH Zürich", "BSc", "Mathematics", "2001-09", "2005-06"),
        ),
        (
            "**Diploma** at `Lyceum 5 <https://l.example>`_\n2009 — 2011",
            ("Lyceum 5", "Diploma", "", "2009", "2011"),
        ),
        (
            "BSc in Botany, `Reed <https://reed.example>`_, Portland, 2004",
            ("Reed", "BSc", "Botany", "", "2004"),
        ),
        ("College of Charleston, BSc Botany, 2004", ("College of Charleston", "BSc", "Botany", "", "2004")),
        ("BA, Oxford University", ("Oxford University", "BA", "", "", "")),
        ("BA Hons, University of Leeds", ("University of Leeds", "BA Hons", "", "", "")),
        ("Physics BSc, University of Leeds, 2004", ("University of Leeds", "BSc", "Physics", "", "2004")),
        (
            "Bachelor of Science (Honours) in Botany\nUniversity of Leeds\n2004",
            ("University of Leeds", "Bachelor of Science (Honours)", "Botany", "", "2004"),
        ),
        (
            "Master of Science in Botany with concentration in Ferns, May 2010. Iowa College, Ames, IA.",
            ("Iowa College", "Master of Science", "Botany", "", "2010-05"),
        ),
        (
            "B.A. in English, French, and Law, Reed College, Portland, OR, 1999 — 2004",
            ("Reed College", "B.A.", "English, French, and Law", "1999", "2004"),
        ),
        (
            "Ph.D. in Botany, Massachusetts Institute of\nTechnology, 2010 — 2014",
            ("Massachusetts Institute of Technology", "Ph.D.", "Botany", "2010", "2014"),
        ),
        ("BS Botany, Boston University, Boston, MA, 2010", ("Boston University", "BS", "Botany", "", "2010")),
        ("Boston University, Boston, MA, 2010", ("Boston University", "", "", "", "2010")),
        ("B.Sc. Botany, First Class Honours, INSA, 2010", ("INSA", "B.Sc.", "Botany", "", "2010")),
        (
            "School of Computing, University of Leeds, MSc Botany, 2001 — 2004",
            ("University of Leeds", "MSc", "Botany", "2001", "2004"),
        ),
        (
            ":2001-2006: Gomel State University\n  bachelor, plant genetics, Belarus",
            ("Gomel State University", "bachelor", "plant genetics", "2001", "2006"),
        ),
        (
            "Diplom-Informatiker (FH), Hochschule Bremen, 2003",
            ("Hochschule Bremen", "Diplom-Informatiker (FH)", "", "", "2003"),
        ),
        (
            "Diplom in Informatik an der Universität Bonn, Oktober 2001 — März 2006",
            ("Universität Bonn", "Diplom", "Informatik", "2001-10", "2006-03"),
        ),
        (
            "Licenciatura en Ingeniería Química, Universidad del Sur, Salta, Argentina, 2018",
            ("Universidad del Sur", "Licenciatura", "Ingeniería Química", "", "2018"),
        ),
        (
            "Maîtrise en informatique, Université de Lille, 1998 — 2002",
            ("Université de Lille", "Maîtrise", "informatique", "1998", "2002"),
        ),
        (
            "Бакалавр, прикладная математика, Казанский университет, 2008 — 2012",
            ("Казанский университет", "Бакалавр", "прикладная математика", "2008", "2012"),
        ),
        ("東京大学, 学士（情報科学）, 2010 – 2014", ("東京大学", "学士", "情報科学", "2010", "2014")),
        ("東京大学 2010 – 2014", ("東京大学", "", "", "2010", "2014")),
        ("Yale University, 1999, 2001, 2004", ("Yale University", "", "", "", "")),
        (
            "PhD student, Botany, ETH Zurich, 2019 — Present",
            ("ETH Zurich", "PhD student", "Botany", "2019", ""),
        ),
        ("MSc in Data, INSA, advisor: Ann Lee, 2004", ("INSA", "MSc", "Data", "", "2004")),
        (
            "BSc (Hons) in School Psychology at EPFL\nMay 2014\nBoston, MA",
            ("EPFL", "BSc (Hons)", "School Psychology", "", "2014-05"),
        ),
        (
            "MSc in Data, University of Leeds, exchange at ETH Zurich, 2001 — 2003",
            ("University of Leeds", "MSc", "Data", "2001", "2003"),
        ),
        ("B.Sc. Botany, INSA, graduated 2014", ("INSA", "B.Sc.", "Botany", "", "2014")),
        ("B.Sc. Botany, INSA, expected May 2027", ("INSA", "B.Sc.", "Botany", "", "")),
        ("B.Sc. Botany, INSA, 2023 — 2027 (expected)", ("INSA", "B.Sc.", "Botany", "2023", "")),
        ("Self-taught since 1999.", ("", "", "", "", "")),
    ],
)
def test_what_is_written_is_used(text, wanted):
    resume = education(text)
    assert [fields(each) for each in studies(resume)] == [wanted]
    assert list(unclear_studies(resume)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Graduated from the University of Texas at Austin in 2010 with a Bachelor's degree in Physics.",
            ("University of Texas at Austin", "Bachelor's degree", "Physics", "", "2010"),
        ),
        (
            "I studied Botany at the University of Leeds from 2001 to 2004.",
            ("University of Leeds", "", "", "2001", "2004"),
        ),
        ("I studied at Moscow State University until 2003.", ("Moscow State University", "", "", "", "")),
        (
            "In 2010 I graduated from MIT with a BSc in Physics; then 2012 MSc at Stanford University.",
            ("Stanford University", "MSc", "", "", ""),
        ),
        (
            "Started at University of Leeds in 2001, never finished in 2004",
            ("University of Leeds", "", "", "2001", ""),
        ),
    ],
)
def test_of_a_sentence_only_what_it_states_is_used(text, wanted):
    assert found(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("B.Sc., Botany, Berlin, 2010", ("", "B.Sc.", "", "", "2010")),
        ("B.Sc., Botany, 2010", ("", "B.Sc.", "", "", "2010")),
        ("Botany, Leeds, 2001 — 2004", ("", "", "", "2001", "2004")),
        ("Visiting student, Sep 2011 - Feb 2012", ("", "", "", "2011-09", "2012-02")),
        ("MSc in Data, INSA, exchange at Aalto, 2001 — 2003", ("", "MSc", "Data", "2001", "2003")),
        ("MSc in Data, INSA, School of Arts, 2001 — 2003", ("", "MSc", "Data", "2001", "2003")),
    ],
)
def test_what_is_unclear_is_reported_and_not_guessed(text, wanted):
    resume = education(text)
    what = f"{text!r} does not show what the institution is"
    instead = "write it like `B.Sc. Computer Science, TU Berlin, 2010 — 2014`"
    assert list(unclear_studies(resume)) == [(17, what, instead)]
    assert [fields(each) for each in studies(resume)] == [wanted]


def test_wrong_dates_are_reported():
    resume = education("- B.Sc. Botany, TU Berlin, 2014 — 2010")
    assert [what for _, what, _ in unclear_studies(resume)] == ["'2014 — 2010' ends before it starts"]
    assert [(each.start, each.end) for each in studies(resume)] == [(None, None)]


@pytest.mark.parametrize("text", ["Self-taught.", "Certified Juggler, July 2008", "Python course, 2013"])
def test_what_is_no_study_is_not_reported(text):
    assert list(unclear_studies(education(text))) == []


TWO = [
    ("TU Berlin", "M.Sc.", "Botany", "2014", "2016"),
    ("TU Berlin", "B.Sc.", "Botany", "2010", "2014"),
]


@pytest.mark.parametrize(
    "text",
    [
        "M.Sc. Botany, TU Berlin, 2014 — 2016\n\nB.Sc. Botany, TU Berlin, 2010 — 2014",
        "M.Sc. Botany, TU Berlin, 2014 — 2016\nB.Sc. Botany, TU Berlin, 2010 — 2014",
        "- M.Sc. Botany, TU Berlin, 2014 — 2016\n- B.Sc. Botany, TU Berlin, 2010 — 2014",
        "**TU Berlin**, Germany\n\n- M.Sc. Botany, 2014 — 2016\n- B.Sc. Botany, 2010 — 2014",
        "TU Berlin\n  M.Sc., Botany, 2014 — 2016\n  B.Sc., Botany, 2010 — 2014",
        "TU Berlin\n~~~~~~~~~\n\nM.Sc. Botany\n\n2014 — 2016\n\n- Thesis\n\nB.Sc. Botany\n\n2010 — 2014",
        "TU Berlin\n~~~~~~~~~\n\nM.Sc., Botany\n.............\n\n2014 — 2016\n\n"
        "B.Sc., Botany\n.............\n\n2010 — 2014",
        "=========== ============ =========\n2014 — 2016 M.Sc. Botany TU Berlin\n"
        "2010 — 2014 B.Sc. Botany TU Berlin\n=========== ============ =========",
    ],
)
def test_two_studies_are_told_apart(text):
    assert found(text) == TWO


def test_the_link_of_an_institution_is_its_address():
    (study,) = studies(education("- B.Sc. Botany, `TU Berlin <https://tu.example>`_, 2012"))
    assert (study.institution, study.address) == ("TU Berlin", "https://tu.example")


def test_what_is_below_a_study_is_its_own():
    text = "- M.Sc. Botany, TU Berlin, 2012\n\n  - Thesis on ferns\n\n- B.Sc. Botany, TU Berlin, 2010"
    assert [len(each.groups) for each in studies(education(text))] == [1, 0]


def test_every_line_is_kept_as_it_is():
    lines = "- Self-taught.\n- Then Yale University.\n- BSc, Logic, Leeds, 2001"
    texts = [each.text for each in studies(education(lines))]
    assert texts == ["Self-taught.", "Then Yale University.", "BSc, Logic, Leeds, 2001"]


def test_a_doubt_is_a_notice_and_the_site_is_built(build_site, tmp_path):
    source = f"{HEAD}{WORK}{JOB}Education\n---------\n\n- B.Sc., Botany, Berlin, 2010\n\n{TARGET}"
    assert (build_site({"pages/resume.rst": source}) / "resume.html").is_file()
    (notice,) = notices()
    place = tmp_path / "content/pages/resume.rst"
    assert notice.startswith(f"{place}:17: warning: 'B.Sc., Botany, Berlin, 2010' does not show what")


def test_personal_information_is_no_education():
    assert [
        each.kind
        for each in resume_of(
            f"{HEAD}{WORK}{JOB}Personal Information\n--------------------\n\nYes.\n\n{TARGET}"
        ).sections
    ][1] == ""


def test_no_letters_are_taken_out_of_a_name():
    line = "Baccalauréat S, Universitat de Vic, 2010"
    (study,) = studies(education(line))
    assert (study.degree, study.institution) == ("Baccalauréat", "Universitat de Vic")


def test_a_year_in_bold_before_a_degree_is_its_date():
    (study,) = studies(education("| **2007** Ph.D., Kings University"))
    assert (study.degree, study.institution, str(study.end)) == ("Ph.D.", "Kings University", "2007")


def test_a_degree_may_be_above_a_paragraph_of_its_place_and_years():
    text = (
        "**Master of Arts in Logic (with Focus on Data)**\n\nYale University 2017-2021\n\n"
        "**Bachelor of Arts in Logic**\n\nKings University 2012-2016"
    )
    found = [(each.degree, each.institution, each.start.year) for each in studies(education(text))]
    assert found == [
        ("Master of Arts", "Yale University", 2017),
        ("Bachelor of Arts", "Kings University", 2012),
    ]


def test_a_student_without_a_job_has_a_resume(build_site):
    source = f"{HEAD}Education\n---------\n\nBSc Botany, Kings University, 2010\n\nHobbies\n-------\n\n- me\n"
    page = (build_site({"pages/resume.rst": source}) / "resume.html").read_text("utf-8")
    assert ("Kings University" in page, "Each bar is a role" in page) == (True, False)
    for more in (WORK, "Past\n----\n\nKitchen, 2010\n\n"):
        assert "no section holds a job" in problems_of(source + "\n" + more)[0]


def test_an_institution_ends_with_its_sentence():
    (study,) = studies(education("I graduated from University of St. Lydia. Honours Degree in 2007."))
    assert study.institution == "University of St. Lydia"


@pytest.mark.parametrize("name", ["University at Lydia", "University of Lydia at Port-Royal"])
def test_a_university_may_have_at_in_its_name(name):
    for line in (f"BA Botany, {name}, 2011", f"**{name}**, BA in Botany, 2005 - 2011"):
        (study,) = studies(education(line))
        assert (study.degree, study.area, study.institution) == ("BA", "Botany", name)
