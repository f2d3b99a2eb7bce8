"""The résumé as JSON Resume, https://jsonresume.org/schema (1.x).

The schema has one role per job, so each role is a `work` entry with its own dates and groups. What the
schema has no field for is in additional fields, which it allows: `links`, `type`, `partner` and `mark` of a
job, `summary` of a study. Sections and links without any place are below `meta`, because 1.0.0 allows no
additional fields at the root.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from vouch.resume.assignment import groups_by_role
from vouch.resume.claims import highlights as all_highlights, lines
from vouch.resume.contacts import contacts_of
from vouch.resume.education import Study, studies
from vouch.resume.json_sections import ENTRIES, JSON, Absolute, strings, without_empty
from vouch.resume.model import Employer, Group, Line, Resume, Role, Section, plain

SAFE_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"  # RFC 3986; non-ASCII letters are percent-encoded
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(resume: Resume, site_address: str, canonical: str, whole: Absolute) -> JSON:
    """The document, of JSON values. `canonical` is the address at which it will be published."""

    def absolute(address: str) -> str:
        return quote(whole(address), safe=SAFE_IN_ADDRESSES)

    document: dict[str, Any] = {
        "$schema": SCHEMA,
        "basics": _basics(resume, site_address, absolute),
        "work": [],
        "volunteer": [],
        "education": _education(studies(resume), absolute),
    }
    for section in resume.sections:
        if section not in resume.education:
            for written, entries_of in ((section.employers, _jobs), (section.groups, _entries)):
                field, entries = entries_of(section, absolute) if written else ("work", [])
                document.setdefault(field, []).extend(entries)
    written = set(strings(document))
    rest = (
        run
        for run in resume.all_links
        if absolute(run.href) not in written and not run.href.startswith("mailto:")
    )
    more = {"sections": document.pop("sections", []), "links": _links([tuple(rest)], absolute)}
    return without_empty({**document, "meta": {"canonical": canonical, "version": "v1.0.0", **more}})


def _jobs(section: Section, absolute: Absolute) -> tuple[str, list[JSON]]:
    """The schema's field for a section of jobs, and one entry per role."""
    jobs = [(each, role) for each in section.employers for role in groups_by_role(each).items()]
    entries = [_work(each, *role, absolute) for each, role in jobs]
    if section.kind == "volunteer":
        return "volunteer", [{"organization": each.pop("name"), **each} for each in entries]
    if section.kind == "aside":
        return "projects", [_project(each, section.heading) for each in entries]
    return "work", entries


def _basics(resume: Resume, site_address: str, absolute: Absolute) -> JSON:
    contacts = contacts_of(resume, site_address)
    return {
        "name": resume.name,
        "image": absolute(resume.portrait.address) if resume.portrait else "",
        "email": contacts.email,
        "phone": contacts.phone,
        "url": absolute(contacts.home),
        "summary": "\n\n".join(map(plain, (*resume.summary, *resume.remarks))),
        "location": _location(resume.location),
        "profiles": [
            {"network": each.network, "username": each.username, "url": absolute(each.address)}
            for each in contacts.profiles
        ],
        "contacts": list(contacts.others),
    }


def _location(place: str) -> JSON:
    """Themes show all fields side by side, so none repeats another; a place of unclear parts stays whole."""
    city, _, region = place.partition(", ")
    return {"address": place} if region.count(", ") > 1 else {"city": city, "region": region}


def _work(employer: Employer, role: Role, groups: tuple[Group, ...], absolute: Absolute) -> JSON:
    return {
        "name": employer.name,
        "position": role.title,
        "url": absolute(employer.address),
        "description": _description(employer),
        "type": employer.kind if role == employer.roles[0] else _beside(role.heading),
        **_dates(role),
        **_work_done(groups, absolute),
        "partner": _link(employer.partner.text, employer.partner.href, absolute) if employer.partner else {},
        "mark": employer.mark,
    }


def _project(entry: JSON, heading: str) -> JSON:
    """A talk, a prize or a project that is written like a job."""
    names = {"entity": entry.pop("name"), "name": entry.pop("position"), "roles": [entry.pop("type")]}
    return {**names, **entry, "type": heading}


def _description(employer: Employer) -> str:
    """What the author wrote of the employer; the whole heading if other fields do not hold all its words."""
    written = _beside(employer.heading or employer.roles[0].heading)
    left, partner = written, employer.partner.text if employer.partner else ""
    for part in (employer.kind, employer.description, partner, employer.mark, "at"):
        left = left.replace(part, "", 1)
    return written if re.search(r"\w", left) else employer.description


def _beside(heading: Line) -> str:
    """What a heading says beside the role and the employer."""
    return plain(tuple(run for run in heading if not run.part)).strip(" ,—–-|·")


def _dates(role: Role) -> JSON:
    end = role.period.end
    return {"startDate": role.period.start.iso, "endDate": end.iso if end else ""}


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
        "institution": study.institution or study.text,
        "url": absolute(study.address),
        "area": study.area,
        "studyType": study.degree,
        "startDate": study.start.iso if study.start else "",
        "endDate": study.end.iso if study.end else "",
        **done,
        "summary": "\n\n".join(filter(None, ("" if is_written else study.text, done["summary"]))),
    }


def _entries(section: Section, absolute: Absolute) -> tuple[str, list[JSON]]:
    """The schema's field that fits a section's heading, and its entries."""
    for heading, field, entry in ENTRIES:
        if re.search(heading, section.heading, re.IGNORECASE):
            found = [entry(group, absolute) for group in section.groups]
            return field, [each for entries in found for each in entries]
    done = _work_done(section.groups, absolute)
    return "sections", [{"name": section.heading, **done}]
