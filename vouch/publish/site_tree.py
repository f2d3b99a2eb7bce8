"""The files of a site, as they were built or as they are live."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from vouch.sources.digests import NAMED_BY_DIGEST

BUILD = "build.json"  # has the commit of the sources, and the files kept for earlier pages
LISTS = {BUILD, "theme/assets.json"}  # the latter in sites published by an earlier version
REDIRECT = b'http-equiv="refresh"'


@dataclass(frozen=True)
class File:
    """A file's blob in git, its size in bytes, and whether it is a plain file or a blob at all."""

    blob: str
    size: int
    is_plain: bool = True
    is_blob: bool = True


@dataclass(frozen=True)
class Tree:
    """Files by their names, `a/b.html`, and a way to read one by its name.

    `commit` is that of the branch; empty if the files were not published, or there are none.
    """

    files: dict[str, File]
    read: Callable[[str], bytes]
    commit: str = ""

    @cached_property
    def loaded(self) -> set[str]:
        """Files named by digest that its own pages load."""
        return self.assets - self._kept

    @cached_property
    def assets(self) -> set[str]:
        """All files named by digest, also those kept for earlier pages."""
        return set(filter(NAMED_BY_DIGEST.search, self.files))

    @cached_property
    def addresses(self) -> dict[str, File]:
        """All other files: links from elsewhere may lead to them."""
        others = self.assets | LISTS
        return {name: file for name, file in self.files.items() if name not in others}

    def is_page(self, name: str) -> bool:
        """Whether it is a page, not a redirect."""
        return name in self.files and name.endswith(".html") and REDIRECT not in self.read(name)

    @cached_property
    def _kept(self) -> set[str]:
        """As `publish` recorded them. The live file may contain anything."""
        try:
            listed = json.loads(self.read(BUILD))["kept"] if BUILD in self.files else []
            return {each for each in listed if isinstance(each, str)}
        except (ValueError, LookupError, TypeError, RecursionError):
            return set()
