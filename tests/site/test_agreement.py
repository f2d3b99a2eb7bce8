"""One résumé in every form: each fact of the model is found in the page, the PDF, the text and the data.

A site without a résumé has none of these forms.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html
from pypdf import PdfReader

from tests.resume import resume_of
from tests.whole_site import WholeSite
from vouch.build.resume_command import ANCHOR_LIST
from vouch.resume.anchor_list import listed_anchors
from vouch.resume.assignment import groups_by_role
from vouch.resume.claims import claims, highlights, lines
from vouch.resume.education import studies
from vouch.resume.json_sections import strings
from vouch.resume.machine_view import machine_view
from vouch.resume.model import Employer, Resume, Role, plain
from vouch.resume.plain_text import ascii_punctuation

AT = re.compile(r"\bat\b")  # which the names of the fields say
OF_LISTS = re.compile(r"skill|technolog|tools|stack|languages", re.IGNORECASE)


@cache
def resumes(site: WholeSite) -> list[Resume]:
    """The one that the site has, or none."""
    return [resume_of(site.source_of_resume.text)] if site.resume else []


def roles(resume: Resume) -> list[tuple[Employer, Role]]:
    return [(employer, role) for employer in resume.employers for role in employer.roles]


def normal(text: str) -> str:
    """The text with ASCII punctuation and without white space, which typography changes."""
    return "".join(ascii_punctuation(text).split())


def form(site: WholeSite, suffix: str) -> Path:
    return (site.folder / site.resume).with_suffix(f".{suffix}")


@cache
def words_of_page(site: WholeSite) -> str:
    page = html.fromstring(html.tostring(site.pages[site.resume]))
    for each in page.xpath("//figure | //small"):
        each.drop_tree()
    return normal(page.get_element_by_id("content").text_content())


@cache
def words_of_pdf(site: WholeSite) -> str:
    return normal("\n".join(each.extract_text() for each in PdfReader(form(site, "pdf")).pages))


def words_of_text(site: WholeSite) -> str:
    return normal(form(site, "txt").read_text("utf-8"))


@cache
def document(site: WholeSite) -> dict:
    return json.loads(form(site, "json").read_text("utf-8"))


@cache
def person(site: WholeSite) -> dict:
    (script,) = site.pages[site.resume].xpath("//script[@type='application/ld+json']/text()")
    return next(each for each in json.loads(script)["@graph"] if each["@type"] == "Person")


def facts(resume: Resume) -> Iterator[str]:
    """Every text of the model on its own."""
    yield from (resume.name, resume.location)
    yield from (plain(claim.text) for claim in claims(resume))
    for employer in resume.employers:
        partner = employer.partner.text if employer.partner else ""
        yield from (employer.name, employer.kind, employer.description, partner, employer.mark)
        yield from (role.title for role in employer.roles)


def test_a_resume_has_all_its_forms_and_a_site_without_one_has_none(site):
    found = {each.suffix for each in site.folder.glob(f"{Path(site.resume or 'resume.html').stem}.*")}
    assert found == ({".html", ".json", ".pdf", ".txt"} if site.resume else set())


def test_each_text_is_in_every_form_that_people_read(site):
    forms = (words_of_page, words_of_pdf, words_of_text)
    for resume, words in product(resumes(site), forms):
        found = words(site)
        assert [fact for fact in facts(resume) if normal(fact) not in found] == []
        assert [each.heading for each in resume.sections if normal(each.heading) not in found] == []
        periods = [str(role.period) for _, role in roles(resume)]
        assert [each for each in periods if normal(each) not in found] == []


def listed(resume: Resume) -> Iterator[str]:
    """The lines of sections of skills and languages: the data has an entry for each part of them."""
    for section in resume.sections:
        if OF_LISTS.search(section.heading):
            yield from (plain(text) for _, text in lines(section.groups))


def headings(resume: Resume) -> Iterator[str]:
    """The headings of jobs: the data has their words part by part."""
    for section in resume.sections:
        yield from (plain(each) for employer in section.employers for each in employer.headings)


def test_each_text_is_in_the_data(site):
    for resume in resumes(site):
        found = list(strings(document(site)))
        profiles = set(map(plain, resume.contacts))
        wanted = [fact for fact in facts(resume) if fact and fact not in profiles]
        parts = {fact: re.split(r"[,;:]\s+", fact) for fact in listed(resume)}
        parts |= {fact: re.findall(r"\w+", AT.sub("", fact)) for fact in headings(resume)}
        wanted = [part for fact in wanted for part in parts.get(fact, [fact])]
        assert [part for part in wanted if not any(part in each for each in found)] == []


def addresses_of_page(site: WholeSite) -> set[str]:
    links = site.pages[site.resume].get_element_by_id("content").xpath(".//a/@href")
    return {urljoin(site.address_of(site.resume), each) for each in links}


def addresses_of_text(site: WholeSite) -> set[str]:
    return set(re.findall(r"(?:https?://|mailto:|tel:)\S+", form(site, "txt").read_text("utf-8")))


def addresses_of_pdf(site: WholeSite) -> set[str]:
    return set(machine_view(form(site, "pdf")).links)


def addresses_of_data(site: WholeSite) -> set[str]:
    return set(strings(document(site)))


def test_each_link_is_in_each_form(site):
    forms = (addresses_of_page, addresses_of_pdf, addresses_of_text, addresses_of_data)
    for resume, addresses in product(resumes(site), forms):
        web = {run.href for run in resume.all_links if urlsplit(run.href).scheme in ("http", "https")}
        assert web - {each.rstrip("/") for each in addresses(site)} - addresses(site) == set()


def dates(role: Role) -> tuple[str, str | None]:
    return role.period.start.iso, role.period.end.iso if role.period.end else None


def places(entries: list[dict], title: str) -> list[tuple[str, tuple[str, str | None]]]:
    return [(each[title], (each["startDate"], each.get("endDate"))) for each in entries]


def test_each_role_has_its_dates_in_the_data(site):
    for resume in resumes(site):
        titles = [(role.title, dates(role)) for _, role in roles(resume)]
        work = [role for each in document(site).get("work", []) for role in each.get("roles", [each])]
        assert places(work, "position") == titles
        employed = [(role.title, dates(role)) for employer, role in roles(resume) if employer.name]
        assert places(person(site).get("worksFor", []), "roleName") == employed
        occupations = person(site).get("hasOccupation", [])
        assert [(each["hasOccupation"]["name"], each["startDate"]) for each in occupations] == [
            (title, start) for title, (start, _) in titles
        ]


def test_each_role_has_what_was_done_in_it_in_the_data(site):
    for resume in resumes(site):
        found: dict[tuple[str, str], list[str]] = {}
        for each in document(site).get("work", []):
            for role in each.get("roles", [each]):
                found[role["position"], role["startDate"]] = each.get("highlights", [])
        for employer in resume.employers:
            for role, groups in groups_by_role(employer).items():
                done = [plain(text) for group in groups for _, text in highlights(group.highlights)]
                assert found[role.title, role.period.start.iso] == done


def test_each_employer_is_in_the_data(site):
    for resume in resumes(site):
        names = [(employer.name, employer.address) for employer, _ in roles(resume)]
        entries = [[each] * len(each.get("roles", [each])) for each in document(site).get("work", [])]
        work = [each for entry in entries for each in entry]
        assert [(each.get("name", ""), each.get("url", "")) for each in work] == names
        organisations = [each["worksFor"] for each in person(site).get("worksFor", [])]
        named = [each for each in names if each[0]]
        assert [(each["name"], each.get("url", "")) for each in organisations] == named


def test_the_person_is_who_the_resume_says(site):
    for resume in resumes(site):
        found = person(site)
        assert found["name"] == resume.name
        assert found["description"] == " ".join(map(plain, (*resume.summary, *resume.remarks)))
        assert found.get("homeLocation", {}).get("name", "") == resume.location
        web = {run.href for run in resume.links if urlsplit(run.href).scheme in ("http", "https")}
        assert {found.get("url"), *found.get("sameAs", [])} - {None} == web
        schools = [each["alumniOf"]["name"] for each in found.get("alumniOf", [])]
        assert schools == [each.institution for each in studies(resume) if each.institution]


def entry(role: Role) -> tuple[str, str]:
    return normal(plain(role.heading) or role.title), normal(str(role.period))


def test_a_machine_recovers_the_jobs_from_the_pdf_alone(site):
    for resume in resumes(site):
        seen = machine_view(form(site, "pdf"))
        assert seen.name == resume.name
        found = [(normal(each.title), normal(each.dates)) for each in seen.entries]
        assert found == [entry(role) for _, role in roles(resume)]
        groups = [group for each in resume.employers for group in each.groups]
        lines = [plain(text) for group in groups for _, text in highlights(group.highlights)]
        assert [normal(each) for each in seen.highlights] == list(map(normal, lines))


def test_the_list_of_anchors_names_each_place_of_the_resume(site):
    for _ in resumes(site):
        kept = site.root / ANCHOR_LIST
        named = {each.name for each in listed_anchors(kept.read_text("utf-8") if kept.is_file() else "")}
        offered = site.pages[site.resume].get_element_by_id("content").xpath("section//@id | section/@id")
        assert set(offered) - named == set(), "run ./invoke resume and commit the list"


# Proof ------------------------------------------------------------------------------------------


def test_a_line_that_links_to_an_article_shows_it_and_the_article_shows_the_line(site):
    for _ in resumes(site):
        page = site.pages[site.resume].get_element_by_id("content")
        own = page.xpath("section//a[not(ancestor::small) and starts-with(@href, '/')]/@href")
        linked = {site.file_at(each).name for each in own}
        shown = {site.file_at(each).name for each in page.xpath(".//small[@class='proof']/a/@href")}
        assert shown == {each for each in site.articles if each in linked}
        for name in shown:
            back = site.pages[name].xpath("//section[@class='supports']//a/@href")
            places = [page.get_element_by_id(urlsplit(each).fragment or "content") for each in back]
            assert back
            assert all(f"{site.base}/{name}" in place.xpath(".//a/@href") for place in places)
