"""Measures what it takes to make each kind of output of this site, from its root:

    .venv/bin/python content/code/how-this-site-is-made/outputs.py

Prints a line for each kind: how many, milliseconds for one when nothing is cached, milliseconds when it is
asked for again. Reading is what depends on one source alone.
"""

import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path()))

from pelican import Pelican

from vouch.build.settings_file import settings_of
from vouch.sources.problem_log import begin_build

RUNS = 15


def kind_of(address: str) -> str:
    if address.startswith("feeds/"):
        return "feed"
    if address.startswith(("cards/", "apple-touch-icon")):
        return "card"
    if address.startswith("pagefind"):
        return "search index"
    kinds = {".html": "page", ".md": "Markdown twin", ".pdf": "PDF", ".woff2": "font"}
    return next((kind for ending, kind in kinds.items() if address.endswith(ending)), "other file")


def ms(work: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    work(*arguments)
    return 1000 * (time.perf_counter() - started)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        places = {"OUTPUT_PATH": f"{folder}/site", "CACHE_PATH": f"{folder}/cache"}
        settings = settings_of(Path("publishconf.py"), places, asked_for=())
        begin_build()
        Pelican(settings).run()
        site = settings["SITE"]

        sources = [each.source_path for each in site.articles.articles]
        readers = site.articles.readers.readers
        times = []
        for source in sources:
            reader = readers[Path(source).suffix.removeprefix(".")]
            times += [[ms(reader._read, source) for _ in range(RUNS)]]
        print(f"reading an article\t{len(sources)}\t{median(map(median, times)):.1f}\t0")

        def make(address: str) -> None:
            site.outputs.forget_folders()
            site.outputs.make(f"{address}any" if address.endswith("/") else address)

        first, again = defaultdict(list), defaultdict(list)
        for address in site.outputs:
            kind = kind_of(address)
            first[kind].append(ms(make, address))
            again[kind].append(median(ms(make, address) for _ in range(RUNS)))
        for kind, values in first.items():
            print(f"{kind}\t{len(values)}\t{median(values):.2f}\t{median(again[kind]):.2f}")
        print(f"all of them\t{len(list(site.outputs))}\t{sum(map(sum, first.values())):.0f}\t"
              f"{sum(map(sum, again.values())):.0f}")  # fmt: skip
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
