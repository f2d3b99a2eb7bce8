"""Files of the author's that pages show or link to, at the addresses that Pelican gives them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.outputs import MakeFile
from plugins.pictures import published_picture

if TYPE_CHECKING:
    from plugins.site import Build


def outputs(build: "Build") -> Iterator[tuple[str, MakeFile]]:
    for static in build.static_files:
        yield static.save_as, partial(published_picture, Path(static.source_path))


def register() -> None:
    """A plugin like the others, so that PLUGINS lists whatever has outputs."""
