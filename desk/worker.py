"""The process in which the site lives, so that it can begin anew, and takes no server down with it.

It reads lines of JSON, each `null` or a list of paths, and answers with lines of JSON: the results of
desk/engine.py, and `null` when there are no more.
"""

import contextlib
import json
import logging
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from desk.live import LiveSite


class Ended(BaseException):
    """This process was told to end; unlike SystemExit, nobody takes it for the settings' own."""


def main() -> None:
    """Only what is told here goes to the standard output: settings may print what they like."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server hears it, and ends this process
    answers, nowhere = (
        os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace"),
        os.open(os.devnull, os.O_WRONLY),
    )
    os.dup2(nowhere, 1)
    logging.getLogger().setLevel(logging.WARNING)
    site = LiveSite(Path.cwd(), Path("output").absolute())
    for line in sys.stdin:
        changes = json.loads(line)
        for result in site.update(None if changes is None else set(map(Path, changes))):
            said = {**asdict(result), "changed": sorted(result.changed)}
            print(json.dumps(said), file=answers, flush=True)
        print("null", file=answers, flush=True)


def _end(*_: object) -> None:
    raise Ended


if __name__ == "__main__":
    with contextlib.suppress(Ended):
        main()
