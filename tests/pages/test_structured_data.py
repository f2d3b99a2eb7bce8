"""What search engines and parsers of microformats read from the pages."""

import json

import mf2py
import pytest
from lxml import html

from tests.resume import HEAD, JOB, SITE, TARGET, WORK

ME = f"{SITE}/#me"


def data_of(file) -> dict:
    page = html.fromstring(file.read_text("utf-8"))
    (script,) = page.xpath("//head/script[@type='application/ld+json']/text()")
    return json.loads(script)


@pytest.fixture(scope="module")
def microformats(example_site):
    text = (example_site / "resume.html").read_text("utf-8")
    (resume,) = mf2py.parse(text, url=f"{SITE}/")["items"]
    return resume["properties"]


def test_the_profile_page_is_of_the_person(example_site):
    page, person = data_of(example_site / "resume.html")["@graph"]
    assert (page["@type"], page["mainEntity"]) == ("ProfilePage", {"@id": ME})
    assert page["url"] == f"{SITE}/resume.html"
    assert (person["@type"], person["@id"], person["name"]) == ("Person", ME, "Nadia Okonkwo")
    assert person["image"] == f"{SITE}/_static/talk.png"
    assert person["worksFor"][0] == {
        "@type": "EmployeeRole",
        "roleName": "Staff Engineer",
        "description": "logistics company",
        "startDate": "2020-03",
        "endDate": "2023-11",
        "worksFor": {"@type": "Organization", "name": "Harbour.io", "url": "https://harbour.example"},
    }
    assert person["alumniOf"][1]["endDate"] == "2013"
    assert person["worksFor"][3]["description"] == "contractor, map printer"
    assert person["homeLocation"] == {
        "@type": "Place",
        "name": "Leeds, UK",
        "address": {"@type": "PostalAddress", "addressLocality": "Leeds", "addressCountry": "GB"},
    }
    assert "jobTitle" not in person  # which would be a present one


def test_an_article_is_by_the_same_person(example_site):
    posting = data_of(example_site / "tail-latency.html")
    assert (posting["@type"], posting["author"]["@id"]) == ("BlogPosting", ME)
    assert posting["headline"] == "Where tail latency comes from"
    assert posting["datePublished"] == "2022-04-22"


def test_an_article_of_others_is_by_them(build_site):
    site = build_site({"articles/a.md": "Title: A\nDate: 2020-01-01\nAuthors: Ann; Bob\n\nText.\n"})
    people = [{"@type": "Person", "name": name} for name in ("Ann", "Bob")]
    assert data_of(site / "a.html")["author"] == people
    assert "by Ann, Bob" in (site / "a.html").read_text("utf-8")


def test_what_could_end_the_script_is_written_safely(build_site):
    title = "Title: </script><b> & \"q\" 'r'"
    site = build_site({"articles/a.md": f"{title}\nSlug: a\nDate: 2020-01-01\n\nText.\n"})
    raw = (site / "a.html").read_text("utf-8").split("ld+json")[1]
    assert "<" not in raw[: raw.index("</script>")].partition(">")[2]
    assert data_of(site / "a.html")["headline"].startswith("</script><b> & ")


def test_the_present_has_no_end(build_site):
    site = build_site({"pages/resume.rst": HEAD + WORK + JOB.replace("2013", "Present") + TARGET})
    person = data_of(site / "resume.html")["@graph"][1]
    (role,) = person["worksFor"]
    assert (role["startDate"], "endDate" in role, person["jobTitle"]) == ("2012", False, "Developer")


def test_the_resume_is_an_h_resume_with_the_authors_h_card(microformats):
    (card,) = microformats["contact"]
    assert card["type"] == ["h-card"]
    assert card["properties"]["name"] == ["Nadia Okonkwo"]
    assert card["properties"]["url"][:2] == [f"{SITE}/", "https://github.com/nadia-okonkwo"]
    assert card["properties"]["photo"][0]["value"] == f"{SITE}/_static/talk.png"
    assert len(card["properties"]["note"]) == 2


def test_each_role_is_an_event_with_its_dates_and_employer(microformats):
    roles = [each["properties"] for each in microformats["experience"]]
    assert [(each["name"], each["start"], each["end"]) for each in roles][:2] == [
        (["Staff Engineer"], ["2020-03"], ["2023-11"]),
        (["Senior Engineer"], ["2017-05"], ["2020-03"]),
    ]
    places = [each["location"][0]["value"] for each in roles]
    assert places == [*["Harbour.io"] * 3, "Cartograph", "Shelfmark"]
    (education,) = microformats["education"]
    assert education["value"].startswith("In 2009 I enrolled")


def test_profiles_elsewhere_are_marked_as_the_authors_own(example_site):
    page = html.fromstring((example_site / "resume.html").read_text("utf-8"))
    assert page.xpath("//ul[@class='links']//a[@rel='me']/@href") == [
        "/",
        "https://github.com/nadia-okonkwo",
        "https://hachyderm.io/@nadia",
    ]
