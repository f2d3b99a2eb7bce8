"""Ctrl-C and requests to end: an exception until something is sent, and from then on a note.

After the first byte of a push only the remote knows what it has. Whoever interrupts then still gets
the answer, for the exit status must be true.
"""

import signal
import threading

from vouch.publish.outcomes import Interrupted

ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interruption:
    """Whether a signal came, and whether the next one raises Interrupted or is `only_noted`."""

    def __init__(self) -> None:
        self.noted = threading.Event()
        self.only_noted = False

    def hear(self) -> None:
        """From now on, until the process ends, for a handler given back too early would undo all this."""
        for each in ASKING:
            if signal.getsignal(each) is not signal.SIG_IGN:  # as nohup would have it
                signal.signal(each, self._hear)

    def _hear(self, _number: int, _frame: object) -> None:
        self.noted.set()
        if not self.only_noted:
            self.only_noted = True
            raise Interrupted
