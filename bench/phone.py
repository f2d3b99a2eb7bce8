"""Opens Chromium as a phone of the middle class on a slow 4G network.

Network and processor are slowed as Lighthouse 12 does it when it throttles through DevTools:
lighthouse/core/config/constants.js, `throttling.mobileSlow4G`, and core/lib/emulation.js for its units.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bench.unmeasured import NotMeasured

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
SLOW_4G = {
    "offline": False,
    "latency": 150 * 3.75,  # ms a request: a round trip of 150 ms
    "downloadThroughput": 1474.56 * 1024 / 8,  # bytes a second: 90 % of 1.6 Mbit/s
    "uploadThroughput": 675 * 1024 / 8,
}
SLOWER = 4  # times, the processor


def find_chromium() -> str:
    """Raises NotMeasured where there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        raise NotMeasured("chromium: not found on PATH; install it (Debian: apt install chromium)")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Raises NotMeasured where there is none or it does not start."""
    found = find_chromium()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        except Error as failure:
            raise NotMeasured(f"{found}: it does not start; {first_line(failure)}") from failure
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page with nothing cached, slowed down before it opens anything."""
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield page
    finally:
        context.close()


def first_line(failure: Error) -> str:
    return failure.message.strip().splitlines()[0]
