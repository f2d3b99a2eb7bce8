"""The reading time of an article and the words that characterise its subject, for comparing articles.

Both follow from the article's HTML alone, so they are cached with its reading.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

WORDS_PER_MINUTE = 220
CODE = re.compile(r"<pre.*?</pre>|<svg.*?</svg>", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{3,}")
MARKS = ".,;:!?()[]\"'“”‘’«»…–—"
MAX_SUBJECT_WORDS = 64
VECTOR_LENGTH = 1000  # of a text; weights are integers, whose sum is the same in any order


def wording_of(html: str) -> dict[str, Any]:
    """`{"minutes": 7, "words": {"profile": 214, …}}`: what is cached of an article's words."""
    words = prose(html).split()
    return {"minutes": minutes_to_read(words), "words": subject_words(words)}


def prose(html: str) -> str:
    """The words of an article; without its code."""
    return Markup(CODE.sub(" ", html)).striptags()


def minutes_to_read(words: Sequence[str]) -> int:
    """Whole minutes, at least one."""
    return max(1, math.ceil(len(words) / WORDS_PER_MINUTE))


def subject_words(words: Sequence[str]) -> dict[str, int]:
    """The words that characterise a text's subject; the squares of their weights add up to VECTOR_LENGTH².

    They are chosen without comparing texts: rarer words are longer (Zipf 1935).
    """
    counts = _counts(words)
    weights = {word: 1 + (times * times).bit_length() for word, times in counts.items()}  # of half bits
    ranks = sorted([weight * len(word) for word, weight in weights.items()])
    least = ranks[-MAX_SUBJECT_WORDS] if len(ranks) > MAX_SUBJECT_WORDS else 0
    chosen = sorted(
        [(-rank, word) for word, weight in weights.items() if (rank := weight * len(word)) >= least]
    )
    kept = {word: weights[word] for _, word in chosen[:MAX_SUBJECT_WORDS]}
    length = math.sqrt(sum([weight * weight for weight in kept.values()]))
    return {word: round(VECTOR_LENGTH * weight / length) for word, weight in kept.items()}


def _counts(words: Sequence[str]) -> dict[str, int]:
    """How often each word of three letters or more occurs, without the punctuation around it."""
    counts: dict[str, int] = {}
    for written, times in Counter(" ".join(words).lower().split()).items():
        if (bare := written.strip(MARKS)).isalpha():  # nearly always, and faster than a pattern
            if len(bare) > 2:
                counts[bare] = counts.get(bare, 0) + times
        else:
            for word in LETTERS.findall(bare):
                counts[word] = counts.get(word, 0) + times
    return counts


def half_bits(number: int) -> int:
    """The logarithm of a number to the base √2, rounded down; 0 for 0."""
    return (number * number or 1).bit_length() - 1
