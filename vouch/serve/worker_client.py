"""Talks to the worker that holds the site in memory, and restarts it when code or settings change."""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from vouch.build.run import describe_crash, environment
from vouch.serve.answers import Answer

SETTINGS = "pelicanconf.py"
END_TIMEOUT_S = 5
REQUEST_TIMEOUT_S = 30  # that a save waits for a request that is being answered
RELOADED_BY_WORKER = ("content", "theme/templates", "theme/languages", "theme/css", "theme/js")


class WorkerDied(Exception):
    """The process ended. The message is a problem of one line."""


class Worker:
    """The site of the project in folder `root`. Requests wait for one another."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._process: subprocess.Popen | None = None
        self._lock = threading.Lock()

    def update(self, changes: set[Path] | None) -> tuple[list[str], str]:
        """Problems of the site, and a line to report; `changes` are files, None means everything.

        Raises WorkerDied; the next update starts a new process.
        """
        with self._waiting_for_requests():
            if changes is None or not all(map(self._is_reloaded_by_worker, changes)) or not self._lives():
                changes = None
                self._start()
            head, _ = self._ask({"update": None if changes is None else sorted(map(str, changes))})
            return head["problems"], head["report"]

    def get(self, address: str) -> tuple[list[str], Answer | None]:
        """The answer to a browser, or the problems of making it. Raises WorkerDied."""
        with self._lock:
            head, body = self._ask({"get": address})
            if problems := head.pop("problems"):
                return problems, None
            return [], Answer(body, head["content_type"], HTTPStatus(head["status"]), head["location"])

    @contextmanager
    def _waiting_for_requests(self) -> Iterator[None]:
        """Up to a limit: a template may loop for ever."""
        if not self._lock.acquire(timeout=REQUEST_TIMEOUT_S):
            self._process.kill()
            self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def close(self) -> None:
        if process := self._process:
            process.terminate()  # so that it removes its temporary folder
            try:
                process.communicate(timeout=END_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
            self._process = None
            self._stderr.close()

    def _is_reloaded_by_worker(self, changed: Path) -> bool:
        return any(changed.is_relative_to(self.root / each) for each in RELOADED_BY_WORKER)

    def _lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _start(self) -> None:
        self.close()
        self._stderr = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 (it is kept)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vouch.serve.worker"],
            cwd=self.root,
            env=environment(self.root),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
        )

    def _ask(self, request: dict) -> tuple[dict, bytes]:
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            head = json.loads(self._process.stdout.readline())
            return head, self._process.stdout.read(head.get("size", 0))
        except (OSError, ValueError, AttributeError) as error:  # it died, or was not there
            if self._process:
                self._process.kill()
                self._process.wait()
                self._stderr.seek(0)
            errors = self._stderr.read() if self._process else ""
            raise WorkerDied(describe_crash(errors, self.root, SETTINGS)) from error
        except BaseException:  # such as Ctrl-C: the next line on the pipe would belong to this request
            self.close()
            raise
