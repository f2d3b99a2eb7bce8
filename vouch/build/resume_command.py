"""Makes the forms of the résumé, and reports what was made and what a machine sees in it."""

from collections.abc import Iterator
from pathlib import Path

from vouch.build.resume_report import new_anchors, seen_by_machines
from vouch.build.run import private_folder, run_pelican
from vouch.resume.anchor_list import ANCHORS
from vouch.sources.problems import shown

PAGES = ("resume.html", "drafts/resume.html")
SUFFIXES = (".html", ".pdf", ".txt", ".json")
KEPT_ANCHORS = f"content/{ANCHORS}"


def build_resume(root: Path, output: Path) -> str:
    """Put the résumé's page and files into folder `output` and leave the rest of it as it is.

    New anchors are added to the list beside the source. Returns a report of some lines. Raises
    BuildFailed.
    """
    forms = [str(Path(page).with_suffix(suffix)) for page in PAGES for suffix in SUFFIXES]
    with private_folder(output) as aside:
        site = aside.folder / "site"
        warnings = run_pelican(root, "pelicanconf.py", site, lock=aside.lock, asked_for=forms)
        page = next((each for each in PAGES if (site / each).is_file()), None)
        if page is None:
            return "\n".join((*warnings, "there is no résumé: write content/pages/resume.rst"))
        report = [*warnings, *_moved(page, site, output)]
    built = output / page
    report += new_anchors(root / KEPT_ANCHORS, built)
    return "\n".join((*report, "", *seen_by_machines(built.with_suffix(".pdf"))))


def _moved(page: str, site: Path, output: Path) -> Iterator[str]:
    for suffix in SUFFIXES:
        file, target = (folder / Path(page).with_suffix(suffix) for folder in (site, output))
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
        yield f"{shown(target):24}{target.stat().st_size / 1000:8.1f} kB"
