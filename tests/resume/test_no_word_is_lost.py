"""Whatever is in a source, each of its words and dates is in the model, or the résumé is refused."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st

from tests.resume import JOB, resume_of, runs_of, words_of

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
        "1. w1\n\n   w2\n\n2. w3\n\n   (a) w4",
        "| w1 w2\n|   w3\n| w4",
        "  w1\n\n  - w2\n\n    w3",
        "  w1\n\n  -- w2",
        ":w1: w2\n\n  w3\n\n  - w4\n\n    - w5",
        "w1\n  w2\n    w3\n\n    | w4",
        "- w1\n\n  ::\n\n    w2",
        "- w1\n\n  | w2\n  | w3",
        ".. list-table::\n\n   * - w1\n     - w2\n\n       w3\n   * - - w4\n\n         - w5\n     - w6",
        ".. list-table:: w1\n   :header-rows: 1\n\n   * - w2\n   * - w3",
        ".. list-table::\n\n   * - :w1: w2\n       :w3: w4\n     - | w5\n   * - w6\n     - 1. w7",
        ".. list-table::\n\n   * - w1\n     - .. list-table::\n\n          * - w2",
        "::\n\n  w1",
        ">>> w1",
        ".. note:: w1",
        ".. figure:: a.jpg\n   :alt: w1\n\n   w2",
        ".. image:: a.jpg\n   :alt: w1",
        ".. topic:: w1\n\n   w2",
        "[1]_ _`w1`\n\n.. [1] w2",
        "w1\n~~~~~~~~\n\nw2",
        "w1\n~~~~~~~~\n\nw2\n^^^^^^^^\n\n- w3\n\nw4\n^^^^^^^^\n\nw5\n\n  w6",
        "w1\n--------\n\nw2",
        "w1\n  2012 - 2013\n\n  w2",
        "w1 Inc. - w2 developer (2012 - 2013)\n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n\nw3, w4\n\n- w5",
        "w1 (2012 - 2015)\n~~~~~~~~~~~~~~~~~~~~\n\nw2 developer, w3 (2013 - 2014)\n\n- w4, 2014 - 2015",
        "`w1 <https://a.example>`_\n~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n\nw2\n^^^^^^^^\n\n2012 - 2013, w3\n\n"
        "w4\n\nw5\n^^^^^^^^\n2014 - w6",
        "w1 Inc.\n~~~~~~~~~~~~~~~\n\n:Title: w2\n:Duration: 2012 - 2013, w3\n:w4: w5\n:Tasks: - w6\n\nw7",
        "w1\n~~~~~~~~\n\n- Role: w2\n- 2012 - 2013\n\n  w3\n- w4\n\n  - w5",
        "w1\n~~~~~~~~\n\n| w2\n| 2012 - 2013 w3\n\nw4",
        ":2012 - 2013: developer, w1. w2.\n\n  - w3\n:w4: w5",
        "2012 - 2013\n  w1 at w2\n\n  w3\nsince 2014 : w4\n  developer, w5",
        "- **2012 - 2013** - developer at w1. w2\n\n  w3\n\n  - w4\n- w5, 2015",
        "*developer*, w1, 2012 - 2013\nw2 w3",
        ".. list-table::\n\n   * - 2012 - 2013\n     - tester at w1\n\n       w2\n   * - 2014\n     - w3, w4",
        ".. list-table::\n\n   * - 2012 - 2013\n     - w1\n     - w2",
    ]
)  # fmt: skip


FIELDS = st.sampled_from(
    [
        ":w1: w2",
        ":Email: w1\n:w2: - w3\n     - w4\n\n       w5",
        ":Address: w1\n          w2\n:Contact: w3",
        ":Copyright: w1\n:Organization: w2\n:Version: w3",
        ":Abstract: w1",
        ":w1: | w2\n     | w3\n\n     w4",
    ]
)
KEPT = re.compile(r"\bn\d+w\d\b|\b(?:19|20)\d\d\b")


@pytest.mark.slow
@given(
    FIELDS | st.just(""),
    st.lists(BLOCKS, max_size=3),
    st.lists(BLOCKS, max_size=3),
    st.lists(BLOCKS, max_size=3),
)
def test_each_word_of_any_blocks_is_kept_or_the_resume_is_refused(fields, above, jobs, more):
    parts = [fields, *above, "Work\n----", JOB.replace("Acme_", "Acme"), *jobs, "More\n----", *more]
    numbered = [re.sub(r"w(?=\d)", f"n{number}w", part) for number, part in enumerate(parts)]
    source = "Ann Lee\n=======\n\n" + "\n\n".join(numbered)
    try:
        kept = words_of(resume_of(source))
    except ExceptionGroup:
        return
    assert Counter(filter(KEPT.fullmatch, kept)) == Counter(KEPT.findall(source))


DATES = st.sampled_from(
    [
        "2012 - 2013",
        "2014",
        "May 2012 - June 2013",
        "since 2015",
        "2015 - Present",
        "2012, 2014",
        "2012 and 2013",
        "2012-13",
        "2012/2013",
        "Summer 2012",
        "ca. 2012",
        "Mar 2012 -",
        "1/2/2012",
        "2013 - 2012",
        "2012 - 2013, 2015 - 2016",
        "2012 - present, 2019 -",
        "2012 - 2013 (1 year)",
        "from 2012 to 2014",
    ]
)
TEXTS = st.sampled_from(
    [
        "developer",
        "Developer, Acme",
        "Acme Inc.",
        "**Developer** at Acme",
        "*CTO*, Acme Inc.",
        "`Acme <https://a.example>`__",
        "University of Riga",
        "moved to AWS",
        "Berlin, Germany",
        "Title: developer",
        "We grew by 2010.",
        "Windows 2000 administrator",
    ]
)
BESIDE = st.sampled_from(
    ["{0}, {1}", "{0} ({1})", "{0} - {1}", "{0} {1}", "{1}: {0}", "{1} - {0}", "**{1}** {0}", "{0}, {1}, {0}"]
)
DATED = DATES | TEXTS | st.builds(str.format, BESIDE, TEXTS, DATES)
UNDERLINE = "~" * 70
AROUND = st.sampled_from(
    [
        "{0}",
        "{0}\n{1}",
        f"{{0}}\n{UNDERLINE}",
        f"{{0}}\n{UNDERLINE}\n\n{{1}}",
        f"{{0}}\n{UNDERLINE}\n\n- {{1}}\n\n  - {{2}}",
        "- {0}\n- {1}",
        "- {0}\n\n  - {1}",
        ":Title: {0}\n:Duration: {1}",
        "{0}\n  {1}\n\n  - {2}",
        "| {0}\n| {1}",
        ".. list-table::\n\n   * - {0}\n     - {1}\n\n       {2}",
    ]
)
PARTS = st.lists(st.builds(str.format, AROUND, DATED, DATED, DATED), min_size=1, max_size=3)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@pytest.mark.slow
@settings(max_examples=200)
@given(st.sampled_from(["Work", "Education", "Projects", "Interests"]), PARTS)
def test_each_year_is_in_a_period_or_in_the_text_once_or_the_resume_is_refused(heading, parts):
    sections = [JOB.replace("Acme_", "Acme"), f"{heading}\n{'-' * 10}", *parts]
    source = "Ann Lee\n=======\n\nHello.\n\nWork\n----\n\n" + "\n\n".join(sections)
    try:
        kept = runs_of(resume_of(source))
    except ExceptionGroup:
        return
    assert Counter(YEAR.findall(" ".join(run.text for run in kept))) == Counter(YEAR.findall(source))
