"""Publishes the current commit: builds it aside, checks the result, commits it to gh-pages, pushes.

The working tree is not read and not touched; what goes out is what was committed and checked.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from plugins.assets import HASHED, MANIFEST
from publishing.build import build
from publishing.checks import check

BRANCH = "gh-pages"


class NotPublished(Exception):
    """Nothing went out. The message says why, and what to do."""


def build_checked(root: Path) -> str:
    """Build the public site of the working tree aside and check it. Raises as publish does."""
    with tempfile.TemporaryDirectory() as private:
        site = Path(private, "public")
        report = build(root, "publishconf.py", site)
        _refuse_problems(site, root)
    return f"{report}, in order"


def publish(root: Path, remote: str) -> str:
    """Publish HEAD of the repository in folder `root`; returns a line that says what happened.

    Raises NotPublished, or BuildFailed where the site cannot be built.
    """
    git = Git(root)
    git.refuse_unfit(remote)
    with tempfile.TemporaryDirectory() as private:
        source, site = Path(private, "source"), Path(private, "public")
        git.export(source)
        report = build(source, "publishconf.py", site)
        _refuse_problems(site, source)
        live = git.fetch(remote)
        if live and git.holds(live, site):
            return f"nothing to publish: {remote}/{BRANCH} is this site already"
        if live:
            git.keep_assets(live, site)
        tree = git.tree_of(site)
        git.commit(site, remote, tree)
    git.push(remote)
    return f"{report}, published to {remote}/{BRANCH} ({git.read('rev-parse', '--short', BRANCH)})"


def _refuse_problems(site: Path, root: Path) -> None:
    if problems := check(site, root):
        raise NotPublished("\n".join(map(str, problems)))


class Git:
    """The repository that holds the sources."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
        command = ["git", *arguments]
        return _run(command, self.root, environment)

    def read(self, *arguments: str, **environment: str) -> str:
        """What git prints. Raises NotPublished with git's own reason."""
        return _output(self.run(*arguments, **environment))

    def refuse_unfit(self, remote: str) -> None:
        """Raises NotPublished unless the working tree is this commit and may be published."""
        if self.run("rev-parse", "--is-inside-work-tree").returncode:
            raise NotPublished("this is not a git repository; make it one with git init")
        if self.run("var", "GIT_COMMITTER_IDENT").returncode:
            raise NotPublished("git does not know who you are; set user.name and user.email")
        if self.run("rev-parse", "--verify", "HEAD").returncode:
            raise NotPublished("there is no commit; make the first with git add and git commit")
        if dirty := self.read("status", "--porcelain", "--untracked-files=all"):
            first, *more = dirty.splitlines()
            others = f" and {len(more)} more" if more else ""
            raise NotPublished(f"{first[2:].strip()}{others}: not committed; commit or stash it first")
        if f"branch refs/heads/{BRANCH}" in self.read("worktree", "list", "--porcelain").splitlines():
            raise NotPublished(f"{BRANCH} is checked out; switch to the branch with the sources")
        if remote not in self.read("remote").split():
            raise NotPublished(f"there is no remote {remote!r}; add it with git remote add {remote} URL")

    def export(self, folder: Path) -> None:
        """Write the files of HEAD to `folder`."""
        archive = folder.with_suffix(".tar")
        self.read("archive", "--output", str(archive), "HEAD")
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")

    def fetch(self, remote: str) -> str:
        """The commit that is live, after fetching it; empty if nothing was published yet."""
        listed = self.read("ls-remote", remote, f"refs/heads/{BRANCH}")
        if not listed:
            self.run("update-ref", "-d", f"refs/remotes/{remote}/{BRANCH}")
            return ""
        refspec = f"+refs/heads/{BRANCH}:refs/remotes/{remote}/{BRANCH}"
        self.read("fetch", "--quiet", "--no-tags", remote, refspec)
        return self.read("rev-parse", f"refs/remotes/{remote}/{BRANCH}")

    def holds(self, live: str, site: Path) -> bool:
        """Whether what is live is this site, but for files that were kept for pages of before."""
        ours, theirs = self.listing(self.tree_of(site)), self.listing(live)
        more = theirs - ours
        return ours <= theirs and all(HASHED.search(each) for each in more)

    def listing(self, tree: str) -> set[str]:
        """A line a file, `mode type id\tpath`."""
        return set(filter(None, self.read("ls-tree", "-r", "-z", tree).split("\0")))

    def keep_assets(self, live: str, site: Path) -> None:
        """Add the files that the live pages load to those of the new ones.

        A reader may have a page from before, for ten minutes or in an open tab. Of the live site only
        what it built itself is kept, so this holds for one publish.
        """
        listed = self.run("show", f"{live}:{MANIFEST}")
        for name in json.loads(listed.stdout) if not listed.returncode else ():
            target = (site / name).resolve()
            if target.is_relative_to(site.resolve()) and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(self.blob(f"{live}:{name}"))

    def blob(self, name: str) -> bytes:
        command = ["git", "cat-file", "blob", name]
        done = subprocess.run(command, cwd=self.root, check=False, capture_output=True)
        if done.returncode:
            raise NotPublished(f"git: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout

    def tree_of(self, site: Path) -> str:
        """The id of the git tree with the files of `site`, by way of an index of its own."""
        index = str(site.with_suffix(".index"))
        add = ("--work-tree", str(site), "-c", "core.autocrlf=false", "add", "--all", "--force", ".")
        self.read(*add, GIT_INDEX_FILE=index)
        return self.read("write-tree", GIT_INDEX_FILE=index)

    def commit(self, site: Path, remote: str, tree: str) -> None:
        """Commit `site` to the local branch, on top of what is live, and see that it is all there."""
        message = self.read("log", "-1", "--format=Publish %h: %s", "HEAD")
        command = [sys.executable, "-m", "ghp_import", "-r", remote, "-b", BRANCH, "-m", message, site]
        _output(_run(command, self.root, {}))
        if self.read("rev-parse", f"refs/heads/{BRANCH}^{{tree}}") != tree:
            raise NotPublished(f"{BRANCH} is not the site that was checked; run it again")

    def push(self, remote: str) -> None:
        self.read("push", "--quiet", remote, f"refs/heads/{BRANCH}:refs/heads/{BRANCH}")


def _run(command: list, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", "GIT_TERMINAL_PROMPT": "0", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _output(done: subprocess.CompletedProcess) -> str:
    if done.returncode:
        words = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        reasons = (line for line in words if line.startswith(("fatal: ", "error: ", " ! ")))
        raise NotPublished(f"git: {next(reasons, words[-1]).strip()}")
    return done.stdout.strip()
