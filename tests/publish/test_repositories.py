"""Repositories of every kind: those that can be published from, and why others are refused."""

import pytest

from tests.conftest import write
from tests.publish.transaction import Transaction, snapshot

pytestmark = pytest.mark.slow


def test_a_detached_head_is_published(transaction, watched):
    transaction.git("checkout", "--quiet", "--detach")
    watched.__init__(transaction)
    watched.check(transaction.publish())
    assert transaction.live() != watched.old


def test_a_shallow_clone_is_published(transaction):
    shallow = transaction.clone(transaction.folder / "shallow", "new", "--depth=1")
    ended = shallow.publish()
    assert (ended.status, ended.err) == (0, "")
    assert transaction.live_files() == shallow.site_files()


def test_a_partial_clone_is_published_without_a_fetch(transaction):
    transaction.git("config", "uploadpack.allowFilter", "true", folder="remote.git")
    partial = transaction.clone(transaction.folder / "partial", "new", "--filter=blob:none")
    before = snapshot(partial.root)
    ended = partial.publish()
    assert (ended.status, ended.err) == (0, "")
    assert transaction.live_files() == partial.site_files()
    assert snapshot(partial.root) == before


def test_a_tag_named_like_the_branch_changes_nothing(transaction, watched):
    transaction.git("tag", "gh-pages")
    names = ("refs/tags/gh-pages", "HEAD:refs/a/refs/heads/gh-pages")
    transaction.git("push", "--quiet", "origin", *names)
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    assert transaction.git("rev-parse", "refs/heads/gh-pages^", folder="remote.git") == watched.old


def test_a_repository_with_sha256_is_published(publisher, tmp_path, example_site):
    made = Transaction.made(publisher, tmp_path, example_site, "--object-format=sha256")
    ended = made.publish()
    assert (ended.status, ended.err) == (0, "")
    assert made.live_files() == made.site_files()


@pytest.mark.parametrize(
    ("commands", "error"),
    [
        (
            [("worktree", "add", "--quiet", "../tree", "-b", "gh-pages")],
            "gh-pages is checked out; switch to the ",
        ),
        (
            [("checkout", "--quiet", "-b", "gh-pages")],
            "gh-pages is checked out; switch to the branch with the so",
        ),
        ([("update-ref", "-d", "HEAD"), ("rm", "-rfq", "--cached", ".")], "a.md: not committed; commit or "),
        (
            [("config", "user.name", ""), ("config", "user.useConfigOnly", "true")],
            "git does not know who you are (",
        ),
        ([("rm", "--quiet", "--cached", "a.md")], "a.md and 1 more: not committed; commit or stash it first"),
    ],
)
def test_an_unfit_repository_is_refused(transaction, watched, commands, error):
    for each in commands:
        transaction.git(*each)
    watched.__init__(transaction)
    ended = transaction.publish()
    assert ended.status == 2
    assert ended.err.startswith(error)
    watched.check(ended)


def test_a_repository_without_a_commit_is_refused(transaction, watched):
    transaction.git("checkout", "--quiet", "--orphan", "new")
    transaction.git("rm", "-rfq", ".")
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (
        2,
        "there is no commit; make the first with git add and git commit\n",
    )


def test_a_site_in_a_folder_of_a_repository_is_refused(transaction):
    (transaction.root / "blog").mkdir()
    ended = transaction.publish(root=str(transaction.root / "blog"))
    assert (ended.status, ended.err) == (
        2,
        f"the repository is {transaction.root}, above the site; give the site its own repository\n",
    )


def test_an_ignored_source_is_reported(transaction, watched):
    write(transaction.root, {".gitignore": "*.md\n", "content/lost.md": "x"})
    transaction.git("add", ".gitignore")
    transaction.git("commit", "--quiet", "--message", "Ignore")
    watched.__init__(transaction)
    ended = transaction.publish()
    what = "content/lost.md: git ignores it; add it with git add --force, or move it away\n"
    assert (ended.status, ended.err) == (2, what)
