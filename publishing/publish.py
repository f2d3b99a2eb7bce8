"""Publishes the current commit: what goes out is what was checked, or nothing goes out.

Nothing of ours is written outside a private folder until the push, and a push is one step of the
remote. The author's repository is read and never written, so there is nothing to repair.
"""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from plugins.assets import MANIFEST
from publishing.branch import Branch
from publishing.build import BuildFailed, build
from publishing.changes import Allowed, Changes
from publishing.checks import problems_of
from publishing.checks.site import Site
from publishing.git import PATIENCE
from publishing.interruption import Interruption
from publishing.outcomes import Refused
from publishing.repository import BRANCH, Commit
from publishing.session import Session, session
from publishing.summary import summary
from publishing.tree import BUILD, Tree


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
    """Publish HEAD of the repository in folder `root`. Raises Refused, NotPublished or Unknown."""
    with session(root, options.remote, options.patience, interruption) as held:
        held.repository.refuse_unfit()
        source, site = held.repository.head(), held.private / "public"
        with held.progress.stage(f"building {source.short} {source.subject}"):
            _build(held, source, site)
        with held.progress.stage("checking the site"):
            built = Site(site, held.private / "source")
            _refuse_problems(built)
        return put(held, site, built.address, source, options)


def _build(held: Session, source: Commit, site: Path) -> None:
    exported = held.private / "source"
    held.repository.export(source, exported)
    try:
        build(exported, "publishconf.py", site)
    except BuildFailed as failure:
        raise Refused(str(failure)) from failure
    (site / BUILD).write_text(json.dumps({"commit": source.id}) + "\n", "utf-8")


def _refuse_problems(site: Site) -> None:
    if problems := problems_of(site):
        raise Refused("\n".join(map(str, problems)))


def put(held: Session, site: Path, address: str, source: Commit, options: Options) -> Published:
    """Put the site in a folder in the place of what is live at `address`. Raises as publish does."""
    branch = held.branch
    with held.progress.stage("comparing with what is live"):
        live = branch.fetch()
        changes = Changes(branch.tree(live), _tree_of(branch, site))
        if changes.is_nothing:
            return Published(f"nothing to publish: {branch.remote}/{BRANCH} is this site already")
        allowed = replace(options.allowed, base=urlsplit(address).path.rstrip("/"))
        if refusals := list(changes.refusals(allowed)):
            raise Refused("\n".join(refusals))
        report = summary(changes, source)
    if options.dry_run:
        return Published(f"{report}\nnothing was published: this was a dry run")
    with held.progress.stage("committing"):
        keep_assets(branch, changes.live, site)
        message = f"Publish {source.short}: {source.subject}\n\nSource-Commit: {source.id}\n"
        commit = branch.commit(site, message, live)
    held.push(commit, live)
    return Published(f"{report}\npublished to {branch.remote}/{BRANCH} ({commit[:7]})", address, source.id)


def _tree_of(branch: Branch, site: Path) -> Tree:
    return Tree(branch.files_of(site), lambda name: (site / name).read_bytes())


def keep_assets(branch: Branch, live: Tree, site: Path) -> None:
    """Add the files that the live pages load to those of the new ones.

    A reader may have a page from before, for ten minutes or in an open tab. Of the live site only
    what it built itself is kept, so this holds for one publish.
    """
    listed = json.loads(live.read(MANIFEST)) if MANIFEST in live.files else []
    lost = [name for name in listed if name in live.files and not (site / name).exists()]
    for name, data in branch.read({name: live.files[name] for name in lost}).items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
