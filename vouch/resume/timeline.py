"""The career trace: a working life drawn like the spans of a trace view, with articles as marks.

Each lane is an employer, each span a role, each mark an article. Horizontal measures are in per cent of the
width, so that one drawing fits a phone, a desktop and paper; vertical ones are in CSS pixels.
theme/templates/_trace.html draws it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pelican.contents import Article, Page
from wcwidth import wcswidth

from vouch.resume.anchors import Anchored
from vouch.resume.model import Employer, Resume, Role

LABEL_PX, BAR_PX, GAP_PX, AXIS_PX = 14, 12, 9, 19  # heights
TOUCH_TARGET_PX = 24  # the height and width of a mark, so that a finger can hit it
MIN_WIDTH_PX = 264  # of the drawing in a window of 320 px, where nothing may overlap either
LETTER_WIDTH_PX = 6.7  # in a label
MIN_SPAN_PERCENT = 1.2  # so that one month in a long life is still visible
MAX_YEAR_LABELS = 7
MAX_MARKS, MIN_MARKS = 24, 8
MAX_ROLES_WITH_ALL_MARKS = 8  # each further role costs a mark, so that the drawing stays below 6 kB
MAX_MARK_ROWS = 5
MAX_LABEL_COLUMNS = 26
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
    """Text that begins at x, or ends there if `ends`."""

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
    more: bool  # whether there are more articles than marks
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
        step = next(
            each for each in (1, 2, 5, 10, 20, 50) if (self.last - self.first) / each <= MAX_YEAR_LABELS
        )
        years = range(-(-self.first // step) * step, self.last + 1, step)
        return tuple(Year(year, self.x(year, 1)) for year in years)


def trace_of(resume: Resume, anchors: dict[Anchored, str], articles: Sequence[Article]) -> Trace:
    """`articles` are newest first. Of very many, those that support a line and the newest are marked."""
    roles = sum(len(each.roles) for each in resume.employers)
    most = max(MAX_MARKS - max(roles - MAX_ROLES_WITH_ALL_MARKS, 0), MIN_MARKS)
    proving = sorted(articles, key=lambda article: not getattr(article, "supports", ()))[:most]
    marked = [article for article in articles if article in proving]
    scale = Scale.over(resume.employers, [each.date for each in marked])
    lanes: list[Lane] = []
    y = 0
    for employer in resume.employers:
        lanes.append(_lane(employer, anchors, scale, y))
        y = max(span.y for span in lanes[-1].spans) + BAR_PX + GAP_PX
    marks, axis = _marks(marked, scale, y)
    return Trace(tuple(lanes), marks, len(marks) < len(articles), scale.labels(), axis, axis + AXIS_PX)


def _lane(employer: Employer, anchors: dict[Anchored, str], scale: Scale, y: int) -> Lane:
    oldest_first = sorted(employer.roles, key=lambda role: role.period.start.earliest)
    extents = [_extent(role, oldest_first[n + 1 :], scale) for n, role in enumerate(oldest_first)]
    label = _label(employer.name, extents[0][0], max(end for _, end in extents), y)
    top = y if label.shift else y + LABEL_PX
    spans: list[Span] = []
    for number, (role, (x, end)) in enumerate(zip(oldest_first, extents, strict=True), start=1):
        row = _free_row(spans, x, top)
        spans.append(Span(role, anchors[role], x, round(end - x, 2), row, min(number, TINTS)))
    return Lane(label, tuple(spans))


def _label(name: str, start: float, end: float, y: int) -> Label:
    """Beside the spans where there is room, else above them."""
    text = _shortened(name)
    width = 100 * (wcswidth(text) * LETTER_WIDTH_PX + 5) / MIN_WIDTH_PX
    if end + width <= 100:
        return Label(text, round(end, 2), False, 5, y + BAR_PX - 2)
    if start >= width:
        return Label(text, start, True, -5, y + BAR_PX - 2)
    x, ends = (start, False) if start + width <= 100 else (max(end, width), True)
    return Label(text, round(min(x, 100), 2), ends, 0, y + LABEL_PX - 4)


def _shortened(name: str) -> str:
    kept = name
    while wcswidth(kept) > MAX_LABEL_COLUMNS - (kept != name):
        kept = kept[:-1]
    return kept if kept == name else f"{kept.rstrip()}…"


def _extent(role: Role, later: Sequence[Role], scale: Scale) -> tuple[float, float]:
    """Start and end of a role, which ends where the next begins if that is in the same month or year."""
    x, period = scale.x(*role.period.start.earliest), role.period
    if period.end is None:
        return x, 100
    year, month = period.end.latest
    if any(each.period.start == period.end for each in later):
        return x, max(scale.x(*period.end.earliest), x + MIN_SPAN_PERCENT)
    return x, max(scale.x(year, month + 1), x + MIN_SPAN_PERCENT)


def _free_row(spans: Iterable[Span], x: float, row: int) -> int:
    """The first row without a span at x: roles at the same time are below one another."""
    taken = {span.y for span in spans if span.x + span.width > x + 0.01}
    while row in taken:
        row += BAR_PX + 2
    return row


def _marks(articles: Sequence[Article], scale: Scale, y: int) -> tuple[tuple[Mark, ...], int]:
    """Marks in rows, no two closer than a finger is wide, and the y below them.

    If no row has room, a mark goes to the row that has been free for longest.
    """
    rows: list[float] = []  # where the last mark of each row is
    marks = []
    for article in reversed(articles):
        x = scale.x(article.date.year, article.date.month + (article.date.day - 1) / 31)
        row = next(
            (n for n, last in enumerate(rows) if (x - last) * MIN_WIDTH_PX / 100 >= TOUCH_TARGET_PX),
            len(rows),
        )
        row = row if row < MAX_MARK_ROWS else rows.index(min(rows))
        rows[row : row + 1] = [x]
        marks.append((article, x, row))
    below = y + TOUCH_TARGET_PX * len(rows)
    placed = (
        Mark(article, x, below - TOUCH_TARGET_PX // 2 - row * TOUCH_TARGET_PX) for article, x, row in marks
    )
    return tuple(placed), below + 4


def career_trace(page: Page, articles: Sequence[Article]) -> Trace:
    """A Jinja filter: only when pages are written is it known which articles support a line."""
    return trace_of(page.resume, page.anchors, articles)
