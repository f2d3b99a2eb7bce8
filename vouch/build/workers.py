"""Shares work among the cores by forking: each process takes the next item until there are none.

Where forking fails or a worker dies, the results are incomplete; the caller does the missing work itself.
"""

import contextlib
import ctypes
import marshal
import os
import signal
import struct
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

TICKET = struct.Struct("I")
MAX_TICKETS = 1024  # a pipe holds at least 4 kB, so writing these never blocks
PR_SET_PDEATHSIG = 1  # prctl(2)
Results = dict[int, object]


def processes() -> int:
    """How many processes can run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(work: Callable[[T], object], items: Sequence[T], count: int | None = None) -> Results:
    """The results of `work` by the indices of the items. They must be values that marshal can write.

    Work that raises in another process has no result; in this process the exception propagates.
    """
    count = min(count or processes(), len(items))
    if count < 2:
        return {index: work(item) for index, item in enumerate(items)}
    with _tickets(len(items)) as queue:
        children = [child for _ in range(count - 1) if (child := _fork(work, items, queue))]
        try:
            results = _take(work, items, queue)
        except BaseException:
            for pid, answer in children:
                os.kill(pid, signal.SIGKILL)
                os.close(answer)
                os.waitpid(pid, 0)
            raise
    for pid, answer in children:
        with os.fdopen(answer, "rb") as pipe, contextlib.suppress(EOFError, ValueError, TypeError):
            results |= marshal.loads(pipe.read())  # noqa: S302 (from our own process)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return results


@contextlib.contextmanager
def _tickets(count: int) -> Iterator[int]:
    """A pipe from which each ticket can be read once, by whichever process is first."""
    reading, writing = os.pipe()
    step = -(-count // MAX_TICKETS)
    for first in range(0, count, step):
        os.write(writing, TICKET.pack(first))
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


def _take(work: Callable[[T], object], items: Sequence[T], queue: int) -> Results:
    step, results = -(-len(items) // MAX_TICKETS), {}
    while ticket := os.read(queue, TICKET.size):
        (first,) = TICKET.unpack(ticket)
        for index in range(first, min(first + step, len(items))):
            results[index] = work(items[index])
    return results


def _fork(work: Callable[[T], object], items: Sequence[T], queue: int) -> tuple[int, int] | None:
    """The id of the child process and the pipe with its results; None if it cannot fork."""
    here = os.getpid()
    reading, writing = os.pipe()
    try:
        with warnings.catch_warnings():
            # It warns of threads, which no item needs: see vouch/media/typesetting.py.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
    except (AttributeError, OSError):
        os.close(reading)
        os.close(writing)
        return None
    if child:
        os.close(writing)
        return child, reading
    try:
        _end_with(here)
        with os.fdopen(writing, "wb") as answer:
            answer.write(marshal.dumps(_take(work, items, queue)))
    finally:
        os._exit(0)  # skip the parent's exit handlers


def _end_with(parent: int) -> None:
    """Have the system kill this process when the parent dies, where it can (Linux)."""
    if prctl := getattr(ctypes.CDLL(None), "prctl", None):
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
