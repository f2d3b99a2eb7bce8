"""Whether something was told meanwhile: what a library or a plugin warns of is told anew each time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def telling() -> Iterator[list[logging.LogRecord]]:
    """The warnings and errors that are logged within."""
    told: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = told.append
    logging.getLogger().addHandler(handler)
    try:
        yield told
    finally:
        logging.getLogger().removeHandler(handler)
