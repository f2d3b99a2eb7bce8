"""The repository that holds the sources. It is read and never written."""

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from publishing.git import Git, GitFailed
from publishing.outcomes import Refused

BRANCH = "gh-pages"
REF = f"refs/heads/{BRANCH}"

# What of its configuration says how to reach a remote.
OF_REMOTES = re.compile(
    r"(http|credential|url|ssh|protocol|safe)\..+|core\.(sshcommand|gitproxy|askpass)"
    r"|remote\..+\.(url|pushurl|proxy|proxyauthmethod|vcs|uploadpack|receivepack|serveroption)"
)
# In a content folder, what looks like an article that the author forgot.
SOURCE = re.compile(rb".*\.(md|markdown|mkd|mdown|rst)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Commit:
    """A commit of the sources."""

    id: str
    subject: str

    @property
    def short(self) -> str:
        return self.id[:7]


@dataclass(frozen=True)
class Repository:
    """The git repository whose top folder is `git.folder`."""

    git: Git

    @property
    def root(self) -> Path:
        return self.git.folder

    @cached_property
    def _facts(self) -> list[str]:
        """Raises Refused unless the repository's top is the project."""
        asked = ("--git-common-dir", "--show-object-format", "--is-shallow-repository")
        try:
            top, *facts = self.git.read(
                "rev-parse", "--path-format=absolute", "--show-toplevel", *asked
            ).splitlines()
        except GitFailed as error:
            raise Refused(f"{self.root}: {error}; make it a git repository with git init") from error
        if Path(top).resolve() != self.root.resolve():
            raise Refused(f"the repository is that of {top}, above the site; give the site one of its own")
        return facts

    @property
    def common(self) -> Path:
        """The folder that all worktrees share."""
        return Path(self._facts[0])

    @property
    def algorithm(self) -> str:
        """By which objects are named, `sha1` or `sha256`."""
        return self._facts[1]

    @property
    def may_be_borrowed(self) -> bool:
        """Whether all that its commits lead to is there, which is not so in a shallow or partial clone."""
        return self._facts[2] == "false" and "extensions.partialclone" not in dict(self._settings)

    @cached_property
    def identity(self) -> dict[str, str]:
        """The variables that say who commits. Raises Refused."""
        try:
            said = self.git.read("var", "GIT_COMMITTER_IDENT")
        except GitFailed as error:
            raise Refused(f"git does not know who you are ({error}); set user.name and user.email") from error
        name, email = re.fullmatch(r"(.*) <(.*)> \d+ [+-]\d+", said).groups()
        return {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", name), ("EMAIL", email))
        }

    @cached_property
    def _settings(self) -> list[tuple[str, str]]:
        entries = (each.partition("\n") for each in self.git.read("config", "--list", "-z").split("\0"))
        return [(key, value if sep else "true") for key, sep, value in entries]

    @property
    def configuration(self) -> list[tuple[str, str]]:
        """What of the configuration says how to reach remotes. A key may stand several times."""
        return [(key, value) for key, value in self._settings if OF_REMOTES.fullmatch(key)]

    def head(self) -> Commit:
        """Raises Refused where there is no commit."""
        try:
            told = self.git.read("log", "-1", "--no-show-signature", "--format=%H%x00%s", "HEAD")
        except GitFailed as error:
            raise Refused("there is no commit; make the first with git add and git commit") from error
        name, _, subject = told.partition("\0")
        return Commit(name, "".join(each if each.isprintable() else "?" for each in subject))

    def refuse_unfit(self) -> None:
        """Raises Refused unless the working tree is the commit, and gh-pages is nobody's working tree."""
        told = self.git.read_bytes("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
        if dirty := _names(told):
            raise Refused(f"{_listed(dirty)}: not committed; commit or stash it first")
        ignored = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", "content")
        if lost := [each for each in self.git.read_bytes(*ignored).split(b"\0") if SOURCE.fullmatch(each)]:
            raise Refused(f"{_listed(lost)}: git ignores it; add it with git add --force, or move it away")
        if f"branch {REF}" in self.git.read("worktree", "list", "--porcelain").splitlines():
            raise Refused(f"{BRANCH} is checked out; switch to the branch with the sources")

    def remote(self, named: str) -> str:
        """The remote as git takes it from this folder: a name that is known, a path or a URL."""
        if f"remote.{named}.url" in dict(self.configuration):
            return named
        if re.search(r"[/:\\]", named) and not named.startswith("-"):
            return named
        raise Refused(f"there is no remote {named!r}; add it with git remote add {named} URL")

    def export(self, commit: Commit, folder: Path) -> None:
        """Write the files of a commit to `folder`, as they were committed, without filters or attributes."""
        entries = [_entry(each) for each in self._tree(commit) if each]
        blobs = self.git.blobs(each.blob for each in entries)
        for each, data in zip(entries, blobs, strict=True):
            each.write(folder, data)

    def _tree(self, commit: Commit) -> list[bytes]:
        return self.git.read_bytes("ls-tree", "-r", "-z", "--full-tree", commit.id).split(b"\0")


@dataclass(frozen=True)
class Entry:
    """A file in a tree of git."""

    mode: str
    blob: str
    name: Path

    def write(self, root: Path, data: bytes) -> None:
        file = root / self.name
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.mode == "120000":
            file.symlink_to(os.fsdecode(data))
        else:
            file.write_bytes(data)
            file.chmod(0o755 if self.mode == "100755" else 0o644)


def _entry(line: bytes) -> Entry:
    about, _, name = line.partition(b"\t")
    mode, kind, blob = about.decode().split()
    shown = os.fsdecode(name)
    if kind != "blob":
        raise Refused(f"{shown!a}: a submodule is not published; put its files here")
    if ".." in Path(shown).parts or Path(shown).is_absolute():
        raise Refused(f"{shown!a}: this name leads out of the repository; rename it")
    return Entry(mode, blob, Path(shown))


def _names(status: bytes) -> list[bytes]:
    return [each[3:] for each in status.split(b"\0") if each]


def _listed(names: list[bytes]) -> str:
    """The first name, so that it stays on one line, and how many there are besides."""
    first = os.fsdecode(names[0])
    shown = first if first.isprintable() else ascii(first)
    return f"{shown} and {len(names) - 1} more" if len(names) > 1 else shown
