"""`./invoke check`: the public site of the working tree, built aside and checked as publish checks it."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from publishing.build import build
from publishing.checks import problems_of
from publishing.checks.site import Site
from publishing.external import report_on_external_links
from publishing.outcomes import Refused


def check(root: Path, say: Callable[[str], None], *, external: bool) -> None:
    """Say what was found; with `external`, after asking the sites that this one links to.

    Raises BuildFailed, or Refused where something is not in order.
    """
    with tempfile.TemporaryDirectory() as private:
        folder = Path(private, "public")
        report = build(root, "publishconf.py", folder)
        site = Site(folder, root)
        if problems := problems_of(site):
            raise Refused("\n".join(map(str, problems)))
        say(f"{report}, in order")
        if external:
            _check_links(folder, site.address.rstrip("/"), say)


def _check_links(folder: Path, address: str, say: Callable[[str], None]) -> None:
    found = report_on_external_links(folder, address)
    for note in found.notes:
        say(str(note))
    if found.problems:
        raise Refused("\n".join(map(str, found.problems)))
    say("links to other sites: in order")
