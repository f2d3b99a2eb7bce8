"""Structured data for search engines, as JSON-LD of schema.org: the author, and the articles as theirs.

The résumé's page has a graph of ProfilePage and Person; an article's BlogPosting names the same person
by the same `@id`. Templates serialise it with Jinja's `tojson`, which is safe within a script element.
"""

from functools import partial
from typing import Any, TypeAlias

from markupsafe import Markup
from pelican.contents import Article, Page
from pelican.generators import Generator

from vouch.markup.links import public_address
from vouch.pages.card_model import address_of
from vouch.resume.contacts import contacts_of
from vouch.resume.education import studies
from vouch.resume.json_sections import without_empty
from vouch.resume.model import Employer, Resume, Role, plain
from vouch.resume.phrases import description_of, kind_of_job
from vouch.resume.places import located
from vouch.sources.addresses import SiteAddress

Node: TypeAlias = dict[str, Any]

CONTEXT = "https://schema.org"


def author_id(settings: dict) -> str:
    return f"{settings['SITE_ADDRESS']}/#me"


def profile_page(page: Page) -> Node:
    """The graph of the résumé's page."""
    address = SiteAddress.of(page.settings).uri(page.url)
    person = author_id(page.settings)
    about = {"@type": "ProfilePage", "@id": address, "url": address, "mainEntity": {"@id": person}}
    return {"@context": CONTEXT, "@graph": [about, _person(page, person)]}


def _person(page: Page, person: str) -> Node:
    resume, absolute = page.resume, partial(public_address, content=page)
    contacts = contacts_of(resume, page.settings["SITE_ADDRESS"])
    jobs = [(employer, role) for employer in resume.employers for role in employer.roles]
    node = {
        "@type": "Person",
        "@id": person,
        "name": resume.name,
        "url": contacts.home,
        "description": " ".join(map(plain, (*resume.summary, *resume.remarks))),
        "image": absolute(resume.portrait.address) if resume.portrait else "",
        "email": contacts.email,
        "telephone": contacts.phone,
        "jobTitle": _job_title(resume),
        "homeLocation": _place(resume.location, page.lang) if resume.location else {},
        "sameAs": [each.address for each in contacts.profiles],
        "worksFor": [_works_for(employer, role, absolute) for employer, role in jobs if employer.name],
        "hasOccupation": [_occupation(role) for _, role in jobs],
        "alumniOf": _alumni_of(page, absolute),
    }
    return without_empty(node)


def _job_title(resume: Resume) -> str:
    """The present one: schema.org has no other."""
    is_current = resume.newest and not resume.newest[1].period.end
    return resume.newest[1].title if is_current else ""


def _place(name: str, language: str) -> Node:
    """https://schema.org/PostalAddress, as far as the parts of the place are clear."""
    parts = located(name, language)
    address = {
        "@type": "PostalAddress",
        "addressLocality": parts.get("city"),
        "addressRegion": parts.get("region"),
        "addressCountry": parts.get("countryCode"),
    }
    return {"@type": "Place", "name": name, "address": {} if "address" in parts else address}


def _works_for(employer: Employer, role: Role, absolute: partial) -> Node:
    """https://schema.org/Role: a role is between the person and the organisation, with its dates."""
    at = {
        "@type": "Organization",
        "name": employer.name,
        "url": absolute(employer.address),
        "location": employer.location,
    }
    beside = filter(None, (kind_of_job(employer, role), description_of(employer, role)))
    named = {"roleName": role.title, "description": ", ".join(beside)}
    return {"@type": "EmployeeRole", **named, **_dates(role.period), "worksFor": at}


def _occupation(role: Role) -> Node:
    occupation = {"@type": "Occupation", "name": role.title}
    return {"@type": "Role", **_dates(role.period), "hasOccupation": occupation}


def _alumni_of(page: Page, absolute: partial) -> list[Node]:
    return [
        {
            "@type": "OrganizationRole",
            **_dates(study),
            "alumniOf": {
                "@type": "CollegeOrUniversity",
                "name": study.institution,
                "url": absolute(study.address),
            },
        }
        for study in studies(page.resume)
        if study.institution
    ]


def _dates(span: Any) -> Node:
    """`start` and `end` as ISO 8601 dates: a year, or a year and a month."""
    return {"startDate": span.start and span.start.iso, "endDate": span.end and span.end.iso}


def blog_posting(article: Article) -> Node:
    settings, site = article.settings, SiteAddress.of(article.settings)
    authors = [_author(str(each), settings) for each in article.authors]
    modified = getattr(article, "modified", None)
    has_card = settings["CARDS"] and article.status != "draft"
    card = address_of(article.save_as) if has_card else ""
    return without_empty(
        {
            "@context": CONTEXT,
            "@type": "BlogPosting",
            "headline": Markup(article.title).striptags(),
            "image": site.uri(card) if card else "",
            "datePublished": article.date.date().isoformat(),
            "dateModified": modified.date().isoformat() if modified else "",
            "inLanguage": article.lang,
            "url": site.uri(article.url),
            "author": authors[0] if len(authors) == 1 else authors,
            "discussionUrl": getattr(article, "discuss", []),
        }
    )


def _author(name: str, settings: dict) -> Node:
    if name != settings["AUTHOR"]:
        return {"@type": "Person", "name": name}
    own = {"@id": author_id(settings), "url": f"{settings['SITE_ADDRESS']}/"}
    return {"@type": "Person", "name": name, **own}


def offer(generator: Generator) -> None:
    """Make Jinja's `tojson` compact with sorted keys."""
    generator.env.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": True}


def structured_data(content: Article | Page) -> Node:
    """The JSON-LD of an article or the résumé. A Jinja filter."""
    return blog_posting(content) if isinstance(content, Article) else profile_page(content)
