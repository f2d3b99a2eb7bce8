"""JSON Resume: valid, every role with its own dates and highlights, and none of the author's words lost."""

import re
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.resume import EXAMPLE, HEAD, JOB, SITE, TARGET, WORK, resume_of, text as text_of, words_of
from tests.validators import json_resume_errors
from vouch.resume.date_words import MONTHS
from vouch.resume.json_resume import json_resume
from vouch.resume.json_sections import strings


def document_of(text: str) -> dict[str, Any]:
    def absolute(address: str) -> str:
        return urljoin(f"{SITE}/", address) if address else ""

    return json_resume(resume_of(text), SITE, f"{SITE}/resume.json", absolute)


def with_section(text: str) -> dict[str, Any]:
    return document_of(f"{HEAD}{WORK}{JOB}{text}\n\n{TARGET}")


def words(document: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\w+", " ".join(strings(document))))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    return document_of(EXAMPLE)


def test_a_whole_resume_is_valid(example):
    assert json_resume_errors(example) == []


@pytest.mark.parametrize(
    ("place", "value"), [("url", "no address"), ("startDate", "02/2021"), ("highlights", "one")]
)
def test_what_is_not_valid_would_be_found(example, place, value):
    broken = {**example, "work": [{**example["work"][0], place: value}]}
    assert [each.partition(":")[0] for each in json_resume_errors(broken)] == [f"work/0/{place}"]


def test_a_bad_email_would_be_found():
    assert len(json_resume_errors({"basics": {"email": "nobody"}})) == 1


def test_each_role_is_an_entry_with_its_dates_and_its_own_highlights(example):
    work = example["work"]
    entries = [(each["position"], each["startDate"], each["endDate"]) for each in work]
    assert entries == [
        ("Staff Engineer", "2020-03", "2023-11"),
        ("Senior Engineer", "2017-05", "2020-03"),
        ("Engineer", "2015-06", "2017-05"),
        ("Python Developer", "2015-01", "2015-06"),
        ("Junior Developer", "2013-09", "2014-12"),
    ]
    assert [len(each.get("highlights", [])) for each in work] == [2, 5, 0, 2, 2]
    assert work[0]["summary"] == "After a year of incidents I joined the platform team as a Staff Engineer"
    assert work[1]["highlights"][3] == (
        "set up backups that are restored every night, and alerts for the night on which they are not;"
    )


def test_every_highlight_is_there_word_for_word_in_the_authors_order(example):
    newest, earlier, *others = (each.get("highlights", []) for each in example["work"])
    groups = [group for employer in resume_of(EXAMPLE).employers for group in employer.groups]
    written = [text_of(each.text) for group in groups for each in group.highlights]
    assert [*earlier, *newest, *(text for each in others for text in each)] == written


def test_what_the_schema_has_no_field_for_is_kept_beside_it(example):
    cartograph = example["work"][3]
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


def test_a_phrase_with_more_words_than_its_parts_is_kept_whole():
    job = "**Developer** at startup Acme_ (Montreal, remote)\n2012 — 2013\n\n"
    assert document_of(HEAD + WORK + job + TARGET)["work"][0]["description"] == (
        "at startup Acme (Montreal, remote)"
    )


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
    ("place", "wanted"),
    [
        ("Montreal, QC, Canada", {"city": "Montreal", "region": "QC, Canada"}),
        ("Berlin, Germany", {"city": "Berlin", "region": "Germany"}),
        ("Berlin", {"city": "Berlin"}),
        ("Old Town, Prague, Bohemia, Czechia", {"address": "Old Town, Prague, Bohemia, Czechia"}),
    ],
)
def test_no_part_of_a_place_is_repeated(place, wanted):
    head = f"Ann\n===\n\nHi.\n\n- https://a.example\n\nBased in {place}.\n\n"
    assert document_of(head + WORK + JOB + TARGET)["basics"]["location"] == wanted
