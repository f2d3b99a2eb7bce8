"""Names, kinds and settings of files, and a full disk: nothing but the checked site is committed."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import write

pytestmark = pytest.mark.slow


def test_a_full_disk_is_reported(transaction, watched):
    write(transaction.site, {"large.bin": os.urandom(300_000)})
    for longest in (1_000, 200_000):
        ended = transaction.publish(longest_file=longest)
        assert ended.status == 3
        assert ended.err.count("\n") == 1
        watched.check(ended)
    watched.check_again()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.html", "'a\\nb.html'"),
        ('a"b.html', "'a\"b.html'"),
        ("a\\b.html", "'a\\\\b.html'"),
        (os.fsdecode(b"a\xff.html"), "'a\\udcff.html'"),
        (".git/config", "'.git'"),
    ],
)
def test_a_name_that_git_would_misread_is_refused(transaction, watched, name, shown):
    write(transaction.site, {name: "x"})
    ended = transaction.publish()
    assert (ended.status, ended.err) == (2, f"{shown}: this name cannot be published; rename it\n")
    watched.check(ended)


def test_names_that_lead_out_of_the_branch_stop_a_publish(transaction, watched):
    """Git makes no such tree by itself; whoever can write the branch can."""
    out = "theme/../../../../../../../../../../../../tmp/outside.0123abcd.js"
    by_hand = transaction.folder / "by-hand"
    transaction.git("clone", "--quiet", "--branch", "gh-pages", str(transaction.remote), str(by_hand))

    def git(*arguments: str, given: bytes = b"") -> bytes:
        command = ["git", "-c", "user.name=E", "-c", "user.email=e@example.org", *arguments]
        return subprocess.run(
            command, cwd=by_hand, input=given, check=True, capture_output=True
        ).stdout.strip()

    listed = (each.split(b"\t") for each in git("ls-tree", "HEAD").splitlines())
    entries = {name: about.split() for about, name in listed}
    entries[out.encode()] = [b"100644", b"blob", git("hash-object", "-w", "--stdin", given=b"evil")]
    raw = b"".join(
        b"%s %s\0%s" % (mode.lstrip(b"0"), name, bytes.fromhex(id_.decode()))
        for name, (mode, _, id_) in sorted(entries.items())
    )
    tree = git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=raw).decode()
    commit = git("commit-tree", tree, "-p", "HEAD", "-m", "Evil").decode()
    git("push", "--quiet", "origin", f"{commit}:refs/heads/gh-pages")
    watched.__init__(transaction)
    ended = transaction.publish()
    assert ended.status == 3
    assert "fullPathname: contains full pathnames" in ended.err
    watched.check(ended)
    assert not Path("/tmp/outside.0123abcd.js").exists()


def test_a_name_with_emoji_blanks_and_quotes_is_published(transaction, watched):
    write(transaction.site, {"ü 🚀 it's.html": "x"})
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder link"])
def test_links_and_pipes_are_refused(transaction, watched, kind):
    target = transaction.site / "odd"
    if kind == "pipe":
        os.mkfifo(target)
    else:
        target.symlink_to("/" if kind == "folder link" else "index.html")
    ended = transaction.publish()
    assert (ended.status, ended.err) == (2, "odd: this is not a file; put one in its place\n")
    watched.check(ended)


def test_attributes_filters_and_hooks_of_git_have_no_effect(transaction, watched):
    write(transaction.root, {".gitattributes": "* text eol=crlf ident filter=x export-ignore\n"})
    transaction.git("config", "core.autocrlf", "true")
    transaction.git("config", "filter.x.clean", "tr a-z A-Z")
    transaction.git("config", "core.hooksPath", str(transaction.folder))
    write(transaction.folder, {"pre-push": "#!/bin/sh\nexit 1\n"})
    (transaction.folder / "pre-push").chmod(0o755)
    transaction.git("add", "--all")
    transaction.change("with attributes")
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


def test_a_module_of_the_sources_does_not_replace_ghp_import(transaction, watched):
    write(transaction.root, {"ghp_import.py": "raise SystemExit(1)\n"})
    transaction.git("add", "--all")
    transaction.change("with a module")
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")


def test_rewritten_addresses_of_remotes_are_followed(transaction, watched):
    transaction.git("config", "url.file:///nowhere/.insteadOf", "nowhere:")
    transaction.git("config", f"url.file://{transaction.folder}/.insteadOf", "mine:")
    transaction.git("config", "--add", f"url.file://{transaction.folder}/.insteadOf", "ours:")
    transaction.git("remote", "set-url", "origin", "mine:remote.git")
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


def test_variables_of_git_have_no_effect(transaction, watched):
    elsewhere = {"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index", "GIT_WORK_TREE": "/"}
    ended = transaction.publish(environment=elsewhere)
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)
