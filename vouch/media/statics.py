"""Files of the author's that pages show or link to, at the addresses that Pelican gives them."""

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.outputs import MakeFile
from plugins.pictures.gallery import published
from plugins.problems import SourceError

if TYPE_CHECKING:
    from plugins.site import Build

logger = logging.getLogger(__name__)


def outputs(build: "Build") -> Iterator[tuple[str, MakeFile]]:
    cache = Path(build.settings["CACHE_PATH"])
    for static in build.static_files:
        if static.save_as in build.outputs:
            what = f"the site has something of its own at the address /{static.save_as}"
            logger.error("%s", SourceError(static.source_path, 1, what, "rename this file"))
        else:
            yield static.save_as, partial(published, Path(static.source_path), cache)


def register() -> None:
    """A plugin like the others, so that PLUGINS lists whatever has outputs."""
