"""Names in the career trace: in a bar that is wide enough, or else beside it, shortened if there is no room.

The drawing is as wide as its page allows, so a name has a form for a phone and one for wider pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from wcwidth import clip, wcswidth

ELLIPSIS = "…"
BETWEEN = " · "  # the employer and the role
INSET_PX = 5  # from an end of the bar to the text in it
MIN_COLUMNS = 8  # a shorter piece of a title says nothing
MAX_COLUMNS = 45


@dataclass(frozen=True)
class Drawing:
    """A width from which names have the same form; css/resume.css has the same width and size of letters."""

    name: str
    width: int  # the least, px
    letter: float  # at most, px: a letter of the fonts in --mono is 0.61 em wide

    def percent(self, pixels: float) -> float:
        return 100 * pixels / self.width


NARROW = Drawing("narrow", 256, 6.75)  # in a window of 320 px; 11 px
WIDE = Drawing("wide", 600, 7.35)  # also on paper; 12 px


@dataclass(frozen=True)
class Label:
    """Text that begins at x, or ends there if `place` is "before"."""

    name: str  # the employer's, in bold
    text: str  # the role, or the title of an article
    place: str  # "inside", "after" or "before" what it names
    x: float  # per cent
    shift: int  # from x, px
    drawing: str = ""  # the name of the only one that has it

    @property
    def classes(self) -> str:
        """Of CSS, of which "after" needs none."""
        return f"{self.drawing} {self.place.replace('after', '')}".strip()

    def width(self, drawing: Drawing) -> float:
        """In px, at most."""
        return wcswidth(self.name + self.text) * drawing.letter


@dataclass(frozen=True)
class Room:
    place: str
    x: float  # per cent, where the text begins or ends
    width: float  # per cent
    shift: int  # px

    def columns(self, drawing: Drawing) -> int:
        return int((self.width * drawing.width / 100 - abs(self.shift)) / drawing.letter)


def beside(start: float, end: float, gap: int, low: float = 0, high: float = 100) -> list[Room]:
    """Between `low` and `high`, all in per cent, at a distance of `gap` px."""
    return [Room("after", end, high - end, gap), Room("before", start, start - low, -gap)]


def around(start: float, end: float) -> list[Room]:
    """The rooms of a bar, the best first. Text in a bar has the inset at both ends."""
    inset = NARROW.percent(INSET_PX)
    return [Room("inside", start, end - start - inset, INSET_PX), *beside(start, end, INSET_PX)]


def label(name: str, text: str, rooms: Iterable[Room], drawing: Drawing) -> Label | None:
    """In the first room that has space for all of it, or else in the widest, if that is worth it."""
    wanted = wcswidth(_joined(name, text))
    room = next((each for each in rooms if each.columns(drawing) >= wanted), None)
    room = room or max(rooms, key=lambda each: each.columns(drawing))
    columns = min(room.columns(drawing), MAX_COLUMNS)
    if columns < min(MIN_COLUMNS, wanted):
        return None
    left = columns - wcswidth(BETWEEN + text)
    name = _shortened(name, left if left >= MIN_COLUMNS else columns // 2)
    rest = _shortened(_joined(name, text).removeprefix(name), columns - wcswidth(name))
    return Label(name, rest, room.place, room.x, room.shift, drawing.name)


def _joined(name: str, text: str) -> str:
    return BETWEEN.join(filter(None, (name, text)))


def of_both(narrow: Label | None, wide: Label | None) -> tuple[Label, ...]:
    """One label where both drawings have the same."""
    found = tuple(filter(None, (narrow, wide)))
    if len(found) == 2 and replace(found[0], drawing="") == replace(found[1], drawing=""):
        return (replace(found[0], drawing=""),)
    return found


def _shortened(text: str, columns: int) -> str:
    """The text, cut in a word if it is too long, for as much of it as there is room."""
    if wcswidth(text) <= columns:
        return text
    return clip(text, 0, columns - 1).rstrip(" ,;:·–—-") + ELLIPSIS
