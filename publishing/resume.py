"""Builds the résumé alone, in all its forms, and reports what was made and what a machine sees in it."""

import re
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread

from plugins.problems import read_source, shown
from plugins.resume.kept_anchors import with_new
from plugins.resume_files.seen import Seen, seen_in
from publishing.build import BuildFailed, run_pelican
from publishing.check import KEPT_ANCHORS

ANCHORED = re.compile(r'<(?:section|li|p) id="(?P<anchor>[^"]+)"')
PAGES = ("resume.html", "drafts/resume.html")
FORMS = ("html", "pdf", "txt", "json")


def build_resume(root: Path, output: Path) -> str:
    """Put the résumé's page and files into folder `output` and leave the rest of it as it is.

    New anchors are added to the list beside the source. Returns a report of some lines. Raises
    BuildFailed.
    """
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as aside:
        site = Path(aside, "site")
        Thread(target=import_module, args=("pypdf",)).start()  # which takes as long as half the build
        warnings = run_pelican(root, "pelicanconf.py", site, *PAGES)
        pages = [site / each for each in PAGES if (site / each).is_file()]
        made = [page.with_suffix(f".{form}") for page in pages for form in FORMS]
        report = [*warnings, *_moved(made, site, output)]
        if not made:
            return "\n".join((*warnings, "there is no résumé: write content/pages/resume.rst"))
        report += _new_anchors(root / KEPT_ANCHORS, (output / pages[0].relative_to(site)).read_text("utf-8"))
        pdf = output / made[1].relative_to(site)
    return "\n".join((*report, "", f"What a machine sees in {shown(pdf)}:", *_told(seen_in(pdf))))


def _moved(made: list[Path], site: Path, output: Path) -> Iterator[str]:
    for file in made:
        target = output / file.relative_to(site)
        target.parent.mkdir(exist_ok=True)
        file.replace(target)
        yield f"{shown(target):24}{target.stat().st_size / 1000:8.1f} kB"


def _new_anchors(kept: Path, page: str) -> Iterator[str]:
    """Only anchors that a page offers are kept; the list grows, and what is gone from it is seen in git."""
    if kept.is_dir():
        raise BuildFailed((f"{shown(kept)}:1: this is a folder; move it away",))
    before = read_source(kept) if kept.is_file() else ""
    after = with_new(before, (each["anchor"] for each in ANCHORED.finditer(page)))
    if after != before:
        kept.write_text(after, "utf-8")
        yield f"{shown(kept)}: {after.count(chr(10)) - before.count(chr(10))} new lines; commit them"


def _told(found: Seen) -> Iterator[str]:
    yield found.name
    yield from (f"  {link}" for link in found.links)
    for entry in found.entries:
        count = f" ({len(entry.highlights)} highlights)" if entry.highlights else ""
        yield f"  {entry.dates:33} {entry.title}{count}"
