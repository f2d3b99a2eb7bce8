"""One résumé in every form: each fact of the model is found in the page, the PDF, the text and the data."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from lxml import html
from pypdf import PdfReader

from tests.conftest import ROOT
from tests.resume import resume_of
from vouch.resume.claims import claims
from vouch.resume.education import studies
from vouch.resume.json_sections import strings
from vouch.resume.machine_view import machine_view
from vouch.resume.model import Employer, Resume, Role, plain

RESUME = resume_of((ROOT / "content/pages/resume.rst").read_text("utf-8"))
ROLES = [(employer, role) for employer in RESUME.employers for role in employer.roles]


def normal(text: str) -> str:
    """One kind of quote, dash and white space: what typography changes and nobody reads."""
    text = re.sub(r"\s+[—–-]\s+", " - ", text.replace("’", "'"))
    return " ".join(text.split())


@cache
def page_of(site: Path) -> html.HtmlElement:
    return html.fromstring((site / "resume.html").read_text("utf-8"))


@cache
def words_of_page(site: Path) -> str:
    page = html.fromstring(html.tostring(page_of(site)))
    for each in page.xpath("//figure | //small"):
        each.drop_tree()
    return normal(page.get_element_by_id("content").text_content())


@cache
def words_of_pdf(site: Path) -> str:
    return normal("\n".join(each.extract_text() for each in PdfReader(site / "resume.pdf").pages))


def words_of_text(site: Path) -> str:
    return normal((site / "resume.txt").read_text("utf-8"))


@cache
def document(site: Path) -> dict:
    return json.loads((site / "resume.json").read_text("utf-8"))


@cache
def person(site: Path) -> dict:
    (script,) = page_of(site).xpath("//script[@type='application/ld+json']/text()")
    return next(each for each in json.loads(script)["@graph"] if each["@type"] == "Person")


def facts(resume: Resume) -> Iterator[str]:
    """Every text of the model on its own."""
    yield from (resume.name, resume.location)
    yield from (plain(claim.text) for claim in claims(resume))
    for employer in resume.employers:
        partner = employer.partner.text if employer.partner else ""
        yield from (employer.name, employer.kind, employer.description, partner, employer.mark)
        yield from (role.title for role in employer.roles)


@pytest.mark.parametrize("words", [words_of_page, words_of_pdf, words_of_text])
def test_each_text_stands_in_what_people_read(public_site, words):
    found = words(public_site)
    assert [fact for fact in facts(RESUME) if normal(fact) not in found] == []
    assert [each.heading for each in RESUME.sections if each.heading not in found] == []
    assert [str(role.period) for _, role in ROLES if normal(str(role.period)) not in found] == []


def test_each_text_stands_in_the_data(public_site):
    found = list(strings(document(public_site)))
    profiles = set(map(plain, RESUME.contacts))
    phrases = {plain(employer.phrase) for employer in RESUME.employers}  # there part by part
    wanted = [fact for fact in facts(RESUME) if fact and fact not in profiles | phrases]
    assert [fact for fact in wanted if not any(fact in each for each in found)] == []


def addresses_of_page(site: Path) -> set[str]:
    links = page_of(site).get_element_by_id("content").xpath(".//a/@href")
    return {f"https://marselester.com{each}" if each.startswith("/") else each for each in links}


def addresses_of_text(site: Path) -> set[str]:
    return set(re.findall(r"https?://\S+", (site / "resume.txt").read_text("utf-8")))


def addresses_of_pdf(site: Path) -> set[str]:
    return set(machine_view(site / "resume.pdf").links)


def addresses_of_data(site: Path) -> set[str]:
    return set(strings(document(site)))


@pytest.mark.parametrize(
    "addresses", [addresses_of_page, addresses_of_pdf, addresses_of_text, addresses_of_data]
)
def test_each_link_is_in_each_form(public_site, addresses):
    written = {run.href for run in RESUME.all_links}
    found = {each.rstrip("/") for each in addresses(public_site)}
    assert len(written) == 21
    assert written - found == set()


def dates(role: Role) -> tuple[str, str | None]:
    return role.period.start.iso, role.period.end.iso if role.period.end else None


def places(entries: list[dict], title: str) -> list[tuple[str, tuple[str, str | None]]]:
    return [(each[title], (each["startDate"], each.get("endDate"))) for each in entries]


def test_each_role_has_its_dates_in_the_data(public_site):
    roles = [(role.title, dates(role)) for _, role in ROLES]
    assert places(document(public_site)["work"], "position") == roles
    assert places(person(public_site)["worksFor"], "roleName") == roles
    occupations = person(public_site)["hasOccupation"]
    assert [(each["hasOccupation"]["name"], each["startDate"]) for each in occupations] == [
        (title, start) for title, (start, _) in roles
    ]


def test_each_employer_is_in_the_data(public_site):
    names = [(employer.name, employer.address) for employer, _ in ROLES]
    assert [(each["name"], each["url"]) for each in document(public_site)["work"]] == names
    organisations = [each["worksFor"] for each in person(public_site)["worksFor"]]
    assert [(each["name"], each["url"]) for each in organisations] == names


def test_the_person_is_who_the_resume_says(public_site):
    found = person(public_site)
    assert found["name"] == RESUME.name
    assert found["description"] == " ".join(map(plain, (*RESUME.summary, *RESUME.remarks)))
    assert found["homeLocation"]["name"] == RESUME.location
    assert {found["url"], *found["sameAs"]} == {run.href for run in RESUME.links}
    schools = [each["alumniOf"]["name"] for each in found["alumniOf"]]
    assert schools == [each.institution for each in studies(RESUME)]
    assert all(school in RESUME.education[0].groups[0].introduction[0].text for school in schools)


def entry(employer: Employer, role: Role) -> tuple[str, str]:
    phrase = plain(employer.phrase) if role == employer.roles[0] else ""
    return normal(f"{role.title} {phrase}"), normal(str(role.period))


def test_a_machine_recovers_the_jobs_from_the_pdf_alone(public_site):
    seen = machine_view(public_site / "resume.pdf")
    assert seen.name == RESUME.name
    found = [(normal(each.title), normal(each.dates)) for each in seen.entries]
    assert found == [entry(employer, role) for employer, role in ROLES]
    highlights = [plain(item.text) for each in RESUME.employers for g in each.groups for item in g.highlights]
    assert [normal(each) for each in seen.highlights] == list(map(normal, highlights))
