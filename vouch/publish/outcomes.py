"""How a publish or rollback ends when it does not end well. Each way has an exit status of its own."""


class Stopped(Exception):
    """The message says why in one line a reason, and what to do. `status` is the exit status."""

    status = 1


class Refused(Stopped):
    """We found a reason not to publish. Nothing was written anywhere."""

    status = 2


class NotPublished(Stopped):
    """It could not be done. The remote is as it was, or as someone else left it."""

    status = 3


class Unknown(Stopped):
    """The remote may or may not have it. Running it again finds out, and publishes what is missing."""

    status = 4


class Interrupted(BaseException):
    """Ctrl-C or a request to end, before anything was sent. Like KeyboardInterrupt no Exception."""
