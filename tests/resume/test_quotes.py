"""Typographic quotes: as many characters as before, and none in code."""

import pytest
from hypothesis import given, strategies as st

from vouch.resume.model import Run
from vouch.resume.quotes import typographic, typographic_text


@pytest.mark.parametrize(
    ("straight", "curled"),
    [
        ('I\'ve "quoted" it', "I’ve “quoted” it"),
        ("a < b & c > d", "a < b & c > d"),
        (r"C:\.local", r"C:\.local"),
        ("&amp; 'x' <b>", "&amp; ‘x’ <b>"),
    ],
)
def test_quotes_become_typographic(straight, curled):
    assert typographic_text(straight) == curled


def test_a_quote_belongs_to_the_text_around_it_and_code_stays_as_it_is():
    line = (Run("Acme", href="https://a.example"), Run("'s \""), Run("own", strong=True), Run('" '))
    assert "".join(run.text for run in typographic(line)) == "Acme’s “own” "
    assert typographic((Run("'a'", literal=True),)) == (Run("'a'", literal=True),)


@given(st.text())
def test_no_character_is_added_or_lost(text):
    assert len(typographic_text(text)) == len(text)
