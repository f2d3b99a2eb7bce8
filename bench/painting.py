"""Tells how long it is from a save to the frame in which an open page of Chromium shows it."""

import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Error, Page

from bench.corpus import post
from bench.limits import Figures
from bench.phone import chromium, first_line
from bench.saving import PATIENCE, Desk, rest
from bench.unmeasured import NotMeasured

WATCH = Path(__file__).with_name("painted.js")


def measure_paints(desks: Sequence[Desk], number: int, edits: int, figures: Figures, row: str) -> None:
    """Edits of the text of an article that is open, at each desk in turn. Raises NotMeasured."""
    first = post(number // 3, number)
    try:
        with chromium() as browser:
            for desk in desks:
                page, painted = browser.new_page(), {}
                page.expose_function("painted", lambda word, when, told=painted: told.setdefault(word, when))
                page.add_init_script(path=WATCH)
                page.goto(desk.address(first))
                for count in range(edits + 1):
                    rest(desks)
                    word = f"painted{count:03}"
                    desk.save(first.with_word(word))
                    saved = time.time()
                    _wait_for(word, painted, page, desk)
                    if count:  # the first one warms up
                        figures.add(number, row, desk.name, painted[word] - 1000 * saved)
                page.close()
    except Error as failure:
        raise NotMeasured(f"Chromium: {first_line(failure)}") from failure


def _wait_for(word: str, painted: dict[str, float], page: Page, desk: Desk) -> None:
    until = time.monotonic() + PATIENCE
    while word not in painted:
        if time.monotonic() > until:
            raise NotMeasured(f"{desk.name}: the open page did not show {word!r}")
        page.wait_for_timeout(5)  # the page tells when; this only lets it
