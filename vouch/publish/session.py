"""What a publish and a rollback have in common: the lock, the private folder, progress, and how they end."""

import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from vouch.publish.branch import Branch
from vouch.publish.git import SILENCE_TIMEOUT_S, Git, GitFailed
from vouch.publish.outcomes import Interruption, NotPublished, Refused, Unknown
from vouch.publish.repository import Repository


class Progress:
    """Shows one line per stage on standard error, if that is a terminal."""

    def __init__(self) -> None:
        self.is_shown = sys.stderr is not None and sys.stderr.isatty()  # whatever variables rich obeys
        self.console = Console(stderr=True, highlight=False)

    @contextmanager
    def stage(self, doing: str) -> Iterator[None]:
        if not self.is_shown:
            yield
            return
        started = time.monotonic()
        with self.console.status(Text(f"{doing} …")):
            yield
        seconds = f"  {time.monotonic() - started:.1f} s"
        self.console.print(Text.assemble(("✓ ", "green"), doing, (seconds, "dim")))


@dataclass(frozen=True)
class Session:
    """The sources, the branch to publish to, and a folder that is removed at the end."""

    repository: Repository
    branch: Branch
    private: Path
    progress: Progress
    interruption: Interruption

    def push(self, commit: str, live: str) -> None:
        """Replace what is live with a commit. Raises NotPublished or Unknown, as Branch.push."""
        self.interruption.only_recorded = True
        try:
            with self.progress.stage(f"pushing to {self.branch.label}"):
                self.branch.push(commit, live)
        except OSError as error:
            raise Unknown(f"{_reason(error)}; it may be published: run it again") from error


@contextmanager
def session(
    root: Path, remote: str, timeout: float = SILENCE_TIMEOUT_S, interruption: Interruption | None = None
) -> Iterator[Session]:
    """Lock the repository in folder `root` for a publish or rollback; `timeout` is for git, in seconds.

    Raises Refused, NotPublished, Unknown or Interrupted.
    """
    interruption = interruption or Interruption()
    repository = Repository(Git(root, timeout=timeout, ended_early=interruption.received))
    try:
        with locked_folder(repository.common) as private:
            branch = Branch.of(repository, remote, private / "gh-pages.git")
            yield Session(repository, branch, private, Progress(), interruption)
    except GitFailed as error:
        raise NotPublished(f"git: {error}") from error
    except OSError as error:
        raise NotPublished(f"{_reason(error)}; nothing was published") from error


@contextmanager
def locked_folder(repository: Path) -> Iterator[Path]:
    """Hold the lock of a repository's git folder; yields a private folder that is removed afterwards.

    The kernel releases the lock when the process ends, however it ends. The next publish removes what a
    killed process left behind. Raises Refused while another process holds the lock.
    """
    descriptor = os.open(repository, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        prefix = f"publish-{hashlib.sha256(os.fsencode(repository)).hexdigest()[:16]}-"
        for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as private:
            yield Path(private)
    except BlockingIOError as error:
        raise Refused("another publish is already running; wait for it to finish") from error
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
