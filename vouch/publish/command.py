"""`publish` and `rollback` as commands: what they print, and an exit status that is always true.

Other modules are imported only when signals are handled: the imports take long enough for a Ctrl-C.
"""

import contextlib
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from vouch.publish.outcomes import Interrupted, Interruption, NotPublished, Stopped, Unknown


def publish(
    root: Path,
    remote: str,
    *,
    dry_run: bool,
    allow_removed: list[str],
    allow_cname_change: bool,
    wait: bool,
    old_addresses: str = "",
) -> None:
    """Ends the process, with the status that docs/publishing.md explains."""

    def run(interruption: Interruption) -> None:
        from vouch.publish.changes import Allowed
        from vouch.publish.transaction import Options, publish as publish_site
        from vouch.publish.waiting import wait_until_live

        old = Path(old_addresses) if old_addresses else None
        options = Options(remote, dry_run, old, Allowed(tuple(allow_removed), allow_cname_change))
        published = publish_site(root, options, interruption)
        _print(published.report, sys.stdout)
        if wait and published.address:
            wait_until_live(published.address, published.source, interruption)

    end(run)


def rollback(root: Path, remote: str, to: str) -> None:
    """Ends the process in the same way."""

    def run(interruption: Interruption) -> None:
        from vouch.publish.rollback import rollback as roll_back

        _print(roll_back(root, remote, to, interruption=interruption), sys.stdout)

    end(run)


def end(run: Callable[[Interruption], None]) -> None:
    """Run, and end the process with the status of the outcome."""
    interruption = Interruption()
    try:
        interruption.install()
        run(interruption)
        status = 0
    except BaseException as error:  # noqa: BLE001 (the status must be true for any of them)
        sent, interruption.only_recorded = interruption.only_recorded, True
        stopped = _stopped(error, sent=sent)
        _print(str(stopped), sys.stderr)
        status = stopped.status
    os._exit(status)  # a signal during Python's own shutdown would change the status


def _stopped(error: BaseException, *, sent: bool) -> Stopped:
    if isinstance(error, Stopped):
        return error
    if isinstance(error, Interrupted):
        return NotPublished("interrupted; nothing was published")
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
    if sent:
        return Unknown(f"{what}; it may be published: run it again")
    return NotPublished(f"{what}; nothing was published: this is a bug in the tool")


def _print(words: str, stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):  # the stream is closed, or there is none
        stream.reconfigure(errors="backslashreplace")
        print(words, file=stream, flush=True)
