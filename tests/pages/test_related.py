"""Articles on the same subject."""

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings, strategies as st

from vouch.markup.wording import VECTOR_LENGTH, subject_words, wording_of
from vouch.pages.related import MAX_HOLDERS, Related

WORDS = ["ledger", "account", "flame", "graph", "profile", "sampler", "queue", "worker", "shard", "cache"]


@dataclass(eq=False)
class Article:
    """As Pelican's, as far as it is looked at here."""

    text: str = ""
    names: str = ""
    day: int = 1
    relative_source_path: str = "a.md"
    tags: list = field(init=False)
    wording: dict = field(init=False)

    def __post_init__(self) -> None:
        self.write(self.text, self.names)

    def write(self, text: str, names: str) -> None:
        self.wording = wording_of(text)
        self.tags = [SimpleNamespace(slug=each) for each in names.split()]

    @property
    def date(self) -> datetime:
        return datetime(2024, 1, self.day)  # noqa: DTZ001 (as Pelican's)


def among(articles: list[Article]) -> Related:
    related = Related()
    related.update(articles)
    return related


def indices(*articles: Article, most: int = 3) -> list[list[int]]:
    """For each article the indices of those most like it; the newer is the one that comes first."""
    for number, each in enumerate(articles):
        each.day = 28 - number
    related, order = among(list(articles)), {each: number for number, each in enumerate(articles)}
    return [[order[other] for other in related.of(each, most, ())] for each in articles]


def test_articles_on_the_same_subject_are_related_most_alike_first():
    found = indices(
        Article("profiles of a service are sampled and folded into a flame graph"),
        Article("a flame graph shows sampled profiles by their width"),
        Article("transfers between accounts are kept in a ledger and booked twice"),
        Article("a ledger of accounts refuses to book transfers without balances"),
        Article("the flame of a candle"),
        most=2,
    )
    assert [most_alike for most_alike, *_ in found[:4]] == [1, 0, 3, 2]


def test_articles_that_share_tags_are_related_though_their_words_differ():
    found = indices(
        Article("alpha beta", "go"),
        Article("gamma delta", "go"),
        Article("epsilon zeta", "go g x"),
        Article("eta", "z"),
    )
    assert found == [[1, 2], [0, 2], [0, 1], []]


def test_of_equally_alike_articles_the_newest_come_first():
    assert indices(*(Article("alpha", "go") for _ in range(4)), most=2) == [[1, 2], [0, 2], [0, 1], [0, 1]]


def test_articles_of_one_day_are_in_the_order_of_their_sources():
    b, a, c = (Article("alpha", "go", relative_source_path=f"{name}.md") for name in "bac")
    assert among([b, a, c]).of(c, 2, ()) == [a, b]


def test_articles_without_words_and_tags_are_not_related():
    assert indices(Article(), Article(), Article("same"), Article("same"))[:2] == [[], []]


def test_words_in_every_article_do_not_relate_them():
    assert indices(*(Article(f"the {each}") for each in ("one", "other", "third"))) == [[], [], []]


def test_a_word_in_very_many_articles_does_not_relate_them():
    many = [Article("ledger", relative_source_path=f"{n}.md") for n in range(MAX_HOLDERS + 1)]
    others = [Article(f"{letter * 3}") for letter in "abcdefghijklmnop" for _ in range(60)]
    assert among([*many, *others]).of(many[0], 3, ()) == []
    assert len(among([*many[:-1], *others]).of(many[0], 3, ())) == 3


def test_articles_that_the_page_links_to_already_are_left_out():
    first, *others = (Article("alpha", "go", 28 - n) for n in range(5))
    assert among([first, *others]).of(first, 2, [others[0], None, others[2]]) == [others[1], others[3]]


def test_an_article_that_is_not_indexed_is_not_related():
    draft = Article("alpha", "go")
    assert among([Article("alpha", "go"), Article("alpha", "go")]).of(draft, 3, ()) == []


def test_the_significant_words_are_few_and_frequent_or_long():
    words = ["and", *(f"x{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(100)), "serialisation"]
    found = subject_words([*words, *["flame"] * 5])
    assert len(found) == 64
    assert {"serialisation", "flame"} <= found.keys()
    length = sum(weight * weight for weight in found.values()) ** 0.5
    assert length == pytest.approx(VECTOR_LENGTH, rel=0.01)


def test_words_are_counted_without_their_marks_and_numbers():
    found = subject_words("Go-routine, “routine” l'été; x2yz foo_bar 2024 été".split())
    assert found.keys() == {"routine", "été", "foo", "bar"}


keys = st.integers(0, 14)
some_words = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
some_tags = st.lists(st.sampled_from("pqrst"), max_size=3, unique=True).map(" ".join)
edits = st.lists(st.tuples(keys, st.booleans(), some_words, some_tags), min_size=1, max_size=6)


@settings(max_examples=50)
@given(st.lists(edits, min_size=1, max_size=6))
def test_after_any_edits_the_relations_are_those_of_a_fresh_index(batches):
    """An edit writes an article, whose object may stay, or takes one away."""
    kept, now = Related(), {}
    for batch in batches:
        for key, is_new, words, tags in batch:
            if key not in now or is_new:
                now[key] = Article(words, tags, day=key + 1)
            elif words:
                now[key].write(words, tags)
            else:
                del now[key]
        kept.update(now.values())
        fresh = among(list(reversed(now.values())))
        for each in now.values():
            assert kept.of(each, 3, ()) == fresh.of(each, 3, ())
