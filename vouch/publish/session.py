"""What a publish and a rollback have in common: the lock, the private folder, and how they end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vouch.publish.branch import Branch
from vouch.publish.git import PATIENCE, Git, GitFailed
from vouch.publish.interruption import Interruption
from vouch.publish.lock import alone
from vouch.publish.outcomes import NotPublished, Unknown
from vouch.publish.progress import Progress
from vouch.publish.repository import Repository


@dataclass(frozen=True)
class Session:
    """The sources, the branch to publish to, and a folder that goes away at the end."""

    repository: Repository
    branch: Branch
    private: Path
    progress: Progress
    interruption: Interruption

    def push(self, commit: str, live: str) -> None:
        """Put a commit in the place of what is live. Raises NotPublished or Unknown, as Branch.push."""
        self.interruption.only_noted = True
        try:
            with self.progress.stage(f"pushing to {self.branch.label}"):
                self.branch.push(commit, live)
        except OSError as error:
            raise Unknown(f"{_told(error)}; it may be published: run it again") from error


@contextmanager
def session(
    root: Path, remote: str, patience: float = PATIENCE, interruption: Interruption | None = None
) -> Iterator[Session]:
    """Holds the repository in folder `root`. Raises Refused, NotPublished or Unknown; or Interrupted."""
    interruption = interruption or Interruption()
    repository = Repository(Git(root, patience=patience, ended_early=interruption.noted))
    try:
        with alone(repository.common) as private:
            branch = Branch.of(repository, remote, private / "gh-pages.git")
            yield Session(repository, branch, private, Progress(), interruption)
    except GitFailed as error:
        raise NotPublished(f"git: {error}") from error
    except OSError as error:
        raise NotPublished(f"{_told(error)}; nothing was published") from error


def _told(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)
