"""Runs Pelican once, in this process, and tells what was wrong with the site in single lines."""

import logging
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError
from pelican import Pelican
from pelican.settings import read_settings

from plugins.problems import SourceError, shown
from plugins.strict import BrokenSite, notices


def problems_of_run(settings_file: str, output: Path, only: list[str]) -> tuple[str, ...]:
    """Write the site, or `only` some pages of it, to `output`.

    Returns its problems, `path:line: what; what instead`.
    """
    logging.getLogger().setLevel(logging.WARNING)
    try:
        override = {"OUTPUT_PATH": str(output), "WRITE_ONLY": only or None}
        settings = read_settings(settings_file, override=override)
        if problems := tuple(_no_files(Path(settings["PATH"]))):
            return problems
        Pelican(settings).run()
    except BrokenSite as broken:
        return broken.problems
    except SystemExit as error:
        return (f"{settings_file}:1: the settings end the build ({error.code}); leave that out",)
    except Exception as error:  # noqa: BLE001 (an author's template or settings may raise anything)
        return (_located(error),)
    return ()


def _no_files(content: Path) -> Iterator[str]:
    """What in content/ can be opened but never read to its end, or not be opened at all."""
    for folder, _, names in os.walk(content):
        for path in (Path(folder, name) for name in names):
            if not path.is_file():
                yield f"{shown(path)}:1: this is no file that can be read; remove it"


def _located(error: Exception) -> str:
    """The innermost line of the project's own files that led to an error."""
    if isinstance(error, SourceError):
        return str(error)
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    instead = "correct the template" if isinstance(error, TemplateError) else "correct this line"
    path, line = next(_own_frames(error), ("pelicanconf.py", 1))
    return f"{path}:{line}: {reason}; {instead}"


def _own_frames(error: Exception) -> Iterator[tuple[str, int]]:
    if isinstance(error, SyntaxError) and error.filename:
        yield shown(error.filename), error.lineno or 1
    if lineno := getattr(error, "lineno", None):  # a template that does not parse
        yield shown(getattr(error, "filename", None) or "theme/templates"), lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        ours = (
            not frame.filename.startswith("<")
            and not Path(shown(frame.filename)).is_absolute()
            and ".venv" not in frame.filename
        )
        if ours and not frame.filename.endswith("pelican_run.py"):
            yield shown(frame.filename), frame.lineno or 1


def main() -> int:
    settings_file, output, *only = sys.argv[1:]
    problems = problems_of_run(settings_file, Path(output), only)
    for line in (*notices(), *problems):
        print(line, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
