"""Files of the author's that pages show or link to, at the addresses that Pelican gives them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.outputs import MakeFile
from plugins.pictures.gallery import published

if TYPE_CHECKING:
    from plugins.site import Build


def outputs(build: "Build") -> Iterator[tuple[str, MakeFile]]:
    cache = Path(build.settings["CACHE_PATH"])
    for static in build.static_files:
        yield static.save_as, partial(published, Path(static.source_path), cache)


def register() -> None:
    """A plugin like the others, so that PLUGINS lists whatever has outputs."""
