"""Publishes the current commit: what goes out is what was checked, or nothing goes out.

Nothing of ours is written outside a private folder until the push, and a push is one step of the
remote. The author's repository is read and never written, so there is nothing to repair.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from vouch.build.run import BuildFailed, build
from vouch.checks import problems_of
from vouch.checks.built_site import BuiltSite
from vouch.publish.branch import Branch
from vouch.publish.changes import Allowed, Changes
from vouch.publish.export import export
from vouch.publish.git import PATIENCE
from vouch.publish.grace_assets import keep
from vouch.publish.interruption import Interruption
from vouch.publish.outcomes import Refused
from vouch.publish.repository import BRANCH, Commit
from vouch.publish.session import Session, session
from vouch.publish.site_tree import BUILD, Tree
from vouch.publish.summary import summary


@dataclass(frozen=True)
class Options:
    """How to publish. `patience` is how many seconds git may go without a sign of life."""

    remote: str = "origin"
    dry_run: bool = False
    allowed: Allowed = field(default_factory=Allowed)
    patience: float = PATIENCE


@dataclass(frozen=True)
class Published:
    """What there is to say, the address of the site and the commit that is live; both empty if none is."""

    report: str
    address: str = ""
    source: str = ""


def publish(root: Path, options: Options, interruption: Interruption | None = None) -> Published:
    """Publish HEAD of the repository in folder `root`.

    Raises Refused, NotPublished or Unknown; or Interrupted.
    """
    with session(root, options.remote, options.patience, interruption) as held:
        held.repository.refuse_unfit()
        source, site = held.repository.head(), held.private / "public"
        with held.progress.stage(f"building {source.short} {source.subject}"):
            doubts = _build(held, source, site)
        with held.progress.stage("checking the site"):
            built = BuiltSite(site, held.private / "source")
            if problems := problems_of(built):
                raise Refused("\n".join(map(str, problems)))
        with held.progress.stage("reading what is live"):
            live = held.branch.tree(held.branch.fetch())
            _keep_loaded_files(held, live, site, source)
        published = put(held, live, site, built.address, source, options)
        return replace(published, report="\n".join((*doubts, published.report)))


def _build(held: Session, source: Commit, site: Path) -> list[str]:
    """Returns doubts, which are for the author to judge; a problem or warning is a reason to refuse."""
    exported = held.private / "source"
    export(held.repository.git, source.id, exported)
    try:
        *doubts, _ = build(exported, "publishconf.py", site).splitlines()
    except BuildFailed as failure:
        raise Refused(str(failure)) from failure
    name_commit(site, source)
    return doubts


def name_commit(site: Path, source: Commit, kept: Sequence[str] = ()) -> None:
    """Say in the site which commit it is of, and what of it only pages of before load."""
    said = {"commit": source.id, "kept": list(kept)}
    (site / BUILD).write_text(json.dumps(said, indent=1) + "\n", "utf-8")


def _keep_loaded_files(held: Session, live: Tree, site: Path, source: Commit) -> None:
    """What is kept is checked as all the rest was. If something in it is wrong, such as the words of an
    article that is a draft now, nothing is kept."""
    kept = keep(held.branch, live, site)
    name_commit(site, source, kept)
    if kept and problems_of(BuiltSite(site, held.private / "source", only=kept)):
        for name in kept:
            (site / name).unlink()
        name_commit(site, source)


def put(held: Session, live: Tree, site: Path, address: str, source: Commit, options: Options) -> Published:
    """Put the site in a folder in the place of what is live at `address`. Raises as publish does."""
    branch = held.branch
    with held.progress.stage("comparing it with what is live"):
        changes = Changes(live, _tree_of(branch, site))
        if changes.is_nothing:
            return Published(f"nothing to publish: {branch.label}/{BRANCH} is this site already")
        allowed = replace(options.allowed, base=urlsplit(address).path.rstrip("/"))
        if refusals := list(changes.refusals(allowed)):
            raise Refused("\n".join(refusals))
        report = summary(changes, source)
    if options.dry_run:
        return Published(f"{report}\nnothing was published: this was a dry run")
    with held.progress.stage("committing"):
        message = f"Publish {source.short}: {source.subject}\n\nSource-Commit: {source.id}\n"
        commit = branch.commit(site, message, live.commit)
    held.push(commit, live.commit)
    return Published(f"{report}\npublished to {branch.label}/{BRANCH} ({commit[:7]})", address, source.id)


def _tree_of(branch: Branch, site: Path) -> Tree:
    return Tree(branch.files_of(site), lambda name: (site / name).read_bytes())
