"""Measures how long a reader on a phone with slow 4G waits for each page, against the budgets below.

    .venv/bin/python -m bench.reading [FOLDER]     a built site; without one this site, built for it

Exits 1 when a budget is exceeded, 2 when something could not be measured. Of each folder
below the top, whose pages are alike, the largest page is read. On a busy machine long tasks mean little.
"""

import argparse
import gzip
import math
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench.browser import chromium
from bench.processes import NotMeasured
from bench.static_server import serving
from vouch.build.run import BuildFailed, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

ROOT = Path(__file__).resolve().parent.parent
BUDGETS = {  # the most that a page may have; B are bytes as sent
    "B at first paint": 14_600,  # of an article
    "requests by then": 1,
    "B of script": 3_000,  # except the search page
    "other hosts": 0,
    "failed requests": 0,
    "layout shift": 0,
    "long tasks": 0,
}
MAX_FONT_BYTES = 60_000  # of the site
FONTS = (".woff2", ".woff", ".ttf", ".otf")
ARTICLE = 'property="og:type" content="article"'
REDIRECT = 'http-equiv="refresh"'
RUNS_PER_PAGE = 3
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
# As in Lighthouse 12: lighthouse/core/config/constants.js, `throttling.mobileSlow4G`.
KBIT_S = 1024 / 8  # bytes per second
SLOW_4G = {"latency": 562.5, "downloadThroughput": 1474.56 * KBIT_S, "uploadThroughput": 675 * KBIT_S}  # ms
SLOWDOWN = 4  # of the processor
OBSERVE = """
let shift = 0, tasks = 0;
const observe = (type, note) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
observe("layout-shift", ({ value }) => (shift += value));
observe("longtask", () => (tasks += 1));
window.reading = () => {
  const painted = Math.min(...performance.getEntriesByType("paint").map(({ startTime }) => startTime));
  const isEarly = ({ renderBlockingStatus, responseEnd: end }) =>
    renderBlockingStatus === "blocking" || (0 < end && end <= painted);
  const early = performance.getEntriesByType("resource").filter(isEarly).map(({ name }) => name);
  const runs = ({ src, type }) => !src && (!type || /javascript|^module$/.test(type));
  const script = [...document.scripts].filter(runs).map(({ text }) => text).join("\\n");
  return { painted, early, script, shift, tasks };
};"""
SCROLL = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => setTimeout(done, 100));
  }
}"""


def pages_of(site: Path) -> Iterator[Path]:
    """The pages to measure. Raises NotMeasured if there is no site."""
    if not (site / "index.html").is_file():
        raise NotMeasured(f"{site}: there is no index.html in it; name the folder of a built site")
    files = [file for file in sorted(site.rglob("*.html")) if REDIRECT not in file.read_text("utf-8")]
    for folder in dict.fromkeys(file.parent for file in files):
        alike = [file for file in files if file.parent == folder]
        yield from alike if folder == site else [max(alike, key=lambda file: file.stat().st_size)]


def read(browser: "Browser", address: str) -> dict[str, float]:
    """Figures by the names of their budgets: medians, but the minimum of long tasks."""
    readings = [_read_once(browser, address) for _ in range(RUNS_PER_PAGE)]
    figures = {name: median(each[name] for each in readings) for name in BUDGETS}
    return {**figures, "long tasks": min(each["long tasks"] for each in readings)}


def _read_once(browser: "Browser", address: str) -> dict[str, float]:
    requests: list[Request] = []
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_4G})
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.add_init_script(OBSERVE)
        page.on("request", lambda request: requests.append(request))
        page.goto(address, wait_until="networkidle")
        page.evaluate(SCROLL)
        arrived = [each for each in requests if each.response()]  # waits for each
        sizes = {each: each.sizes()["responseBodySize"] for each in arrived}
        page.wait_for_timeout(500)
        seen = page.evaluate("reading()")
        if seen["painted"] == math.inf:
            raise NotMeasured(f"{address}: nothing was painted")
        return _figures(seen, requests, sizes)


def _figures(seen: dict, asked: "list[Request]", sizes: "dict[Request, int]") -> dict[str, float]:
    """`asked` begins with the page; `sizes` are those of what arrived."""
    early = [each for each in sizes if each.is_navigation_request() or each.url in seen["early"]]
    inline = len(gzip.compress(seen["script"].encode())) if seen["script"].strip() else 0
    hosts = [urlsplit(each.url).netloc for each in asked]
    return {
        "B at first paint": sum(map(sizes.get, early)),
        "requests by then": len(early),
        "B of script": inline + sum(sizes[each] for each in sizes if each.resource_type == "script"),
        "other hosts": len(hosts) - hosts.count(hosts[0]),
        "failed requests": len(asked) - sum(each.response().ok for each in sizes),
        "layout shift": seen["shift"],
        "long tasks": seen["tasks"],
    }


def exceeded(page: Path, figures: dict[str, float]) -> list[str]:
    """The names of the budgets that a page exceeds."""
    free = {"B of script"} if page.name == "search.html" else set()
    if ARTICLE not in page.read_text("utf-8"):
        free.add("B at first paint")
    return [name for name in BUDGETS if name not in free and round(figures[name], 4) > BUDGETS[name]]


def report(site: Path) -> bool:
    """Read and print each page; returns whether a budget is exceeded. Raises NotMeasured."""
    over, row = [], "{:>18,.6g}" * len(BUDGETS) + "  {}"
    print(("{:>18}" * len(BUDGETS)).format(*BUDGETS), flush=True)
    with chromium() as browser, serving(site) as address:
        for page in pages_of(site):
            path = page.relative_to(site).as_posix()
            figures = read(browser, f"{address}/{path}")
            print(row.format(*figures.values(), f"/{path}"), flush=True)
            over += [f"OVER /{path}: {name}" for name in exceeded(page, figures)]
    fonts = sum(file.stat().st_size for file in site.rglob("*") if file.suffix in FONTS)
    over += [f"OVER {MAX_FONT_BYTES:,} B of fonts"] if fonts > MAX_FONT_BYTES else []
    print(row.format(*BUDGETS.values(), "at most"), f"fonts: {fonts:,} B", *over, sep="\n")
    return bool(over)


def main(words: list[str]) -> int:
    how = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__, formatter_class=how)
    parser.add_argument("site", nargs="?", type=Path, metavar="FOLDER")
    site = parser.parse_args(words).site
    try:
        if site:
            return int(report(site))
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            build(ROOT, "publishconf.py", Path(folder, "site"), full=True)  # with a cache of its own
            return int(report(Path(folder, "site")))
    except (NotMeasured, BuildFailed) as failure:
        print(failure, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
