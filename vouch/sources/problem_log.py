"""Stops every build, also a plain `pelican content`, at anything that Pelican only warns about.

Pelican drops a page that it cannot read, logs a line and exits with 0. Here all problems of a
run are collected, and nothing is written if there are any. Must be first in PLUGINS, to catch plugins
that fail to load.
"""

import logging
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pelican.log import init

from vouch.site import Site
from vouch.sources.accepted import Accepted
from vouch.sources.problems import SourceError, clipped, own_frames


class BrokenSite(Exception):
    """The build found problems: one line each."""

    exitcode = 1

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(("nothing was built", *problems)))
        self.problems = problems


class ProblemHandler(logging.Handler):
    """Keeps the warnings and errors of one build, each once, in the order they came."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: dict[str, bool] = {}  # each line, and whether it came while plugins were loaded
        self.notices: dict[str, bool] = {}  # the same, of what does not stop a build
        self.waiting: dict[str, dict[str, SourceError]] = {}  # of each source, what may wait, by line
        self.undecided: set[str] = set()  # the sources among them that were reported since the last stop
        self.accepted: Accepted | None = None
        self.accepts_all = False  # of what may wait
        self.is_loading = True  # of plugins: an error is then in their code

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "notice", False):
            self.notices[record.getMessage()] = self.is_loading
        elif not isinstance(sys.exc_info()[1], BrokenSite):
            for each in _problems(record, self.is_loading):
                self.add(each)

    def add(self, problem: Exception | str) -> None:
        is_of_source = isinstance(problem, SourceError)
        if is_of_source and problem.may_wait:
            self.report_waiting(problem.path, {**self.waiting.get(problem.path, {}), str(problem): problem})
            return
        wrong = self.accepted.wrong_lines(problem) if is_of_source and self.accepted else ()
        self.problems |= dict.fromkeys(map(str, (problem, *wrong)), self.is_loading)

    def report_waiting(self, path: str, problems: dict[str, SourceError]) -> None:
        self.waiting[path] = problems
        self.undecided.add(path)

    def begin(self) -> None:
        """Forget earlier builds, and keep what was logged while this build's plugins were loaded."""
        self.problems = {line: is_new for line, is_new in self.problems.items() if is_new}
        self.notices = {}
        self.forget_waiting(None)

    def forget_waiting(self, accepted: Accepted | None) -> None:
        """Forget what may wait, and go by this list of what is accepted."""
        self.waiting, self.undecided, self.accepted = {}, set(), accepted

    def take(self) -> tuple[str, ...]:
        """Return the problems so far and forget them, except for those that are accepted."""
        problems, self.problems = dict.fromkeys((*self.problems, *map(str, self._new()))), {}
        return tuple(sorted(problems, key=_place))

    def _new(self) -> Iterator[SourceError]:
        """What may wait but is not accepted."""
        for path in () if self.accepts_all else sorted(self.undecided):
            found = self.waiting[path].values()
            yield from clipped(self.accepted.new(found) if self.accepted else [*found])
        self.undecided.clear()

    def stop_if_any(self) -> None:
        if problems := self.take():
            raise BrokenSite(problems)


_handler = ProblemHandler()
# Pelican loads all plugins before it registers the first, so register() would be too late.
logging.getLogger().addHandler(_handler)


logger = logging.getLogger(__name__)
NOTICE = {"notice": True}
EMPTY_ALT = "Empty alt attribute for image %s in %s"  # vouch/markup/html_policy.py knows where it is meant
PLACE = re.compile(r"(?P<path>[^\s:]+):(?P<line>\d+): ")


def report(problem: SourceError) -> None:
    """Report what stops the build, once all problems are known."""
    logger.error("%s", problem)


def notify(problem: SourceError) -> None:
    """Report what stops no build."""
    logger.warning("%s", problem, extra=NOTICE)


def notices() -> tuple[str, ...]:
    """The notices of the last build in this process: messages that do not stop it."""
    return tuple(_handler.notices)


def take_problems() -> tuple[str, ...]:
    """Return and forget the problems reported since the last build in this process, or so far by this one."""
    return _handler.take()


def use_accepted(site: Site) -> None:
    """Read the list of accepted problems, and let what is found from now on be all that may wait."""
    _handler.forget_waiting(Accepted(Path(site.settings["PATH"])))
    for each in _handler.accepted.problems:
        _handler.add(each)


def accept_all() -> None:
    """Let nothing that may wait stop this process's build."""
    _handler.accepts_all = True


def accepted() -> tuple[Accepted | None, list[SourceError]]:
    """The list of accepted problems, if it has been read, and what of the site may wait."""
    return _handler.accepted, [each for found in _handler.waiting.values() for each in found.values()]


def report_waiting(path: str, problems: Iterable[SourceError]) -> None:
    """Report all that may wait in a source, in place of what was reported when it was read before."""
    _handler.report_waiting(path, {str(each): each for each in problems})


def begin_build() -> None:
    """Begin a new build; problems reported while its plugins were loaded belong to it."""
    _handler.begin()
    _handler.is_loading = True


def stop(problems: Iterable[str]) -> None:
    """End the build at once with these problems and all that were reported before. Raises BrokenSite."""
    _handler.problems |= dict.fromkeys(problems, False)
    _handler.stop_if_any()


def stop_if_problems(_sender: object = None) -> None:
    """End the build if anything has been reported. Raises BrokenSite."""
    _handler.stop_if_any()


def _place(problem: str) -> tuple[str, int]:
    """Sorts the problems of one file by line; those without a place come first."""
    place = PLACE.match(problem)
    return (place["path"], int(place["line"])) if place else ("", 0)


def _problems(record: logging.LogRecord, is_loading: bool) -> Sequence[Exception | str]:
    """Pelican logs `Could not process …` without the reason, which is the exception in hand."""
    error = sys.exc_info()[1]
    if isinstance(error, ExceptionGroup):
        return error.exceptions
    if isinstance(error, SourceError):
        return [error]
    if isinstance(error, OSError) and error.filename:
        return [SourceError(error.filename, 1, str(error.strerror), "make it readable")]
    if error and is_loading and (place := next(own_frames(error), None)):
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return [SourceError(*place, reason, "correct this line")]
    if record.args and isinstance(problem := next(iter(record.args)), SourceError):
        return [problem]
    message = " ".join(record.getMessage().split())
    return [f"{message}: {error}" if error else message]


def show_warning(message: Warning, category: type[Warning], filename: str, lineno: int, *_: object) -> None:
    """Report a warning of Python itself, which stops a build as well."""
    text = " ".join(f"{category.__name__}: {message}".split())
    _, installed, library = filename.rpartition("site-packages/")
    if installed:
        problem = SourceError(
            "requirements.txt", 1, f"{library}:{lineno} warns: {text}", "lock another version"
        )
    else:
        problem = SourceError(filename, lineno, text, "correct this line")
    logging.getLogger("py.warnings").warning("%s", problem)


warnings.showwarning = show_warning


def _is_shown(record: logging.LogRecord) -> bool:
    """An error that names its file and line needs no traceback of Pelican's calls."""
    if isinstance(sys.exc_info()[1], BrokenSite):
        record.exc_info = None
    return record.msg != EMPTY_ALT


def plugins_are_loaded(_pelican: object) -> None:
    _handler.is_loading = False


def end_build(_site: object) -> None:
    _handler.is_loading = True  # the plugins of the next build in this process


def begin() -> None:
    """Called when Pelican registers the engine, which it does after all plugins are loaded."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(_is_shown)
    # Otherwise a warning that an earlier build in this process has logged is swallowed.
    init(logging.getLogger().level, handler=None, logs_dedup_min_level=logging.INFO)
    _handler.begin()


@contextmanager
def captured_log() -> Iterator[list[logging.LogRecord]]:
    """The records of warnings and errors logged in this context; other handlers get them as well."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append
    logging.getLogger().addHandler(handler)
    try:
        yield records
    finally:
        logging.getLogger().removeHandler(handler)
