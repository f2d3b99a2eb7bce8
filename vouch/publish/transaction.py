"""Publishes the current commit: exactly what was checked, or nothing.

Nothing is written outside a private folder until the push, and the remote applies a push in one step. The
author's repository is read and never written, so there is nothing to repair.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from vouch.build.run import BuildFailed, build
from vouch.checks import problems_of
from vouch.checks.authored import Source
from vouch.checks.built_site import BuiltSite
from vouch.markup.dates import day_of
from vouch.publish.branch import Branch
from vouch.publish.changes import Allowed, Changes, summary
from vouch.publish.export import export
from vouch.publish.git import SILENCE_TIMEOUT_S
from vouch.publish.grace_assets import keep_assets
from vouch.publish.old_addresses import earlier_files
from vouch.publish.outcomes import Interruption, Refused
from vouch.publish.repository import BRANCH, Commit
from vouch.publish.session import Session, session
from vouch.publish.site_tree import BUILD, Tree


@dataclass(frozen=True)
class Options:
    """How to publish. `timeout` is how many seconds git may run without output.

    `old_addresses` is a file with addresses of an earlier site, one per line, or its sitemap.
    """

    remote: str = "origin"
    dry_run: bool = False
    old_addresses: Path | None = None
    allowed: Allowed = field(default_factory=Allowed)
    timeout: float = SILENCE_TIMEOUT_S


@dataclass(frozen=True)
class Published:
    """A report, the address of the site and the source commit; both are empty if nothing was published."""

    report: str
    address: str = ""
    source: str = ""


def publish(root: Path, options: Options, interruption: Interruption | None = None) -> Published:
    """Publish HEAD of the repository in folder `root`.

    Raises Refused, NotPublished or Unknown; or Interrupted.
    """
    with session(root, options.remote, options.timeout, interruption) as held:
        held.repository.refuse_unfit()
        source, site = held.repository.head(), held.private / "public"
        with held.progress.stage(f"building {source.short} {source.subject}"):
            *warnings, counts = _build(held, source, site)
        with held.progress.stage("checking the site"):
            built = BuiltSite(site, held.private / "source")
            if problems := problems_of(built):
                raise Refused("\n".join(map(str, problems)))
        with held.progress.stage("reading what is live"):
            live = held.branch.tree(held.branch.fetch())
            _keep_loaded_files(held, live, site, source)
        published = put(held, live, site, built.address, source, options, built.sources)
        return replace(published, report="\n".join((*warnings, counts, published.report, *_waiting(built))))


def _waiting(site: BuiltSite) -> Iterator[str]:
    """What becomes public on a day to come, soonest first."""
    days = [(day_of(each.date, each.timezone), each.path) for each in site.sources if each.is_scheduled]
    return (f"{path} waits for {day:%-d %B %Y}" for day, path in sorted(days))


def _build(held: Session, source: Commit, site: Path) -> list[str]:
    """Build the site; returns warnings that the author judges, and how many articles there are.

    Raises Refused for problems.
    """
    exported = held.private / "source"
    export(held.repository.git, source.id, exported)
    try:
        *warnings, _, counts = build(exported, "publishconf.py", site).splitlines()
    except BuildFailed as failure:
        raise Refused(str(failure)) from failure
    name_commit(site, source)
    return [*warnings, counts]


def name_commit(site: Path, source: Commit, kept: Sequence[str] = ()) -> None:
    """Record in the site its source commit, and the files that only earlier pages load."""
    record = {"commit": source.id, "kept": list(kept)}
    (site / BUILD).write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def _keep_loaded_files(held: Session, live: Tree, site: Path, source: Commit) -> None:
    """Keep files that live pages load, if they pass the checks. If one fails, because it has the words of an
    article that is now a draft for example, none is kept."""
    kept = keep_assets(held.branch, live, site)
    name_commit(site, source, kept)
    if kept and problems_of(BuiltSite(site, held.private / "source", only=kept)):
        for name in kept:
            (site / name).unlink()
        name_commit(site, source)


def put(
    held: Session,
    live: Tree,
    site: Path,
    address: str,
    source: Commit,
    options: Options,
    authored: Sequence[Source] = (),
) -> Published:
    """Replace what is live at `address` with the site in a folder, made of what was authored.

    Raises as publish does.
    """
    branch, base = held.branch, urlsplit(address).path.rstrip("/")
    with held.progress.stage("comparing it with what is live"):
        sources = {each.slug_or_title: each.path for each in authored if each.status != "draft"}
        earlier = earlier_files(options.old_addresses, base)
        changes = Changes(live, _tree_of(branch, site), earlier, sources)
        if changes.is_nothing and not earlier:
            return _nothing(branch)
        report, allowed = summary(changes, source), replace(options.allowed, base=base)
        if refusals := list(changes.refusals(allowed)):
            raise Refused("\n".join((report, *refusals) if options.dry_run else refusals))
        if changes.is_nothing:
            return _nothing(branch)
    if options.dry_run:
        return Published(f"{report}\nnothing was published: this was a dry run")
    with held.progress.stage("committing"):
        message = f"Publish {source.short}: {source.subject}\n\nSource-Commit: {source.id}\n"
        commit = branch.commit(site, message, live.commit)
    held.push(commit, live.commit)
    return Published(f"{report}\npublished to {branch.label}/{BRANCH} ({commit[:7]})", address, source.id)


def _nothing(branch: Branch) -> Published:
    return Published(f"nothing to publish: {branch.label}/{BRANCH} is this site already")


def _tree_of(branch: Branch, site: Path) -> Tree:
    return Tree(branch.files_of(site), lambda name: (site / name).read_bytes())
