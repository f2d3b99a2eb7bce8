"""Puts an earlier published site on top of the branch again, as a new commit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vouch.publish.branch import Branch
from vouch.publish.changes import domain
from vouch.publish.git import SILENCE_TIMEOUT_S
from vouch.publish.outcomes import Interruption, Refused
from vouch.publish.repository import BRANCH, printable
from vouch.publish.session import session

MAX_LISTED_PUBLISHES = 8  # in an error
MIN_ID_LETTERS = 4  # of a commit


@dataclass(frozen=True)
class Publish:
    """A commit on the branch. `of` is the commit whose site it is: its own, or the one it restored."""

    id: str
    parent: str
    subject: str
    source: str
    of: str

    def __str__(self) -> str:
        return f"  {self.id[:7]} {self.subject}"


def rollback(
    root: Path,
    remote: str = "origin",
    to: str = "",
    timeout: float = SILENCE_TIMEOUT_S,
    interruption: Interruption | None = None,
) -> str:
    """Put the site of publish `to`, or of the one before what is live, on top; returns what happened.

    `to` is the beginning of the id of a commit on the branch or of the sources. Each
    rollback goes back one more publish. Raises Refused, NotPublished or Unknown.
    """
    with session(root, remote, timeout, interruption) as held:
        with held.progress.stage("reading what was published"):
            live = held.branch.fetch(whole=True)
            history = {each.id: each for each in _history(held.branch)} if live else {}
        earlier = _chosen(history, live, to)
        _refuse_other_domain(held.branch, live, earlier)
        source = f"Source-Commit: {earlier.source}\n" if earlier.source else ""
        message = f"Go back to {earlier.id[:7]}: {earlier.subject}\n\n{source}Site-Of: {earlier.of}\n"
        commit = held.branch.commit_tree(earlier.id, message, live)
        held.push(commit, live)
        return f"{held.branch.label}/{BRANCH} is as it was at\n{earlier}"


def _history(branch: Branch) -> Iterator[Publish]:
    """Newest first."""
    log = branch.git.read("log", "-z", "--first-parent", "--format=%H%n%P%n%s%n%b", f"refs/heads/{BRANCH}")
    for each in filter(None, log.split("\0")):
        id_, parents, subject, body = (each.strip("\n") + "\n\n\n").split("\n", 3)
        source, of = (_trailer(name, body) for name in ("Source-Commit", "Site-Of"))
        yield Publish(id_, parents.partition(" ")[0], printable(subject), source, of or id_)


def _trailer(name: str, body: str) -> str:
    found = re.search(rf"^{name}: ([0-9a-f]{{40,64}})$", body, re.MULTILINE)
    return found[1] if found else ""


def _chosen(history: dict[str, Publish], live: str, to: str) -> Publish:
    if not history:
        raise Refused("nothing was published yet; publish with ./invoke publish")
    if to:
        return _named(history, live, to)
    now = history[live]
    before = history.get(history[now.of].parent if now.of in history else now.parent)
    if before is None:
        raise Refused("there is no earlier publish; publish another commit with ./invoke publish")
    return before


def _named(history: dict[str, Publish], live: str, to: str) -> Publish:
    newest_first = list(history.values())
    by_id = {each.id: each for each in newest_first if each.id.startswith(to.lower())}
    by_source = {each.source: each for each in reversed(newest_first) if each.source.startswith(to.lower())}
    named = list((by_id or by_source).values()) if len(to) >= MIN_ID_LETTERS else []
    if len(named) != 1:
        listed = "\n".join(map(str, newest_first[:MAX_LISTED_PUBLISHES]))
        raise Refused(f"--to {to} names {'more than one' if named else 'no'} publish; write one of\n{listed}")
    if live in (named[0].id, named[0].of):
        raise Refused(f"--to {to} is what is live; name another publish")
    return named[0]


def _refuse_other_domain(branch: Branch, live: str, earlier: Publish) -> None:
    now, before = (domain(branch.tree(each)) or "none" for each in (live, earlier.id))
    if now != before:
        raise Refused(f"CNAME: the domain is {now} now and was {before} then; publish that commit instead")
