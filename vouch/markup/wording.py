"""What an article says, for whoever compares texts: its time to read and the words that tell its subject.

All of it follows from the article's HTML alone, so it can be kept with what was read of the article.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

WORDS_A_MINUTE = 220
CODE = re.compile(r"<pre.*?</pre>|<svg.*?</svg>", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{3,}")
MARKS = ".,;:!?()[]\"'“”‘’«»…–—"
WORDS_KEPT = 64
VECTOR_LENGTH = 1000  # of a text; weights are integers, whose sum is the same in any order


def wording_of(html: str) -> dict[str, Any]:
    """`{"minutes": 7, "words": {"profile": 214, …}}`: what is to be kept of an article's words."""
    said = prose(html).split()
    return {"minutes": minutes_to_read(said), "words": telling_words(said)}


def prose(html: str) -> str:
    """The words of an article; code is looked at, not read."""
    return Markup(CODE.sub(" ", html)).striptags()


def minutes_to_read(said: Sequence[str]) -> int:
    """Whole minutes, at least one."""
    return max(1, math.ceil(len(said) / WORDS_A_MINUTE))


def telling_words(said: Sequence[str]) -> dict[str, int]:
    """The words that may tell a text's subject, with weights whose squares add up to about VECTOR_LENGTH².

    They are chosen without a look at other texts: the rarer a word is, the longer (Zipf 1935).
    """
    counts = _counts(said)
    weights = {word: 1 + (times * times).bit_length() for word, times in counts.items()}  # of half bits
    ranks = sorted([weight * len(word) for word, weight in weights.items()])
    least = ranks[-WORDS_KEPT] if len(ranks) > WORDS_KEPT else 0
    telling = sorted(
        [(-rank, word) for word, weight in weights.items() if (rank := weight * len(word)) >= least]
    )
    kept = {word: weights[word] for _, word in telling[:WORDS_KEPT]}
    length = math.sqrt(sum([weight * weight for weight in kept.values()]))
    return {word: round(VECTOR_LENGTH * weight / length) for word, weight in kept.items()}


def _counts(said: Sequence[str]) -> dict[str, int]:
    """How often each word of three letters or more is said, with what stands around it cut off."""
    counts: dict[str, int] = {}
    for written, times in Counter(" ".join(said).lower().split()).items():
        if (bare := written.strip(MARKS)).isalpha():  # nearly always, and a pattern takes long
            if len(bare) > 2:
                counts[bare] = counts.get(bare, 0) + times
        else:
            for word in LETTERS.findall(bare):
                counts[word] = counts.get(word, 0) + times
    return counts


def half_bits(number: int) -> int:
    """The logarithm of a number to the base √2, rounded down; 0 for 0."""
    return (number * number or 1).bit_length() - 1
