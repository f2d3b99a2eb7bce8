"""The résumé as JSON Resume, https://jsonresume.org/schema (1.x).

The schema has one role per job, so each role is a `work` entry with its own dates and groups. Roles that
follow each other and share all that was done are one entry, named after all of them. What the schema has no
field for is in additional fields, which it allows: `links`, `type`, `partner`, `mark` and `roles` of a job,
`summary` of a study. Sections and links without any place are below `meta`, because 1.0.0 allows no
additional fields at the root.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from vouch.resume.assignment import spans
from vouch.resume.claims import highlights as all_highlights, lines
from vouch.resume.contacts import contacts_of
from vouch.resume.education import studies
from vouch.resume.json_sections import ENTRIES, JSON, Absolute, strings, with_titles, without_empty
from vouch.resume.model import Employer, Group, Line, Resume, Role, Section, Study, plain
from vouch.resume.periods import Period, whole_period
from vouch.resume.phrases import description_of, kind_of_job
from vouch.resume.places import located

SAFE_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*"  # RFC 3986; non-ASCII letters are percent-encoded
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def as_uri(address: str) -> str:
    return quote(address, safe=SAFE_IN_ADDRESSES)


def json_resume(
    resume: Resume, site_address: str, canonical: str, whole: Absolute, language: str = "en"
) -> JSON:
    """The document, of JSON values. `canonical` is the address at which it will be published."""

    def absolute(address: str) -> str:
        return as_uri(whole(address))

    prose = [each for each in resume.sections if _is_prose(each)]
    document: dict[str, Any] = {
        "$schema": SCHEMA,
        "basics": _basics(resume, prose, site_address, absolute, language),
        "work": [],
        "volunteer": [],
        "education": _education(studies(resume), absolute),
    }
    for section in resume.sections:
        if section not in (*resume.education, *prose):
            for written, entries_of in ((section.employers, _jobs), (section.groups, _entries)):
                field, entries = entries_of(section, absolute) if written else ("work", [])
                document.setdefault(field, []).extend(entries)
    rest = _unwritten(resume.all_links, document, absolute)
    more = {"sections": document.pop("sections", []), "links": _links([rest], absolute)}
    return without_empty({**document, "meta": {"canonical": canonical, "version": "v1.0.0", **more}})


def _unwritten(links: Line, document: JSON, absolute: Absolute) -> Line:
    """The links whose addresses are nowhere in the document; `mailto:` is in none."""
    written = set(strings(document))
    web = (each for each in links if not each.href.startswith("mailto:"))
    return tuple(each for each in web if absolute(each.href) not in written)


def _is_prose(section: Section) -> bool:
    """Whether a section is the author's summary, which has its own field."""
    return section.kind == "summary" and not section.employers


def _jobs(section: Section, absolute: Absolute) -> tuple[str, list[JSON]]:
    """The schema's field for a section of jobs, and their entries."""
    jobs = [(each, span) for each in section.employers for span in spans(each).items()]
    entries = [_work(each, *span, absolute) for each, span in jobs]
    if section.kind == "volunteer":
        return "volunteer", [{"organization": each.pop("name"), **each} for each in entries]
    if section.kind == "aside":
        return "projects", [_project(each, section.heading) for each in entries]
    return "work", entries


def _basics(
    resume: Resume, prose: list[Section], site_address: str, absolute: Absolute, language: str
) -> JSON:
    contacts = contacts_of(resume, site_address)
    sections = (text for each in prose for _, text in lines(each.groups))
    return {
        "name": resume.name,
        "label": resume.newest[1].title if resume.newest else "",
        "image": absolute(resume.portrait.address) if resume.portrait else "",
        "email": contacts.email,
        "phone": contacts.phone,
        "url": absolute(contacts.home),
        "summary": "\n\n".join(map(plain, (*resume.summary, *resume.remarks, *sections))),
        "location": located(resume.location, language),
        "profiles": [
            {"network": each.network, "username": each.username, "url": absolute(each.address)}
            for each in contacts.profiles
        ],
        "contacts": list(contacts.others),
    }


def _work(employer: Employer, roles: tuple[Role, ...], groups: tuple[Group, ...], absolute: Absolute) -> JSON:
    done = _work_done(groups, absolute)
    about = [text for _, text in lines(employer.about)]
    shared = [_role(each) for each in roles] if len(roles) > 1 else []
    return {
        "name": employer.name,
        "position": "; ".join(dict.fromkeys(each.title for each in roles)),
        "url": absolute(employer.address),
        "location": employer.location,
        "description": "\n".join(filter(None, (description_of(employer, roles[0]), *map(plain, about)))),
        "type": "; ".join(filter(None, (kind_of_job(employer, each) for each in roles))),
        **_dates(whole_period(each.period for each in roles)),
        **done,
        "summary": "\n\n".join(filter(None, (_timetable(roles), done["summary"]))),
        "links": _links(about, absolute) + done["links"],
        "roles": shared,
        "partner": _link(employer.partner.text, employer.partner.href, absolute) if employer.partner else {},
        "mark": employer.mark,
    }


def _role(role: Role) -> JSON:
    return {"position": role.title, **_dates(role.period)}


def _timetable(roles: tuple[Role, ...]) -> str:
    """The roles of a shared entry; semicolons, because some themes show the lines as one."""
    return ";\n".join(f"{each.title}, {each.period}" for each in roles) if len(roles) > 1 else ""


def _project(entry: JSON, heading: str) -> JSON:
    """A talk, a prize or a project that is written like a job."""
    names = {"entity": entry.pop("name"), "name": entry.pop("position")}
    kinds = [entry.pop("type"), *(each["position"] for each in entry.pop("roles"))]
    return {**names, "roles": kinds, **entry, "type": heading}


def _dates(period: Period) -> JSON:
    return {"startDate": period.start.iso, "endDate": period.end.iso if period.end else ""}


def _work_done(groups: tuple[Group, ...], absolute: Absolute) -> JSON:
    items = [text for group in groups for _, text in all_highlights(group.highlights)]
    return {
        "summary": "\n\n".join(plain(group.introduction) for group in groups if group.introduction),
        "highlights": list(map(plain, items)),
        "links": _links((text for _, text in lines(groups)), absolute),
    }


def _links(texts: Iterable[Line], absolute: Absolute) -> list[JSON]:
    return [_link(run.text, run.href, absolute) for text in texts for run in text if run.href]


def _link(name: str, address: str, absolute: Absolute) -> JSON:
    return {"name": name, "url": absolute(address)}


def _education(found: list[Study], absolute: Absolute) -> list[JSON]:
    """A sentence about two studies is written once, at the first."""
    texts = [each.text for each in found]
    return [_study(each, absolute, each.text in texts[:number]) for number, each in enumerate(found)]


def _study(study: Study, absolute: Absolute, is_written: bool) -> JSON:
    done = _work_done(study.groups, absolute)
    return {
        "institution": study.institution,
        "url": absolute(study.address),
        "area": study.area,
        "studyType": study.degree,
        "startDate": study.start.iso if study.start else "",
        "endDate": study.end.iso if study.end else "",
        **done,
        "summary": "\n\n".join(filter(None, ("" if is_written else study.text, done["summary"]))),
    }


def _entries(section: Section, absolute: Absolute) -> tuple[str, list[JSON]]:
    """The schema's field that fits a section's heading, and its entries; none fits what is among jobs."""
    among_jobs = section.employers and section.kind != "aside"
    for heading, field, entry in () if among_jobs else ENTRIES:
        if re.search(heading, section.heading, re.IGNORECASE):
            titled = section.groups if field == "skills" else with_titles(section.groups)
            found = [entry(group, absolute) for group in titled]
            return field, [each for entries in found for each in entries]
    done = _work_done(section.groups, absolute)
    return "sections", [{"name": section.heading, **done}]
