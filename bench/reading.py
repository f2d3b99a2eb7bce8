"""Measures what a reader on a phone waits for, page by page, and holds this site to its budgets.

    .venv/bin/python bench/reading.py                          this site, built aside
    .venv/bin/python bench/reading.py FOLDER …                 and other sites, built by anything, beside it
        --base https://me.github.io/name                       where those think they are published
        --page /some/page.html                                 which of their pages, instead of the longest
        --runs 5                                               readings a page; each figure is their median
        --lighthouse [PROGRAM]                                 Lighthouse's scores as well, 25 s a page

Exits 1 when a budget is exceeded, 2 when something could not be measured. Needs what `./invoke test` installs.
The server is GitHub Pages' like in all but HTTP/2 and its distance; the distance is emulated.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[0] = str(ROOT)  # run as a file, Python looks beside it

from playwright.sync_api import Browser  # noqa: E402

from bench.budgets import Site, fonts_in, verdicts  # noqa: E402
from bench.measuring import NotMeasured, chromium, measure, medians  # noqa: E402
from bench.pages import NoSite, Page, our_pages, their_pages  # noqa: E402
from bench.serving import Base, serving  # noqa: E402
from bench.tables import figures_table, verdicts_table  # noqa: E402
from publishing.build import BuildFailed, build  # noqa: E402


def main(words: list[str]) -> int:
    options = _options(words)
    try:
        return _run(options)
    except (NoSite, NotMeasured, BuildFailed) as failure:
        print(failure, file=sys.stderr)
        return 2


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--base", default="", type=Base.read)
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args(words)


def _run(options: argparse.Namespace) -> int:
    theirs = {folder: their_pages(folder, options.page) for folder in options.folders}
    with tempfile.TemporaryDirectory(prefix="reading-") as aside, chromium() as browser:
        folder = Path(aside, "site")
        build(ROOT, "publishconf.py", folder)
        ours = _read("this site", folder, our_pages(folder), Base(), browser, options.runs)
        others = [
            _read(str(folder), folder, pages, options.base, browser, options.runs)
            for folder, pages in theirs.items()
        ]
        machine = f"{os.cpu_count()} cores, Chromium {browser.version}, median of {options.runs}"
    judged = list(verdicts(ours))
    print(*figures_table([ours, *others]), "", *verdicts_table(judged), "", machine, sep="\n")
    return int(any(each.is_over for each in judged))


def _read(name: str, folder: Path, pages: list[Page], base: Base, browser: Browser, runs: int) -> Site:
    with serving(folder, base) as address:
        readings = {
            page: medians([measure(browser, address + page.address) for _ in range(runs)])
            for page in _told(pages, name)
        }
    return Site(name, readings, fonts_in(folder))


def _told(pages: list[Page], name: str) -> Iterator[Page]:
    """Says at a terminal which page is being read, for it takes minutes."""
    for page in pages:
        if sys.stderr.isatty():
            print(f"reading {name} {page.address} …", file=sys.stderr, flush=True)
        yield page


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
