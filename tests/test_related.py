"""Articles that are like each other, and what an edit of one changes."""

import marshal
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st
from plugins.related.likeness import Likeness, Text
from plugins.related.wording import telling_words, wording_of

WORDS = ["ledger", "account", "flame", "graph", "profile", "sampler", "queue", "worker", "shard", "cache"]


def text(words="", tags="", order=0):
    wording = wording_of(words)
    return Text(wording.weights, wording.mark, tuple(sorted(tags.split())), order)


def likeness_of(texts, most=3):
    found = Likeness(most)
    for key, each in texts.items():
        found.put(key, each)
    return found


def related(*texts, most=3):
    """For each text the indices of those most like it."""
    ordered = {str(at): replace(each, order=at) for at, each in enumerate(texts)}
    found = likeness_of(ordered, most)
    return [[int(other) for other in found.of(key)] for key in ordered]


def test_texts_on_the_same_subject_are_related_most_alike_first():
    found = related(
        text("profiles of a service are sampled and folded into a flame graph"),
        text("a flame graph shows sampled profiles by their width"),
        text("transfers between accounts are kept in a ledger and booked twice"),
        text("a ledger of accounts refuses to book transfers without balances"),
        text("the flame of a candle"),
        most=2,
    )
    assert [most_alike for most_alike, *_ in found[:4]] == [1, 0, 3, 2]


def test_texts_that_share_tags_are_related_though_their_words_differ():
    found = related(
        text("alpha beta", "go"), text("gamma delta", "go"), text("epsilon zeta", "go g x"), text("eta", "z")
    )
    assert found == [[1, 2], [0, 2], [0, 1], []]


def test_two_texts_that_share_a_tag_of_three_are_related():
    assert related(text("alpha", "a b c"), text("beta", "c d e")) == [[1], [0]]


def test_texts_without_words_and_tags_are_related_to_none():
    assert related(text(), text(), text("same"), text("same"))[:2] == [[], []]
    assert related(text("alone")) == [[]]


def test_of_texts_that_are_equally_alike_the_first_come_first():
    assert related(*[text("alpha", "go")] * 4, most=2) == [[1, 2], [0, 2], [0, 1], [0, 1]]


def test_words_in_every_text_relate_none():
    assert related(text("the one"), text("the other"), text("the third")) == [[], [], []]


def test_the_telling_words_are_few_and_often_said_or_long():
    said = ["and", *(f"x{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(100)), "serialisation"]
    found = telling_words([*said, *["flame"] * 5])
    assert len(found) == 64
    assert {"serialisation", "flame"} <= found.keys()
    assert 990 < sum(weight * weight for weight in found.values()) ** 0.5 < 1010


def test_words_are_counted_without_their_marks_and_numbers():
    assert telling_words("Go-routine, “routine” l'été; x2yz foo_bar 2024 été".split()).keys() == {
        "routine",
        "été",
        "foo",
        "bar",
    }


def test_only_what_changed_is_told_and_only_once():
    found = likeness_of({"a": text("alpha", "x"), "b": text("beta", "x"), "c": text("gamma", "y")})
    assert found.changed() == {"a", "b", "c"}
    found.put("b", text("beta", "y"))
    assert (found.changed(), found.changed()) == ({"a", "b", "c"}, set())
    found.put("c", text("gamma", "y"))
    found.remove("none")
    assert found.changed() == set()


keys = st.integers(0, 29).map("k{}".format)
some_words = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
some_tags = st.lists(st.sampled_from("pqrst"), max_size=3, unique=True).map(" ".join)
texts = st.builds(text, some_words, some_tags, st.integers(0, 3))
edits = st.lists(st.tuples(keys, st.none() | texts), max_size=4)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(keys, texts, min_size=15),
    st.lists(edits, max_size=8),
    st.randoms(use_true_random=False),
    st.integers(1, 4),
    st.integers(2, 5),
)
def test_after_any_edits_all_is_as_if_reckoned_anew(first, batches, chance, most, widely):
    kept, now, before = Likeness(most, widely), {}, {}
    for batch in [list(first.items()), *batches]:
        for key, new in batch:
            _edit(kept, now, key, new)
        anew = Likeness(most, widely)
        for key in chance.sample(sorted(now), len(now)):
            anew.put(key, now[key])
        lists = {key: anew.of(key) for key in now}
        assert {key: kept.of(key) for key in now} == lists
        assert kept.changed() == {key for key in now if lists[key] != before.get(key)}
        before = lists
        if chance.random() < 0.3:
            kept = Likeness.from_state(marshal.loads(marshal.dumps(kept.state())))


def _edit(kept, now, key, new):
    now.pop(key, None)
    if new:
        now[key] = new
        kept.put(key, new)
    else:
        kept.remove(key)
