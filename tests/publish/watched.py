"""A transaction, and what must hold of it whatever happens."""

import signal

import pytest

from tests.conftest import write
from tests.publish.transaction import Ended, Transaction, snapshot

KILLED = (-signal.SIGKILL,)


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


def hook(transaction: Transaction, name: str, script: str) -> None:
    file = write(transaction.remote / "hooks", {name: f"#!/bin/sh\n{script}\n"}) / name
    file.chmod(0o755)
