"""What there is to say of a résumé that was built: its new anchors, and what a machine sees in its PDF."""

import re
from collections.abc import Iterator
from pathlib import Path

from vouch.build.run import BuildFailed
from vouch.resume.anchor_list import with_new
from vouch.resume.machine_view import machine_view
from vouch.sources.problems import read_source, shown

ANCHORED = re.compile(r'<(?:section|li|p) id="(?P<anchor>[^"]+)"')


def new_anchors(kept: Path, page: Path) -> Iterator[str]:
    """Adds a page's anchors to the list; what is gone from the page stays in it, for `check` to see."""
    if kept.is_dir():
        raise BuildFailed((f"{shown(kept)}:1: this is a folder; move it away",))
    before = read_source(kept) if kept.is_file() else ""
    found = ANCHORED.finditer(page.read_text("utf-8"))
    after = with_new(before, (each["anchor"] for each in found))
    if after != before:
        kept.write_text(after, "utf-8")
        yield f"{shown(kept)}: {after.count(chr(10)) - before.count(chr(10))} new lines; commit them"


def seen_by_machines(pdf: Path) -> Iterator[str]:
    found = machine_view(pdf)
    yield f"What a machine sees in {shown(pdf)}:"
    yield found.name
    yield from (f"  {link}" for link in found.links)
    for entry in found.entries:
        count = f" ({len(entry.highlights)} highlights)" if entry.highlights else ""
        yield f"  {entry.dates:33} {entry.title}{count}"
