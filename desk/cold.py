"""The engine that keeps nothing: each save builds the whole site as `invoke build` does."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from desk.engine import Result
from publishing.build import BuildFailed, build


class ColdEngine:
    """Builds the project in folder `root` into `output`."""

    def __init__(self, root: Path, output: Path) -> None:
        self.root, self.output = root, output
        self.built: dict[str, bytes] = {}

    def update(self, changes: set[Path] | None) -> Iterator[Result]:
        started = time.monotonic()
        try:
            report = build(self.root, "pelicanconf.py", self.output)
        except BuildFailed as failure:
            yield Result(problems=failure.problems, seconds=time.monotonic() - started)
            return
        before, self.built = self.built, digests(self.output)
        changed = frozenset(name for name, _ in before.items() ^ self.built.items())
        yield Result(changed, report=report, seconds=time.monotonic() - started)


def digests(folder: Path) -> dict[str, bytes]:
    """A digest of each file below a folder, by its path there."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): hashlib.blake2b(each.read_bytes()).digest() for each in files}
