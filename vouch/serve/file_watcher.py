"""Reports each save within milliseconds and misses none, whatever editors and git do to files."""

import time
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from vouch.serve.project_files import Sources

STEP_MS = 5  # without an event, after which the changes are reported
MAX_BATCH_MS = 20  # for which a stream of events is collected
QUIET_MS = 100  # without an event: nobody is writing
# More files than a person saves at once: git or a script is at work, and its halfway state is not a site.
MAX_SAVED_FILES = 8
BURST_TIMEOUT_S = 2.0  # to wait for the end of that
POLL_S = 0.3  # between scans where the system cannot watch more folders


def changes_of(root: Path) -> Iterator[set[Path] | None]:
    """Yield None, for everything, and then each set of files that changed, came or went, for ever."""
    sources = Sources(root)
    yield None
    pending: set[Path] = set()
    while True:
        try:
            yield from _watch(sources, pending)
        except (OSError, RuntimeError):  # a folder that was just removed, or the system's limit of watches
            time.sleep(POLL_S)
            pending |= sources.scan()
            yield from _flush(pending)


def _watch(sources: Sources, pending: set[Path]) -> Iterator[set[Path]]:
    """Yield changes until a folder is added, removed or replaced: then all must be watched again.

    The system reports nothing about files in a folder that it does not watch yet, and watchfiles may lose
    an event. So all files are scanned when watching begins, and in the quiet after events.
    """
    folders = sources.folders()
    unsettled, since = True, time.monotonic()
    options = {"step": STEP_MS, "debounce": MAX_BATCH_MS, "rust_timeout": QUIET_MS, "yield_on_timeout": True}
    for events in watch(*folders, watch_filter=None, **options):
        since = since if pending else time.monotonic()
        pending |= sources.changed_at(path for _, path in events) | sources.scan_settings()
        if unsettled and not events:
            pending |= sources.scan()
        unsettled = bool(events)
        # A folder that is created again at once may have the inode of the one that was removed.
        if sources.folders() != folders or any(path in folders for _, path in events):
            return
        if not events or len(pending) <= MAX_SAVED_FILES or time.monotonic() - since > BURST_TIMEOUT_S:
            yield from _flush(pending)


def _flush(pending: set[Path]) -> Iterator[set[Path]]:
    """Yield the pending changes, if any, and clear them."""
    if pending:
        changes = set(pending)
        pending.clear()
        yield changes
