"""The project's own lines that led to an error, for errors that do not say themselves where they are."""

import traceback
from collections.abc import Iterator
from pathlib import Path

from vouch.sources.problems import shown


def own_frames(error: BaseException) -> Iterator[tuple[str, int]]:
    """Paths as they are shown, and lines from 1: the innermost first, and not those of packages."""
    if isinstance(error, SyntaxError) and error.filename:
        yield shown(error.filename), error.lineno or 1
    if lineno := getattr(error, "lineno", None):  # a template that does not parse
        yield shown(getattr(error, "filename", None) or "theme/templates"), lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = shown(frame.filename)
        if not (path.startswith("<") or Path(path).is_absolute() or ".venv" in path):
            yield path, frame.lineno or 1
