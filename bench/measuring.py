"""Reads a page once as a phone on a slow 4G network does, in Chromium, and tells what it took.

Network and processor are slowed as Lighthouse 12 does it when it throttles through DevTools:
lighthouse/core/config/constants.js, `throttling.mobileSlow4G`, and core/lib/emulation.js for its units.
"""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Error, Page, Request, sync_playwright

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
PATIENCE = 30  # seconds for a page that never stops asking for things
OBSERVE = Path(__file__).with_name("observe.js")
SCROLL = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => setTimeout(done, 100));
  }
}"""


class NotMeasured(Exception):
    """Nothing could be measured. The message is one line."""


@dataclass(frozen=True)
class Reading:
    """Bytes are of bodies as they were sent, times are milliseconds since the reader tapped the link."""

    early_requests: float  # whose answers were there at the first paint, or which it had to wait for
    early_bytes: float
    requests: float
    bytes: float
    script_bytes: float  # in files and, compressed by itself, in the page
    font_bytes: float
    foreign_requests: float  # to other hosts
    first_contentful_paint: float
    largest_contentful_paint: float
    layout_shift: float  # cumulative, web.dev/articles/cls
    long_tasks: float  # over 50 ms
    longest_task: float


@dataclass
class Visit:
    """All that a page asked for."""

    asked: list[Request] = field(default_factory=list)
    finished: list[Request] = field(default_factory=list)
    failed: list[Request] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> "Visit":
        visit = cls()
        page.on("request", lambda request: visit.asked.append(request))
        page.on("requestfinished", lambda request: visit.finished.append(request))
        page.on("requestfailed", lambda request: visit.failed.append(request))
        return visit

    @property
    def pending(self) -> int:
        return len(self.asked) - len(self.finished) - len(self.failed)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Raises NotMeasured where there is none."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        raise NotMeasured("chromium: not found on PATH; install it (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        except Error as failure:
            raise NotMeasured(f"{found}: it does not start; {_first_line(failure)}") from failure
        yield browser
        browser.close()


def measure(browser: Browser, address: str) -> Reading:
    """Read a page once, with nothing cached, from its top to its end. Raises NotMeasured."""
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        page.add_init_script(path=OBSERVE)
        _slow_down(context.new_cdp_session(page))
        visit = Visit.of(page)
        page.goto(address)
        _settle(page, visit)
        largest = page.evaluate("reading().largest")  # scrolling ends its search
        page.evaluate(SCROLL)
        _settle(page, visit)
        return _reading(visit, address, {**page.evaluate("reading()"), "largest": largest})
    except Error as failure:
        raise NotMeasured(f"{address}: could not be read; {_first_line(failure)}") from failure
    finally:
        context.close()


def medians(readings: list[Reading]) -> Reading:
    return Reading(*(median(getattr(each, figure.name) for each in readings) for figure in fields(Reading)))


def _slow_down(session: CDPSession) -> None:
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _settle(page: Page, visit: Visit) -> None:
    """Wait until nothing is on its way and nothing more was asked for in half a second."""
    for _ in range(PATIENCE * 2):
        asked = len(visit.asked)
        page.wait_for_timeout(500)
        if not visit.pending and asked == len(visit.asked):
            return


def _reading(visit: Visit, address: str, seen: dict) -> Reading:
    if not seen["paints"]:
        raise NotMeasured(f"{address}: nothing was painted; see what the page holds")
    sizes = {request: request.sizes()["responseBodySize"] for request in visit.finished}
    early = _early(visit, seen)
    tasks = [task["duration"] for task in seen["tasks"]]
    inline = seen["inline_script"].encode()
    return Reading(
        early_requests=len(early),
        early_bytes=sum(sizes.get(each, 0) for each in early),
        requests=len(visit.asked),
        bytes=sum(sizes.values()),
        script_bytes=_of("script", sizes) + (len(gzip.compress(inline)) if inline.strip() else 0),
        font_bytes=_of("font", sizes),
        foreign_requests=sum(_host(each.url) != _host(address) for each in visit.asked),
        first_contentful_paint=seen["paints"].get("first-contentful-paint", seen["paints"]["first-paint"]),
        largest_contentful_paint=seen["largest"],
        layout_shift=seen["shift"],
        long_tasks=len(tasks),
        longest_task=max(tasks, default=0),
    )


def _early(visit: Visit, seen: dict) -> list[Request]:
    """The page, what led to it, what blocked the first paint and what was there before it anyway."""
    painted = min(seen["paints"].values())
    blocking = {each["address"] for each in seen["resources"] if each["blocking"]}
    there = {each["address"] for each in seen["resources"] if 0 < each["end"] <= painted}
    return [
        each
        for each in visit.asked
        if each.is_navigation_request()
        or each.url in blocking
        or (each in visit.finished and each.url in there)
    ]


def _of(kind: str, sizes: dict[Request, int]) -> int:
    return sum(size for request, size in sizes.items() if request.resource_type == kind)


def _host(address: str) -> str:
    return urlsplit(address).netloc


def _first_line(failure: Error) -> str:
    return failure.message.strip().splitlines()[0]
