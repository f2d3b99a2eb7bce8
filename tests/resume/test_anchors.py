"""Anchors: readable, each of its own, and the same after the next edit."""

from itertools import pairwise

import pytest

from tests.conftest import ROOT
from tests.resume import HEAD, TARGET, WORK, resume_of
from vouch.resume.anchors import anchors_of, slug

AUTHORS = (ROOT / "content/pages/resume.rst").read_text("utf-8")
JOB = "**Developer** at Acme_\n2012 — 2013\n\n- built the thing\n- ran it\n\n"


def anchors(text: str) -> list[str]:
    return list(anchors_of(resume_of(text)).values())


def test_a_role_is_called_by_its_employer_and_its_title_or_the_initials_that_the_text_uses():
    found = anchors(AUTHORS)
    assert found[2:5] == ["coins-ph-sre", "coins-ph-software-architect", "coins-ph-senior-software-engineer"]
    assert "coins-ph-introduced-continuous-profiling" in found
    assert len(set(found)) == len(found) == 38


def test_a_new_job_or_line_changes_no_anchor_below_it():
    old = anchors(HEAD + WORK + JOB + TARGET)
    newer = "**Lead** at Acme_\n2014 — Present\n\n- built the thing\n\n"
    more = anchors(HEAD + WORK + newer + JOB.replace("- built", "- learned\n- built") + TARGET)
    assert set(old) <= set(more)
    assert {"acme-2", "acme-built-thing-2", "acme-lead", "acme-learned"} <= set(more)


def test_of_equal_ones_the_oldest_keeps_the_plain_name():
    twice = "**A** at B\n2014 — 2015\n\n- did it\n\n"
    found = anchors(HEAD + WORK + twice + twice.replace("2014 — 2015", "2010 — 2011"))
    assert found == ["work", "b-2", "b-a-2", "b-did-2", "b", "b-a", "b-did"]


def test_an_anchor_of_the_theme_is_not_taken():
    found = anchors(f"{HEAD}Content\n-------\n\nx\n\n{WORK}{JOB}{TARGET}")
    assert "content" not in found
    assert "content-2" in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Coins.ph", "coins-ph"),
        ("O'Neill & Söhne", "oneill-söhne"),
        ("株式会社メルカリ", "株式会社メルカリ"),
        ("C++", "c"),
        ("🚀", ""),
        ("a_b", "a-b"),
    ],
)
def test_letters_of_any_alphabet_stay(text, name):
    assert slug(text) == name


def test_a_long_line_is_called_by_whole_words():
    assert all(len(each) <= 48 for each in [slug("word " * 30), slug("x" * 100)])
    assert not any(left == right == "-" for left, right in pairwise(slug("word -- " * 9)))
