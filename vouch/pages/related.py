"""Articles on the same subject: those that share rare words and tags.

Words are weighted by how often a text has them and by how few texts have them (tf-idf, Spärck Jones 1972),
in whole numbers, so that sums do not depend on their order. Tags are compared by the cosine (Ochiai 1957).
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable

from pelican.contents import Article

from vouch.markup.wording import VECTOR_LENGTH, half_bits

MAX_HOLDERS = 32  # a word in more texts than this says nothing about their subject
WORDS_BESIDE_TAGS = 10  # how much words weigh where tags weigh 1
MIN_LIKENESS = 0.03  # of the greatest likeness that words can give; texts below it are not related

Weights = dict[str, int]


class Related:
    """An inverted index of words and tags. Results do not depend on articles that were removed."""

    def __init__(self) -> None:
        self._weights: dict[Article, tuple[Weights, Weights]] = {}
        self._holders: dict[str, dict[Article, int]] = defaultdict(dict)

    def update(self, articles: Iterable[Article]) -> None:
        """Index exactly these articles, as they are now."""
        present = dict.fromkeys(articles)
        for gone in self._weights.keys() - present:
            self._remove(gone)
        for each in present:
            self.add(each)

    def add(self, article: Article) -> None:
        words, tags = article.wording["words"], _weights_of_tags(article)
        if self._weights.get(article) == (words, tags):
            return
        self._remove(article)
        self._weights[article] = words, tags
        for term, weight in (words | tags).items():
            self._holders[term][article] = weight

    def _remove(self, article: Article) -> None:
        for term in (each for weights in self._weights.pop(article, ()) for each in weights):
            del self._holders[term][article]

    def of(self, article: Article, most: int, without: Collection[Article]) -> list[Article]:
        """At most `most` articles like this one, the most alike first and of equals the newest."""
        size, likeness = half_bits(len(self._weights)), defaultdict(int)
        words, tags = self._weights.get(article, ({}, {}))
        for term, weight in (words | tags).items():
            holders = self._holders[term]
            worth = size**2 if term in tags else _worth(size, len(holders))
            for other, theirs in holders.items() if worth else ():
                likeness[other] += worth * weight * theirs
        excluded = {article, *without}
        least = int(MIN_LIKENESS * WORDS_BESIDE_TAGS * (VECTOR_LENGTH * size) ** 2)
        best = heapq.nlargest(most + len(excluded), likeness.values())
        bar = max(1, least, *best[-1:])  # below it nothing can be among the first
        near = [each for each, alike in likeness.items() if alike >= bar and each not in excluded]
        return sorted(near, key=lambda each: (-likeness[each], *_newest_first(each)))[:most]


def _worth(size: int, holders: int) -> int:
    """The weight of a shared word that `holders` texts have: the square of its rarity in half bits."""
    return WORDS_BESIDE_TAGS * (size - half_bits(holders)) ** 2 if 1 < holders <= MAX_HOLDERS else 0


def _weights_of_tags(article: Article) -> Weights:
    names = {f"#{tag.slug}" for tag in getattr(article, "tags", ())}
    return dict.fromkeys(sorted(names), round(VECTOR_LENGTH / math.sqrt(len(names) or 1)))


def _newest_first(article: Article) -> tuple[object, ...]:
    date = article.date
    return -date.toordinal(), -date.hour, -date.minute, -date.second, article.relative_source_path
