"""The engine that keeps the site in memory, in a process that begins anew when code or settings change."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desk.engine import Result
from publishing.build import accident, environment

SETTINGS = "pelicanconf.py"
PATIENCE = 5  # seconds
KEPT = ("content", "theme/templates", "theme/css", "theme/js")  # what the process reads anew by itself


class WarmEngine:
    """Builds the project in folder `root` into its folder `output`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._worker: subprocess.Popen | None = None

    def update(self, changes: set[Path] | None) -> Iterator[Result]:
        """See desk/engine.py. Where the process died, the next call begins with a new one."""
        if changes is None or not all(map(self._is_kept, changes)) or not self._lives():
            changes = None
            self._begin()
        try:
            yield from self._answers(changes)
        except BaseException:  # also when nobody asks for the rest
            self.close()
            raise

    def close(self) -> None:
        if worker := self._worker:
            worker.terminate()  # so that it leaves nothing behind
            try:
                worker.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.communicate()
            self._worker = None
            self._told.close()

    def _is_kept(self, changed: Path) -> bool:
        return any(changed.is_relative_to(self.root / each) for each in KEPT)

    def _lives(self) -> bool:
        return self._worker is not None and self._worker.poll() is None

    def _begin(self) -> None:
        self.close()
        self._told = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 (it is kept)
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
        said = None if changes is None else sorted(map(str, changes))
        with contextlib.suppress(BrokenPipeError):  # it died
            print(json.dumps(said), file=self._worker.stdin, flush=True)
        while line := self._worker.stdout.readline():
            if (answer := json.loads(line)) is None:
                return
            changed, problems = frozenset(answer.pop("changed")), tuple(answer.pop("problems"))
            yield Result(changed=changed, problems=problems, **answer)
        self._told.seek(0)
        yield Result(problems=(accident(self._told.read(), self.root, SETTINGS),))
