"""Work shared among the cores by forking: each process does its part and sends back what came of it.

Where processes cannot be forked, or one of them dies, the caller gets less and does the rest itself.
"""

import ctypes
import marshal
import os
import signal
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeVar

T = TypeVar("T")

PR_SET_PDEATHSIG = 1  # prctl(2)


def processes() -> int:
    """How many may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(work: Callable[[Sequence[T]], object], items: Sequence[T], count: int) -> list[object]:
    """What `work` returned for each part of the items; the first part is done here.

    Results are what marshal can write. Of a part that did not come to its end there is no result.
    """
    parts = [items[number::count] for number in range(count)]
    others = [started for part in parts[1:] if part and (started := _fork(work, part))]
    try:
        results = [work(parts[0])]
    except BaseException:
        for child, answer in others:
            answer.close()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise
    for child, answer in others:
        with answer:
            data = answer.read()
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
        with suppress(EOFError, ValueError, TypeError):  # it died
            results.append(marshal.loads(data))  # noqa: S302 (from our own process)
    return results


def _fork(work: Callable[[Sequence[T]], object], part: Sequence[T]) -> tuple[int, BinaryIO] | None:
    here = os.getpid()
    try:
        reading, writing = os.pipe()
    except OSError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # of threads that a library keeps: no part calls it
            child = os.fork()
    except (AttributeError, OSError):
        os.close(reading)
        os.close(writing)
        return None
    if child:
        os.close(writing)
        return child, os.fdopen(reading, "rb")
    try:
        _end_with(here)
        os.close(reading)
        with os.fdopen(writing, "wb") as answer:
            answer.write(marshal.dumps(work(part)))
    finally:
        os._exit(0)  # nothing of the parent's is ended twice


def _end_with(parent: int) -> None:
    """Be killed when the parent dies, where the system sees to that (Linux)."""
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
