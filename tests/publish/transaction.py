"""A repository and a remote for the second half of a publish, and ways to spoil its git."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, write

# The n-th call of git fails, or the publisher dies after it.
SPOILED = """#!/bin/sh
exec 9>>"$CALLS"
flock 9
echo "$@" >&9
n=$(wc -l <"$CALLS")
exec 9>&-
[ $n = "$SPOIL_AT" ] || exec {git} "$@"
case $SPOIL in
fail) echo "fatal: spoiled" >&2; exit 128 ;;
after) {git} "$@"; status=$?; kill -9 $PUBLISHER; exit $status ;;
esac
"""
AUTHOR = {"user.name": "A. Uthor", "user.email": "author@example.org"}
LARGE = ("cards", "pagefind")
During = Callable[[int], None]  # gets the id of the publisher's process


def snapshot(folder: Path) -> dict[str, bytes]:
    """All there is below a folder, links as links."""
    found = {}
    for each in sorted(folder.rglob("*")):
        if each.is_symlink():
            found[str(each)] = os.fsencode(each.readlink())
        else:
            found[str(each)] = b"" if each.is_dir() else each.read_bytes()
    return found


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Publisher:
    """A process that publishes built sites, each in a process that it forks."""

    process: subprocess.Popen
    folder: Path

    def run(self, jobs: list[dict], during: During | None = None) -> list[Ended]:
        """All jobs at once."""
        with_files = [{**each, "words": str(self.folder / str(n))} for n, each in enumerate(jobs)]
        self.process.stdin.write(json.dumps(with_files) + "\n")
        self.process.stdin.flush()
        publishers = json.loads(self.process.stdout.readline())
        if during:
            during(publishers[-1])
        statuses = json.loads(self.process.stdout.readline())
        return [Ended(status, *self._words(n)) for n, status in enumerate(statuses)]

    def _words(self, number: int) -> list[str]:
        return [(self.folder / f"{number}.{kind}").read_text("utf-8") for kind in ("out", "err")]


@pytest.fixture(scope="session")
def publisher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publisher]:
    command = [sys.executable, "-m", "tests.publish.forks"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        yield Publisher(process, tmp_path_factory.mktemp("publisher"))
        process.stdin.close()


@dataclass(frozen=True)
class Transaction:
    """A repository, its remote, and a built site that waits in a folder."""

    publisher: Publisher
    folder: Path

    @classmethod
    def made(cls, publisher: Publisher, folder: Path, site: Path, *options: str) -> "Transaction":
        """With one commit, and nothing published; `options` are for git init."""
        made = cls(publisher, folder)
        shutil.copytree(site, made.site)
        made.root.mkdir()
        made.git("init", "--quiet", "--bare", *options, str(made.remote))
        made.git("init", "--quiet", "--initial-branch", "main", *options)
        made.git("remote", "add", "origin", str(made.remote))
        made._introduce_author()
        write(made.root, {"a.md": "sources\n"})
        made.git("add", "--all")
        made.git("commit", "--quiet", "--message", "Sources")
        return made

    def _introduce_author(self) -> None:
        for key, value in AUTHOR.items():
            self.git("config", key, value)

    @property
    def root(self) -> Path:
        return self.folder / "sources"

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def git(self, *arguments: str, folder: str = "sources") -> str:
        command = ["git", "-C", str(self.folder / folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def publish(self, during: During | None = None, **job: object) -> Ended:
        return self.publisher.run([self.job(**job)], during)[0]

    def rollback(self, to: str = "") -> Ended:
        return self.publish(rollback=True, to=to)

    def job(self, **job: object) -> dict:
        usual = {"remote": "origin", "timeout": 10, "allowed": [], "environment": {}}
        return {"root": str(self.root), "site": str(self.site), **usual, **job}

    def live(self) -> str:
        """The commit that is live."""
        return self.git("for-each-ref", "--format=%(objectname)", "refs/heads/gh-pages", folder="remote.git")

    def live_files(self) -> dict[str, str]:
        """What GitHub Pages would serve: the blobs by their names."""
        listed = self.git("ls-tree", "-r", "-z", "refs/heads/gh-pages", folder="remote.git")
        return {each.partition("\t")[2]: each.split()[2] for each in listed.strip("\0").split("\0")}

    def site_files(self) -> dict[str, str]:
        """The same of the site that waits."""
        names = sorted(str(each.relative_to(self.site)) for each in self.site.rglob("*") if each.is_file())
        paths = "".join(f"{self.site / each}\n" for each in names)
        command = ["git", "hash-object", "--no-filters", "--stdin-paths"]
        done = subprocess.run(command, cwd=self.root, input=paths, check=True, capture_output=True, text=True)
        return dict(zip(names, done.stdout.split(), strict=True))

    def change(self, text: str) -> None:
        """Another new site, from another commit."""
        self.git("commit", "--quiet", "--allow-empty", "--message", text)
        for name in ("index.html", "404.html"):
            page = self.site / name
            page.write_text(f"{page.read_text('utf-8').split('<!-- ')[0]}<!-- {text} -->", "utf-8")

    def copy(self, folder: Path) -> "Transaction":
        """The same with a remote of its own."""
        shutil.copytree(self.folder, folder, symlinks=True)
        copied = Transaction(self.publisher, folder)
        copied.git("remote", "set-url", "origin", str(copied.remote))
        return copied

    def clone(self, folder: Path, text: str, *options: str) -> "Transaction":
        """Another clone of the sources, with the same remote and a new site of its own."""
        self.git("push", "--quiet", "origin", "main:main")
        folder.mkdir()
        cloned = Transaction(self.publisher, folder)
        branch = ("--quiet", "--branch", "main", *options)
        self.git("clone", *branch, f"file://{self.remote}", str(cloned.root))
        cloned._introduce_author()
        shutil.copytree(self.site, cloned.site)
        cloned.change(text)
        return cloned

    def commit_aside(self) -> str:
        """A commit in the remote that holds what is live, on top of it, without being live."""
        words = ("refs/heads/gh-pages^{tree}", "-p", "refs/heads/gh-pages", "-m", "Of another")
        author = [word for key, value in AUTHOR.items() for word in ("-c", f"{key}={value}")]
        return self.git(*author, "commit-tree", *words, folder="remote.git")

    def spoiled(self, mode: str, at: int) -> dict[str, str]:
        """An environment in which one call of git goes wrong."""
        shim = write(self.folder / "bin", {"git": SPOILED.format(git=shutil.which("git"))})
        (shim / "git").chmod(0o755)
        calls = write(self.folder, {"calls": ""}) / "calls"
        path = os.pathsep.join((str(shim), os.environ["PATH"]))
        return {"PATH": path, "CALLS": str(calls), "SPOIL": mode, "SPOIL_AT": str(at)}

    def calls(self) -> int:
        """How often git was called in that environment."""
        return len((self.folder / "calls").read_text().splitlines())


@pytest.fixture(scope="session")
def first_transaction(
    publisher: Publisher, example_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Transaction:
    made = Transaction.made(publisher, tmp_path_factory.mktemp("transaction"), example_site)
    for each in LARGE:  # and of no matter here
        shutil.rmtree(made.site / each)
    assert made.publish().status == 0
    made.change("new")
    return made


@pytest.fixture
def transaction(first_transaction: Transaction, tmp_path: Path) -> Transaction:
    """The site of the invented owner is live, and a new one waits."""
    return first_transaction.copy(tmp_path / "transaction")
