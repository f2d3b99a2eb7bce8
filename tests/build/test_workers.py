"""Work is shared among processes, and done when some of them fail."""

import os
import signal

import pytest

from vouch.build.workers import MAX_TICKETS, share


@pytest.mark.parametrize("count", [0, 1, 5, MAX_TICKETS, MAX_TICKETS + 1, 3 * MAX_TICKETS - 1])
def test_each_item_is_processed_once(tmp_path, count):
    with (tmp_path / "log").open("ab", buffering=0) as log:  # of lines that are written at once
        results = share(lambda item: log.write(b"%d\n" % item) and item * item, range(count), 3)
    assert results == {item: item * item for item in range(count)}
    assert sorted(map(int, (tmp_path / "log").read_bytes().split())) == list(range(count))


def test_several_processes_work_at_once(tmp_path):
    """Two of them wait for each other: a pipe is opened when both its ends are."""
    os.mkfifo(tmp_path / "pipe")

    def meet(mode: str) -> int:
        with (tmp_path / "pipe").open(mode):
            return os.getpid()

    results = share(meet, ["wb", "rb"], 2)
    assert len({*results.values()}) == 2
    assert os.getpid() in results.values()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail() -> None:
    raise ValueError


@pytest.mark.parametrize("end", [die, fail, object])
def test_results_of_a_failed_worker_are_missing(end):
    """`object` is a result that cannot be sent."""
    here = os.getpid()

    def work(item: int) -> object:
        if os.getpid() != here:
            return end()
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)  # so that the other process gets an item
        return item

    results = share(work, range(4), 2)
    assert len(results) < 4
    assert all(results[item] == item for item in results)


def test_an_error_in_this_process_ends_all_workers(monkeypatch):
    here = os.getpid()

    def work(_: int) -> None:
        if os.getpid() == here:
            raise ValueError
        signal.pause()

    fork, children = os.fork, []

    def forked() -> int:
        children.append(fork())
        return children[-1]

    monkeypatch.setattr(os, "fork", forked)
    with pytest.raises(ValueError):  # noqa: PT011
        share(work, range(4), 3)
    assert len(children) == 2
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_without_fork_this_process_does_all_the_work(monkeypatch):
    def refuse() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert share(lambda item: item, range(5), 3) == {item: item for item in range(5)}
