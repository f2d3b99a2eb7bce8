"""How a publish or rollback ends when it does not succeed, and what Ctrl-C does to it.

Each outcome has an exit status of its own. A signal raises an exception until something is sent, and from
then on is only recorded: after the first byte of a push only the remote knows what it has. Whoever interrupts
then still gets the answer, because the exit status must be true.
"""

import signal
import threading

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """The message has one line per reason, with what to do. `status` is the exit status."""

    status = 1


class Refused(Stopped):
    """There is a reason not to publish. Nothing was written anywhere."""

    status = 2


class NotPublished(Stopped):
    """It could not be done. The remote is as it was, or as someone else left it."""

    status = 3


class Unknown(Stopped):
    """The remote may or may not have it. Running it again finds out, and publishes what is missing."""

    status = 4


class Interrupted(BaseException):
    """Ctrl-C or a request to end, before anything was sent. Not an Exception, like KeyboardInterrupt."""


class Interruption:
    """Whether a signal was `received`, and whether the next one raises Interrupted or is `only_recorded`."""

    def __init__(self) -> None:
        self.received = threading.Event()
        self.only_recorded = False

    def install(self) -> None:
        """Handle signals until the process ends. Handlers restored too early would defeat the purpose."""
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a publish goes on without anyone to read its report
        for each in ENDING_SIGNALS:
            if signal.getsignal(each) is not signal.SIG_IGN:  # as nohup sets it
                signal.signal(each, self._receive)

    def _receive(self, _number: int, _frame: object) -> None:
        self.received.set()
        if not self.only_recorded:
            self.only_recorded = True
            raise Interrupted
