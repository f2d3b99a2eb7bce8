"""Roles that overlap are reported and do not stop a build."""

import pytest

from tests.resume import HEAD, WORK, resume_of
from vouch.build.run import build
from vouch.resume.overlap import overlapping_roles
from vouch.sources.problem_log import notices

ROLES = "**B** at Acme\n{}\n**A**{}\n{}\n"


def overlaps(newer: str, older: str, phrase: str = "") -> list[tuple[int, str]]:
    resume = resume_of(HEAD + WORK + ROLES.format(newer, phrase, older))
    return [(line, what) for line, what, _ in overlapping_roles(resume)]


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("March 2013 — Present", "January 2012 — May 2013"),
        ("2013 — 2014", "2012 — Present"),
        ("March 2013 — May 2013", "January 2012 — 2014"),
        ("2012 — 2014", "2012 — 2014"),
        ("March 2013 — Present", "May 2012 — Present"),
        ("June 2013", "May 2012 — 2014"),
    ],
)
def test_an_overlap_is_told_with_the_line_of_the_role_listed_later(newer, older):
    assert overlaps(newer, older) == [(11, "the dates of 'A' overlap with those of 'B'")]


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("August 2017 — September 2020", "July 2014 — August 2017"),
        ("2014 — 2015", "2012 — 2014"),
        ("March 2014 — 2015", "2012 — 2014"),
        ("2014 — Present", "June 2012 — March 2014"),
        ("2013 — Present", "March 2013 — May 2013"),
        ("2013 — 2015", "2013"),
        ("May 2021 — Present", "May 2021"),
    ],
)
def test_who_ends_when_the_next_begins_does_not_overlap(newer, older):
    assert overlaps(newer, older) == []


@pytest.mark.parametrize("phrase", [" part time", ", in parallel", " (concurrently)"])
def test_an_author_who_says_so_is_not_told(phrase):
    assert overlaps("2013 — Present", "2012 — Present", phrase) == []


def test_the_build_goes_on_and_tells_it(build_site, tmp_path):
    source = HEAD + WORK + ROLES.format("2013 — Present", "", "2012 — Present")
    assert (build_site({"pages/resume.rst": source}) / "resume.html").is_file()
    (notice,) = notices()
    assert notice.startswith(f"{tmp_path / 'content/pages/resume.rst'}:11: warning: the dates of 'A' overlap")


@pytest.mark.slow
def test_invoke_build_shows_it(project, tmp_path):
    source = project.root / "content/pages/resume.rst"
    source.write_text(source.read_text("utf-8").replace("July 2014 — August", "July 2014 — October"), "utf-8")
    said = build(project.root, "pelicanconf.py", tmp_path / "output").splitlines()
    assert said[0].startswith("content/pages/resume.rst:26: warning: the dates of 'Senior Software Engineer'")
    assert len(said) == 2
