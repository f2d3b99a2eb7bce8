"""Limits the time that reading one source may take: some texts keep a parser busy for ever."""

import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TypeVar

from vouch.sources.problems import SourceError

T = TypeVar("T")

READ_TIMEOUT_S = 5.0  # of processor time, which does not depend on what else the machine does
# A library may take the first signal for an error of its own, or it comes while an object is deleted.
REPEAT_S = 0.5


class TooSlow(BaseException):
    """The time limit has passed. Not an Exception, because libraries catch those."""


def within_time(path: Path, read: Callable[[], T]) -> T:
    """Return what `read` returns. Raises SourceError after READ_TIMEOUT_S, where the system has a timer."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return read()
    before = signal.getsignal(signal.SIGPROF), sys.unraisablehook
    try:
        try:
            return _timed(read)
        finally:
            _end(*before)
    except TooSlow:  # also when it comes between the two
        _end(*before)
        what = f"this takes more than {READ_TIMEOUT_S:g} seconds to read"
        raise SourceError(path, 1, what, "simplify it, or split it") from None


def _timed(read: Callable[[], T]) -> T:
    others = sys.unraisablehook
    sys.unraisablehook = lambda error: None if error.exc_type is TooSlow else others(error)
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, READ_TIMEOUT_S, REPEAT_S)
    return read()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _end(handler: object, unraisable: Callable[..., object]) -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, handler)
    sys.unraisablehook = unraisable
