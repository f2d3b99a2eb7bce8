"""`./invoke resume`: makes the forms of the résumé, and reports them and what a machine reads in the PDF."""

import re
from collections.abc import Iterator
from pathlib import Path

from vouch.build.run import BuildFailed, private_folder, run_pelican
from vouch.resume.anchor_list import ANCHORS, with_new
from vouch.resume.machine_view import Entry, machine_view
from vouch.sources.files import replace_file
from vouch.sources.problems import counted, read_source, shown

PAGES = ("resume.html", "drafts/resume.html")
NO_PAGE = "resume.html: the résumé has another address; leave its `Url:` and EXTRA_PATH_METADATA as they were"
SUFFIXES = (".html", ".pdf", ".txt", ".json")
ANCHOR_LIST = f"content/{ANCHORS}"
ELEMENT_WITH_ID = re.compile(r'<(?:section|div|li|p) id="(?P<anchor>[^"]+)"')


def build_resume(root: Path, output: Path) -> str:
    """Put the résumé's page and files into folder `output` and leave the rest of it as it is.

    New anchors are added to the list beside the source. Returns a report of some lines. Raises
    BuildFailed.
    """
    forms = [str(Path(page).with_suffix(suffix)) for page in PAGES for suffix in SUFFIXES]
    with private_folder(output) as private:
        site = private.folder / "site"
        *warnings, _ = run_pelican(root, "pelicanconf.py", site, lock=private.lock, asked_for=forms)
        page = next((each for each in PAGES if (site / each).is_file()), None)
        if page is None:
            raise BuildFailed((*warnings, NO_PAGE))
        report = [*warnings, *_moved(page, site, output)]
    built = output / page
    report += _add_new_anchors(root / ANCHOR_LIST, built)
    return "\n".join((*report, "", *_machine_view(built.with_suffix(".pdf"))))


def _moved(page: str, site: Path, output: Path) -> Iterator[str]:
    for suffix in SUFFIXES:
        file, target = (folder / Path(page).with_suffix(suffix) for folder in (site, output))
        target.parent.mkdir(parents=True, exist_ok=True)
        file.replace(target)
        yield f"{shown(target):24}{target.stat().st_size / 1000:8.1f} kB"


def _add_new_anchors(anchor_list: Path, page: Path) -> Iterator[str]:
    """Add the anchors of a page to the list. Those that the page lost stay, so that `check` sees them."""
    if anchor_list.is_dir():
        raise BuildFailed((f"{shown(anchor_list)}:1: this is a folder; move it away",))
    before = read_source(anchor_list) if anchor_list.is_file() else ""
    found = ELEMENT_WITH_ID.finditer(page.read_text("utf-8"))
    after = with_new(before, (each["anchor"] for each in found))
    if after != before:
        replace_file(anchor_list, after)
        added = len(after.splitlines()) - len(before.splitlines())
        yield f"{shown(anchor_list)}: {counted(added, 'new line')}; commit the file"


def _machine_view(pdf: Path) -> Iterator[str]:
    found = machine_view(pdf)
    yield f"What a machine sees in {shown(pdf)}:"
    yield found.name
    yield from (f"  {link}" for link in found.links)
    for section in dict.fromkeys(("", *found.sections)):
        yield from filter(None, [section])
        yield from (_entry(each) for each in found.entries if each.section == section)


def _entry(entry: Entry) -> str:
    count = f" ({counted(len(entry.highlights), 'highlight')})" if entry.highlights else ""
    return f"  {entry.dates:33} {entry.title}{count}"
