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
def test_an_overlap_is_reported_with_the_line_of_the_role_listed_later(newer, older):
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
def test_a_role_that_ends_when_the_next_begins_does_not_overlap(newer, older):
    assert overlaps(newer, older) == []


@pytest.mark.parametrize("phrase", [" part time", ", in parallel", " (concurrently)"])
def test_an_overlap_that_the_author_names_is_not_reported(phrase):
    assert overlaps("2013 — Present", "2012 — Present", phrase) == []


def test_an_overlap_is_a_notice_and_the_site_is_built(build_site, tmp_path):
    source = HEAD + WORK + ROLES.format("2013 — Present", "", "2012 — Present")
    assert (build_site({"pages/resume.rst": source}) / "resume.html").is_file()
    (notice,) = notices()
    assert notice.startswith(f"{tmp_path / 'content/pages/resume.rst'}:11: warning: the dates of 'A' overlap")


@pytest.mark.slow
def test_invoke_build_shows_the_notice(project, tmp_path):
    source = project.root / "content/pages/resume.rst"
    text = source.read_text("utf-8").replace("May 2017 — March 2020", "May 2017 — June 2020")
    source.write_text(text, "utf-8")
    line = text.splitlines().index("**Senior Engineer**") + 1
    notice, *_ = build(project.root, "pelicanconf.py", tmp_path / "output").splitlines()
    assert notice.startswith(f"content/pages/resume.rst:{line}: warning: the dates of 'Senior Engineer'")
