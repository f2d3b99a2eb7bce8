"""Builds the résumé alone, in all its forms, and reports what was made and what a machine sees in it."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from plugins.assets import MANIFEST
from plugins.problems import shown
from publishing.build import private_folder, run_pelican

PAGES = ("resume.html", "drafts/resume.html")
FORMS = ("html", "pdf", "txt", "json")
KEPT_ANCHORS = "content/pages/resume.anchors"


def build_resume(root: Path, output: Path) -> str:
    """Put the résumé's page and files into folder `output` and leave the rest of it as it is.

    New anchors are added to the list beside the source. Returns a report of some lines. Raises
    BuildFailed.
    """
    with private_folder(output) as aside:
        output.mkdir(exist_ok=True)
        site = aside.folder / "site"
        with ThreadPoolExecutor(1) as pool:
            building = pool.submit(
                run_pelican, root, "pelicanconf.py", site, lock=aside.lock, WRITE_ONLY=PAGES
            )
            from publishing.resume_report import new_anchors, seen_by_machines  # takes half as long as that

            warnings = building.result()
        page = next((site / each for each in PAGES if (site / each).is_file()), None)
        if page is None:
            return "\n".join((*warnings, "there is no résumé: write content/pages/resume.rst"))
        report = [*warnings, *_moved(page, site, output)]
        _copy_assets(site, output)
    built = output / page.relative_to(site)
    report += new_anchors(root / KEPT_ANCHORS, built)
    return "\n".join((*report, "", *seen_by_machines(built.with_suffix(".pdf"))))


def _copy_assets(site: Path, output: Path) -> None:
    """What the page loads; the pages that are there already may load other files of the same kind."""
    for name in json.loads((site / MANIFEST).read_text("utf-8")):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / name, output / name)


def _moved(page: Path, site: Path, output: Path) -> Iterator[str]:
    for file in (page.with_suffix(f".{form}") for form in FORMS):
        target = output / file.relative_to(site)
        target.parent.mkdir(exist_ok=True)
        file.replace(target)
        yield f"{shown(target):24}{target.stat().st_size / 1000:8.1f} kB"
