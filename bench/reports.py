"""Sets what builds and servers took, and the verdicts, as plain aligned text."""

import os
from collections.abc import Iterable
from statistics import median

from bench.columns import aligned
from bench.limits import PEER, STOCK, US, Figures, Judged

TOOLS = (US, STOCK, PEER)


def figures_table(figures: Figures) -> list[str]:
    """A row a figure: the median of each tool, least and most, number of runs, and the ratios."""
    rows = [["articles", "", *TOOLS, f"× {STOCK}", f"× {PEER}"]]
    for (number, row), of in figures.values.items():
        cells = [_cell(of.get(tool, [])) for tool in TOOLS]
        ratios = [_ratio(figures.ratio(number, row, each)) for each in (STOCK, PEER)]
        rows.append([f"{number:,}", row, *cells, *ratios])
    return aligned(rows, to_the_left=(1,))


def verdicts_table(judged: Iterable[Judged]) -> list[str]:
    rows = [["articles", "limit", "measured", "at most", ""]]
    for each in judged:
        against = f" × {each.limit.against}" if each.limit.against else ""
        numbers = [f"{_number(value)}{against}" for value in (each.measured, each.limit.at_most)]
        rows.append([f"{each.number:,}", each.limit.row, *numbers, _verdict(each)])
    return (
        aligned(rows, to_the_left=(1, 4))
        if rows[1:]
        else ["No limits are set for these numbers of articles."]
    )


def growth(figures: Figures, row: str) -> list[str]:
    """How much more a figure of this site is with the most articles than with the least."""
    of = {number: median(tools[US]) for (number, each), tools in figures.values.items() if each == row}
    if len(of) < 2:
        return []
    ratio = _number(of[max(of)] / of[min(of)])
    return [f"{row}: with {max(of):,} articles {ratio} × what it is with {min(of):,}"]


def machine() -> str:
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; medians (least–most, runs)"


def _verdict(each: Judged) -> str:
    if not each.is_over:
        return "ok"
    return "OVER" if each.fails else "over, a wish"


def _cell(values: list[float]) -> str:
    if not values:
        return "–"
    middle, least, most = (_number(each) for each in (median(values), min(values), max(values)))
    return f"{middle} ({least}–{most}, {len(values)})"


def _ratio(value: float | None) -> str:
    return "" if value is None else _number(value)


def _number(value: float) -> str:
    """To three digits, or whole."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
