"""Finds for each text those most like it, and after an edit compares again only what it can have changed.

Words are weighted by how often a text says them and by how few texts say them (tf-idf, Spärck Jones 1972).
A text's length is that of its own counts (lnc.ltc, Salton and Buckley 1988) and logarithms are whole half
bits, so that an edit leaves the weights in other texts alone, but for words whose number of texts crosses a
power of √2. Of a tag only the first texts are compared (champion lists: Manning, Raghavan and Schütze 2008,
7.1.3), by the cosine (Ochiai 1957).
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass

from plugins.related.postings import Postings
from plugins.related.tagged import Tagged, tag_weight
from plugins.related.wording import WHOLE, half_bits

BESIDE_TAGS = 10  # how much words weigh where tags weigh 1
LEAST = 0.03  # of what the words of two texts can be alike; what is less is not related
WIDELY = 64  # what more texts say tells nothing; of more texts with a tag only the first are compared

Rank = tuple[int, ...]  # likeness below zero, order, key


@dataclass(frozen=True)
class Text:
    """The weights of a text's telling words, a digest of them, its tags, and what goes first of equals."""

    weights: Mapping[str, int]
    mark: bytes
    tags: tuple[str, ...] = ()
    order: int = 0


class Likeness:
    """For each of many texts at most so many others, those most like it first.

    What it answers depends on the texts alone, not on the edits that led to them.
    """

    def __init__(self, most: int, widely: int = WIDELY) -> None:
        self._most, self._widely = most, widely
        self._numbers: dict[str, int] = {}
        self._texts: dict[int, tuple[str, bytes, tuple[str, ...], int, str]] = {}  # with words in one string
        self._last_number = 0
        self._near: dict[str, tuple[str, ...]] = {}
        self._bars: dict[str, tuple] = {}  # the rank that another text must be below to come near
        self._words, self._tagged = Postings(), Tagged(self._widely)
        self._touched: set[str] = set()
        self._changed: set[str] = set()
        self._measure()

    def keys(self) -> Set[str]:
        return self._numbers.keys()

    def put(self, key: str, text: Text) -> None:
        """Add a text, or put it in the place of the one with this key."""
        known = (key, text.mark, text.tags, text.order)
        if key in self._numbers and self._texts[self._numbers[key]][:4] == known:
            return
        self.remove(key)
        self._touched.add(key)
        self._last_number = number = self._last_number + 1
        self._numbers[key] = number
        self._texts[number] = (*known, " ".join(text.weights))
        self._words.add(number, text.weights)
        self._tagged.add(text.order, key, number, text.tags)

    def remove(self, key: str) -> None:
        """Take a text out, if it is there."""
        if (number := self._numbers.pop(key, None)) is not None:
            _, _, tags, order, words = self._texts.pop(number)
            self._touched.add(key)
            self._words.remove(number, words.split())
            self._tagged.remove(order, key, tags)

    def of(self, key: str) -> tuple[str, ...]:
        """The keys of the texts that are most like the one with this key."""
        self._settle()
        return self._near[key]

    def changed(self) -> set[str]:
        """The keys of the texts whose answers are others than when this was asked last."""
        self._settle()
        changed, self._changed = self._changed & self._numbers.keys(), set()
        return changed

    def state(self) -> tuple:
        """All of it as what marshal can write, for from_state; this must not be used any more then."""
        self._settle()
        texts = self._numbers, self._texts, self._last_number, self._near, self._bars
        return self._most, self._widely, *texts, self._words.packed(), self._tagged.places

    @classmethod
    def from_state(cls, state: tuple) -> "Likeness":
        most, widely, *texts, words, places = state
        kept = cls(most, widely)
        kept._numbers, kept._texts, kept._last_number, kept._near, kept._bars = texts
        kept._words, kept._tagged = Postings(words), Tagged(widely, places)
        kept._measure()
        return kept

    def _measure(self) -> None:
        """Reckon what follows from the number of texts alone."""
        self._size = half_bits(len(self._texts))
        self._worths = [
            BESIDE_TAGS * (self._size - half_bits(spread)) ** 2 for spread in range(self._widely + 1)
        ]
        self._of_tag = self._size**2
        self._least = max(1, int(LEAST * BESIDE_TAGS * (WHOLE * self._size) ** 2))

    def _worth(self, spread: int) -> int:
        """What a word tells that so many texts say."""
        return self._worths[spread] if spread <= self._widely else 0

    def _settle(self) -> None:
        if not self._touched:
            return
        for gone in self._touched - self._numbers.keys():
            self._near.pop(gone, None)
            self._bars.pop(gone, None)
        for key in self._stale():
            before = self._near.get(key)
            self._compare(key)
            if self._near[key] != before:
                self._changed.add(key)
        self._touched, self._words.before = set(), {}

    def _stale(self) -> set[str]:
        """The texts whose answer may be another one now."""
        moved = self._touched | self._tagged.moved()
        if self._size != half_bits(len(self._texts)) or 2 * len(moved) > len(self._texts):
            self._measure()
            return set(self._numbers)
        stale = self._touched & self._numbers.keys()
        stale.update(key for key, near in self._near.items() if not moved.isdisjoint(near))
        for word, before in self._words.before.items():
            holders = self._words.holders(word)
            more = self._worth(len(holders)) - self._worth(before)
            if more and len(holders) > 1:
                keys = {self._texts[number][0] for number in holders}
                stale.update(
                    keys
                    if more > 0
                    else (each for each in keys if not keys.isdisjoint(self._near.get(each, ())))
                )
        for key in moved & self._numbers.keys():
            stale.update(self._where_it_is_near(key))
        return stale

    def _compare(self, key: str) -> None:
        """Find the texts that are most like this one."""
        number, texts, most = self._numbers[key], self._texts, self._most
        alike = self._alike_in_words(number)
        worth = self._of_tag * tag_weight(texts[number][2])
        for tag in texts[number][2]:
            for _, _, other, weight in self._tagged.first(tag):
                alike[other] += worth * weight
        alike.pop(number, None)
        least = max([self._least, *heapq.nlargest(most, alike.values())[most - 1 :]])
        ranks = [(-much, texts[other][3], texts[other][0]) for other, much in alike.items() if much >= least]
        nearest = heapq.nsmallest(most, ranks)
        self._near[key] = tuple([other for _, _, other in nearest])
        self._bars[key] = nearest[-1] if len(nearest) == most else (1 - self._least,)

    def _where_it_is_near(self, key: str) -> list[str]:
        """The texts to which this one is as near as the last of those that were nearest."""
        number, texts, bars = self._numbers[key], self._texts, self._bars
        alike = self._alike_in_words(number)
        _, _, tags, order, _ = texts[number]
        worth = self._of_tag * tag_weight(tags)
        for tag in tags:
            for _, _, other, weight in self._tagged.all_if_among_first(tag, order, key):
                alike[other] += worth * weight
        alike.pop(number, None)
        return [
            name
            for other, much in alike.items()
            if (-much, order, key) < bars.get(name := texts[other][0], ())
        ]

    def _alike_in_words(self, number: int) -> dict[int, int]:
        """How much other texts, and this one, share its words."""
        alike: dict[int, int] = defaultdict(int)
        for word in self._texts[number][4].split():
            holders = self._words.holders(word)
            if 1 < len(holders) <= self._widely and (worth := self._worths[len(holders)] * holders[number]):
                for other, weight in holders.items():
                    alike[other] += worth * weight
        return alike
