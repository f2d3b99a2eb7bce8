"""Publishes the author's files that pages show or link to, at the addresses that Pelican gives them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from vouch.media.gallery import or_logged, published
from vouch.media.raster import check_is_present
from vouch.site import MakeFile, Site
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    cache = Path(site.settings["CACHE_PATH"])
    for static in site.static_files:
        if static.save_as in site.outputs:
            what = f"the site already has a page or file at the address /{static.save_as}"
            report(SourceError(static.source_path, 1, what, "rename this file"))
        else:
            or_logged(partial(check_is_present, Path(static.source_path)))
            yield static.save_as, partial(published, Path(static.source_path), cache)
