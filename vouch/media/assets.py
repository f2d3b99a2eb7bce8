"""Names the files that pages load by a digest of their bytes, `theme/site.1f0c2b9a.js`.

A browser may cache such a file for ever, and never shows a page with an outdated style or script. The name
tells `publish` which files the live pages still load.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from vouch.site import MakeFile, Site
from vouch.sources.addresses import SiteAddress
from vouch.sources.digests import digest, named_by_digest
from vouch.sources.theme_colours import colour_pairs, declarations

if TYPE_CHECKING:
    from pelican.generators import Generator

TOKEN = re.compile(r"var\(--([\w-]+)\)")
FOLDERS = ("js", "images")  # of the theme; all their files are published
FEED_STYLE = "css/feed.css"
INLINED = ("js/boot.js",)  # in the pages themselves, so not published


class Assets:
    """The files that one build publishes under such names."""

    def __init__(self, theme: Path) -> None:
        self.theme = theme
        self.files: dict[str, bytes] = {}
        self._of_theme: dict[str, str] = {}

    def add(self, name: str, data: bytes) -> str:
        """Publish `data` under a path such as `theme/a.js`; returns its address below the site's root."""
        address = named_by_digest(name, digest(data))
        self.files[address] = data
        return address

    def of_theme(self, name: str) -> str:
        """The same for a file of the theme, `js/site.js`, at `theme/site.….js`."""
        if name not in self._of_theme:
            if name.partition("/")[0] not in FOLDERS and name != FEED_STYLE:
                raise ValueError(f"{name} of the theme is not published; put it below theme/images")
            data = (self.theme / name).read_bytes()
            data = _with_colours(data, self.theme) if name.endswith(".svg") else data
            self._of_theme[name] = self.add(f"theme/{PurePosixPath(name).name}", data)
        return self._of_theme[name]


def _with_colours(drawing: bytes, theme: Path) -> bytes:
    """The favicon takes its colours, `var(--accent)`, from the site's stylesheet."""
    names = dict.fromkeys(TOKEN.findall(drawing.decode()))
    style = declarations(colour_pairs(theme, *names)) if names else ""
    return drawing.replace(b"<style>", b"<style>" + style.encode(), 1)


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    """The files of the theme and everything else that was added, whether or not a page loads it."""
    for file in (each for folder in FOLDERS for each in sorted((site.assets.theme / folder).glob("*"))):
        if (name := file.relative_to(site.assets.theme).as_posix()) not in INLINED and file.is_file():
            site.assets.of_theme(name)
    site.assets.of_theme(FEED_STYLE)
    for address, data in site.assets.files.items():
        yield address, partial(bytes, data)


def offer(generator: "Generator") -> None:
    """Offer templates `{{ asset('js/site.js') }}` for the address of a file of the theme."""
    base, assets = SiteAddress.of(generator.settings).base, generator.settings["SITE"].assets
    generator.context["asset"] = lambda name: f"{base}/{assets.of_theme(name)}"
