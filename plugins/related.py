"""Articles on the same subject: those whose rare words and whose tags are much the same.

Words are weighted by tf-idf (Spärck Jones 1972) and compared by cosine similarity (Salton 1975).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]{3,}")
WORDS_KEPT = 40  # the heaviest of an article, which say what it is about
OF_TAGS = 0.5  # how much the tags weigh beside the words
LEAST = 0.1  # what is less alike is not related


@dataclass(frozen=True)
class Text:
    """What an article says, without its code, and the names of its tags."""

    words: str
    tags: frozenset[str] = frozenset()


def related(texts: Sequence[Text], most: int) -> list[list[int]]:
    """For each text the indices of at most so many others, those most like it first."""
    vectors = _vectors([Counter(WORD.findall(each.words.lower())) for each in texts])
    holders = defaultdict(list)
    for index, vector in enumerate(vectors):
        for word, weight in vector.items():
            holders[word].append((index, weight))
    tagged = defaultdict(list)
    for index, text in enumerate(texts):
        for tag in text.tags:
            tagged[tag].append(index)
    return [_most_alike(index, texts, vectors, holders, tagged)[:most] for index in range(len(texts))]


def _vectors(counts: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """The heaviest words of each text, with weights whose squares add up to 1."""
    in_texts = Counter(word for each in counts for word in each)
    return [_unit(_heaviest(each, in_texts, len(counts))) for each in counts]


def _heaviest(count: Counter[str], in_texts: Mapping[str, int], texts: int) -> dict[str, float]:
    weights = {
        word: (1 + math.log(times)) * math.log(texts / in_texts[word]) for word, times in count.items()
    }
    return dict(sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:WORDS_KEPT])


def _unit(vector: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1
    return {word: weight / length for word, weight in vector.items()}


def _most_alike(
    index: int,
    texts: Sequence[Text],
    vectors: Sequence[Mapping[str, float]],
    holders: Mapping[str, Sequence[tuple[int, float]]],
    tagged: Mapping[str, Sequence[int]],
) -> list[int]:
    alike: Counter[int] = Counter()
    for word, weight in vectors[index].items():
        for other, its_weight in holders[word]:
            alike[other] += weight * its_weight
    tags = texts[index].tags
    for other in {other for tag in tags for other in tagged[tag]}:
        alike[other] += OF_TAGS * _overlap(tags, texts[other].tags)
    del alike[index]
    close = [other for other, likeness in alike.items() if likeness >= LEAST]
    return sorted(close, key=lambda other: (-round(alike[other], 9), other))


def _overlap(one: Set[str], other: Set[str]) -> float:
    """What share of all the tags of two texts they have in common (Jaccard 1901)."""
    return len(one & other) / len(one | other)
