"""Edits articles while a server shows them, and tells how long it is until they are there."""

import http.client
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench.corpus import TAGS, Post, post
from bench.limits import SAVED_TAGS, SAVED_TEXT, SAVED_TITLE, SERVERS_MEMORY, Figures
from bench.projects import Project
from bench.timing import Command, memory_of, processor_of
from bench.unmeasured import NotMeasured

HOST = "127.0.0.1"
PAUSE = 1.5  # seconds between edits, at least
IDLE = 0.05  # of a processor
LOOK_EACH = 0.001  # seconds between an answer and the next question
PATIENCE = 120  # seconds for an edit; five times as long for the first build


@dataclass(frozen=True)
class Edit:
    """`apply` makes another article of one; `shown` is what is in its page then."""

    row: str
    apply: Callable[[Post, int], Post]
    shown: Callable[[Post, int], str]


def _word(count: int) -> str:
    return f"saved{count:03}"


def _new_tag(post: Post, count: int) -> str:
    """One that the article does not have, another each time."""
    others = [tag for tag in TAGS if tag not in post.tags]
    return others[count % len(others)]


EDITS = {
    "text": Edit(SAVED_TEXT, lambda post, n: post.with_word(_word(n)), lambda _, n: _word(n)),
    "title": Edit(SAVED_TITLE, lambda post, n: post.with_title(_word(n)), lambda _, n: _word(n)),
    "tags": Edit(
        SAVED_TAGS,
        lambda post, n: post.with_tag(_new_tag(post, n)),
        lambda post, n: f"#{_new_tag(post, n)}<",
    ),
}


@dataclass(frozen=True)
class Desk:
    """A server of a project, and the session of its processes."""

    name: str
    project: Project
    port: int
    session: int

    @classmethod
    @contextmanager
    def serving(cls, name: str, project: Project, words: tuple[str, ...]) -> "Iterator[Desk]":
        """Runs a command, that takes `--port`, and waits until it is ready. Raises NotMeasured."""
        port = _free_port()
        with Command((*words, "--port", str(port)), project.root, project.cache).running() as process:
            desk = cls(name, project, port, process.pid)
            desk.wait_for("/article-00000.html", "ways-on", PATIENCE * 5, process.poll)
            yield desk

    def address(self, post: Post) -> str:
        return f"http://{HOST}:{self.port}/{post.slug}.html"

    def save(self, post: Post) -> float:
        """Write an article; returns when it had been written, by the clock of time.perf_counter."""
        self.project.write(post)
        return time.perf_counter()

    def wait_for(self, path: str, text: str, patience: float, ended: Callable[[], object]) -> float:
        """Ask for a page until it holds the text; returns when it did. Raises NotMeasured."""
        until = time.perf_counter() + patience
        while time.perf_counter() < until and ended() is None:
            if text in self._page(path):
                return time.perf_counter()
            time.sleep(LOOK_EACH)
        raise NotMeasured(f"{self.name}: its server did not show {text!r} at {path}")

    def _page(self, path: str) -> str:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):  # it is not there yet
            return ""
        finally:
            connection.close()


def measure_answers(desks: Sequence[Desk], number: int, kind: str, edits: int, figures: Figures) -> None:
    """Edits of one kind, of one article after the other, at each desk in turn. Raises NotMeasured."""
    edit = EDITS[kind]
    for count in range(edits + 1):
        first = post(number // 2, number)
        for desk in desks:
            rest(desks)
            saved = desk.save(edit.apply(first, count))
            seen = desk.wait_for(f"/{first.slug}.html", edit.shown(first, count), PATIENCE, lambda: None)
            if count:  # the first one warms up
                figures.add(number, edit.row, desk.name, 1000 * (seen - saved))


def rest(desks: Sequence[Desk]) -> None:
    """Wait between edits, and until no server is still at work on what depends on the last one."""
    until = time.monotonic() + PATIENCE
    before, now = 0.0, _work_of(desks)
    while now - before > IDLE * PAUSE and time.monotonic() < until:
        time.sleep(PAUSE)
        before, now = now, _work_of(desks)


def _work_of(desks: Sequence[Desk]) -> float:
    return sum(processor_of(desk.session) for desk in desks)


def measure_memory(desks: Sequence[Desk], number: int, figures: Figures) -> None:
    for desk in desks:
        figures.add(number, SERVERS_MEMORY, desk.name, memory_of(desk.session))


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        return listening.getsockname()[1]
