"""The career trace: a working life drawn like the spans of a trace view, with articles as marks.

Each row is a role, the oldest first, with the rows of one employer together; each mark is an article.
Horizontal measures are in per cent of the width, so that one drawing fits a phone, a desktop and paper;
vertical ones are in CSS pixels. theme/templates/_trace.html draws it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from typing import TypeAlias

from markupsafe import Markup
from pelican.contents import Article, Page

from vouch.markup.dates import today
from vouch.resume.model import Employer, Resume, Role
from vouch.resume.periods import YearMonth
from vouch.resume.timeline_labels import NARROW, WIDE, Drawing, Label, around, beside, label, of_both

BAR_PX, ROW_PX, GAP_PX, AXIS_PX = 16, 18, 6, 20  # heights; the gap is between employers
TOUCH_TARGET_PX = 24  # the height and width of a mark, so that a finger can hit it
TITLE_GAP_PX = 14  # from the middle of a mark to its title
MIN_SPAN_PERCENT = 1.2  # so that one month in a long life is still visible
MAX_YEAR_LABELS = 8
MAX_MARKS, MIN_MARKS = 10, 5
MAX_ROLES_WITH_ALL_MARKS = 5  # each further role costs a mark, so that with ten it is below 6 kB
MAX_MARK_ROWS = 5
TINTS = 3

Row: TypeAlias = list[tuple[float, Article]]  # in per cent of the width


@dataclass(frozen=True)
class Span:
    role: Role
    employer: Employer
    x: float
    width: float
    y: int
    tint: int  # 1 to 3, as the tokens flame-1 to flame-3
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Mark:
    article: Article
    x: float
    y: int
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Year:
    year: int
    x: float


@dataclass(frozen=True)
class Trace:
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    more: bool  # whether there are more articles than marks
    years: tuple[Year, ...]
    axis: int  # y of the axis
    height: int


@dataclass(frozen=True)
class Scale:
    """From 1 January of the first year to the end of this month, or of the last one that is drawn."""

    first: int
    end: float  # 2026.5 is the end of June

    @classmethod
    def over(cls, employers: Sequence[Employer], days: Sequence[date]) -> "Scale":
        periods = [role.period for each in employers for role in each.roles]
        points = [point for period in periods for point in (period.start, period.end) if point]
        points += [YearMonth(day.year, day.month) for day in days]
        ends = (year + month / 12 for year, month in (each.latest for each in points))
        return cls(min(each.year for each in points), max(ends))

    def x(self, year: int, month: float) -> float:
        """Where a month of a year begins; 1.5 is the middle of January."""
        return round(100 * (year - self.first + (month - 1) / 12) / (self.end - self.first), 1)

    def labels(self) -> tuple[Year, ...]:
        step = next(
            each for each in (1, 2, 5, 10, 20, 50) if (self.end - self.first) / each <= MAX_YEAR_LABELS
        )
        years = range(-(-self.first // step) * step, int(self.end) + 1, step)
        return tuple(Year(year, self.x(year, 1)) for year in years)


def trace_of(resume: Resume, articles: Sequence[Article], day: date) -> Trace:
    """The trace on the day of the build. `articles` are newest first.

    Of very many, those that support a line and the newest are marked.
    """
    roles = sum(len(each.roles) for each in resume.employers)
    most = max(MAX_MARKS - max(roles - MAX_ROLES_WITH_ALL_MARKS, 0), MIN_MARKS)
    proving = sorted(articles, key=lambda article: not getattr(article, "supports", ()))[:most]
    scale = Scale.over(resume.employers, [day, *(each.date for each in proving)])
    spans: list[Span] = []
    for employer in sorted(resume.employers, key=lambda each: min(map(_start, each.roles))):
        y = spans[-1].y + ROW_PX + GAP_PX if spans else 0
        spans += _spans(employer, scale, y)
    y = spans[-1].y + ROW_PX + 2
    rows = _rows(proving, scale)
    marks = tuple(mark for n, row in enumerate(rows) for mark in _marks(row, y + n * TOUCH_TARGET_PX))
    axis = y + len(rows) * TOUCH_TARGET_PX + 4
    return Trace(tuple(spans), marks, len(marks) < len(articles), scale.labels(), axis, axis + AXIS_PX)


def _start(role: Role) -> tuple[int, int]:
    return role.period.start.earliest


def _spans(employer: Employer, scale: Scale, y: int) -> list[Span]:
    """The first row has the employer's name as well."""
    oldest_first = sorted(employer.roles, key=_start)
    found = []
    for n, role in enumerate(oldest_first):
        x, end = _extent(role, oldest_first[n + 1 :], scale)
        named = employer.name if n == 0 else ""
        labels = of_both(*(label(named, role.title, around(x, end), each) for each in (NARROW, WIDE)))
        width, tint = round(end - x, 1), min(n + 1, TINTS)
        found.append(Span(role, employer, x, width, y + n * ROW_PX, tint, labels))
    return found


def _extent(role: Role, later: Sequence[Role], scale: Scale) -> tuple[float, float]:
    """Start and end of a role, which ends where the next begins if that is in the same month or year."""
    x, period = min(scale.x(*_start(role)), 100 - MIN_SPAN_PERCENT), role.period
    if period.end is None:
        return x, 100
    year, month = period.end.latest
    if any(each.period.start == period.end for each in later):
        return x, max(scale.x(*period.end.earliest), x + MIN_SPAN_PERCENT)
    return x, max(scale.x(year, month + 1), x + MIN_SPAN_PERCENT)


def _rows(articles: Sequence[Article], scale: Scale) -> list[Row]:
    """Rows of articles with their places, the row of the oldest first; few articles have a row each.

    An article without room for a finger is left out, unless it supports a line.
    """
    rows: list[Row] = [[] for _ in articles[:MAX_MARK_ROWS]]
    for article in articles:
        x = scale.x(article.date.year, article.date.month + (article.date.day - 1) / 31)
        row = max(rows, key=partial(_distance, x))
        if _distance(x, row) >= NARROW.percent(TOUCH_TARGET_PX) or getattr(article, "supports", ()):
            row.append((x, article))
    return sorted((sorted(row, key=itemgetter(0)) for row in rows), key=lambda row: row[0][0])


def _distance(x: float, row: Row) -> float:
    return min((abs(x - other) for other, _ in row), default=100)


def _marks(row: Row, y: int) -> list[Mark]:
    titles = zip(_titles(row, NARROW), _titles(row, WIDE), strict=True)
    middle = y + TOUCH_TARGET_PX // 2
    return [Mark(article, x, middle, of_both(*each)) for (x, article), each in zip(row, titles, strict=True)]


def _titles(row: Row, drawing: Drawing) -> list[Label | None]:
    """The titles of the marks of a row, from left to right, none over another or over a mark."""
    found: list[Label | None] = []
    low, gap = 0.0, drawing.percent(TITLE_GAP_PX)
    for n, (x, article) in enumerate(row):
        high = row[n + 1][0] - gap if n + 1 < len(row) else 100
        title = label("", Markup(article.title).striptags(), beside(x, x, TITLE_GAP_PX, low, high), drawing)
        is_after = title and title.place == "after"
        low = x + gap + (drawing.percent(title.width(drawing)) + gap if is_after else 0)
        found.append(title)
    return found


def career_trace(page: Page, articles: Sequence[Article]) -> Trace:
    """A Jinja filter: only when pages are written is it known which articles support a line."""
    return trace_of(page.resume, articles, today(page.settings["TIMEZONE"]))
