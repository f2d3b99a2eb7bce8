"""Runs commands in an environment of their own, and measures the time and memory they take (Linux)."""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

KEPT_VARIABLES = ("PATH", "HOME")


class NotMeasured(Exception):
    """Something could not be measured. The message is one line."""


@dataclass(frozen=True)
class Cost:
    """Seconds from start to end, and MiB that the largest process held at once."""

    seconds: float
    memory: float


@contextmanager
def running(words: tuple[str, ...], folder: Path, cache: Path, log: IO | int) -> Iterator[subprocess.Popen]:
    """A process in a session of its own, which is terminated. Templates are compiled beside `cache`."""
    variables = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    variables |= {"LC_ALL": "C.UTF-8", "TMPDIR": str(cache.parent)}
    variables |= {"XDG_CACHE_HOME": str(cache), "HUGO_CACHEDIR": str(cache)}
    process = subprocess.Popen(
        words,
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def cost_of(words: tuple[str, ...], folder: Path, cache: Path) -> Cost:
    """The cost of one run of a command. Raises NotMeasured if it fails."""
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        with running(words, folder, cache, log) as process:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            lines = log.read().decode(errors="replace").strip().splitlines() or ["it printed nothing"]
            raise NotMeasured(f"{' '.join(words)}: it failed; {lines[-1]}")
    return Cost(seconds, used.ru_maxrss / 1024)  # that of the largest it has waited for, see getrusage(2)


def processor_seconds(sessions: Iterable[int]) -> float:
    """Processor time that the processes of these sessions have used so far; see `stat` in proc(5)."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # the process has just ended
            fields = file.read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12]) if int(fields[3]) in sessions else 0
    return ticks / os.sysconf("SC_CLK_TCK")
