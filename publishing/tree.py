"""The files of a site, as they were built or as they are live."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from plugins.assets import HASHED, MANIFEST

BUILD = "build.json"  # names the commit, so it differs even where the site does not
REDIRECT = b'http-equiv="refresh"'


def is_asset(name: str) -> bool:
    """Whether only pages of the same build load it, or publish does: by a digest in its name, mostly."""
    return name.startswith("pagefind/") or name == MANIFEST or HASHED.search(name) is not None


@dataclass(frozen=True)
class File:
    """The id of a file's blob in git, its size in bytes, and whether it is a plain file."""

    blob: str
    size: int
    is_plain: bool = True


@dataclass(frozen=True)
class Tree:
    """Files by their names, `a/b.html`, and a way to read one by its name."""

    files: dict[str, File]
    read: Callable[[str], bytes]

    @cached_property
    def addresses(self) -> dict[str, File]:
        """What links from elsewhere may lead to."""
        return {name: file for name, file in self.files.items() if not is_asset(name) and name != BUILD}

    def is_page(self, name: str) -> bool:
        """Whether a reader finds a page there, and not only a way to another one."""
        return name in self.files and name.endswith(".html") and REDIRECT not in self.read(name)
