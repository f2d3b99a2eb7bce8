"""The process that holds the site, so that it can be restarted and cannot take the server down.

It reads lines of JSON, `{"update": null}`, `{"update": ["/a/content/b.md"]}` or `{"get": "/b.html"}`, and
answers each with a line of JSON, which for a page is followed by its body.
"""

import contextlib
import gc
import json
import logging
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from vouch.serve.live_site import LiveSite


class Ended(BaseException):
    """This process was asked to end. Unlike SystemExit, the settings never raise it."""


def main() -> None:
    """Only answers go to the standard output, whatever the settings print."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server gets it too, and ends this process
    answers, nowhere = os.fdopen(os.dup(1), "wb"), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    logging.getLogger().setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        site = LiveSite(Path.cwd(), Path(folder))
        for number, line in enumerate(sys.stdin):
            request = json.loads(line)
            if number == 1:  # what the first build made stays: exempt it from garbage collection
                gc.collect()
                gc.freeze()
            if "get" in request:
                _answer(site, request["get"], answers)
            else:
                changes = request["update"]
                problems, report = site.update(None if changes is None else set(map(Path, changes)))
                _send({"problems": problems, "report": report}, b"", answers)


def _answer(site: LiveSite, address: str, answers: BinaryIO) -> None:
    problems, page = site.answer(address)
    if problems or page is None:
        _send({"problems": problems}, b"", answers)
    else:
        about = {"content_type": page.content_type, "status": page.status, "location": page.location}
        _send({"problems": [], "size": len(page.body), **about}, page.body, answers)


def _send(head: dict, body: bytes, answers: BinaryIO) -> None:
    answers.write(json.dumps(head).encode() + b"\n" + body)
    answers.flush()


def _end(*_: object) -> None:
    raise Ended


if __name__ == "__main__":
    with contextlib.suppress(Ended):
        main()
