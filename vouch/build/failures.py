"""Reduces an error that ended a build to one line: file and line, what happened, what to do."""

import errno
from pathlib import Path

from jinja2 import TemplateError

from vouch.sources.problems import SourceError, own_frames
from vouch.sources.time_limit import TooSlow

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
ENGINE_FILES = ("vouch/build/pelican_process.py", "vouch/build/settings_file.py")


def reasons(error: BaseException, settings_file: str, output: Path) -> tuple[str, ...]:
    """One line per error, several for an exception group."""
    if isinstance(error, BaseExceptionGroup):
        return tuple(line for each in error.exceptions for line in reasons(each, settings_file, output))
    if isinstance(error, SystemExit) and error.__cause__:  # the engine cannot be imported
        return reasons(error.__cause__, settings_file, output)
    if isinstance(error, SourceError):
        return (str(error),)
    if isinstance(error, OSError) and (about := _disk_failure(error, output)):
        return (about,)
    what, instead = _description(error)
    frames = (each for each in own_frames(error) if each[0] not in ENGINE_FILES)
    path, line = next(frames, (settings_file, 1))
    return (f"{path}:{line}: {what}; {instead}",)


def _disk_failure(error: OSError, output: Path) -> str:
    if error.errno in DISK_FULL:
        return f"the site was not written: {error.strerror}; make room, then build again"
    if not error.filename:
        return ""
    if Path(str(error.filename)).is_relative_to(output):
        return f"the site was not written: {error.strerror}; let its folder be written to"
    return str(SourceError(str(error.filename), 1, str(error.strerror), "make it a file that can be read"))


def _description(error: BaseException) -> tuple[str, str]:
    message = " ".join(str(error).split())
    if isinstance(error, SystemExit):
        return f"the settings end the build ({message})", "leave that out"
    if isinstance(error, TooSlow):
        return message, "take out what waits here"
    if isinstance(error, TemplateError):
        return message, "correct the template"
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}", "correct this line"
    return f"{type(error).__name__}: {message}", "correct this line"
