"""Style, script, fonts and pictures of live pages stay for one more publish.

A reader may have a page from before, for ten minutes or in an open tab.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vouch.publish.branch import UNFIT_NAME, Branch
from vouch.publish.site_tree import Tree


def keep(branch: Branch, live: Tree, site: Path) -> list[str]:
    """Add to a built site the files that live pages load and it has not; returns their names.

    Of what is live only what it built itself is kept, so this holds for one publish.
    """
    lost = {name: live.files[name] for name in sorted(_lost(live, site))}
    kept = []
    for name, data in branch.read(lost).items():
        with suppress(FileExistsError, NotADirectoryError):  # a file has the name of its folder now
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)
            kept.append(name)
    return kept


def _lost(live: Tree, site: Path) -> Iterator[str]:
    """Whoever can write the branch can write its list: no name may lead out of the site."""
    for name in live.loaded:
        is_ours = live.files[name].is_plain and not UNFIT_NAME.search(name) and not name.startswith("/")
        if is_ours and not (site / name).exists():
            yield name
