"""Has an engine build on every save, and survives whatever it does."""

import signal
from pathlib import Path

from desk.engine import Engine, Result
from desk.news import Desk
from desk.watching import changes_of
from plugins.frames import own_frames
from plugins.problems import visible

TOLD_TO_END = 128 + signal.SIGTERM  # the exit status of tasks.py then


def bring_up_to_date(desk: Desk, engine: Engine, welcome: str) -> None:
    """Build everything, say `welcome`, and then build what changed, without end."""
    survived = True
    for changes in changes_of(desk.root):
        survived = _build(desk, engine, changes if survived else None)
        if welcome:
            print(welcome, flush=True)
            welcome = ""


def _build(desk: Desk, engine: Engine, changes: set[Path] | None) -> bool:
    """Whether the engine came to its end, be it with problems."""
    try:
        for result in engine.update(changes):
            _tell(desk, result)
    except BaseException as error:
        if _is_the_end(error):
            raise
        _tell(desk, Result(problems=(_accident(error),)))
        return False
    return True


def _tell(desk: Desk, result: Result) -> None:
    desk.tell(result)
    if told := "\n".join(result.problems) or result.report:
        print(told, flush=True)


def _is_the_end(error: BaseException) -> bool:
    """Ctrl-C, or a signal. Other ways out are what settings and plugins call."""
    return isinstance(error, KeyboardInterrupt) or (
        isinstance(error, SystemExit) and error.code == TOLD_TO_END
    )


def _accident(error: BaseException) -> str:
    """An error that the engine did not expect, in one line."""
    path, line = next(own_frames(error), ("pelicanconf.py", 1))
    what = visible(" ".join(f"{type(error).__name__}: {error}".split()))
    return f"{path}:{line}: {what}; correct this line, or save any file to try again"
