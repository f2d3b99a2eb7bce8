"""Remotes that refuse, hang, are full or cannot be reached, and what is reported."""

import os

import pytest

from tests.conftest import write
from tests.publish.transaction import snapshot
from tests.publish.watched import hook

pytestmark = pytest.mark.slow


def test_a_publish_of_somebody_else_meanwhile_is_reported(transaction, watched):
    # The remote takes another publish in the moment between our look at it and our push.
    other = transaction.commit_aside()
    script = f"[ -f other ] || {{ : >other; git update-ref refs/heads/gh-pages {other}; }}"
    hook(transaction, "pre-receive", f"unset GIT_QUARANTINE_PATH; {script}")
    ended = transaction.publish()
    assert (ended.status, ended.err) == (3, "someone else published meanwhile; run it again\n")
    assert transaction.publish().status == 0
    assert transaction.git("rev-list", "--count", f"{watched.old}..gh-pages", folder="remote.git") == "2"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 1", "[remote rejected] {id} -> gh-pages (pre-receive hook declined)"),
        (
            "echo error: quota exceeded >&2; exit 1",
            "[remote rejected] {id} -> gh-pages (pre-receive hook declined): remote: error: quota exceeded",
        ),
    ],
)
def test_a_refusal_is_reported_with_its_reason(transaction, watched, script, reason):
    hook(transaction, "pre-receive", script)
    ended = transaction.publish()
    assert ended.status == 3
    words = ended.err.strip().split(" ")
    assert ended.err.strip() == f"git: {reason}".replace("{id}", words[3])
    watched.check(ended)
    (transaction.remote / "hooks/pre-receive").unlink()
    watched.check_again()


def test_a_full_remote_keeps_the_old_site(transaction, watched):
    write(transaction.site, {"large.bin": os.urandom(300_000)})
    script = (
        write(transaction.folder, {"full": '#!/bin/sh\nulimit -f 100\nexec git-receive-pack "$@"\n'}) / "full"
    )
    script.chmod(0o755)
    transaction.git("config", "remote.origin.receivepack", str(script))
    watched.local = snapshot(transaction.root)
    ended = transaction.publish()
    assert ended.status in (3, 4)
    assert ended.err.startswith("git: ")
    watched.check(ended)
    transaction.git("config", "--unset", "remote.origin.receivepack")
    watched.local = snapshot(transaction.root)
    watched.check_again()


@pytest.mark.parametrize("service", ["upload", "receive"])
def test_a_remote_that_hangs_is_given_up(transaction, watched, service):
    script = write(transaction.folder, {"hang": "#!/bin/sh\nsleep 60\n"}) / "hang"
    script.chmod(0o755)
    transaction.git("config", f"remote.origin.{service}pack", str(script))
    watched.local = snapshot(transaction.root)
    ended = transaction.publish(timeout=1)
    assert (ended.status, ended.err) == (3, "git: no answer in 1 s\n")
    watched.check(ended)


def test_a_missing_remote_is_reported(transaction, watched):
    away = transaction.remote.rename(transaction.folder / "away")
    ended = transaction.publish()
    assert ended.status == 3
    assert ended.err == f"git: '{transaction.remote}' does not appear to be a git repository\n"
    away.rename(transaction.remote)
    watched.check(ended)
    watched.check_again()


def test_an_unreachable_host_is_reported(transaction, watched):
    ended = transaction.publish(remote="ssh://git@127.0.0.1:1/site.git")
    assert ended.status == 3
    assert ended.err.startswith("git: ssh: connect to host 127.0.0.1 port 1: ") or "ssh: " in ended.err
    watched.check(ended)


def test_a_lost_answer_after_the_push_is_a_publish(transaction, watched):
    hook(transaction, "post-receive", "kill -9 $PPID")
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


def test_a_remote_that_vanishes_after_the_push_leaves_the_result_unknown(transaction, watched):
    away = transaction.folder / "away"
    hook(transaction, "post-receive", f"mv '{transaction.remote}' '{away}'; kill -9 $PPID")
    ended = transaction.publish()
    away.rename(transaction.remote)
    assert ended.status == 4
    assert ended.err.endswith("; it may be published: run it again\n")
    watched.check(ended)
    watched.check_again()


def test_a_password_in_an_address_is_not_shown_on_failure(transaction, watched):
    ended = transaction.publish(remote="http://me:secret@127.0.0.1:1/site.git")
    assert ended.status == 3
    assert "secret" not in ended.err + ended.out
    watched.check(ended)


def test_the_remote_can_be_a_path(transaction, watched):
    other = transaction.folder / "other.git"
    transaction.git("init", "--quiet", "--bare", str(other))
    assert transaction.publish(remote=str(other)).status == 0
    assert transaction.live() == watched.old
    assert transaction.git("for-each-ref", "--format=%(refname)", folder="other.git") == "refs/heads/gh-pages"


def test_a_remote_of_several_addresses_is_refused(transaction, watched):
    for each in ("a.git", "b.git"):
        transaction.git("remote", "set-url", "--add", "--push", "origin", str(transaction.folder / each))
    watched.__init__(transaction)
    ended = transaction.publish()
    what = "origin has 2 addresses to push to; name the one that GitHub Pages serves with --remote URL\n"
    assert (ended.status, ended.err) == (2, what)
    watched.check(ended)


def test_the_live_site_is_read_from_the_address_pushed_to(transaction, watched):
    transaction.git("remote", "set-url", "--push", "origin", str(transaction.remote))
    transaction.git("remote", "set-url", "origin", str(transaction.folder / "mirror.git"))
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


@pytest.mark.parametrize("remote", ["./", ".git/", "{root}", "file://{root}/.git"])
def test_the_repository_of_the_sources_is_refused_as_remote(transaction, watched, remote):
    ended = transaction.publish(remote=remote.format(root=transaction.root))
    assert ended.status == 2
    assert ended.err.endswith(" is this repository, which is not written; name another remote\n")
    watched.check(ended)


def test_a_password_in_an_address_is_not_shown_on_success(transaction, watched):
    transaction.git("config", f"url.{transaction.folder}/.insteadOf", "https://me:secret@example.org/")
    watched.__init__(transaction)
    ended = transaction.publish(remote="https://me:secret@example.org/remote.git")
    assert (ended.status, ended.err) == (0, "")
    assert "published to https://example.org/remote.git/gh-pages (" in ended.out
    assert "secret" not in ended.out


def test_a_subject_that_a_terminal_cannot_show_is_published(transaction, watched):
    transaction.git("commit", "--quiet", "--allow-empty", "--message", "na\u00efve \x1b[31m")
    watched.__init__(transaction)
    ended = transaction.publish(environment={"PYTHONIOENCODING": "ascii"})
    assert (ended.status, ended.err) == (0, "")
    assert "\x1b" not in ended.out


def test_an_unknown_remote_is_reported(transaction, watched):
    ended = transaction.publish(remote="elsewhere")
    what = "there is no remote 'elsewhere'; add it with git remote add elsewhere URL\n"
    assert (ended.status, ended.err) == (2, what)
    watched.check(ended)
