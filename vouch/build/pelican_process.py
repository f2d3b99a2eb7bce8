"""Runs Pelican once, in this process, and reports problems of the site, one line each."""

import json
import logging
import os
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from pelican import Pelican

import vouch.sources.problem_log  # noqa: F401 (first, so that it captures warnings of later imports)
from vouch.build.failures import reasons
from vouch.build.settings_file import settings_of
from vouch.sources.problem_log import BrokenSite, notices, take_problems
from vouch.sources.time_limit import TooSlow


def problems_of_run(
    settings_file: str, override: dict, asked_for: Collection[str] | None = None
) -> tuple[str, ...]:
    """Build the site with settings that override those of the file, among them OUTPUT_PATH.

    Returns its problems, `path:line: what is wrong; what to write instead`.
    """
    logging.getLogger().setLevel(logging.WARNING)
    with collected_problems(settings_file, Path(override["OUTPUT_PATH"])) as problems:
        Pelican(settings_of(Path(settings_file), override, asked_for)).run()
    return tuple(dict.fromkeys((*problems, *take_problems())))


@contextmanager
def collected_problems(settings_file: str, output: Path) -> Iterator[list[str]]:
    """Collects errors that end a build within, as problems."""
    problems: list[str] = []
    try:
        yield problems
    except BrokenSite as broken:
        problems += broken.problems
    except (Exception, SystemExit, TooSlow) as error:  # noqa: BLE001 (settings and templates may raise anything)
        problems += reasons(error, settings_file, output)


def main() -> int:
    """Only the report goes to the standard output, whatever the settings print."""
    report, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    settings_file, override, asked_for = sys.argv[1:]
    problems = problems_of_run(settings_file, json.loads(override), json.loads(asked_for))
    with os.fdopen(report, "w", encoding="utf-8", errors="backslashreplace") as lines:
        lines.writelines(f"{each}\n" for each in (*notices(), *problems))
    return 1 if problems else 0


if __name__ == "__main__":
    os._exit(main())  # freeing a large site object by object takes longer than exiting
