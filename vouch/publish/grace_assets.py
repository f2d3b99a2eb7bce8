"""Keeps styles, scripts, fonts and pictures of live pages for one more publish.

A reader may have an earlier page, cached for ten minutes or in an open tab.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vouch.publish.branch import UNSAFE_NAME, Branch
from vouch.publish.site_tree import Tree


def keep_assets(branch: Branch, live: Tree, site: Path) -> list[str]:
    """Add the files that live pages load to a built site that lacks them; returns their names.

    Files that the live site only kept itself are not kept again, so each stays for one publish.
    """
    lost = {name: live.files[name] for name in sorted(_lost(live, site))}
    kept = []
    for name, data in branch.read(lost).items():
        with suppress(FileExistsError, NotADirectoryError):  # its folder has the name of a file now
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_bytes(data)
            kept.append(name)
    return kept


def _lost(live: Tree, site: Path) -> Iterator[str]:
    """Names that are safe: anyone who can write the branch could list a path outside the site."""
    for name in live.loaded:
        is_ours = live.files[name].is_plain and not UNSAFE_NAME.search(name) and not name.startswith("/")
        if is_ours and not (site / name).exists():
            yield name
