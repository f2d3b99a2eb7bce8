"""Takes the pictures of the README from the public site: `.venv/bin/python -m docs.screenshots`."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM, FLAGS, serving
from vouch.build.run import build

DOCS = Path(__file__).resolve().parent
SIZE = {"width": 1240, "height": 1400}


def take(folder: Path) -> None:
    site = Path(folder, "site")
    build(DOCS.parent, "publishconf.py", site)
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(address)
        newest = page.locator("main h2 a").first.get_attribute("href")
        for name, path in {"resume": "/resume.html", "article": newest}.items():
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=DOCS / f"{name}.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        take(Path(folder))
