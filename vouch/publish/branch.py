"""The branch gh-pages of a remote, accessed through a temporary bare repository."""

import hashlib
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vouch.publish.bare_repository import REMOTE, bare_repository
from vouch.publish.git import CREDENTIALS, Git, GitFailed
from vouch.publish.outcomes import NotPublished, Refused, Unknown
from vouch.publish.repository import BRANCH, REF, Repository
from vouch.publish.site_tree import File, Tree

MAX_TRIES = 3
CONFIRM_TIMEOUT_S = 20  # without output, when a remote is asked what it has
# ghp-import writes commands of fast-import, in which a path ends with the line.
UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f\"\\]|^ | $|(^|/)(\.git|\.\.?)(/|$)", re.IGNORECASE)
COMPARED_SUFFIXES = (".html", ".xml", ".json", "CNAME")  # read all at once
# Git prints this before the last byte is sent: without it the remote cannot have everything.
ALL_SENT = re.compile(r"Writing objects: 100%")
UNREADABLE = "the branch could not be read afterwards"


@dataclass(frozen=True)
class Branch:
    """`git` works on the bare repository, whose objects are named by `algorithm`; `label` is the remote."""

    git: Git
    algorithm: str
    label: str

    @classmethod
    def of(cls, repository: Repository, named: str, folder: Path) -> "Branch":
        """The branch of a remote, which is given as git accepts it. Raises Refused if there is none."""
        git = bare_repository(repository, named, folder)
        return cls(git, repository.algorithm, CREDENTIALS.sub("", named))

    def tip(self) -> str:
        """The commit that is live; empty if nothing was published yet."""
        listed = self.git.read("ls-remote", REMOTE, REF).splitlines()  # also lists refs that end like it
        return next((id_ for id_, _, ref in (each.partition("\t") for each in listed) if ref == REF), "")

    def fetch(self, *, whole: bool = False) -> str:
        """Fetch what is live, with its `whole` history or without; returns the commit as `tip` does."""
        if not self.tip():
            return ""
        options = ("--progress", "--no-tags", "--no-write-fetch-head", "--update-shallow")
        depth = () if whole else ("--depth=1",)
        self.git.read("fetch", *options, *depth, REMOTE, f"+{REF}:{REF}")
        return self.git.read("rev-parse", REF)

    def files(self, commit: str) -> dict[str, File]:
        """The files of a commit by their names; none for an empty commit id."""
        listed = self.git.read("ls-tree", "-r", "-z", "--long", commit) if commit else ""
        return dict(_file(each) for each in listed.split("\0") if each)

    def tree(self, commit: str) -> Tree:
        """The site of a commit; an empty one for an empty commit id."""
        files, texts = self.files(commit), {}

        def read(name: str) -> bytes:
            if not texts:
                texts.update(
                    self.read({each: files[each] for each in files if each.endswith(COMPARED_SUFFIXES)})
                )
            return texts[name] if name in texts else self.read({name: files[name]})[name]

        return Tree(files, read, commit)

    def read(self, files: dict[str, File]) -> dict[str, bytes]:
        """The bytes of files of a fetched commit, by their names; empty for a submodule."""
        blobs = {name: each.blob for name, each in files.items() if each.is_blob}
        return dict.fromkeys(files, b"") | dict(zip(blobs, self.git.blobs(blobs.values()), strict=True))

    def files_of(self, site: Path) -> dict[str, File]:
        """The files of a folder as they would be committed. Raises Refused for what must not be."""
        return {name: self._as_committed(site / name) for name in sorted(_names(site))}

    def _as_committed(self, file: Path) -> File:
        data = file.read_bytes()
        blob = hashlib.new(self.algorithm, b"blob %d\0" % len(data) + data).hexdigest()
        return File(blob, len(data))

    def commit(self, site: Path, message: str, live: str) -> str:
        """Commit a folder on top of what is live, and verify the commit; returns its id."""
        expected = self.files_of(site)
        for name in expected:
            (site / name).chmod(0o644)
        importer = ["-m", "ghp_import", "--branch", BRANCH, "--message", message, site]
        self.git.run([sys.executable, "-P", *importer])  # ignores a module of that name in the sources
        made, parents = self._made()
        if made == live or parents != [live][: bool(live)] or self.files(made) != expected:
            raise NotPublished("git did not commit what was checked; run it again")
        return made

    def commit_tree(self, commit: str, message: str, live: str) -> str:
        """Commit the files of an earlier commit on top of what is live; returns the new commit."""
        return self.git.read("commit-tree", f"{commit}^{{tree}}", "-p", live, "-m", message)

    def _made(self) -> tuple[str, list[str]]:
        made, *parents = self.git.read("rev-list", "--parents", "--max-count=1", REF).split()
        return made, parents

    def push(self, commit: str, live: str) -> None:
        """Replace `live` with a commit, and verify that it is there.

        Raises NotPublished if the remote certainly does not have the commit, Unknown if it may.
        """
        lease = f"--force-with-lease={REF}:{live}"
        failure = None
        try:
            self.git.read("push", "--progress", "--no-verify", lease, REMOTE, f"{commit}:{REF}")
        except GitFailed as error:
            failure = error
        patient = replace(
            self.git, ended_early=threading.Event(), timeout=min(self.git.timeout, CONFIRM_TIMEOUT_S)
        )
        replace(self, git=patient).confirm(commit, live, failure)

    def confirm(self, commit: str, live: str, failure: GitFailed | None) -> None:
        now = self._tip_after(commit, live, failure)
        if now == commit or (now != live and self._is_based_on(now, commit)):
            return
        if failure is None or (ALL_SENT.search(failure.words) and "! [" not in failure.words):
            raise Unknown(f"git: {failure or UNREADABLE}; it may be published: run it again")
        if now != live:
            raise NotPublished("someone else published meanwhile; run it again")
        raise NotPublished(f"git: {failure}")

    def _tip_after(self, commit: str, live: str, failure: GitFailed | None) -> str:
        """The commit that is live after a push. Raises Unknown if the remote does not answer."""
        reason, rejected = "", failure and "! [" in failure.words
        for attempt in range(MAX_TRIES):
            time.sleep(attempt)
            try:
                now = self.tip()
            except GitFailed as error:
                reason = str(error)
                continue
            if now != live or rejected or (failure and not ALL_SENT.search(failure.words)):
                return now
            reason = ""
        if reason:
            raise Unknown(f"git: {reason}; it may be published: run it again")
        return live

    def _is_based_on(self, tip: str, commit: str) -> bool:
        """Whether somebody has published on top of `commit` since."""
        try:
            return tip == self.fetch(whole=True) and self.git.succeeds(
                "merge-base", "--is-ancestor", commit, tip
            )
        except GitFailed as error:
            raise Unknown(f"git: {error}; it may be published: run it again") from error


def _file(line: str) -> tuple[str, File]:
    about, _, name = line.partition("\t")
    mode, kind, blob, size = about.split()
    return name, File(blob, int(size) if size.isdecimal() else 0, mode == "100644", kind == "blob")


def _names(site: Path) -> Iterator[str]:
    """The names of all files below a folder. Raises Refused for one that git would misread."""
    for folder, folders, files in os.walk(site):
        for each in (Path(folder, name) for name in (*folders, *files)):
            name = each.relative_to(site).as_posix()
            if UNSAFE_NAME.search(name) or name != name.encode(errors="ignore").decode():
                raise Refused(f"{name!a}: this name cannot be published; rename it")
            if each.is_symlink() or not (each.is_file() or each.is_dir()):
                raise Refused(f"{name}: this is not a file; put one in its place")
            if not each.is_dir():
                yield name
