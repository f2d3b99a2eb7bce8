"""Whatever happens to a publish: the remote has the old site or the new one, and the exit status is true."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable

import pytest

from tests.publish.watched import hook

pytestmark = pytest.mark.slow


NEVER = 99  # no publish calls git as often


def test_a_publish_is_one_commit_on_top_of_the_live_one(transaction, watched):
    ended = transaction.publish()
    assert (ended.status, ended.err) == (0, "")
    watched.check(ended)
    assert transaction.publish().out.startswith("nothing to publish")
    assert transaction.live() != watched.old


@pytest.mark.parametrize("mode", ["fail", "after"])
def test_any_call_of_git_can_fail_or_be_the_last(transaction, watched, mode):
    counted = transaction.publish(environment=transaction.spoiled(mode, NEVER))
    calls = transaction.calls()
    assert counted.status == 0
    assert calls > 20
    for at in range(1, calls + 1):
        watched.next_site(f"{mode} {at}")
        ended = transaction.publish(environment=transaction.spoiled(mode, at))
        watched.check(ended)
        if mode == "after" or at % 3 == 0:  # a call that failed leaves nothing behind
            watched.check_again()


def interrupting(number: signal.Signals, *, group: bool, after: float) -> Callable[[int], None]:
    def during(publisher: int) -> None:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):  # it has ended
            (os.killpg if group else os.kill)(publisher, number)

    return during


@pytest.mark.parametrize("group", [False, True], ids=["the command", "the group"])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda n: n.name)
def test_a_publish_can_be_ended_at_any_moment(transaction, watched, number, group, request):
    runs = 200 if request.config.getoption("--long") else 3
    moments = random.Random(f"{number} {group}")
    for run in range(runs):
        watched.next_site(f"{number} {run}")
        during = interrupting(number, group=group, after=moments.uniform(0, 0.6))
        watched.check(transaction.publish(during))
        watched.check_again()


def test_of_simultaneous_publishes_as_many_succeed_as_there_are_new_commits(transaction, tmp_path):
    clones = [transaction.clone(tmp_path / str(n), f"of publisher {n}") for n in range(8)]
    before = int(transaction.git("rev-list", "--count", "gh-pages", folder="remote.git"))
    ended = transaction.publisher.run([each.job() for each in clones])
    assert [each.err for each in ended if "Traceback" in each.err] == []
    published = [each for each in ended if each.status == 0]
    after = int(transaction.git("rev-list", "--count", "gh-pages", folder="remote.git"))
    assert after - before == len(published) >= 1
    assert {each.status for each in ended} <= {0, 3}


def test_a_second_publish_of_a_repository_is_refused_while_one_runs(transaction, watched):
    refusals = f"$(grep -l 'is already running' {transaction.publisher.folder}/*.err | wc -l)"
    hook(transaction, "pre-receive", f"while [ {refusals} -lt 3 ]; do sleep 0.05; done")
    ended = transaction.publisher.run([transaction.job()] * 4)
    refused = [each for each in ended if each.status == 2]
    assert len(refused) == 3
    assert {each.err for each in refused} == {"another publish is already running; wait for it to finish\n"}
    watched.assert_new()
