"""Whatever happens to a publish: the remote has the old site or the new one, and the exit status is true."""

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import write
from tests.publishing.transaction import Ended, Transaction, snapshot

pytestmark = pytest.mark.slow

KILLED = (-signal.SIGKILL,)
NEVER = 99  # no publish calls git as often


class Watched:
    """A transaction, of which it is asserted after each publish what must hold of all of them."""

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.local = snapshot(transaction.root)
        self.old = transaction.live()

    def check(self, ended: Ended) -> None:
        assert "Traceback" not in ended.err
        assert snapshot(self.transaction.root) == self.local
        live = self.transaction.live()
        published = live != self.old
        if published:
            self.assert_new()
        if ended.status in (0, 2, 3):
            assert published == (ended.status == 0), ended
        else:  # a signal while Python starts ends it in its own way
            assert ended.status in (4, *KILLED) or (ended.status < 0 and not published), ended

    def assert_new(self) -> None:
        """One commit more, of the files that were built and those that live pages still load."""
        assert self.transaction.git("rev-parse", "gh-pages^", folder="remote.git") == self.old
        ours = self.transaction.site_files()
        assert {name: blob for name, blob in self.transaction.live_files().items() if name in ours} == ours

    def check_again(self) -> None:
        """A plain second run publishes, or finds it published."""
        again = self.transaction.publish()
        assert (again.status, again.err) == (0, "")
        self.assert_new()
        assert snapshot(self.transaction.root) == self.local

    def next_site(self, text: str) -> None:
        self.transaction.change(text)
        self.__init__(self.transaction)


@pytest.fixture
def watched(transaction: Transaction) -> Watched:
    return Watched(transaction)


def test_a_publish_is_one_commit_on_top_of_what_was_live(transaction, watched):
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)
    assert transaction.publish().out.startswith("nothing to publish")
    assert transaction.live() != watched.old


@pytest.mark.parametrize("mode", ["fail", "before", "after"])
def test_any_call_of_git_may_fail_or_be_the_last(transaction, watched, mode):
    counted = transaction.publish(environment=transaction.spoiled(mode, NEVER))
    calls = transaction.calls()
    assert counted.status == 0
    assert calls > 20
    for at in range(1, calls + 1):
        watched.next_site(f"{mode} {at}")
        ended = transaction.publish(environment=transaction.spoiled(mode, at))
        watched.check(ended)
        watched.check_again()


def interrupting(number: signal.Signals, *, group: bool, after: float) -> Callable[[int], None]:
    def during(publisher: int) -> None:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):  # it has ended
            (os.killpg if group else os.kill)(publisher, number)

    return during


@pytest.mark.parametrize("group", [False, True], ids=["the tool", "the group"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
def test_it_may_be_ended_at_any_moment(transaction, watched, number, group, request):
    runs = 200 if request.config.getoption("--long") else 5
    moments = random.Random(f"{number} {group}")
    for run in range(runs):
        watched.next_site(f"{number} {run}")
        during = interrupting(number, group=group, after=moments.uniform(0, 0.6))
        watched.check(transaction.publish(during))
        watched.check_again()


def test_publishers_at_once_are_as_many_as_there_are_new_commits(transaction, tmp_path):
    clones = [transaction.clone(tmp_path / str(n), f"of publisher {n}") for n in range(8)]
    before = int(transaction.git("rev-list", "--count", "gh-pages", folder="remote.git"))
    ended = transaction.publisher.run([each.job() for each in clones])
    assert [each.err for each in ended if "Traceback" in each.err] == []
    published = [each for each in ended if each.status == 0]
    after = int(transaction.git("rev-list", "--count", "gh-pages", folder="remote.git"))
    assert after - before == len(published) >= 1
    assert {each.status for each in ended} <= {0, 3}


def test_a_second_publish_of_the_same_repository_is_refused_while_one_runs(transaction, watched):
    hook(transaction, "pre-receive", "sleep 2")
    ended = transaction.publisher.run([transaction.job()] * 4)
    refused = [each for each in ended if each.status == 2]
    assert len(refused) == 3
    assert {each.err for each in refused} == {
        "another publish of this repository is under way; wait for its end\n"
    }
    watched.assert_new()


# Of the remote -----------------------------------------------------------------------------------


def hook(transaction: Transaction, name: str, script: str) -> None:
    file = write(transaction.remote / "hooks", {name: f"#!/bin/sh\n{script}\n"}) / name
    file.chmod(0o755)


def test_someone_else_published_meanwhile(transaction, watched):
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
def test_a_remote_that_refuses(transaction, watched, script, reason):
    hook(transaction, "pre-receive", script)
    ended = transaction.publish()
    assert ended.status == 3
    told = ended.err.strip().split(" ")
    assert ended.err.strip() == f"git: {reason}".replace("{id}", told[3])
    watched.check(ended)
    (transaction.remote / "hooks/pre-receive").unlink()
    watched.check_again()


def test_a_remote_that_is_full(transaction, watched):
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
def test_a_remote_that_hangs(transaction, watched, service):
    script = write(transaction.folder, {"hang": "#!/bin/sh\nsleep 60\n"}) / "hang"
    script.chmod(0o755)
    transaction.git("config", f"remote.origin.{service}pack", str(script))
    watched.local = snapshot(transaction.root)
    ended = transaction.publish(patience=1)
    assert (ended.status, ended.err) == (3, "git: no answer in 1 s\n")
    watched.check(ended)


def test_a_remote_that_is_not_there(transaction, watched):
    away = transaction.remote.rename(transaction.folder / "away")
    ended = transaction.publish()
    assert ended.status == 3
    assert ended.err == f"git: '{transaction.remote}' does not appear to be a git repository\n"
    away.rename(transaction.remote)
    watched.check(ended)
    watched.check_again()


def test_a_host_that_does_not_answer(transaction, watched):
    ended = transaction.publish(remote="ssh://git@127.0.0.1:1/site.git")
    assert ended.status == 3
    assert ended.err.startswith("git: ssh: connect to host 127.0.0.1 port 1: ") or "ssh: " in ended.err
    watched.check(ended)


def test_the_answer_is_lost_after_the_push(transaction, watched):
    hook(transaction, "post-receive", "kill -9 $PPID")
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


def test_the_remote_is_gone_after_the_push(transaction, watched):
    away = transaction.folder / "away"
    hook(transaction, "post-receive", f"mv '{transaction.remote}' '{away}'; kill -9 $PPID")
    ended = transaction.publish()
    away.rename(transaction.remote)
    assert ended.status == 4
    assert ended.err.endswith("; it may be published: run it again\n")
    watched.check(ended)
    watched.check_again()


def test_a_password_in_an_address_is_not_told(transaction, watched):
    ended = transaction.publish(remote="http://me:secret@127.0.0.1:1/site.git")
    assert ended.status == 3
    assert "secret" not in ended.err + ended.out
    watched.check(ended)


# Of this machine ---------------------------------------------------------------------------------


def test_the_disk_is_full(transaction, watched):
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
def test_a_name_that_git_would_misread_is_not_published(transaction, watched, name, shown):
    write(transaction.site, {name: "x"})
    ended = transaction.publish()
    assert (ended.status, ended.err) == (2, f"{shown}: this name cannot be published; rename it\n")
    watched.check(ended)


def test_names_on_the_branch_that_lead_out_of_it_stop_it(transaction, watched):
    """Git makes no such tree by itself; whoever can write the branch can."""
    out = "pagefind/../../../../../../../../../../../../tmp/outside.js"
    by_hand = transaction.folder / "by-hand"
    transaction.git("clone", "--quiet", "--branch", "gh-pages", str(transaction.remote), str(by_hand))
    write(by_hand, {"theme/assets.json": json.dumps([out])})

    def git(*arguments: str, given: bytes = b"") -> bytes:
        command = ["git", "-c", "user.name=E", "-c", "user.email=e@example.org", *arguments]
        return subprocess.run(
            command, cwd=by_hand, input=given, check=True, capture_output=True
        ).stdout.strip()

    git("commit", "--quiet", "--all", "--message", "By hand")
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
    assert not Path("/tmp/outside.js").exists()


def test_a_name_with_emoji_blanks_and_quotes_is_published(transaction, watched):
    write(transaction.site, {"ü 🚀 it's.html": "x"})
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


@pytest.mark.parametrize("kind", ["link", "pipe", "folder link"])
def test_what_is_no_file_is_not_published(transaction, watched, kind):
    target = transaction.site / "odd"
    if kind == "pipe":
        os.mkfifo(target)
    else:
        target.symlink_to("/" if kind == "folder link" else "index.html")
    ended = transaction.publish()
    assert (ended.status, ended.err) == (2, "odd: this is no file; put one in its place\n")
    watched.check(ended)


def test_attributes_and_settings_of_git_do_not_change_what_is_published(transaction, watched):
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


def test_a_module_of_the_sources_is_not_taken_for_ghp_import(transaction, watched):
    write(transaction.root, {"ghp_import.py": "raise SystemExit(1)\n"})
    transaction.git("add", "--all")
    transaction.change("with a module")
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")


def test_all_of_the_way_to_a_remote_is_taken_over(transaction, watched):
    transaction.git("config", "url.file:///nowhere/.insteadOf", "nowhere:")
    transaction.git("config", f"url.file://{transaction.folder}/.insteadOf", "mine:")
    transaction.git("config", "--add", f"url.file://{transaction.folder}/.insteadOf", "ours:")
    transaction.git("remote", "set-url", "origin", "mine:remote.git")
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


def test_variables_that_lead_git_elsewhere_are_not_followed(transaction, watched):
    elsewhere = {"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index", "GIT_WORK_TREE": "/"}
    ended = transaction.publish(environment=elsewhere)
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


# Of the repository -------------------------------------------------------------------------------


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


def test_a_partial_clone_is_published_and_fetches_nothing(transaction):
    transaction.git("config", "uploadpack.allowFilter", "true", folder="remote.git")
    partial = transaction.clone(transaction.folder / "partial", "new", "--filter=blob:none")
    before = snapshot(partial.root)
    ended = partial.publish()
    assert (ended.status, ended.err) == (0, "")
    assert transaction.live_files() == partial.site_files()
    assert snapshot(partial.root) == before


def test_a_tag_of_the_same_name_changes_nothing(transaction, watched):
    transaction.git("tag", "gh-pages")
    names = ("refs/tags/gh-pages", "HEAD:refs/a/refs/heads/gh-pages")
    transaction.git("push", "--quiet", "origin", *names)
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    assert transaction.git("rev-parse", "refs/heads/gh-pages^", folder="remote.git") == watched.old


def test_a_branch_with_objects_of_sha256(publisher, tmp_path, public_site):
    made = Transaction.made(publisher, tmp_path, public_site, "--object-format=sha256")
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


def test_a_site_in_a_repository_of_something_larger_is_refused(transaction):
    (transaction.root / "blog").mkdir()
    ended = transaction.publish(root=str(transaction.root / "blog"))
    assert (ended.status, ended.err) == (
        2,
        f"the repository is that of {transaction.root}, above the site; give the site one of its own\n",
    )


def test_a_file_that_git_ignores_is_not_left_out_in_silence(transaction, watched):
    write(transaction.root, {".gitignore": "*.md\n", "content/lost.md": "x"})
    transaction.git("add", ".gitignore")
    transaction.git("commit", "--quiet", "--message", "Ignore")
    watched.__init__(transaction)
    ended = transaction.publish()
    what = "content/lost.md: git ignores it; add it with git add --force, or move it away\n"
    assert (ended.status, ended.err) == (2, what)


def test_another_path_may_be_published_to(transaction, watched):
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


def test_what_is_live_is_read_where_it_is_pushed_to(transaction, watched):
    transaction.git("remote", "set-url", "--push", "origin", str(transaction.remote))
    transaction.git("remote", "set-url", "origin", str(transaction.folder / "mirror.git"))
    watched.__init__(transaction)
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)


@pytest.mark.parametrize("remote", ["./", ".git/", "{root}", "file://{root}/.git"])
def test_the_sources_own_repository_is_not_written(transaction, watched, remote):
    ended = transaction.publish(remote=remote.format(root=transaction.root))
    assert ended.status == 2
    assert ended.err.endswith(" is this repository, which is not written; name another remote\n")
    watched.check(ended)


def test_a_password_in_an_address_is_not_told_when_all_goes_well(transaction, watched):
    transaction.git("config", f"url.{transaction.folder}/.insteadOf", "https://me:secret@example.org/")
    watched.__init__(transaction)
    ended = transaction.publish(remote="https://me:secret@example.org/remote.git")
    assert (ended.status, ended.err) == (0, "")
    assert "published to https://example.org/remote.git/gh-pages (" in ended.out
    assert "secret" not in ended.out


def test_words_that_a_terminal_cannot_show_are_no_reason_to_fail(transaction, watched):
    transaction.git("commit", "--quiet", "--allow-empty", "--message", "na\u00efve \x1b[31m")
    watched.__init__(transaction)
    ended = transaction.publish(environment={"PYTHONIOENCODING": "ascii"})
    assert (ended.status, ended.err) == (0, "")
    assert "\x1b" not in ended.out


def test_an_unknown_remote_is_named(transaction, watched):
    ended = transaction.publish(remote="elsewhere")
    what = "there is no remote 'elsewhere'; add it with git remote add elsewhere URL\n"
    assert (ended.status, ended.err) == (2, what)
    watched.check(ended)
