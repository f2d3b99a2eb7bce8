"""`publish` and `rollback` as commands: what they print, and an exit status that is the truth."""

import sys
from collections.abc import Callable
from pathlib import Path

from publishing.interruption import Interruption
from publishing.outcomes import Stopped
from publishing.publish import Options, publish as publish_site
from publishing.rollback import rollback as roll_back
from publishing.waiting import wait_until_live


def publish(root: Path, options: Options, *, wait: bool) -> None:
    """Ends the process, with the status that docs/publishing.md explains."""

    def run(interruption: Interruption) -> None:
        published = publish_site(root, options, interruption)
        print(published.report, flush=True)
        if wait and published.address:
            wait_until_live(published.address, published.source, interruption)

    end(run)


def rollback(root: Path, remote: str, to: str) -> None:
    """Ends the process likewise."""
    end(lambda interruption: print(roll_back(root, remote, to, interruption=interruption)))


def end(run: Callable[[Interruption], None]) -> None:
    """Run, and end the process with the status of what came of it."""
    interruption = Interruption()
    interruption.hear()
    try:
        run(interruption)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        sys.exit(stopped.status)
    sys.exit(0)
