"""A limit to the time that one source may take: text can be written that no parser comes to the end of."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from plugins.problems import SourceError

SECONDS = 5.0  # of the processor, which do not depend on what else the machine has to do
AGAIN = 0.5  # where a library takes the first for an error of its own


class TooSlow(BaseException):
    """No Exception, for libraries catch those."""


@contextmanager
def within_time(path: Path) -> Iterator[None]:
    """Raises SourceError where reading a source takes longer. Does nothing where no timer can be set."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    is_reading = True

    def stop(_number: int, _frame: FrameType | None) -> None:
        if is_reading:  # a late signal must not end what comes after
            raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, AGAIN)
    try:
        yield
    except TooSlow:
        is_reading = False
        what = f"this takes more than {SECONDS:g} seconds to read"
        raise SourceError(path, 1, what, "make it simpler, or several of it") from None
    finally:
        is_reading = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
