"""What bench/build.py and bench/serve.py have in common: their options, going on after a failure, the end."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.hugo_tool import find_hugo, version_of
from bench.limits import Figures, judged
from bench.reports import figures_table, machine, verdicts_table
from bench.unmeasured import NotMeasured

SIZES = "36,1000,5000"
OVER, FAILED = 1, 2


@dataclass
class Bench:
    """A run with some options: what was measured, and what could not be."""

    options: argparse.Namespace
    figures: Figures = field(default_factory=Figures)
    failures: list[str] = field(default_factory=list)

    @contextmanager
    def part(self, number: int, kind: str) -> Iterator[None]:
        """Tells that a part begins; one that fails is told of, and the others go on."""
        what = f"{number:,} articles: {kind}"
        print(f"{what} …", file=sys.stderr, flush=True)
        try:
            yield
        except NotMeasured as failure:
            self.failures.append(f"{what} could not be measured: {failure}")

    @contextmanager
    def folder(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=self.options.folder) as folder:
            yield Path(folder)

    def end(self, *notes: str) -> int:
        """Print all; returns the exit status."""
        verdicts = list(judged(self.figures))
        print(*figures_table(self.figures), "", *verdicts_table(verdicts), "", *notes, sep="\n")
        print(f"Hugo {version_of(self.options.hugo)}; {machine()}", *self.failures, sep="\n")
        return FAILED if self.failures else OVER if any(each.fails for each in verdicts) else 0


def parser(program: str, text: str, kinds: tuple[str, ...]) -> argparse.ArgumentParser:
    how = argparse.RawDescriptionHelpFormatter
    made = argparse.ArgumentParser(prog=f"python -m {program}", description=text, formatter_class=how)
    made.add_argument("--sizes", default=SIZES, type=_numbers)
    made.add_argument("--only", default=",".join(kinds), type=_some_of(kinds))
    made.add_argument("--in", dest="folder", type=Path, metavar="FOLDER")
    made.add_argument("--hugo", default="", metavar="PATH")
    return made


def start(options: argparse.Namespace, run: Callable[[Bench], int]) -> int:
    """Find Hugo and run; returns the exit status."""
    try:
        options.hugo = find_hugo(options.hugo)
        return run(Bench(options))
    except NotMeasured as failure:
        print(failure, file=sys.stderr)
        return FAILED


def count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text}: this is no number of runs; write 5")
    return int(text)


def _numbers(text: str) -> list[int]:
    if not all(each.isdecimal() and int(each) > 0 for each in text.split(",")):
        raise argparse.ArgumentTypeError(f"{text}: these are no numbers of articles; write 36,1000")
    return [int(each) for each in text.split(",")]


def _some_of(kinds: tuple[str, ...]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        if unknown := [each for each in text.split(",") if each not in kinds]:
            raise argparse.ArgumentTypeError(f"{unknown[0]}: write some of {','.join(kinds)}")
        return text.split(",")

    return read
