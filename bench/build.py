"""Measures whole builds of this site beside Hugo's of the same articles, against bench/limits.py.

    .venv/bin/python -m bench.build [36 1000 5000]

Exits 1 when a limit is exceeded, 2 when something could not be measured. A run is a whole process:
`./invoke build` in a copy of this project, and `hugo` in bench/hugo, in turn. Before a cold build the output
and the cache are removed; compiled Python and templates stay.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from bench import limits
from bench.command import Bench, run
from bench.corpus import EDITS, post
from bench.limits import HUGO, LIMITS, US, runs_of
from bench.processes import NotMeasured
from bench.sites import Site, differences, hugo_site, our_site

NOTES = """\
"What both make" excludes social cards and search, which Hugo's site lacks. Even so, only this site has: the
résumé as PDF, JSON and text, footnotes beside their lines, related articles by their words (Hugo: by tags and
categories), sizes of pictures, digests in file names, the current page marked in the menu, checks of every
source. Only Hugo's has: spans of uncoloured code. Neither makes variants of pictures."""


def measure(bench: Bench, folder: Path, number: int) -> None:
    ours = our_site(folder / "ours", number, as_it_ships=False)
    peer = hugo_site(folder / "hugo", number, bench.hugo)
    sites = [ours, peer]
    if number <= max(LIMITS[limits.COLD_AS_IT_SHIPS]):
        sites.append(our_site(folder / "whole", number))
    for site in sites:
        site.build()  # compiles Python and templates
    for part, measure_part in PARTS.items():
        with bench.part(f"{number:,} articles: {part}"):
            for count in range(runs_of(number)):
                measure_part(bench, sites, count)
    bench.notes += differences(ours, peer)


def _cold(bench: Bench, sites: list[Site], _: int) -> None:
    costs = [site.build_cold() for site in sites]
    _add(bench, sites, (each.seconds for each in costs), limits.COLD, limits.COLD_AS_IT_SHIPS)
    _add(bench, sites[:2], (each.memory for each in costs[:2]), limits.MEMORY)


def _nothing(bench: Bench, sites: list[Site], _: int) -> None:
    _add(bench, sites[:2], (site.build().seconds for site in sites[:2]), limits.NOTHING)


def _text(bench: Bench, sites: list[Site], count: int) -> None:
    seconds = (_seconds_after_edit(site, count) for site in sites)
    _add(bench, sites, seconds, limits.TEXT, limits.TEXT_AS_IT_SHIPS)


PARTS = {"cold": _cold, "nothing changed": _nothing, "one text edited": _text}


def _add(bench: Bench, sites: list[Site], values: Iterable[float], *rows: str) -> None:
    """Values of our site, Hugo's and, for the second row, ours as it ships."""
    number, (ours, hugos, *as_it_ships) = sites[0].number, values
    for row, value in zip(rows, (ours, *as_it_ships), strict=False):
        bench.figures.add(number, row, US, value)
        bench.figures.add(number, row, HUGO, hugos)


def _seconds_after_edit(site: Site, count: int) -> float:
    edited, shown = EDITS["text"](post(site.number // 2, site.number), count)
    site.write(edited)
    seconds = site.build().seconds
    if shown not in (site.output / f"{edited.slug}.html").read_text("utf-8"):
        raise NotMeasured(f"{site.name}: the edit of {edited.slug} is not in the output")
    return seconds


def main(words: list[str]) -> int:
    return run("bench.build", __doc__, measure, [NOTES], words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
