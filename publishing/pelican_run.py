"""Runs Pelican once, in this process, and tells what was wrong with the site in single lines."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from pelican import Pelican

from plugins.problems import shown
from plugins.strict import BrokenSite, notices
from publishing.reasons import reasons
from publishing.settings import TooSlow, settings_of


def problems_of_run(settings_file: str, output: Path, only: list[str]) -> tuple[str, ...]:
    """Write the site, or `only` some pages of it, to `output`.

    Returns its problems, `path:line: what; what instead`.
    """
    logging.getLogger().setLevel(logging.WARNING)
    try:
        override = {"OUTPUT_PATH": str(output), "WRITE_ONLY": only or None}
        settings = settings_of(Path(settings_file), override)
        if problems := tuple(_no_files(Path(settings["PATH"]))):
            return problems
        Pelican(settings).run()
    except BrokenSite as broken:
        return broken.problems
    except (Exception, SystemExit, TooSlow) as error:  # noqa: BLE001 (settings and templates may raise anything)
        return reasons(error, settings_file, output)
    return ()


def _no_files(content: Path) -> Iterator[str]:
    """What in content/ can be opened but never read to its end, or not be opened at all."""
    closed: list[OSError] = []
    for folder, _, names in os.walk(content, onerror=closed.append):
        for path in (Path(folder, name) for name in names):
            if not path.is_file():
                yield f"{shown(path)}:1: this is no file that can be read; remove it"
    for each in closed:
        yield f"{shown(each.filename)}:1: {each.strerror}; make it a folder that can be read"


def main() -> int:
    """Only what is told here goes to the standard output: settings may print what they like."""
    report, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    settings_file, output, *only = sys.argv[1:]
    problems = problems_of_run(settings_file, Path(output), only)
    with os.fdopen(report, "w", encoding="utf-8", errors="backslashreplace") as lines:
        lines.writelines(f"{each}\n" for each in (*notices(), *problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
