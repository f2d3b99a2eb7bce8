"""In Chromium: what is injected into a page does not run, because of the page's policy and nothing else."""

import re
import shutil

import pytest

from tests.browser import serving
from tests.conftest import write

pytestmark = pytest.mark.slow

PAGES = ("index.html", "tail-latency.html", "resume.html", "search.html", "cv/index.html")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
# The old address leads on; the page that is looked at must stay.
LEADING_ON = re.compile(r"location\.replace\([^\n]*?\)(?=</script>)")
INJECTED = """
<script>document.documentElement.dataset.inline = "ran"</script>
<img src="/none.png" onerror="document.documentElement.dataset.event = 'ran'">
<script src="{elsewhere}/evil.js"></script>
<style>body {{ --styled: ran }}</style>
<a id="leading" href="javascript:void (document.documentElement.dataset.address = 'ran')">x</a>
<iframe src="{elsewhere}/evil.html"></iframe>
"""
ALL = {"inline", "event", "elsewhere", "style", "address", "frame"}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Another origin, with a script and a page of its own."""
    files = {"evil.js": 'document.documentElement.dataset.elsewhere = "ran"', "evil.html": "<p>Evil.</p>"}
    with serving(write(tmp_path_factory.mktemp("elsewhere"), files)) as address:
        yield address


def ran(visit, site, elsewhere: str, name: str) -> set[str]:
    """What of the injected ran on the page."""
    with serving(site) as address:
        visited = visit(f"{address}/{name}", idle=True)
        page = visited.page
        page.locator("#leading").evaluate("each => each.click()")
        page.wait_for_timeout(100)
        seen = set(page.evaluate("Object.keys(document.documentElement.dataset)")) & ALL
        styled = page.evaluate("getComputedStyle(document.body).getPropertyValue('--styled')")
        frame = page.frames[-1].url == f"{elsewhere}/evil.html"
        return seen | ({"style"} if styled else set()) | ({"frame"} if frame else set())


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_stops_what_is_injected(example_site, tmp_path, visit, elsewhere, name):
    site = shutil.copytree(example_site, tmp_path / "site")
    original = (site / name).read_text("utf-8")
    still = LEADING_ON.sub("0", original) if name.startswith("cv/") else original
    still = re.sub(r"<noscript>.*?</noscript>", "", still)
    page = still.replace("</body>", f"{INJECTED.format(elsewhere=elsewhere)}</body>")
    assert page != still
    (site / name).write_text(page, "utf-8")
    assert ran(visit, site, elsewhere, name) == set()
    (site / name).write_text(POLICY.sub("", page), "utf-8")
    assert ran(visit, site, elsewhere, name) == ALL
