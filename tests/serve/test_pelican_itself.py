"""Pelican's own `pelican -lr` shows each save, and each mistake, until it is corrected."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.conftest import CACHE, wait_until
from tests.project import ARTICLES, Project
from tests.serve.conftest import free_port

pytestmark = pytest.mark.slow

SOURCE = "content/articles/latency.md"
MISTAKE = f"{SOURCE}:5: none.md does not exist or is not published"


class Running:
    """A `pelican -lr` of a project, its messages, and the page that it shows."""

    def __init__(self, root: Path) -> None:
        self.source, self.log, port = root / SOURCE, root.with_name("log"), free_port()
        self.url = f"http://127.0.0.1:{port}/tail-latency.html"
        settings = ["CARDS=false", "SEARCH=false", f'CACHE_PATH="{CACHE}"']
        command = [sys.executable, "-m", "pelican", "-lr", "-p", str(port), "-e", *settings]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command,
                cwd=root,
                stdout=log,
                stderr=log,
                env={**os.environ, "COLUMNS": "500"},
                start_new_session=True,
            )

    def page(self) -> str:
        try:
            with urlopen(self.url) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    def save(self, text: str, until: Callable[[], object]) -> None:
        """Again and again, because Pelican does not see what is saved while it builds."""

        def save() -> None:
            self.source.write_text(ARTICLES[SOURCE] + text)
            time.sleep(2)

        wait_until(until, save)


@pytest.fixture
def running(project: Project) -> Iterator[Running]:
    started = Running(project.root)
    yield started
    os.killpg(started.process.pid, signal.SIGKILL)
    started.process.wait()


def test_edits_and_mistakes_are_shown(running):
    wait_until(lambda: "Text." in running.page())
    running.save("First edit.\n", lambda: "First edit." in running.page())
    running.save("[No]({filename}none.md) edit.\n", lambda: MISTAKE in running.log.read_text())
    assert "First edit." in running.page()
    running.save("Second edit.\n", lambda: "Second edit." in running.page())
    assert "Traceback" not in running.log.read_text()
