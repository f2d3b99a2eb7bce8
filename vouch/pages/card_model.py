"""What a social card shows: the picture that chats and other sites put beside a link."""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from wcwidth import clip, wcswidth

from vouch.pages.flame_graph import Bar
from vouch.resume.model import Line, plain
from vouch.resume.periods import Period
from vouch.resume.quotes import typographic
from vouch.resume.timeline import BAR_PX, Span, Trace
from vouch.resume.timeline_labels import NARROW

MAX_TITLE_COLUMNS, MAX_LEAD_COLUMNS, MAX_PROOF_COLUMNS = 300, 220, 140  # nobody reads more at this size
ELLIPSIS = "…"
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Card:
    address: str  # below the site's root, `cards/tail-latency.png`
    title: str
    site: str  # its host, "example.org"
    language: str
    above: str = ""  # the line above the title: date and category
    lead: str = ""  # the text below the title
    proofs: tuple[str, ...] = ()  # what the article supports in the résumé: role, employer, period
    name: str = ""  # the author's, unless it is the title
    bars: tuple[Bar, ...] = ()
    trace: dict[str, Any] | None = None

    @property
    def data(self) -> dict[str, Any]:
        """What theme/typst/card.typ draws; the address of the picture is not part of it."""
        data = asdict(self) | {
            "title": shortened(self.title, MAX_TITLE_COLUMNS),
            "lead": shortened(self.lead, MAX_LEAD_COLUMNS),
            "proofs": [shortened(each, MAX_PROOF_COLUMNS) for each in self.proofs],
            "rtl": right_to_left(self.title),
        }
        del data["address"]
        return data

    def alt(self, supports: str) -> str:
        """The same words, for readers who do not see the picture; `supports` is "Supports: %(role)s"."""
        proofs = [str(supports) % {"role": each} for each in self.proofs]
        parts = (self.title, self.above, self.lead, *proofs, self.name, self.site)
        return ". ".join(each.rstrip(".") for each in parts if each).replace(NO_BREAK, " ")


def address_of(page: str) -> str:
    """The card of the page at `slug.html`, below the site's root: `cards/slug.png`."""
    return f"cards/{PurePosixPath(page).with_suffix('.png')}"


def untitled(card: Card) -> Card:
    """The card of the author alone, for a title that no font can draw."""
    return replace(card, title=card.name or card.site, name="", above="", lead="")


def text_of(lines: Iterable[Line]) -> str:
    return " ".join(plain(typographic(each)) for each in lines)


def job_line(job: str, period: Period, language: str) -> str:
    """A role at an employer, and the dates, which are not broken across lines."""
    return f"{job}, {period.in_words(language).replace(' ', NO_BREAK)}"


def trace_data(trace: Trace) -> dict[str, Any]:
    """The trace's measures: horizontal in per cent, vertical in pixels."""
    spans = [
        {"x": each.x, "width": each.width, "y": each.y, "tint": each.tint, "label": _label(each)}
        for each in trace.spans
    ]
    years = [asdict(each) for each in trace.years]
    return {"spans": spans, "bar": BAR_PX, "years": years, "axis": trace.axis, "height": trace.height}


def _label(span: Span) -> dict[str, Any]:
    """As on a wide page."""
    return next(asdict(each) for each in span.labels if each.drawing != NARROW.name)


def shortened(text: str, columns: int) -> str:
    """The text, cut after a word if it is too long, with an ellipsis."""
    if wcswidth(text) <= columns:
        return text
    whole_words, _, _ = clip(text, 0, columns).rpartition(" ")
    return (whole_words or clip(text, 0, columns - 1)).rstrip(" ,;:–—-") + ELLIPSIS


def right_to_left(text: str) -> bool:
    """Whether its first letter runs from right to left, as HTML's `dir="auto"` decides."""
    strong = (each for each in map(unicodedata.bidirectional, text) if each in ("L", "R", "AL"))
    return next(strong, "L") != "L"
