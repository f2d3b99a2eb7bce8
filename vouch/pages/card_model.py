"""What a social card shows: the picture that chats and other sites put beside a link."""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from wcwidth import clip, wcswidth

from vouch.pages.flame_graph import Bar
from vouch.resume.model import Employer, Line, Resume, Role, plain
from vouch.resume.quotes import typographic
from vouch.resume.timeline import Trace

LONGEST_TITLE, LONGEST_LEAD, LONGEST_PROOF = 300, 220, 140  # columns; more is not read at this size
ELLIPSIS = "…"
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Card:
    address: str  # below the site's root, `cards/tail-latency.png`
    title: str
    site: str  # "example.org"
    language: str
    above: str = ""  # the title: when, and of what kind
    lead: str = ""  # the text below the title
    proofs: tuple[str, ...] = ()  # what in the résumé this stands behind: role, employer, period
    name: str = ""  # of the author, where the title is another
    bars: tuple[Bar, ...] = ()
    trace: dict[str, Any] | None = None

    @property
    def data(self) -> dict[str, Any]:
        """For theme/typst/card.typ; where the picture will be does not change it."""
        data = asdict(self) | {
            "title": shortened(self.title, LONGEST_TITLE),
            "lead": shortened(self.lead, LONGEST_LEAD),
            "proofs": [shortened(each, LONGEST_PROOF) for each in self.proofs],
            "rtl": right_to_left(self.title),
        }
        del data["address"]
        return data

    @property
    def alt(self) -> str:
        """The same words, for those who do not see the picture."""
        proofs = [f"Supports: {each}" for each in self.proofs]
        said = (self.title, self.above, self.lead, *proofs, self.name, self.site)
        return ". ".join(each.rstrip(".") for each in said if each).replace(NO_BREAK, " ")


def address_of(page: str) -> str:
    """Where the card of the page at `slug.html` is, below the site's root."""
    return f"cards/{PurePosixPath(page).with_suffix('.png')}"


def untitled(card: Card) -> Card:
    """What is left where no font has the title: the card of its author."""
    return replace(card, title=card.name or card.site, name="", above="", lead="")


def text_of(lines: Iterable[Line]) -> str:
    return " ".join(plain(typographic(each)) for each in lines)


def role_line(role: Role, employer: Employer) -> str:
    """A line ends before the dates rather than within them."""
    period = str(role.period).replace(" ", NO_BREAK)
    return f"{role.title} at {employer.name}, {period}"


def newest_role(resume: Resume) -> tuple[Role, Employer] | None:
    roles = [(role, employer) for employer in resume.employers for role in employer.roles]
    return max(roles, key=lambda each: each[0].period.start.latest, default=None)


def trace_data(trace: Trace) -> dict[str, Any]:
    """Its measures: across in per cent, down in pixels."""
    lanes = [
        {
            "label": asdict(lane.label),
            "spans": [{"x": s.x, "width": s.width, "y": s.y, "tint": s.tint} for s in lane.spans],
        }
        for lane in trace.lanes
    ]
    years = [asdict(each) for each in trace.years]
    return {"lanes": lanes, "years": years, "axis": trace.axis, "height": trace.height}


def shortened(text: str, columns: int) -> str:
    """The text in one line, cut behind a word where it is too long."""
    if wcswidth(text) <= columns:
        return text
    whole_words, _, _ = clip(text, 0, columns).rpartition(" ")
    return (whole_words or clip(text, 0, columns - 1)).rstrip(" ,;:–—-") + ELLIPSIS


def right_to_left(text: str) -> bool:
    """By its first letter, as `dir="auto"` has it in HTML."""
    strong = (each for each in map(unicodedata.bidirectional, text) if each in ("L", "R", "AL"))
    return next(strong, "L") != "L"
