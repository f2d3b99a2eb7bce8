"""Tells of each save within milliseconds, and misses none, whatever editors and git do to files."""

import time
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from vouch.serve.project_files import Sources

STEP = 5  # ms without news after which what is known is told
LONGEST = 20  # ms for which news that do not end are gathered
QUIET = 100  # ms without news: nobody is writing
# More files than a person saves at once: git or a script is at work, and what it leaves half-way is no site.
FEW = 8
PATIENCE = 2.0  # seconds for which the end of that is waited for
UNWATCHED = 0.3  # seconds between looks where the system watches no more folders


def changes_of(root: Path) -> Iterator[set[Path] | None]:
    """None, for everything, and then the files that changed, came or went, without end."""
    sources = Sources(root)
    yield None
    untold: set[Path] = set()
    while True:
        try:
            yield from _told(sources, untold)
        except (OSError, RuntimeError):  # a folder that just went, or the system's limit of watches
            time.sleep(UNWATCHED)
            untold |= sources.look()
            yield from _taken(untold)


def _told(sources: Sources, untold: set[Path]) -> Iterator[set[Path]]:
    """The changes until one of the folders comes, goes or is another one: they must be watched anew then.

    A system tells nothing of files in a folder that it does not watch yet, and watchfiles may lose
    what comes at a bad moment. So all are looked at when watching began, and in the quiet after news.
    """
    folders = sources.folders()
    restless, since = True, time.monotonic()
    options = {"step": STEP, "debounce": LONGEST, "rust_timeout": QUIET, "yield_on_timeout": True}
    for news in watch(*folders, watch_filter=None, **options):
        since = since if untold else time.monotonic()
        untold |= sources.hear(path for _, path in news) | sources.look_at_settings()
        if restless and not news:
            untold |= sources.look()
        restless = bool(news)
        # A folder that comes again at once may have the inode of the one that went.
        if sources.folders() != folders or any(path in folders for _, path in news):
            return
        if not news or len(untold) <= FEW or time.monotonic() - since > PATIENCE:
            yield from _taken(untold)


def _taken(untold: set[Path]) -> Iterator[set[Path]]:
    """These, if any, which are told by that."""
    if untold:
        told = set(untold)
        untold.clear()
        yield told
