"""The career trace: the working life as a trace view draws spans, from the résumé and the articles' dates.

A lane is an employer, a span a role, a mark an article. Across, everything is in per cent of the width, so
that one drawing fits a phone, a desk and paper; down, in CSS pixels. theme/templates/_trace.html draws it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pelican.contents import Article, Page
from wcwidth import wcswidth

from vouch.resume.anchors import Anchored
from vouch.resume.model import Employer, Resume, Role

LABEL, BAR, GAP, TARGET, AXIS = 14, 12, 9, 24, 19  # heights, px; a mark is 24 px wide for a finger
NARROWEST = 264  # px: the drawing at 320 px, where nothing may overlap either
LETTER = 6.7  # px: the width of a letter in a label
SHORTEST = 1.2  # per cent: a span of one month in a long life is still seen
MOST_LABELS = 7
MOST_MARKS, LEAST_MARKS, FEW_ROLES = 24, 8, 8
MOST_ROWS = 5
LONGEST_LABEL = 26
TINTS = 3


@dataclass(frozen=True)
class Span:
    role: Role
    anchor: str
    x: float
    width: float
    y: int
    tint: int  # 1 to 3, as the tokens flame-1 to flame-3


@dataclass(frozen=True)
class Label:
    """Text that begins at x, or that ends there."""

    text: str
    x: float
    ends: bool
    shift: int  # from x, px
    y: int  # of the base line


@dataclass(frozen=True)
class Lane:
    label: Label
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Mark:
    article: Article
    x: float
    y: int


@dataclass(frozen=True)
class Year:
    year: int
    x: float


@dataclass(frozen=True)
class Trace:
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    more: bool  # articles than marks
    years: tuple[Year, ...]
    axis: int  # y of the axis
    height: int


@dataclass(frozen=True)
class Scale:
    """Whole years, from 1 January of the first to 1 January after the last."""

    first: int
    last: int

    @classmethod
    def over(cls, employers: Sequence[Employer], days: Sequence[date]) -> "Scale":
        periods = [role.period for each in employers for role in each.roles]
        years = [each.year for period in periods for each in (period.start, period.end) if each]
        years += [day.year for day in days]
        return cls(min(years), max(years) + 1)

    def x(self, year: int, month: float) -> float:
        """Where a month of a year begins; 1.5 is the middle of January."""
        return round(100 * (year - self.first + (month - 1) / 12) / (self.last - self.first), 2)

    def labels(self) -> tuple[Year, ...]:
        step = next(each for each in (1, 2, 5, 10, 20, 50) if (self.last - self.first) / each <= MOST_LABELS)
        years = range(-(-self.first // step) * step, self.last + 1, step)
        return tuple(Year(year, self.x(year, 1)) for year in years)


def trace_of(resume: Resume, anchors: dict[Anchored, str], articles: Sequence[Article]) -> Trace:
    """`articles` newest first; of very many those with a proof and the newest are marked."""
    roles = sum(len(each.roles) for each in resume.employers)
    most = max(MOST_MARKS - max(roles - FEW_ROLES, 0), LEAST_MARKS)  # for the drawing stays below 6 kB
    proving = sorted(articles, key=lambda article: not getattr(article, "supports", ()))[:most]
    marked = [article for article in articles if article in proving]
    scale = Scale.over(resume.employers, [each.date for each in marked])
    lanes: list[Lane] = []
    y = 0
    for employer in resume.employers:
        lanes.append(_lane(employer, anchors, scale, y))
        y = max(span.y for span in lanes[-1].spans) + BAR + GAP
    marks, axis = _marks(marked, scale, y)
    return Trace(tuple(lanes), marks, len(marks) < len(articles), scale.labels(), axis, axis + AXIS)


def _lane(employer: Employer, anchors: dict[Anchored, str], scale: Scale, y: int) -> Lane:
    oldest_first = sorted(employer.roles, key=lambda role: role.period.start.earliest)
    extents = [_extent(role, oldest_first[n + 1 :], scale) for n, role in enumerate(oldest_first)]
    label = _label(employer.name, extents[0][0], max(end for _, end in extents), y)
    top = y if label.shift else y + LABEL
    spans: list[Span] = []
    for number, (role, (x, end)) in enumerate(zip(oldest_first, extents, strict=True), start=1):
        row = _free_row(spans, x, top)
        spans.append(Span(role, anchors[role], x, round(end - x, 2), row, min(number, TINTS)))
    return Lane(label, tuple(spans))


def _label(name: str, start: float, end: float, y: int) -> Label:
    """Beside the spans where there is room for it, else above them."""
    text = _shortened(name)
    width = 100 * (wcswidth(text) * LETTER + 5) / NARROWEST
    if end + width <= 100:
        return Label(text, round(end, 2), False, 5, y + BAR - 2)
    if start >= width:
        return Label(text, start, True, -5, y + BAR - 2)
    x, ends = (start, False) if start + width <= 100 else (max(end, width), True)
    return Label(text, round(min(x, 100), 2), ends, 0, y + LABEL - 4)


def _shortened(name: str) -> str:
    kept = name
    while wcswidth(kept) > LONGEST_LABEL - (kept != name):
        kept = kept[:-1]
    return kept if kept == name else f"{kept.rstrip()}…"


def _extent(role: Role, later: Sequence[Role], scale: Scale) -> tuple[float, float]:
    """A role that ends in the month, or year, in which the next begins ends where that begins."""
    x, period = scale.x(*role.period.start.earliest), role.period
    if period.end is None:
        return x, 100
    year, month = period.end.latest
    if any(each.period.start == period.end for each in later):
        return x, max(scale.x(*period.end.earliest), x + SHORTEST)
    return x, max(scale.x(year, month + 1), x + SHORTEST)


def _free_row(spans: Iterable[Span], x: float, row: int) -> int:
    """Roles at the same time stand below one another."""
    taken = {span.y for span in spans if span.x + span.width > x + 0.01}
    while row in taken:
        row += BAR + 2
    return row


def _marks(articles: Sequence[Article], scale: Scale, y: int) -> tuple[tuple[Mark, ...], int]:
    """Marks in rows, so that no two are closer than a finger is wide, and the y below them.

    Of many at about the same time, each goes to the row that has been free for longest.
    """
    rows: list[float] = []  # where the last mark of each row is
    marks = []
    for article in reversed(articles):
        x = scale.x(article.date.year, article.date.month + (article.date.day - 1) / 31)
        row = next((n for n, last in enumerate(rows) if (x - last) * NARROWEST / 100 >= TARGET), len(rows))
        row = row if row < MOST_ROWS else rows.index(min(rows))
        rows[row : row + 1] = [x]
        marks.append((article, x, row))
    below = y + TARGET * len(rows)
    placed = (Mark(article, x, below - TARGET // 2 - row * TARGET) for article, x, row in marks)
    return tuple(placed), below + 4


def career_trace(page: Page, articles: Sequence[Article]) -> Trace:
    """A Jinja filter: when pages are written, it is known which articles stand behind a line."""
    return trace_of(page.resume, page.anchors, articles)
