"""Takes the pictures of the README from the public site: `.venv/bin/python -m docs.screenshots`."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench.browser import chromium
from bench.processes import NotMeasured
from vouch.build.run import BuildFailed, build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1240, "height": 1400}


def take(browser: "Browser", root: Path, folder: Path) -> None:
    """Write the pictures into docs/ of the project in folder `root`; `folder` is for the site."""
    from tests.browser import serving  # needs the packages of the tests, as the browser does
    from tests.whole_site import WholeSite

    build(root, "publishconf.py", folder / "site")
    site = WholeSite(folder / "site", root)
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    with serving(site.below_base(folder / "top")) as address:
        for name, file in {"resume": site.resume, "article": next(iter(site.articles), "")}.items():
            if file:
                page.goto(f"{address}{site.base}/{file}", wait_until="networkidle")
                page.screenshot(path=root / f"docs/{name}.png")


def main() -> int:
    try:
        with chromium() as browser, tempfile.TemporaryDirectory() as folder:
            take(browser, ROOT, Path(folder))
    except (NotMeasured, BuildFailed) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
