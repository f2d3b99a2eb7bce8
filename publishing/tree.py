"""The files of a site, as they were built or as they are live."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from plugins.assets import MANIFEST

BUILD = "build.json"  # says the commit of the sources, and what is there for pages of before
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
        """What its pages load under names that hold a digest: the list that the build wrote of it."""
        return self._listed(MANIFEST, lambda manifest: manifest)

    @cached_property
    def assets(self) -> set[str]:
        """That, and what is there because pages of before load it."""
        return self.loaded | self._listed(BUILD, lambda build: build["kept"])

    @cached_property
    def addresses(self) -> dict[str, File]:
        """What links from elsewhere may lead to: all the rest."""
        others = self.assets | {MANIFEST, BUILD}
        return {name: file for name, file in self.files.items() if name not in others}

    def is_page(self, name: str) -> bool:
        """Whether a reader finds a page there, and not only a way to another one."""
        return name in self.files and name.endswith(".html") and REDIRECT not in self.read(name)

    def _listed(self, file: str, names: Callable[[object], object]) -> set[str]:
        """The names in a list that a build wrote. What is live may be anybody's, and hold anything."""
        try:
            listed = names(json.loads(self.read(file))) if file in self.files else []
            return {each for each in listed if isinstance(each, str) and each in self.files}
        except (ValueError, LookupError, TypeError, RecursionError):
            return set()
