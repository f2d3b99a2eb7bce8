"""Which texts hold a word and how much it weighs in each; texts are numbers here."""

from array import array
from collections.abc import Iterable, Mapping
from itertools import chain

Holders = dict[int, int]


class Postings:
    """Kept packed, a word's holders are unpacked when they are asked for: after an edit few are."""

    def __init__(self, packed: dict[str, bytes] | None = None) -> None:
        self._packed = packed or {}
        self._open: dict[str, Holders] = {}
        self.before: dict[str, int] = {}  # in how many texts a word was, of those that were touched

    def holders(self, word: str) -> Holders:
        """The numbers of the texts that hold a word, with its weight in each; not to be changed."""
        if (holders := self._open.get(word)) is None:
            pairs = array("I", self._packed.pop(word, b""))
            holders = self._open[word] = dict(zip(pairs[::2], pairs[1::2], strict=True))
        return holders

    def add(self, number: int, weights: Mapping[str, int]) -> None:
        for word, weight in weights.items():
            holders = self.holders(word)
            self.before.setdefault(word, len(holders))
            holders[number] = weight

    def remove(self, number: int, words: Iterable[str]) -> None:
        for word in words:
            holders = self.holders(word)
            self.before.setdefault(word, len(holders))
            del holders[number]

    def packed(self) -> dict[str, bytes]:
        """All of it, as the constructor takes it."""
        for word, holders in self._open.items():
            if holders:
                self._packed[word] = array("I", chain.from_iterable(holders.items())).tobytes()
        self._open = {}
        return self._packed
