"""The repository that holds the sources. It is read and never written."""

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from vouch.publish.git import Git, GitFailed
from vouch.publish.outcomes import Refused

BRANCH = "gh-pages"
REF = f"refs/heads/{BRANCH}"

# Settings that tell git how to reach a remote. For the address itself git is asked.
REMOTE_SETTING = re.compile(
    r"(?:http|credential|ssh|protocol|safe)\..+|core\.(?:sshcommand|gitproxy|askpass)"
    r"|remote\.(?P<remote>.+)\.(?P<how>proxy|proxyauthmethod|vcs|uploadpack|receivepack|serveroption)",
    re.DOTALL,
)
PARTIAL = re.compile(r"extensions\.partialclone|remote\..+\.(promisor|partialclonefilter)", re.DOTALL)
MAX_SUBJECT_LETTERS = 200
# In content/, what looks like an article that the author forgot to add.
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
    def _facts(self) -> tuple[str, str, str]:
        """Where the repository is, how its objects are named, and whether it is shallow."""
        asked = ("--git-common-dir", "--show-object-format", "--is-shallow-repository")
        try:
            facts = self.git.read("rev-parse", "--path-format=absolute", "--show-cdup", *asked)
        except GitFailed as error:
            is_none = "not a git repository" in str(error)
            instead = "make it one with git init" if is_none else "fix that first"
            raise Refused(f"{self.root}: {error}; {instead}") from error
        try:
            up, *common, algorithm, shallow = facts.split("\n")
        except ValueError as error:
            raise Refused(
                f"unexpected output from git: {facts!r}; check that `git` on your PATH is really git"
            ) from error
        if up:
            top = (self.root / up).resolve()
            raise Refused(f"the repository is {top}, above the site; give the site its own repository")
        return "\n".join(common), algorithm, shallow

    @property
    def common(self) -> Path:
        """The folder that all worktrees share."""
        return Path(self._facts[0])

    @property
    def algorithm(self) -> str:
        """The hash that names objects, `sha1` or `sha256`."""
        return self._facts[1]

    @property
    def is_complete(self) -> bool:
        """Whether it has all objects of its commits, unlike a shallow or partial clone."""
        is_partial = any(PARTIAL.fullmatch(key) for key, _ in self._settings)
        return self._facts[2] == "false" and not is_partial

    @cached_property
    def identity(self) -> dict[str, str]:
        """The variables that name the committer. Raises Refused."""
        try:
            ident = self.git.read("var", "GIT_COMMITTER_IDENT")
        except GitFailed as error:
            raise Refused(f"git does not know who you are ({error}); set user.name and user.email") from error
        if not ident.isprintable() or ident != ident.encode(errors="ignore").decode():
            raise Refused(f"git knows you as {ident!a}, which is not UTF-8; set user.name and user.email")
        name, email = re.fullmatch(r"(.*) <(.*)> \d+ [+-]\d+", ident).groups()
        return {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", name), ("EMAIL", email))
        }

    @cached_property
    def _settings(self) -> list[tuple[str, str]]:
        entries = (each.partition("\n") for each in self.git.read("config", "--list", "-z").split("\0"))
        return [(key, value if sep else "true") for key, sep, value in entries]

    def remote_settings(self, named: str, name: str) -> list[tuple[str, str]]:
        """The settings to reach a remote, given by its name, a path or a URL, which is called `name` in them.

        A key may occur several times. Raises Refused if there is no such remote.
        """
        address = self._address_of(named)
        found = ((REMOTE_SETTING.fullmatch(key), value) for key, value in self._settings)
        settings = [(match, value) for match, value in found if match]
        others = [(match[0], value) for match, value in settings if not match["remote"]]
        its = [(f"remote.{name}.{match['how']}", v) for match, v in settings if match["remote"] == named]
        return [*others, *its, (f"remote.{name}.url", address)]

    def head(self) -> Commit:
        """The current commit. Raises Refused if there is none."""
        try:
            output = self.git.read("log", "-1", "--no-show-signature", "--format=%H%x00%s", "HEAD")
        except GitFailed as error:
            raise Refused("there is no commit; make the first with git add and git commit") from error
        name, _, subject = output.partition("\0")
        return Commit(name, printable(subject))

    def refuse_unfit(self) -> None:
        """Raises Refused unless the working tree equals the commit and gh-pages is not checked out."""
        status = self.git.read_bytes("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
        if dirty := _names(status):
            raise Refused(f"{_listed(dirty)}: not committed; commit or stash it first")
        ignored = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", "content")
        if lost := [each for each in self.git.read_bytes(*ignored).split(b"\0") if SOURCE.fullmatch(each)]:
            raise Refused(f"{_listed(lost)}: git ignores it; add it with git add --force, or move it away")
        if f"branch {REF}" in self.git.read("worktree", "list", "--porcelain").split("\n"):
            raise Refused(f"{BRANCH} is checked out; switch to the branch with the sources")

    def _address_of(self, named: str) -> str:
        """The address of a remote that is given by its name, a path or a URL. Raises Refused."""
        if f"remote.{named}.url" in dict(self._settings):
            addresses = self.git.read("remote", "get-url", "--push", "--all", named).split("\n")
            if len(addresses) > 1:
                what = f"{named} has {len(addresses)} addresses to push to"
                raise Refused(f"{what}; name the one that GitHub Pages serves with --remote URL")
            return self._refuse_own(addresses[0])
        if re.search(r"[/:\\]", named) and not named.startswith("-"):
            return self._refuse_own(self.git.read("ls-remote", "--get-url", named))
        raise Refused(f"there is no remote {named!r}; add it with git remote add {named} URL")

    def _refuse_own(self, address: str) -> str:
        path = (self.root / address.removeprefix("file://")).resolve()
        if path in (self.root.resolve(), self.common.resolve()):
            raise Refused(f"{address} is this repository, which is not written; name another remote")
        return address


def printable(text: str) -> str:
    """A text that is safe to show and to pass on: one line, short, without control characters."""
    return "".join(each if each.isprintable() else "?" for each in text[:MAX_SUBJECT_LETTERS])


def _names(status: bytes) -> list[bytes]:
    return [each[3:] for each in status.split(b"\0") if each]


def _listed(names: list[bytes]) -> str:
    """The first name, and how many more there are, on one line."""
    first = os.fsdecode(names[0])
    shown = first if first.isprintable() else ascii(first)
    return f"{shown} and {len(names) - 1} more" if len(names) > 1 else shown
