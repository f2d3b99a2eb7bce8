"""Measures what an author waits for after a save while the site is served, here and with Hugo's server.

    .venv/bin/python -m bench.serve            corpora of 36, 1,000 and 5,000 articles
        --sizes 36,1000                        others
        --edits 5                              of each kind, 1.5 s apart, of which the median counts
        --only text,title,tags,painted
        --in FOLDER, --hugo PATH               as for bench.build

Exits 1 when a limit is exceeded, 2 when something could not be measured. `./invoke serve` and `hugo server`,
with its defaults, run side by side and are edited in turn. Time is from when the file has been written to the
answer that holds what was written, asked for every millisecond; or, with 36 articles, to the end of the
browser's next frame, in a page of Chromium that is open and is not told to reload.
"""

import sys
from contextlib import ExitStack

from bench.limits import PAINTED, PEER, SAVED_TEXT, US
from bench.projects import our_project, peers_project
from bench.reports import growth
from bench.running import Bench, count, parser, start
from bench.saving import EDITS, Desk, measure_answers, measure_memory

PAINTED_WITH = 36  # articles
NOTES = """\
Hugo's server renders in memory and, by default, only the pages that were looked at last. Memory is the sum
of what all processes of a server hold (PSS) after the edits. Social cards and the search index are off."""


def main(words: list[str]) -> int:
    options = parser("bench.serve", __doc__, (*EDITS, "painted"))
    options.add_argument("--edits", default=5, type=count)
    return start(options.parse_args(words), _run)


def _run(bench: Bench) -> int:
    for number in bench.options.sizes:
        with bench.part(number, "both servers"), bench.folder() as folder, ExitStack() as servers:
            ours, peers = our_project(folder / "ours", number), peers_project(folder / "hugo", number)
            our_words, their_words = ("./invoke", "serve"), (str(bench.options.hugo), "server")
            desks = [
                servers.enter_context(Desk.serving(US, ours, our_words)),
                servers.enter_context(Desk.serving(PEER, peers, their_words)),
            ]
            _measure(bench, desks, number)
    return bench.end(*growth(bench.figures, SAVED_TEXT), NOTES)


def _measure(bench: Bench, desks: list[Desk], number: int) -> None:
    edits = bench.options.edits
    for kind in (each for each in bench.options.only if each in EDITS):
        with bench.part(number, kind):
            measure_answers(desks, number, kind, edits, bench.figures)
    if "painted" in bench.options.only and number == PAINTED_WITH:
        from bench.painting import measure_paints  # only this needs Playwright

        with bench.part(number, "painted"):
            measure_paints(desks, number, edits, bench.figures, PAINTED)
    measure_memory(desks, number, bench.figures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
