"""Which texts have a tag, in order, and which of them are the first."""

import math
from bisect import bisect_left, insort
from collections.abc import Sequence

from plugins.related.wording import WHOLE

Place = tuple[int, str, int, int]  # order, key, number, and the weight of each of the text's tags


class Tagged:
    """Of a tag that many have, only the first are shown to the others (a champion list)."""

    def __init__(self, front: int, places: dict[str, list[Place]] | None = None) -> None:
        self._front = front
        self.places = places or {}
        self._before: dict[str, list[Place]] = {}

    def add(self, order: int, key: str, number: int, tags: Sequence[str]) -> None:
        for tag in tags:
            places = self.places.setdefault(tag, [])
            self._before.setdefault(tag, places[: self._front])
            insort(places, (order, key, number, tag_weight(tags)))

    def remove(self, order: int, key: str, tags: Sequence[str]) -> None:
        for tag in tags:
            places = self.places[tag]
            self._before.setdefault(tag, places[: self._front])
            del places[bisect_left(places, (order, key))]
            if not places:
                del self.places[tag]

    def first(self, tag: str) -> list[Place]:
        return self.places.get(tag, [])[: self._front]

    def all_if_among_first(self, tag: str, order: int, key: str) -> list[Place]:
        """All texts with a tag, to which this one is shown; none if it is not."""
        places = self.places[tag]
        return places if bisect_left(places, (order, key)) < self._front else []

    def moved(self) -> set[str]:
        """The keys of the texts that came among the first of a tag or left them since this was asked last."""
        before, self._before = self._before, {}
        return {place[1] for tag, first in before.items() for place in {*first} ^ {*self.first(tag)}}


def tag_weight(tags: Sequence[str]) -> int:
    """What each tag of a text weighs."""
    return round(WHOLE / math.sqrt(len(tags) or 1))
