"""Reads a page of a served site once and tells what it took.

Long Tasks (W3C) are what scripts, parsing and some layouts take; Chromium does not count the frame that
first paints a page among them. `blocked` does, through Long Animation Frames.
"""

import gzip
from dataclasses import dataclass, field, fields
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, Request

from bench.phone import first_line, fresh_page
from bench.unmeasured import NotMeasured

PATIENCE = 30  # seconds for a page that never stops asking for things
OBSERVE = Path(__file__).with_name("observe.js")
SCROLL = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => setTimeout(done, 100));
  }
}"""


@dataclass(frozen=True)
class Reading:
    """Bytes are of bodies as they were sent, times are milliseconds since the reader tapped the link.

    Of several readings the median counts, but the least of what other programs can only add to.
    """

    early_requests: float  # whose answers were there at the first paint, or which it had to wait for
    early_bytes: float
    requests: float
    bytes: float
    script_bytes: float  # in files and, compressed by itself, in the page
    font_bytes: float
    foreign_requests: float  # to other hosts
    failed_requests: float  # of those the page made: an empty answer flatters it
    first_contentful_paint: float
    largest_contentful_paint: float
    layout_shift: float  # cumulative, web.dev/articles/cls
    long_tasks: float = field(metadata={"of_many": min})  # W3C Long Tasks: over 50 ms
    blocked: float = field(metadata={"of_many": min})  # ms past 50 of every task, with layout and painting


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


def measure(browser: Browser, address: str) -> Reading:
    """Read a page once, from its top to its end. Raises NotMeasured."""
    try:
        with fresh_page(browser) as page:
            page.add_init_script(path=OBSERVE)
            visit = Visit.of(page)
            page.goto(address)
            _settle(page, visit)
            largest = page.evaluate("reading().largest")  # scrolling ends its search
            page.evaluate(SCROLL)
            _settle(page, visit)
            return _reading(visit, address, {**page.evaluate("reading()"), "largest": largest})
    except Error as failure:
        raise NotMeasured(f"{address}: could not be read; {first_line(failure)}") from failure


def typical(readings: list[Reading]) -> Reading:
    """One reading for several of the same page."""
    values = {
        figure.name: figure.metadata.get("of_many", median)(getattr(each, figure.name) for each in readings)
        for figure in fields(Reading)
    }
    return Reading(**values)


def _settle(page: Page, visit: Visit) -> None:
    """Wait until nothing is on its way and nothing more was asked for in half a second."""
    for _ in range(PATIENCE * 2):
        asked = len(visit.asked)
        page.wait_for_timeout(500)
        if not visit.pending and asked == len(visit.asked):
            return


def _reading(visit: Visit, address: str, seen: dict) -> Reading:
    if not seen["paints"]:
        raise NotMeasured(f"{address}: nothing was painted; name another page")
    sizes = {request: request.sizes()["responseBodySize"] for request in visit.finished}
    early = _early(visit, seen)
    return Reading(
        early_requests=len(early),
        early_bytes=sum(sizes.get(each, 0) for each in early),
        requests=len(visit.asked),
        bytes=sum(sizes.values()),
        script_bytes=_of("script", sizes) + _compressed(seen["inline_script"]),
        font_bytes=_of("font", sizes),
        foreign_requests=sum(_host(each.url) != _host(address) for each in visit.asked),
        failed_requests=len(visit.failed) + sum(map(_is_refused, visit.finished)),
        first_contentful_paint=seen["paints"].get("first-contentful-paint", seen["paints"]["first-paint"]),
        largest_contentful_paint=seen["largest"],
        layout_shift=seen["shift"],
        long_tasks=len(seen["tasks"]),
        blocked=seen["blocked"],
    )


def _early(visit: Visit, seen: dict) -> list[Request]:
    """The page, what led to it, what blocked the first paint and what was there before it anyway."""
    painted = min(seen["paints"].values())
    blocking = {each["address"] for each in seen["resources"] if each["blocking"]}
    there = {each["address"] for each in seen["resources"] if 0 < each["end"] <= painted}
    there &= {each.url for each in visit.finished}
    return [each for each in visit.asked if each.is_navigation_request() or each.url in blocking | there]


def _is_refused(request: Request) -> bool:
    answer = request.response()
    return not request.is_navigation_request() and answer is not None and not answer.ok


def _compressed(script: str) -> int:
    return len(gzip.compress(script.encode())) if script.strip() else 0


def _of(kind: str, sizes: dict[Request, int]) -> int:
    return sum(size for request, size in sizes.items() if request.resource_type == kind)


def _host(address: str) -> str:
    return urlsplit(address).netloc
