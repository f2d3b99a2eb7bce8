"""The words of words.toml, each of which is found."""

import pytest

from vouch.resume.words import DURATION

LENGTHS = ["2 years", "1 yr 2 mos", "3 Jahre", "2 г.", "1 г. 5 мес.", "1年2个月", "3 개월"]


@pytest.mark.parametrize("text", LENGTHS)
def test_a_length_of_time_is_found_in_any_language(text):
    assert not any(map(str.isalnum, DURATION.sub("", text)))


@pytest.mark.parametrize("text", ["3 mosques", "2 ansible roles", "years"])
def test_other_words_are_no_length_of_time(text):
    assert DURATION.match(text) is None
