"""`./invoke rollback` commits an earlier site on top of the branch."""

import pytest

from tests.conftest import write

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def five_published(first_transaction, tmp_path_factory):
    transaction = first_transaction.copy(tmp_path_factory.mktemp("five") / "transaction")
    for number in range(4):
        transaction.change(f"publish {number}")
        assert transaction.publish().status == 0
    return transaction


@pytest.fixture
def published(five_published, tmp_path):
    """Five publishes, and their commits on the branch, oldest first."""
    transaction = five_published.copy(tmp_path / "transaction")
    return transaction, transaction.git("rev-list", "--reverse", "gh-pages", folder="remote.git").split()


def tree(transaction, commit="gh-pages"):
    return transaction.git("rev-parse", f"{commit}^{{tree}}", folder="remote.git")


def test_each_rollback_goes_back_one_more_publish(published):
    transaction, commits = published
    assert len(commits) == 5
    tip = transaction.live()
    for commit in reversed(commits[:-1]):
        ended = transaction.rollback()
        assert (ended.status, ended.err) == (0, "")
        assert ended.out.startswith(f"origin/gh-pages is as it was at\n  {commit[:7]} Publish ")
        assert tree(transaction) == tree(transaction, commit)
        assert transaction.git("rev-parse", "gh-pages^", folder="remote.git") == tip
        tip = transaction.live()
    ended = transaction.rollback()
    nothing = "there is no earlier publish; publish another commit with ./invoke publish\n"
    assert (ended.status, ended.err, transaction.live()) == (2, nothing, tip)


def test_a_rollback_can_be_followed_by_a_publish(published):
    transaction, commits = published
    transaction.rollback()
    assert transaction.publish().status == 0
    assert tree(transaction) == tree(transaction, commits[-1])
    assert transaction.rollback().status == 0
    assert tree(transaction) == tree(transaction, commits[-2])


def test_a_publish_is_named_by_its_commit_or_the_commit_of_the_sources(published):
    transaction, commits = published
    assert transaction.rollback(to=commits[1][:8]).status == 0
    assert tree(transaction) == tree(transaction, commits[1])
    source = transaction.git(
        "log", "-1", "--format=%(trailers:key=Source-Commit,valueonly)", commits[2], folder="remote.git"
    )
    assert transaction.rollback(to=source[:10]).status == 0
    assert tree(transaction) == tree(transaction, commits[2])


def test_an_unknown_publish_is_reported_with_the_known_ones(published):
    transaction, commits = published
    for to in ("beef00", "ab"):
        ended = transaction.rollback(to=to)
        first, *listed = ended.err.splitlines()
        assert (ended.status, first) == (2, f"--to {to} names no publish; write one of")
        assert [each.split()[0] for each in listed] == [each[:7] for each in reversed(commits)]
    ended = transaction.rollback(to=commits[-1])
    assert (ended.status, ended.err) == (2, f"--to {commits[-1]} is what is live; name another publish\n")


def test_a_site_of_another_domain_is_not_restored(transaction):
    write(transaction.site, {"CNAME": "example.org\n"})
    assert transaction.publish().status == 2
    assert transaction.publish(cname=True).status == 0
    ended = transaction.rollback()
    what = "CNAME: the domain is example.org now and was nadia.example then; publish that commit instead\n"
    assert (ended.status, ended.err) == (2, what)


def test_a_branch_without_a_publish_is_reported(transaction):
    transaction.git("update-ref", "-d", "refs/heads/gh-pages", folder="remote.git")
    ended = transaction.rollback()
    what = "nothing was published yet; publish with ./invoke publish\n"
    assert (ended.status, ended.err) == (2, what)
