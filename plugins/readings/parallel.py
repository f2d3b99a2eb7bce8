"""Work shared among the cores by forking: each process does its part and sends back what came of it.

Where processes cannot be forked, or one of them dies, the caller gets less and does the rest itself.
"""

import marshal
import os
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, TypeVar

T = TypeVar("T")


def processes() -> int:
    """How many may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_processes(work: Callable[[Sequence[T]], object], items: Sequence[T], count: int) -> list[object]:
    """What `work` returned for each part of the items; the first part is done here.

    Results are what marshal can write. Of a part that did not come to its end there is no result.
    """
    parts = [items[number::count] for number in range(count)]
    others = [started for part in parts[1:] if part and (started := _fork(work, part))]
    results = [work(parts[0])]
    for child, answer in others:
        with answer:
            data = answer.read()
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
        with suppress(EOFError, ValueError, TypeError):  # it died
            results.append(marshal.loads(data))  # noqa: S302 (from our own process)
    return results


def _fork(work: Callable[[Sequence[T]], object], part: Sequence[T]) -> tuple[int, BinaryIO] | None:
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
        os.close(reading)
        with os.fdopen(writing, "wb") as answer:
            answer.write(marshal.dumps(work(part)))
    finally:
        os._exit(0)  # nothing of the parent's is ended twice
