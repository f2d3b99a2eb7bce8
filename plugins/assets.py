"""Files that pages load have names that hold a digest of their bytes, `theme/site.1f0c2b9a.js`.

A browser may keep such a file, and never shows a page with the style or script of another day. The
list of them, theme/assets.json, tells `publish` which ones the pages that are live still need.
"""

import json
import re
from pathlib import Path, PurePosixPath

from pelican import Pelican, signals
from pelican.generators import Generator

from plugins.addresses import Site
from plugins.cache import digest
from plugins.watching import note

MANIFEST = "theme/assets.json"
DIGITS = 8
HASHED = re.compile(rf"\.[0-9a-f]{{{DIGITS}}}\.\w+$")


class Assets:
    """The files of one build that are published under such names."""

    def __init__(self, theme: Path) -> None:
        self.theme = theme
        self.files: dict[str, bytes] = {}

    def add(self, name: str, data: bytes) -> str:
        """Publish `data` under a path such as `theme/a.js`; returns its address below the site's root."""
        path = PurePosixPath(name)
        address = str(path.with_suffix(f".{digest(data)[:DIGITS]}{path.suffix}"))
        self.add_named(address, data)
        return address

    def add_named(self, address: str, data: bytes) -> None:
        """Publish `data` under a name that holds a digest already."""
        self.files[address] = data
        note("asset", address)

    def of_theme(self, name: str) -> str:
        """The same for a file of the theme, `js/site.js`, at `theme/site.….js`."""
        return self.add(f"theme/{PurePosixPath(name).name}", (self.theme / name).read_bytes())

    def write(self, output: Path) -> None:
        manifest = json.dumps(sorted(self.files), indent=1).encode() + b"\n"
        for address, data in {**self.files, MANIFEST: manifest}.items():
            file = output / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def _begin(pelican: Pelican) -> None:
    pelican.settings["ASSETS"] = Assets(Path(pelican.settings["THEME"]))


def _offer(generator: Generator) -> None:
    """Templates say `{{ asset('js/site.js') }}` for the address of a file of the theme."""
    base, assets = Site.of(generator.settings).base, generator.settings["ASSETS"]
    generator.context["asset"] = lambda name: f"{base}/{assets.of_theme(name)}"


def _write(pelican: Pelican) -> None:
    pelican.settings["ASSETS"].write(Path(pelican.output_path))


def register() -> None:
    signals.initialized.connect(_begin)
    signals.generator_init.connect(_offer)
    signals.finalized.connect(_write)
