"""Runs Pelican once, in this process, and tells what was wrong with the site in single lines."""

import logging
import os
import sys
from pathlib import Path

from pelican import Pelican

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
        Pelican(settings_of(Path(settings_file), override)).run()
    except BrokenSite as broken:
        return broken.problems
    except (Exception, SystemExit, TooSlow) as error:  # noqa: BLE001 (settings and templates may raise anything)
        return reasons(error, settings_file, output)
    return ()


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
