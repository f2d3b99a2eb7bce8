"""The engine that keeps the site in memory, in a process that begins anew when code or settings change."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desk.engine import Result
from publishing.build import environment

KEPT = ("content", "theme/templates", "theme/css", "theme/js")  # what the process reads anew by itself


class Died(Exception):
    """The process ended before it had answered. The message is its last word."""


class WarmEngine:
    """Builds the project in folder `root` into its folder `output`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._worker: subprocess.Popen | None = None
        self._told = tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace")

    def update(self, changes: set[Path] | None) -> Iterator[Result]:
        """See desk/engine.py. Raises Died; the next call begins with a new process."""
        if changes is None or not all(map(self._is_kept, changes)) or not self._lives():
            changes = None
            self._begin()
        try:
            yield from self._answers(changes)
        except BaseException:  # also when nobody asks for the rest
            self.close()
            raise

    def close(self) -> None:
        if self._worker:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def _is_kept(self, changed: Path) -> bool:
        return any(changed.is_relative_to(self.root / each) for each in KEPT)

    def _lives(self) -> bool:
        return self._worker is not None and self._worker.poll() is None

    def _begin(self) -> None:
        self.close()
        self._told.truncate(0)
        self._worker = subprocess.Popen(
            [sys.executable, "-m", "desk.worker"],
            cwd=self.root,
            env=environment(self.root),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._told,
            encoding="utf-8",
        )

    def _answers(self, changes: set[Path] | None) -> Iterator[Result]:
        worker = self._worker
        said = None if changes is None else sorted(map(str, changes))
        try:
            print(json.dumps(said), file=worker.stdin, flush=True)
        except BrokenPipeError:
            raise Died(self._last_word()) from None
        while line := worker.stdout.readline():
            if (answer := json.loads(line)) is None:
                return
            changed, problems = frozenset(answer.pop("changed")), tuple(answer.pop("problems"))
            yield Result(changed=changed, problems=problems, **answer)
        raise Died(self._last_word())

    def _last_word(self) -> str:
        self._told.seek(0)
        told = self._told.read().strip().splitlines()
        return told[-1] if told else f"it ended with status {self._worker.wait()}"
