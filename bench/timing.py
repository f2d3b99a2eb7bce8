"""Runs a command as a user would and tells what it took: seconds, of processors as well, and memory.

Linux alone: memory is the sum of the proportional set sizes (PSS) of a command's processes, so that
what forked processes share counts once.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.unmeasured import NotMeasured

KEPT = ("PATH", "HOME", "TMPDIR")
SAMPLED_EACH = 0.05  # seconds
MIB = 1 << 20


@dataclass(frozen=True)
class Command:
    """`cache` is a folder of its own, so that a bench neither reads nor fills the user's."""

    words: tuple[str, ...]
    folder: Path
    cache: Path

    @contextmanager
    def running(self, output: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen]:
        """The process, which is ended with all that it started."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        env = {
            **kept,
            "LC_ALL": "C.UTF-8",
            "XDG_CACHE_HOME": str(self.cache),
            "HUGO_CACHEDIR": str(self.cache),
        }
        process = subprocess.Popen(
            self.words,
            cwd=self.folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()


@dataclass(frozen=True)
class Took:
    seconds: float
    processor: float  # seconds, of the user and the system, by all its processes


def time_of(command: Command) -> Took:
    """Of one run, from its start to its end. Raises NotMeasured if it fails."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        with command.running(said.fileno()) as process:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        _refuse_failure(process, command, said)
    return Took(seconds, used.ru_utime + used.ru_stime)


def peak_memory(command: Command) -> float:
    """MiB, the most of what all processes of one run hold at once. Raises NotMeasured if it fails."""
    peak = 0.0
    with tempfile.TemporaryFile() as said:
        with command.running(said.fileno()) as process:
            while process.poll() is None:
                peak = max(peak, memory_of(process.pid))
                time.sleep(SAMPLED_EACH)
        _refuse_failure(process, command, said)
    return peak


def memory_of(session: int) -> float:
    """MiB that the processes of a session hold now."""
    return sum(map(_proportional, _processes(session))) / MIB


def processor_of(session: int) -> float:
    """Seconds of processors that those of a session have had up to now: proc(5), fields 14 and 15."""
    return sum(map(_ticks, _processes(session))) / os.sysconf("SC_CLK_TCK")


def _ticks(process: Path) -> int:
    with suppress(OSError):
        behind_name = (process / "stat").read_text().rpartition(")")[2].split()
        return int(behind_name[11]) + int(behind_name[12])
    return 0


def _processes(session: int) -> Iterator[Path]:
    for each in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            if each.name.isdigit() and os.getsid(int(each.name)) == session:
                yield each


def _proportional(process: Path) -> int:
    """Bytes; nothing for a process that has just ended."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _refuse_failure(process: subprocess.Popen, command: Command, said) -> None:
    if process.returncode:
        said.seek(0)
        lines = said.read().decode(errors="replace").strip().splitlines() or ["it said nothing"]
        raise NotMeasured(f"{' '.join(command.words)}: it failed; {lines[-1]}")
