"""Made-up English: words and sentences whose frequencies, lengths and marks are those of real prose.

The most frequent words are real, for they make up half of a text; the rest are syllables. How often
a word comes falls with its rank (Zipf 1935, Mandelbrot 1953), and each subject has words of its own,
so that looking for related articles, and compressing a page, is as hard as with what people write.
"""

import random
from functools import cache
from itertools import accumulate

FREQUENT = (
    "the of and to a in is it that for on as with be this are or by at from which an not can we have but"
    " all one has was if more when there so its will than other some only out into time up no them then"
    " what each two about also any may these how most must where after before between first new use used"
    " because should would does very still while over same such many now way well line code file data"
    " call server request result value page system program number error table point test read write run"
).split()
BEGINNINGS = (
    "b br c ch cl cr d dr f fl g gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w".split()
)
MIDDLES = "a a a e e e i i i o o o u u ai ea ee ou".split()
ENDS = "b ck d ft g l ll m mp n nd ng nt p r rd rk rm rn s sh sk ss st t th x".split()
LATER = ("", "", "", "", "", "", "er", "ing", "ed", "ion", "al", "ly", "ment", "able", "ity", "s", "s")
SIZE = 4_000  # words that any text may have
SHIFT = 2.7  # Mandelbrot's
OWN_WORDS = 60  # of a subject
OWN_SHARE = 0.08  # of a text's words that are its subjects' own


def _word(chance: random.Random) -> str:
    syllables = chance.choices((1, 2, 3), (6, 4, 1))[0]
    parts = [chance.choice(BEGINNINGS) + chance.choice(MIDDLES) for _ in range(syllables)]
    return "".join(parts) + chance.choice(ENDS) + chance.choice(LATER)


@cache
def _words(name: str, number: int) -> list[str]:
    chance, made = random.Random(name), dict.fromkeys(FREQUENT)  # noqa: S311 (the same at each run)
    while len(made) < number + len(FREQUENT):
        made[_word(chance)] = None
    return list(made)[len(FREQUENT) :]


VOCABULARY = [*FREQUENT, *_words("words", SIZE - len(FREQUENT))]
WEIGHTS = list(accumulate(1 / (rank + SHIFT) for rank in range(1, SIZE + 1)))


class Speaker:
    """Says words about some subjects, the same ones for the same seed."""

    def __init__(self, seed: int, subjects: list[str]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 (the same at each run)
        self._own = [word for subject in subjects for word in _words(subject, OWN_WORDS)]

    def words(self, number: int) -> list[str]:
        chance = self.chance
        said = chance.choices(VOCABULARY, cum_weights=WEIGHTS, k=number)
        return [chance.choice(self._own) if chance.random() < OWN_SHARE else each for each in said]

    def phrase(self, least: int, most: int) -> str:
        """A few words without a mark, for a title or a heading."""
        return " ".join(self.words(self.chance.randint(least, most))).capitalize()

    def sentence(self, least: int = 6, most: int = 24) -> str:
        said = self.words(self.chance.randint(least, most))
        if len(said) > 8:
            at = self.chance.randrange(1, len(said) - 2)
            said[at] = self._marked(said[at])
        return " ".join([said[0].capitalize(), *said[1:]]) + self.chance.choice("." * 19 + "?")

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def _marked(self, word: str) -> str:
        marks = (f"*{word}*", f"**{word}**", f"`{word}()`", f'"{word}"', f"{word} -- {word}", "it's", "don't")
        return self.chance.choice((*marks, *[f"{word},"] * 9, *[word] * 4))
