"""`publish` and `rollback` as commands: what they print, and an exit status that is the truth.

Other modules are imported when the signals are heard already: that takes long enough for a Ctrl-C.
"""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from publishing.interruption import Interruption
from publishing.outcomes import Interrupted, NotPublished, Stopped


def publish(
    root: Path, remote: str, *, dry_run: bool, allow_removed: list[str], allow_cname_change: bool, wait: bool
) -> None:
    """Ends the process, with the status that docs/publishing.md explains."""

    def run(interruption: Interruption) -> None:
        from publishing.changes import Allowed
        from publishing.publish import Options, publish as publish_site
        from publishing.waiting import wait_until_live

        options = Options(remote, dry_run, Allowed(tuple(allow_removed), allow_cname_change))
        published = publish_site(root, options, interruption)
        _say(published.report, sys.stdout)
        if wait and published.address:
            wait_until_live(published.address, published.source, interruption)

    end(run)


def rollback(root: Path, remote: str, to: str) -> None:
    """Ends the process likewise."""

    def run(interruption: Interruption) -> None:
        from publishing.rollback import rollback as roll_back

        _say(roll_back(root, remote, to, interruption=interruption), sys.stdout)

    end(run)


def end(run: Callable[[Interruption], None]) -> None:
    """Run, and end the process with the status of what came of it."""
    interruption = Interruption()
    interruption.hear()
    try:
        run(interruption)
    except Interrupted:
        _end_with(NotPublished("interrupted; nothing was published"))
    except Stopped as stopped:
        _end_with(stopped)
    os._exit(0)


def _end_with(stopped: Stopped) -> None:
    """At once: while Python tidies up it hears no signal, and one would end it with another status."""
    _say(str(stopped), sys.stderr)
    os._exit(stopped.status)


def _say(words: str, stream: TextIO) -> None:
    with contextlib.suppress(OSError):  # nobody listens
        print(words, file=stream, flush=True)
