"""JSON Resume: valid, every role with its own dates and highlights, and none of the author's words lost."""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.resume import EXAMPLE, HEAD, JOB, SITE, TARGET, WORK, resume_of, text as text_of, words_of
from tests.validators import json_resume_errors
from vouch.resume.date_words import MONTHS
from vouch.resume.json_resume import json_resume
from vouch.resume.json_schema import KEYWORDS, SCHEMA, schema_errors
from vouch.resume.json_sections import strings
from vouch.resume.model import Group, Resume, Run
from vouch.sources.problem_log import BrokenSite


def document_of(resume: str | Resume, language: str = "en") -> dict[str, Any]:
    def absolute(address: str) -> str:
        return urljoin(f"{SITE}/", address) if address else ""

    resume = resume_of(resume) if isinstance(resume, str) else resume
    return json_resume(resume, SITE, f"{SITE}/resume.json", absolute, language)


def with_employer(jobs: str, **fields: Any) -> dict[str, Any]:
    """The document of a résumé whose first employer has other fields than the parser gives it."""
    resume = resume_of(HEAD + WORK + jobs + TARGET)
    section = resume.sections[0]
    employers = (replace(section.employers[0], **fields), *section.employers[1:])
    return document_of(replace(resume, sections=(replace(section, employers=employers),)))


def with_section(text: str) -> dict[str, Any]:
    return document_of(f"{HEAD}{WORK}{JOB}{text}\n\n{TARGET}")


def words(document: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\w+", " ".join(strings(document))))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    return document_of(EXAMPLE)


def test_a_whole_resume_is_valid(example):
    assert json_resume_errors(example) == []
    assert list(schema_errors(example)) == []


BROKEN = [
    ("work", [{"url": "no address"}], "a URI"),
    ("work", [{"url": "https://a.example/%zz"}], "a URI"),
    ("work", [{"url": "https://a.example:x/"}], "a URI"),
    ("work", [{"url": "https://a.example/#a#b"}], "a URI"),
    ("work", [{"url": "https://größe.example"}], "a URI"),
    ("work", [{"startDate": "02/2021"}], "a date of ISO 8601"),
    ("education", [{"endDate": "2021-02-"}], "a date of ISO 8601"),
    ("work", [{"highlights": "one"}], "a list"),
    ("work", [{"highlights": [1]}], "a text"),
    ("work", {}, "a list"),
    ("basics", [], "an object"),
    ("basics", {"email": "nobody"}, "an e-mail address"),
]


@pytest.mark.parametrize(("field", "value", "what"), BROKEN)
def test_what_is_not_valid_is_found_by_the_build_and_by_a_package_of_others(example, field, value, what):
    broken = {**example, field: value}
    assert [each for _, each in schema_errors(broken)] == [what]
    assert len(json_resume_errors(broken)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example:80/b;c=(d)?e=/f?#g/?",
        "mailto:a@b.example",
        "tel:+1-555-0100",
        "https://u:p@a.example",
    ],
)
def test_an_address_of_any_form_is_valid(example, address):
    document = {**example, "work": [{"url": address}]}
    assert [*schema_errors(document), *json_resume_errors(document)] == []


def keywords(rules: dict[str, Any]) -> set[tuple[str, bool]]:
    """The keywords of a schema, and whether each of them is `true`."""
    inner = [each for name in ("properties", "definitions") for each in rules.get(name, {}).values()]
    inner += [rules["items"]] if "items" in rules else []
    return {(name, rule is True) for name, rule in rules.items()}.union(*map(keywords, inner))


def test_each_keyword_of_the_schema_is_known_and_other_fields_are_allowed():
    found = keywords(json.loads(SCHEMA.read_text("utf-8")))
    assert {name for name, _ in found} == set(KEYWORDS)
    assert ("additionalProperties", False) not in found


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("- `write to me <mailto:ann at a.example>`__", "mailto:annata.example is not an e-mail address"),
        ("- mail me: `here <mailto:a@b.example,c@d.example>`__", "mailto:a@b.example,c@d.example is not an"),
        ("- `home <https://a.example/%zz>`__", "https://a.example/%zz is not a URI"),
    ],
)
def test_a_document_that_is_not_valid_stops_the_build_at_its_line(build_site, tmp_path, line, problem):
    head = f"Ann\n===\n\nHi.\n\n- https://nadia.example\n{line}\n\n"
    with pytest.raises(BrokenSite) as stopped:
        build_site({"pages/resume.rst": head + WORK + JOB + TARGET})
    (found,) = stopped.value.problems
    assert found.startswith(f"{tmp_path / 'content/pages/resume.rst'}:7: {problem}")


def test_each_role_is_an_entry_and_those_that_share_all_that_was_done_are_one(example):
    work = example["work"]
    entries = [(each["position"], each["startDate"], each["endDate"]) for each in work]
    assert entries == [
        ("Staff Engineer", "2020-03", "2023-11"),
        ("Senior Engineer; Engineer", "2015-06", "2020-03"),
        ("Python Developer", "2015-01", "2015-06"),
        ("Junior Developer", "2013-09", "2014-12"),
    ]
    assert [len(each["highlights"]) for each in work] == [2, 5, 2, 2]
    assert work[0]["summary"] == "After a year of incidents I joined the platform team as a Staff Engineer"
    assert work[1]["summary"] == ("Senior Engineer, May 2017 — March 2020;\nEngineer, June 2015 — May 2017")
    assert work[1]["roles"] == [
        {"position": "Senior Engineer", "startDate": "2017-05", "endDate": "2020-03"},
        {"position": "Engineer", "startDate": "2015-06", "endDate": "2017-05"},
    ]
    assert [number for number, each in enumerate(work) if "roles" in each] == [1]
    assert work[1]["highlights"][3] == (
        "set up backups that are restored every night, and alerts for the night on which they are not;"
    )


@pytest.mark.parametrize(
    ("newer", "older", "is_one"),
    [
        ("May 2014 — 2015", "2012 — May 2014", True),
        ("June 2014 — 2015", "2012 — May 2014", True),
        ("July 2014 — 2015", "2012 — May 2014", False),
        ("April 2014 — 2015", "2012 — May 2014", False),
        ("2014 — Present", "2012 — 2014", True),
        ("2014 — Present", "2012 — 2013", True),
        ("2014 — Present", "2011 — 2012", False),
        ("2014 — 2015", "2012 — Present", False),
        ("2013 — 2015", "2012 — 2014", False),
        ("2012 — 2014", "2014 — 2015", True),  # the older one first
    ],
)
def test_roles_with_a_gap_or_at_one_time_each_have_what_they_share(newer, older, is_one):
    jobs = f"**Lead** at Acme_\n{newer}\n**Engineer**\n{older}\n\n- built it\n\n"
    work = document_of(HEAD + WORK + jobs + TARGET)["work"]
    assert [each["position"] for each in work] == (["Lead; Engineer"] if is_one else ["Lead", "Engineer"])
    assert all(each["highlights"] == ["built it"] for each in work)


def test_roles_without_anything_done_are_not_one():
    jobs = "**Lead** at Acme_\n2013 — 2014\n**Engineer**\n2012 — 2013\n\n"
    assert len(document_of(HEAD + WORK + jobs + TARGET)["work"]) == 2


def test_what_is_below_one_role_is_not_anothers():
    jobs = "**Lead** at Acme_\n2013 — 2014\n**Engineer**\n2012 — 2013\n\n- built it\n\n"
    lead, engineer = resume_of(HEAD + WORK + jobs + TARGET).employers[0].roles
    own = Group((Run("Led:"),), (), 1)
    work = with_employer(jobs, roles=(replace(lead, groups=(own,)), engineer))["work"]
    assert [(each.get("summary"), each.get("highlights")) for each in work] == [
        ("Led:", None),
        (None, ["built it"]),
    ]


def test_every_highlight_is_there_word_for_word_in_the_authors_order(example):
    newest, earlier, *others = (each.get("highlights", []) for each in example["work"])
    groups = [group for employer in resume_of(EXAMPLE).employers for group in employer.groups]
    written = [text_of(each.text) for group in groups for each in group.highlights]
    assert [*earlier, *newest, *(text for each in others for text in each)] == written


def test_what_the_schema_has_no_field_for_is_kept_beside_it(example):
    cartograph = example["work"][2]
    assert cartograph["type"] == "contractor"
    assert cartograph["partner"] == {"name": "Mapworks", "url": "https://mapworks.example"}
    assert (cartograph["description"], cartograph["mark"]) == ("map printer", "🗺️")
    assert example["work"][0]["links"][0] == {"name": "tail latency", "url": f"{SITE}/tail-latency.html"}


def test_no_word_is_lost(example):
    of_fields = {"Work", "Experience", "at", *MONTHS}  # which the names and forms of the fields say
    assert set(words_of(resume_of(EXAMPLE))) - words(example) - of_fields == set()


def test_all_addresses_are_whole(example):
    addresses = [each for each in strings(example) if "/" in each and " " not in each]
    assert [each for each in addresses if not each.startswith(("http://", "https://"))] == []
    assert example["basics"]["image"] == f"{SITE}/_static/talk.png"


def test_the_present_has_no_end_and_a_year_no_month():
    entry = document_of(HEAD + WORK + JOB.replace("2013", "Present") + TARGET)["work"][0]
    assert (entry["startDate"], "endDate" in entry) == ("2012", False)


@pytest.mark.parametrize(
    ("heading", "descriptions", "kinds"),
    [
        (" at startup Acme_ (Montreal, remote)", ["startup, Montreal, remote", "startup"], ["", "part-time"]),
        (", Contoso Labs (a lab)", ["a lab", ""], ["", "part-time"]),
        (" contractor at printer Acme_ 🗺️", ["printer", "printer"], ["contractor", "part-time"]),
        (" — Acme Inc.", ["", ""], ["", "part-time"]),
    ],
)
def test_a_description_has_the_words_that_are_nowhere_else_and_none_twice(heading, descriptions, kinds):
    jobs = f"**Developer**{heading}\n2014 — 2015\n**Tester**, part-time\n2011 — 2012\n\n- it\n\n"
    work = document_of(HEAD + WORK + jobs + TARGET)["work"]
    assert [each.get("description", "") for each in work] == descriptions
    assert [each.get("type", "") for each in work] == kinds


ROLES = "**Lead** at Acme_\n2014 — 2015\n**Tester**\n2011 — 2012\n\n- it\n\n"


def test_what_is_said_of_an_employer_above_its_roles_is_in_each_of_its_entries():
    heading = (Run("Acme", part="name"), Run(", maker of anvils, Leeds"))
    about = (Group((Run("See "), Run("us", href="https://us.example")), (), 1),)
    work = with_employer(ROLES, heading=heading, about=about, location="Leeds")["work"]
    assert [each["description"] for each in work] == ["maker of anvils\nSee us"] * 2
    assert [each["location"] for each in work] == ["Leeds"] * 2
    assert [each["links"] for each in work] == [[{"name": "us", "url": "https://us.example"}]] * 2


def test_work_without_an_employer_has_no_name():
    document = with_employer(ROLES, name="", address="")
    assert [("name" in each, each["position"]) for each in document["work"]] == [
        (False, "Lead"),
        (False, "Tester"),
    ]
    assert json_resume_errors(document) == []


def test_the_label_is_the_newest_role(example):
    assert example["basics"]["label"] == "Staff Engineer"


@pytest.mark.parametrize("heading", ["Summary", "Profile", "About me", "Objective", "Über mich", "О себе"])
def test_a_summary_follows_the_text_under_the_name(heading):
    document = with_section(f"{heading}\n-----------\n\nI like `anvils <https://a.example>`_.\n\n- and tools")
    assert document["basics"]["summary"] == "I build things.\n\nI like anvils.\n\nand tools"
    assert document["meta"]["links"] == [{"name": "anvils", "url": "https://a.example"}]
    assert "sections" not in document["meta"]


def test_no_highlight_of_one_section_is_anothers():
    text = "Education\n---------\n\n- Yale University, MSc, 2005\n\n  - thesis\n\nTalks\n-----\n\n- Queues\n"
    document = with_section(text)
    assert [each["highlights"] for each in document["work"]] == [["built it"]]
    assert [each["highlights"] for each in document["education"]] == [["thesis"]]
    assert [each["name"] for each in document["projects"]] == ["Queues"]


def test_paragraphs_among_jobs_are_a_section_of_their_own():
    resume = resume_of(HEAD + WORK + JOB + TARGET)
    section = replace(resume.sections[0], groups=(Group((Run("More on request"),), (), 1),))
    document = document_of(replace(resume, sections=(section,)))
    assert [each["name"] for each in document["work"]] == ["Acme"]
    assert document["meta"]["sections"] == [{"name": "Work", "summary": "More on request"}]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("`Queues that drain <https://q.example>`_, 2012", "Queues that drain"),
        ('Ann Lee, "Queues that drain," *Journal of Queues*, https://q.example', "Queues that drain"),
        ("**A. Lee**: “Queues `that <https://q.example>`_ drain”", "Queues that drain"),
        ("*Queues that drain*. 2012. https://q.example", "Queues that drain"),
        ("**Queues that drain**, 2012", "Queues that drain"),
        ("Queues that drain, `q.example <https://q.example/>`_", "Queues that drain"),
        ("Ann Lee (2012). Queues. *Journal*. https://q.example", "Ann Lee (2012). Queues. Journal"),
        ("https://q.example", "https://q.example"),
    ],
)
def test_a_publication_is_named_by_its_title(line, title):
    (found,) = with_section(f"Publications\n------------\n\n- {line}\n")["publications"]
    assert found["name"] == title


SECTIONS = {
    "Skills\n------\n\n- Languages: Go, Python (3, mostly)\n- Linux": (
        "skills",
        [{"name": "Languages", "keywords": ["Go", "Python (3, mostly)"]}, {"name": "Linux"}],
    ),
    "Skills\n------\n\n:Tools: Kafka, Jaeger": (
        "skills",
        [{"name": "Tools", "keywords": ["Kafka", "Jaeger"]}],
    ),
    "Languages\n---------\n\n- English (fluent)\n- French — native\n- Latin": (
        "languages",
        [
            {"language": "English", "fluency": "fluent"},
            {"language": "French", "fluency": "native"},
            {"language": "Latin"},
        ],
    ),
    "Projects\n--------\n\n- `tool <https://t.example>`_: a tool\n\n  - fast": (
        "projects",
        [{"name": "tool", "description": "tool: a tool", "highlights": ["fast"], "url": "https://t.example"}],
    ),
    "Talks\n-----\n\n- **Queues**, at a meetup": (
        "projects",
        [{"name": "Queues", "description": "Queues, at a meetup", "type": "talk"}],
    ),
    "Publications\n------------\n\n- `Paper <https://p.example>`_, 2012": (
        "publications",
        [{"name": "Paper", "url": "https://p.example", "summary": "Paper, 2012"}],
    ),
    "Awards\n------\n\n- First prize": ("awards", [{"title": "First prize"}]),
    "Certifications\n--------------\n\n- CKA": ("certificates", [{"name": "CKA"}]),
    "Interests\n---------\n\n- Chess": ("interests", [{"name": "Chess"}]),
    "Volunteering\n------------\n\n**Mentor** at `Club <https://c.example>`_\n2012 — 2013\n\n- helped": (
        "volunteer",
        [
            {
                "organization": "Club",
                "position": "Mentor",
                "url": "https://c.example",
                "startDate": "2012",
                "endDate": "2013",
                "highlights": ["helped"],
            }
        ],
    ),
    "Patents\n-------\n\nOne:\n\n- a wheel": (
        "sections",
        [{"name": "Patents", "summary": "One:", "highlights": ["a wheel"]}],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SECTIONS.items(), ids=[each.split("\n")[0] for each in SECTIONS])
def test_other_sections_are_where_the_schema_has_a_place(text, wanted):
    document = with_section(text)
    field, entries = wanted
    assert json_resume_errors(document) == []
    assert document.get(field, document["meta"].get(field)) == entries
    written = set(re.findall(r"\w+", re.sub(r"<.*?>`_", "", text.partition("-\n")[2])))
    assert written - words(document) - {"at"} == set()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Kenntnisse", "skills"),
        ("Compétences", "skills"),
        ("Навыки", "skills"),
        ("Sprachkenntnisse", "languages"),
        ("Programmiersprachen", "skills"),
        ("Idiomas", "languages"),
        ("Языки", "languages"),
        ("Projekte", "projects"),
        ("Veröffentlichungen", "publications"),
        ("Certifications", "certificates"),
        ("Zertifikate", "certificates"),
        ("Публикации", "publications"),
    ],
)
def test_sections_have_their_place_in_other_languages_as_well(heading, field):
    assert field in with_section(f"{heading}\n--------------------\n\n- Erlang\n")


def test_each_kind_of_contact_has_its_field():
    written = (
        "ann@ann.example",
        "+1 (514) 555-0100",
        "https://ann.example",
        "https://github.com/ann",
        "Pigeon post",
    )
    contacts = "".join(f"- {each}\n" for each in written)
    basics = document_of(f"Ann\n===\n\nHi.\n\n{contacts}\n{WORK}{JOB}{TARGET}")["basics"]
    assert (basics["email"], basics["phone"], basics["url"]) == (
        "ann@ann.example",
        "+1 (514) 555-0100",
        "https://ann.example",
    )
    assert basics["profiles"] == [{"network": "GitHub", "username": "ann", "url": "https://github.com/ann"}]
    assert basics["contacts"] == ["Pigeon post"]


def test_what_is_below_a_study_is_kept():
    study = "**MSc** at `TU <https://tu.example>`_\n2005 — 2010\n\n- Thesis on zebrafish\n\nLeeds, 2002\n"
    (entry,) = with_section(f"Education\n---------\n\n{study}")["education"]
    assert (entry["institution"], entry["highlights"]) == ("TU", ["Thesis on zebrafish"])
    assert "Leeds, 2002" in entry["summary"]


@pytest.mark.parametrize("heading", ["Talks", "Awards", "Selected Work"])
def test_what_has_the_form_of_a_job_under_another_heading_is_not_employment(heading):
    document = with_section(
        f"{heading}\n-------------\n\n**Prize** at ACM_\n2018 — 2019\n\n.. _ACM: https://acm.example"
    )
    assert [each["name"] for each in document["work"]] == ["Acme"]
    assert document["projects"][0]["name"] == "Prize"
    assert (document["projects"][0]["entity"], document["projects"][0]["type"]) == ("ACM", heading)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("English (C2), Czech (native), German: B1", ["English C2", "Czech native", "German B1"]),
        ("Serbo-Croatian — native", ["Serbo-Croatian native"]),
        ("Mandarin Chinese: basic", ["Mandarin Chinese basic"]),
    ],
)
def test_languages_have_names_and_fluency(line, wanted):
    found = with_section(f"Languages\n---------\n\n- {line}")["languages"]
    assert [f"{each['language']} {each['fluency']}" for each in found] == wanted


def test_programming_languages_are_skills():
    document = with_section(
        "Programming Languages\n---------------------\n\n- Go, Rust\n- Databases — PostgreSQL"
    )
    assert document["skills"] == [
        {"name": "Go"},
        {"name": "Rust"},
        {"name": "Databases", "keywords": ["PostgreSQL"]},
    ]
    assert "languages" not in document


def test_a_link_that_has_no_place_is_kept_at_the_end():
    job = "**Engineer** at Google, working on `k8s <https://k.example>`_\n2019 — 2020\n\n"
    skills = "Skills\n------\n\n- `Go <https://go.example>`_\n"
    document = document_of(f"Ann\n===\n\nI `write </a.html>`_.\n\n{WORK}{job}{skills}")
    assert document["meta"]["links"] == [
        {"name": "write", "url": f"{SITE}/a.html"},
        {"name": "k8s", "url": "https://k.example"},
        {"name": "Go", "url": "https://go.example"},
    ]
    assert json_resume_errors(document) == []


def test_the_phrase_of_an_earlier_study_is_its_own():
    master = "**Master** at `MIT <https://mit.example>`_ daily\n2005 — 2007\n"
    bachelor = "**Bachelor** evenings only\n2001 — 2005\n"
    found = with_section(f"Education\n---------\n\n{master}{bachelor}")["education"]
    assert [each["summary"] for each in found] == ["Master at MIT daily", "Bachelor evenings only"]


def test_an_unclear_study_has_no_institution_and_all_its_words():
    (study,) = with_section("Education\n---------\n\n- B.Sc., Botany, Berlin, 2010\n")["education"]
    assert study == {"studyType": "B.Sc.", "endDate": "2010", "summary": "B.Sc., Botany, Berlin, 2010"}


def test_what_is_below_an_item_is_not_an_institution():
    (study,) = with_section("Education\n---------\n\n- Yale University, MSc, 2005\n\n  - thesis zeta\n")[
        "education"
    ]
    assert (study["institution"], study["highlights"]) == ("Yale University", ["thesis zeta"])


def test_the_kind_of_a_job_is_kept_under_another_heading():
    document = with_section(
        "Projects\n--------\n\n**Lead** of nothing at `B <https://b.example>`_\n2012 — 2013\n"
    )
    assert document["projects"][0]["roles"] == ["of nothing"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Chinese (Mandarin) — fluent", [{"language": "Chinese (Mandarin)", "fluency": "fluent"}]),
        ("Russian, native (since birth)", [{"language": "Russian, native (since birth)"}]),
        ("English, French", [{"language": "English, French"}]),
    ],
)
def test_a_language_is_taken_apart_only_where_it_is_sure(line, wanted):
    assert with_section(f"Languages\n---------\n\n- {line}")["languages"] == wanted


def test_parentheses_in_parentheses_are_not_split():
    found = with_section("Skills\n------\n\n- Python (Django, Celery (beat, worker)), Go")["skills"]
    assert found == [{"name": "Python (Django, Celery (beat, worker))"}, {"name": "Go"}]


def test_addresses_of_other_alphabets_are_encoded():
    job = "**Dev** at `Größe <https://größe.example/ü>`_\n2012 — 2013\n\n- `x <https://a.example/größe?q=1#é>`_\n"
    document = document_of(HEAD + WORK + job)
    assert json_resume_errors(document) == []
    assert document["work"][0]["links"][0]["url"] == "https://a.example/gr%C3%B6%C3%9Fe?q=1#%C3%A9"


@pytest.mark.parametrize(
    ("place", "language", "wanted"),
    [
        ("Montreal, QC, Canada", "en", {"city": "Montreal", "region": "QC", "countryCode": "CA"}),
        ("Berlin, Germany", "en", {"city": "Berlin", "countryCode": "DE"}),
        ("Berlin, Deutschland", "de-AT", {"city": "Berlin", "countryCode": "DE"}),
        ("Казань, Россия", "ru", {"city": "Казань", "countryCode": "RU"}),
        ("Kazan, Russia", "ru", {"city": "Kazan", "countryCode": "RU"}),
        ("Berlin, Deutschland", "en", {"city": "Berlin", "region": "Deutschland"}),
        ("Leeds, UK", "en", {"city": "Leeds", "countryCode": "GB"}),
        ("Austin, TX, USA", "en", {"city": "Austin", "region": "TX", "countryCode": "US"}),
        ("Utrecht, the Netherlands", "en", {"city": "Utrecht", "countryCode": "NL"}),
        ("St. John's, NL", "en", {"city": "St. John's", "region": "NL"}),
        ("San Francisco, CA", "en", {"city": "San Francisco", "region": "CA"}),
        ("Atlanta, Georgia", "en", {"city": "Atlanta", "region": "Georgia"}),
        ("Berlin", "en", {"city": "Berlin"}),
        ("Germany", "en", {"address": "Germany", "countryCode": "DE"}),
        ("Remote, European Union", "en", {"city": "Remote", "region": "European Union"}),
        ("Prague, Bohemia, Nowhere", "en", {"address": "Prague, Bohemia, Nowhere"}),
        (
            "Old Town, Prague, Bohemia, Czechia",
            "en",
            {"address": "Old Town, Prague, Bohemia, Czechia", "countryCode": "CZ"},
        ),
    ],
)
def test_a_place_has_city_region_and_country_as_far_as_they_are_clear(place, language, wanted):
    head = f"Ann\n===\n\nHi.\n\n- https://a.example\n\nBased in {place}.\n\n"
    assert document_of(head + WORK + JOB + TARGET, language)["basics"]["location"] == wanted


def test_a_table_of_skills_is_names_with_their_keywords():
    table = "Skills\n------\n\n====  ======\nLang  C, Go\nWeb   Flask\n====  ======\n"
    assert with_section(table)["skills"] == [
        {"name": "Lang", "keywords": ["C", "Go"]},
        {"name": "Web", "keywords": ["Flask"]},
    ]


def test_a_link_whose_address_has_its_name_is_the_title_of_a_project():
    project = "Projects\n--------\n\n`Kites <https://x.example/kites>`_ (inactive)\n"
    assert with_section(project)["projects"][0]["name"] == "Kites"


def test_a_full_stop_after_an_employer_describes_nothing():
    document = document_of(f"{HEAD}{WORK}Developer at Acme_.\n2012 — 2013\n\n- built it\n\n{TARGET}")
    assert "description" not in document["work"][0]


def test_punctuation_around_the_parts_of_a_heading_describes_nothing():
    line = "Developer ⋅ `Acme <https://a.example>`_ (Leeds, UK) ⋅ 2012 — 2013"
    (work,) = document_of(f"{HEAD}{WORK}{line}\n{'+' * len(line)}\n\n- built it\n")["work"]
    assert (work["name"], work["position"]) == ("Acme", "Developer")
    assert "⋅" not in work.get("description", "")


def test_a_label_is_no_kind_of_work():
    fields = ":Position: Engineer\n:Dates: 2012 - 2013 (part-time)\n:Location: Leeds, UK\n"
    (work,) = document_of(f"{HEAD}{WORK}Nord\n++++\n\n{fields}\n- ran it\n")["work"]
    assert (work["position"], work["location"], work["type"]) == ("Engineer", "Leeds, UK", "part-time")


def test_what_is_below_the_heading_of_a_project_belongs_to_it():
    projects = "Projects\n--------\n\nKites\n~~~~~\n\nFlies them.\n\n- well\n\n**Boats**\n\nSails them.\n"
    found = with_section(projects)["projects"]
    assert [(each["name"], each["highlights"]) for each in found] == [
        ("Kites", ["Flies them.", "well"]),
        ("Boats", ["Sails them."]),
    ]
