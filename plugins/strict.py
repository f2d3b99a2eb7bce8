"""Stops every build, also a plain `pelican content`, at anything Pelican only warns about.

Pelican drops a page that it cannot read, logs a line and exits with 0. Here all problems of a
run are gathered, and nothing is written when there is one. Stands first in PLUGINS, so that it
hears of the plugins that do not load.
"""

import logging
import re
import sys
import warnings
from collections.abc import Iterable

from pelican import signals
from pelican.log import LimitFilter

from plugins.frames import own_frames
from plugins.problems import SourceError

PLUGIN_LOADER = "pelican.plugins._utils"
REGISTRY = "pelican"
PYTHON = "py.warnings"


class BrokenSite(Exception):
    """The build found problems: one line each."""

    exitcode = 1

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(("nothing was built", *problems)))
        self.problems = problems


class Gatherer(logging.Handler):
    """Keeps the warnings and errors of one run, each once, in the order they came."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: dict[str, str] = {}  # the line, and the logger that said it
        self.notices: dict[str, str] = {}  # the same, of what does not stop a build

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "notice", False):
            self.notices[record.getMessage()] = record.name
        elif not isinstance(sys.exc_info()[1], BrokenSite):
            self.problems.update(dict.fromkeys(_lines(record), record.name))

    def forget_earlier_builds(self) -> None:
        """Keep what was said while this build's plugins were loaded, which was just now."""
        kept = {
            line: name for line, name in self.problems.items() if name in (PLUGIN_LOADER, REGISTRY, PYTHON)
        }
        self.problems, self.notices = kept, {}

    def take(self) -> tuple[str, ...]:
        """The problems so far, which are forgotten."""
        problems, self.problems = sorted(self.problems, key=_place), {}
        return tuple(problems)

    def stop_if_any(self) -> None:
        if problems := self.take():
            raise BrokenSite(problems)


_gatherer = Gatherer()
# Pelican loads all plugins before it registers the first, so register() would be too late.
logging.getLogger().addHandler(_gatherer)


NOTICE = {"notice": True}  # `extra` of a logging call: worth a line, and no reason to stop a build
PLACE = re.compile(r"(?P<path>[^\s:]+):(?P<line>\d+): ")


def notices() -> tuple[str, ...]:
    """What the last build in this process had to say beside its problems."""
    return tuple(_gatherer.notices)


def taken() -> tuple[str, ...]:
    """What was told since the last build in this process, or so far by this one."""
    return _gatherer.take()


def forget_earlier_builds() -> None:
    """What is told from now on is of a new build, and what code said while it was loaded."""
    _gatherer.forget_earlier_builds()


def stop(problems: Iterable[str]) -> None:
    """End the build at once with these problems and all that were told before. Raises BrokenSite."""
    _gatherer.problems.update(dict.fromkeys(problems, __name__))
    _gatherer.stop_if_any()


def stop_if_problems(_sender: object = None) -> None:
    """End the build if anything has been reported. Raises BrokenSite."""
    _gatherer.stop_if_any()


def _place(problem: str) -> tuple[str, int]:
    """Problems of one file come in the order of its lines; what names no place comes first."""
    place = PLACE.match(problem)
    return (place["path"], int(place["line"])) if place else ("", 0)


def _lines(record: logging.LogRecord) -> list[str]:
    """Pelican logs `Could not process …` without the reason, which is the exception in hand."""
    error = sys.exc_info()[1]
    if isinstance(error, ExceptionGroup):
        return [str(each) for each in error.exceptions]
    if isinstance(error, SourceError):
        return [str(error)]
    if isinstance(error, OSError) and error.filename:
        return [str(SourceError(error.filename, 1, str(error.strerror), "make it a file that can be read"))]
    if error and record.name in (PLUGIN_LOADER, REGISTRY) and (place := next(own_frames(error), None)):
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return [str(SourceError(*place, reason, "correct this line"))]
    if str(record.msg).startswith("While copying"):
        source, _, reason = record.args
        return [
            str(SourceError(source, 1, f"it was not copied: {reason}", "make room for it, or let it be read"))
        ]
    message = " ".join(record.getMessage().split())
    return [f"{message}: {error}" if error else message]


def say_where(message: Warning, category: type[Warning], filename: str, lineno: int, *_: object) -> None:
    """What Python itself warns of stops a build as well."""
    said = " ".join(f"{category.__name__}: {message}".split())
    _, installed, library = filename.rpartition("site-packages/")
    if installed:
        problem = SourceError(
            "requirements.txt", 1, f"{library}:{lineno} warns: {said}", "lock another version"
        )
    else:
        problem = SourceError(filename, lineno, said, "correct this line")
    logging.getLogger(PYTHON).warning("%s", problem)


warnings.showwarning = say_where


def _without_traceback(record: logging.LogRecord) -> bool:
    """An error that says file and line needs no stack of Pelican's calls below it."""
    if isinstance(sys.exc_info()[1], BrokenSite):
        record.exc_info = None
    return True


def register() -> None:
    for handler in logging.getLogger().handlers:
        handler.addFilter(_without_traceback)
    # Pelican swallows a warning that this process has shown before.
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    _gatherer.forget_earlier_builds()
    signals.get_writer.connect(stop_if_problems)  # before the first page is made; see also plugins/site.py
