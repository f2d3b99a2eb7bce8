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
from vouch.build.tally import tally
from vouch.sources.accepted import ACCEPT, DROP_FIXED
from vouch.sources.problem_log import BrokenSite, accept_all, accepted, notices, take_problems
from vouch.sources.problems import counted, shown
from vouch.sources.time_limit import TooSlow


def outcome_of_run(
    settings_file: str, override: dict, asked_for: Collection[str] | None = None
) -> tuple[tuple[str, ...], str]:
    """Build the site with settings that override those of the file, among them OUTPUT_PATH.

    Returns its problems, `path:line: what is wrong; what to write instead`, or what there is in it.
    """
    counts = ""
    logging.getLogger().setLevel(logging.WARNING)
    with collected_problems(settings_file, Path(override["OUTPUT_PATH"])) as problems:
        settings = settings_of(Path(settings_file), override, asked_for)
        Pelican(settings).run()
        counts = tally(settings["SITE"])
    return tuple(dict.fromkeys((*problems, *take_problems()))), counts


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


def keep_list(accepting: str, *, is_whole: bool) -> Iterator[str]:
    """Bring the list of accepted problems up to date, and report what was accepted."""
    listed, waiting = accepted()
    if listed and accepting == ACCEPT:
        yield f"{shown(listed.file)}: {counted(listed.add(waiting, is_whole=is_whole), 'accepted problem')}"
    elif listed and accepting == DROP_FIXED and is_whole:
        listed.drop_fixed(waiting)


def main() -> int:
    """Only the report goes to the standard output, whatever the settings print.

    Its lines are notices, then problems or, as the last one, what there is in the site.
    """
    report, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    settings_file, override, asked_for, accepting = sys.argv[1:]
    if accepting == ACCEPT:
        accept_all()
    problems, counts = outcome_of_run(settings_file, json.loads(override), json.loads(asked_for))
    changed = keep_list(accepting, is_whole=not problems)
    with os.fdopen(report, "w", encoding="utf-8", errors="backslashreplace") as lines:
        lines.writelines(f"{each}\n" for each in (*notices(), *changed, *(problems or [counts])))
    return 1 if problems else 0


if __name__ == "__main__":
    os._exit(main())  # freeing a large site object by object takes longer than exiting
