"""Measures what a reader on a phone waits for, page by page, and holds this site to its budgets.

    .venv/bin/python bench/reading.py                     this site, built aside
    .venv/bin/python bench/reading.py FOLDER …            and other sites, built by anything, below it
        --base https://me.github.io/name                  where those think they are published
        --page /some/page.html                            a page of those, instead of the longest; repeatable
        --runs 5                                          readings of each page, of which the median counts
        --lighthouse [PROGRAM]                            also Lighthouse's scores of this site, 10 s a page

Exits 1 when a budget is exceeded, 2 when something could not be measured. `./invoke test` installs what
this needs. The server is like GitHub Pages but for HTTP/2; its distance and the phone are emulated. On a
machine that is busy with other things (a load over 1 before) times and long tasks say little.
"""

import argparse
import os
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, Python looks beside it

if not find_spec("playwright"):
    print("playwright: not installed; run `./invoke test` once, which installs it", file=sys.stderr)
    sys.exit(2)

from playwright.sync_api import Browser  # noqa: E402

from bench import lighthouse  # noqa: E402
from bench.budgets import Site, fonts_in, verdicts  # noqa: E402
from bench.measuring import measure, typical  # noqa: E402
from bench.pages import NoSite, Page, our_pages, their_pages  # noqa: E402
from bench.phone import chromium  # noqa: E402
from bench.serving import Base, serving  # noqa: E402
from bench.tables import figures_table, scores_table, verdicts_table  # noqa: E402
from bench.unmeasured import NotMeasured  # noqa: E402
from publishing.build import BuildFailed, build  # noqa: E402


def main(words: list[str]) -> int:
    options = _options(words)
    try:
        with tempfile.TemporaryDirectory(prefix="reading-") as aside:
            return _run(options, Path(aside, "site"))
    except (NoSite, NotMeasured, BuildFailed) as failure:
        print(failure, file=sys.stderr)
        return 2


def _options(words: list[str]) -> argparse.Namespace:
    how = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=how)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--base", default="", type=Base.read)
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--runs", default=3, type=_count)
    parser.add_argument("--lighthouse", nargs="?", const="lighthouse", metavar="PROGRAM")
    return parser.parse_args(words)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: this is no number of readings; write --runs 3")
    return int(text)


def _run(options: argparse.Namespace, folder: Path) -> int:
    theirs = [(str(each), each, their_pages(each, options.page), options.base) for each in options.folders]
    command = lighthouse.find(options.lighthouse) if options.lighthouse else []
    load = os.getloadavg()[0]
    with chromium() as browser:
        build(ROOT, "publishconf.py", folder)
        sites = [("this site", folder, our_pages(folder), Base()), *theirs]
        read = [_read(*site, browser, options.runs) for site in sites]
        machine = f"{os.cpu_count()} cores, load {load:.1f} before, Chromium {browser.version}"
    judged = list(verdicts(read[0]))
    end = f"{machine}, readings of each page: {options.runs}"
    print(*figures_table(read), "", *verdicts_table(judged), "", end, sep="\n", flush=True)
    scores = _scores(command, folder, list(read[0].pages)) if command else []
    return int(any(each.is_over for each in judged) or not all(each.is_perfect for each in scores))


def _read(name: str, folder: Path, pages: list[Page], base: Base, browser: Browser, runs: int) -> Site:
    readings = {}
    with serving(folder, base) as address:
        for page in pages:
            _tell(f"reading {page.address} of {name}")
            readings[page] = typical([measure(browser, address + page.address) for _ in range(runs)])
    return Site(name, readings, fonts_in(folder))


def _scores(command: list[str], folder: Path, pages: list[Page]) -> list[lighthouse.Scores]:
    scores = []
    with serving(folder) as address:
        for page in pages:
            _tell(f"Lighthouse reads {page.address}")
            scores.append(lighthouse.score(command, address, page))
    print("", *scores_table(scores), sep="\n")
    return scores


def _tell(what: str) -> None:
    if sys.stderr.isatty():  # it takes minutes
        print(f"{what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
