"""Asks Lighthouse, where it is installed, for its four scores of a page and for what lowers them."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from bench.pages import NOT_THERE, Page
from bench.phone import FLAGS, find_chromium
from bench.unmeasured import NotMeasured

PERFECT = 100
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MISSING = (
    "lighthouse: not found; `npm install lighthouse@12.8.2` in a folder outside the repository and name it:"
    " --lighthouse FOLDER/node_modules/.bin/lighthouse"
)


@dataclass(frozen=True)
class Scores:
    address: str
    scores: dict[str, int]  # of 100, by category
    reasons: tuple[str, ...]  # what lowers them

    @property
    def is_perfect(self) -> bool:
        return all(score == PERFECT for score in self.scores.values())


def find(program: str) -> list[str]:
    """The command that runs it: what is named, what is on PATH, or what npx has. Raises NotMeasured."""
    if found := shutil.which(program):
        return [found]
    npx = ["npx", "--no-install", "lighthouse"]
    if program != "lighthouse" or not shutil.which("npx"):
        raise NotMeasured(MISSING)
    if subprocess.run([*npx, "--version"], capture_output=True, check=False).returncode:
        raise NotMeasured(MISSING)
    return npx


def score(command: list[str], site: str, page: Page) -> Scores:
    """Of a page for a phone, as PageSpeed Insights tells it. Raises NotMeasured."""
    # Lighthouse refuses an answer of 404 and reads the file that comes with it.
    address = "/404.html" if page.address == NOT_THERE else page.address
    report = _report(command, site + address)
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    lowered = [name for name, points in scores.items() if points < PERFECT]
    return Scores(address, scores, tuple(_reasons(report, lowered)))


def _report(command: list[str], address: str) -> dict:
    options = ["--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    done = subprocess.run(
        [*command, address, *options, f"--chrome-flags=--headless=new {' '.join(FLAGS)}"],
        env={**os.environ, "CHROME_PATH": find_chromium()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise NotMeasured(f"{address}: Lighthouse ended early; {said[-1]}")
    return json.loads(done.stdout)


def _reasons(report: dict, categories: list[str]) -> Iterator[str]:
    for category in categories:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                more = audit.get("displayValue") or audit.get("explanation") or ""
                yield f"{category}: {audit['title']} ({reference['id']}) {more}".rstrip()
