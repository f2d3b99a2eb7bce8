"""The process in which the site lives, so that it can be ended and begun anew, and takes no server down with it.

It reads lines of JSON, `null` or a list of paths, and answers each with lines of JSON: the results of
desk/engine.py, of which the last has `"final": true`.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from desk.engine import Result
from desk.live import LiveSite


def main() -> None:
    """Only what is told here goes to the standard output: settings may print what they like."""
    answers, nowhere = os.fdopen(os.dup(1), "w", encoding="utf-8"), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    logging.getLogger().setLevel(logging.WARNING)
    root = Path.cwd()
    site = LiveSite(root, root / "output")
    for line in sys.stdin:
        changes = json.loads(line)
        _answer(answers, site.update(None if changes is None else set(map(Path, changes))))


def _answer(answers: TextIO, results: Iterator[Result]) -> None:
    """A result is final if no other follows."""
    before = None
    for result in results:
        if before:
            _say(answers, before, final=False)
        before = result
        if result.is_first:
            _say(answers, result, final=False)
            before = None
    _say(answers, before or Result(), final=True)


def _say(answers: TextIO, result: Result, final: bool) -> None:
    said = {**asdict(result), "changed": sorted(result.changed), "final": final}
    answers.write(json.dumps(said) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
