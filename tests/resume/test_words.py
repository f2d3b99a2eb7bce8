"""Whatever blocks stand in a résumé, each word is kept or the résumé is refused."""

import re

import pytest
from hypothesis import given, strategies as st

from tests.resume import JOB, resume_of, words_of

BLOCKS = st.sampled_from(
    [
        "w1 w2\nw3",
        "**w1** w2",
        "**w1:**",
        "**w1** at w2",
        "**w1** at w2\n2012 — 2013\nw3",
        "**w1** w2 at `w3 <https://a.example>`_ (`w4 </b>`_) w5\n2012 - 2013\n**w6** w7\n2010 — 2011",
        "w1 at w2\n2012 — 2013",
        "- w1 **w2**\n\n  w3\n\n  - w4\n- w5",
        "- - w1",
        "- w1\n\n  - w2\n\n  w3",
        "* ``w1`` `w2 <https://a.example>`_",
        "w1\n  w2\n\n  - w3\nw4 : w5\n  w6\n\n  w7",
        ":w1: w2\n:w3: - w4",
        "  w1",
        "1. w1\n\n2. w2",
        "| w1",
        "::\n\n  w1",
        ">>> w1",
        ".. note:: w1",
        ".. figure:: a.jpg\n   :alt: w1\n\n   w2",
        ".. image:: a.jpg\n   :alt: w1",
        ".. topic:: w1\n\n   w2",
        "[1]_ _`w1`\n\n.. [1] w2",
        "w1\n~~~~~\n\nw2",
        "w1\n-----\n\nw2",
    ]
)  # fmt: skip


@pytest.mark.slow
@given(st.lists(BLOCKS, max_size=3), st.lists(BLOCKS, max_size=3), st.lists(BLOCKS, max_size=3))
def test_no_word_is_lost_in_silence(above, jobs, more):
    parts = [*above, "Work\n----", JOB.replace("Acme_", "Acme"), *jobs, "More\n----", *more]
    numbered = [
        part.replace("w", f"n{number}w") if "w" in part else part for number, part in enumerate(parts)
    ]
    source = "Ann Lee\n=======\n\n" + "\n\n".join(numbered)
    try:
        kept = words_of(resume_of(source))
    except ExceptionGroup:
        return
    assert sorted(word for word in kept if word.startswith("n")) == sorted(re.findall(r"\bn\d+w\d\b", source))
