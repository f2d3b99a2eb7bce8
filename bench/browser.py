"""Opens Chromium for measurements and tests."""

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench.processes import NotMeasured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

# The first draws no window around a page, which takes as long as most tests of the page.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NO_PLAYWRIGHT = "playwright is not installed; run `./invoke test` once, which installs it"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@contextmanager
def chromium() -> "Iterator[Browser]":
    """A browser. Raises NotMeasured if Chromium or Playwright is not installed, or fails."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as missing:
        raise NotMeasured(NO_PLAYWRIGHT) from missing
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        raise NotMeasured("Chromium is not on PATH; install it (Debian: apt install chromium-headless-shell)")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
            yield browser
            browser.close()
    except Error as failure:
        raise NotMeasured(f"{found}: {failure.message.strip().splitlines()[0]}") from failure
