"""Sets readings and verdicts as plain aligned text."""

from collections.abc import Iterable

from bench.budgets import Site, Verdict
from bench.columns import aligned
from bench.lighthouse import CATEGORIES, PERFECT, Scores

COLUMNS = (  # heading of two lines, figure, format
    ("before paint", "requests", "early_requests", ",.0f"),
    ("", "bytes", "early_bytes", ",.0f"),
    ("in all", "requests", "requests", ",.0f"),
    ("", "bytes", "bytes", ",.0f"),
    ("script", "bytes", "script_bytes", ",.0f"),
    ("fonts", "bytes", "font_bytes", ",.0f"),
    ("to other", "hosts", "foreign_requests", ",.0f"),
    ("", "failed", "failed_requests", ",.0f"),
    ("FCP", "ms", "first_contentful_paint", ",.0f"),
    ("LCP", "ms", "largest_contentful_paint", ",.0f"),
    ("layout", "shift", "layout_shift", ".4f"),
    ("tasks", "> 50 ms", "long_tasks", ",.0f"),
    ("blocked", "ms", "blocked", ",.0f"),
)
FAILED = (
    "failed: what does not arrive flatters a page; if it was built for another address, --base says which"
)


def figures_table(sites: list[Site]) -> list[str]:
    """A row a page, all sites in the same columns."""
    rows = [["", *(column[0] for column in COLUMNS)], ["page", *(column[1] for column in COLUMNS)]]
    for site in sites:
        rows.append([site.name] + [""] * len(COLUMNS) if len(sites) > 1 else [])
        for page, reading in site.pages.items():
            rows.append([page.address, *(f"{getattr(reading, name):{how}}" for _, _, name, how in COLUMNS)])
    return aligned([row for row in rows if row]) + ([FAILED] if _failed(sites) else [])


def verdicts_table(verdicts: Iterable[Verdict]) -> list[str]:
    rows = [["budget", "measured", "at most", "", "worst at"]]
    for each in verdicts:
        measured, at_most = (_number(number) for number in (each.measured, each.budget.at_most))
        rows.append([each.budget.name, measured, at_most, "OVER" if each.is_over else "ok", each.where])
    return aligned(rows, to_the_left=(0, 4))


def scores_table(pages: list[Scores]) -> list[str]:
    """Lighthouse's scores, and below them what each page lost points for."""
    rows = [["Lighthouse", *CATEGORIES, ""]]
    for page in pages:
        scores = [str(page.scores.get(name, "–")) for name in CATEGORIES]
        rows.append([page.address, *scores, "ok" if page.is_perfect else f"UNDER {PERFECT}"])
    reasons = [f"{page.address}: {reason}" for page in pages for reason in page.reasons]
    return [*aligned(rows), "", *reasons]


def _failed(sites: list[Site]) -> bool:
    return any(reading.failed_requests for site in sites for reading in site.pages.values())


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")
