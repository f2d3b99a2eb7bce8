"""Anchors: readable, each of its own, and the same after the next edit."""

from itertools import pairwise

import pytest

from tests.resume import EXAMPLE, HEAD, TARGET, WORK, resume_of
from vouch.resume.anchors import anchors_of, is_anchor, slug

JOB = "**Developer** at Acme_\n2012 — 2013\n\n- built the thing\n- ran it\n\n"


def anchors(text: str) -> list[str]:
    return list(anchors_of(resume_of(text)).values())


def test_a_role_and_a_line_are_named_after_their_employer_and_their_own_words():
    found = anchors(EXAMPLE)
    assert found[2:5] == ["harbour-io-staff-engineer", "harbour-io-senior-engineer", "harbour-io-engineer"]
    assert "harbour-io-found-where-tail" in found
    assert len(set(found)) == len(found) == 23


def test_a_role_is_named_after_the_initials_that_the_text_uses():
    roles = "**Site Reliability Engineer** at B\n2014 — 2015\n**Site Architect**\n2013 — 2014\n\n"
    found = anchors(f"{HEAD}{WORK}{roles}- did it\n\nThen I joined them as an SRE\n\n- ran it\n")
    assert found == ["work", "b", "b-sre", "b-site-architect", "b-did", "b-joined-them-sre", "b-ran"]


def test_a_new_job_or_line_changes_no_anchor_below_it():
    old = anchors(HEAD + WORK + JOB + TARGET)
    newer = "**Lead** at Acme_\n2014 — Present\n\n- built the thing\n\n"
    more = anchors(HEAD + WORK + newer + JOB.replace("- built", "- learned\n- built") + TARGET)
    assert set(old) <= set(more)
    assert {"acme-2", "acme-built-thing-2", "acme-lead", "acme-learned"} <= set(more)


def test_of_equal_names_the_oldest_has_no_number():
    twice = "**A** at B\n2014 — 2015\n\n- did it\n\n"
    found = anchors(HEAD + WORK + twice + twice.replace("2014 — 2015", "2010 — 2011"))
    assert found == ["work", "b-2", "b-a-2", "b-did-2", "b", "b-a", "b-did"]


def test_an_id_of_the_theme_is_not_used_as_an_anchor():
    found = anchors(f"{HEAD}Content\n-------\n\nx\n\n{WORK}{JOB}{TARGET}")
    assert "content" not in found
    assert "content-2" in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Harbour.io", "harbour-io"),
        ("O'Neill & Söhne", "oneill-söhne"),
        ("株式会社メルカリ", "株式会社メルカリ"),
        ("C++", "c"),
        ("🚀", ""),
        ("a_b", "a-b"),
    ],
)
def test_letters_of_any_alphabet_stay(text, name):
    assert slug(text) == name


def test_a_long_line_is_named_after_whole_words():
    assert all(len(each) <= 48 for each in [slug("word " * 30), slug("x" * 100)])
    assert not any(left == right == "-" for left, right in pairwise(slug("word -- " * 9)))


def test_the_anchors_of_long_names_may_be_listed():
    role = "**Senior Software Engineer, Storage** at Northwind Systems, Inc.\n2014 — 2015\n\n- ran it\n\n"
    found = anchors(HEAD + WORK + role + role)
    assert max(map(len, found)) > 48
    assert all(map(is_anchor, found))
