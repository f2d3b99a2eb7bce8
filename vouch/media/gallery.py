"""The pictures that a site shows, and their variants for the reader's screen."""

import marshal
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import quote

from vouch.foreign import html_of
from vouch.markup.lengths import COLUMN_PX
from vouch.media import colour_schemes
from vouch.media.picture_elements import Offer, shown_size
from vouch.media.picture_headers import Header, header
from vouch.media.picture_metadata import without_metadata
from vouch.media.raster import is_raster, pillow
from vouch.media.variants import PARAMETERS, variants
from vouch.site import MakeFile, MakeFolder, Site
from vouch.sources.addresses import SiteAddress, file_below
from vouch.sources.cache import made_once
from vouch.sources.digests import digest, named_by_digest, short
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError

MIN_BYTES = 10_000  # a request for less costs more than it saves
OWN_IMAGE = re.compile(r'<img\b[^>]*?src="\{(?:static|attach)\}/(?P<path>[^"?#]+)[^>]*>')
T = TypeVar("T")
PATH = re.compile(r"[^?#]*")


class Gallery:
    """The pictures of one site; usable once its static files are known."""

    def __init__(self, site: Site) -> None:
        self._site, self._address = site, SiteAddress.of(site.settings)
        self._root, self._cache = Path(site.settings["PATH"]), Path(site.settings["CACHE_PATH"])

    def size(self, address: str) -> tuple[int, int] | None:
        """Width and height of the site's picture at an address, or None."""
        file = self._file_at(address)
        found = self._header(file) if file else None
        return found.size if found else None

    def offers(self, address: str, width: int) -> list[Offer]:
        """How a page offers a picture of the site, shown `width` CSS pixels wide, and its dark partner."""
        file, display = self._file_at(address), min(width, COLUMN_PX)
        if not file or not (found := self._header(file)):
            return []
        sources, dark = self._sources(file, display), colour_schemes.dark_partner(file)
        if not dark or (partner := self._address_of_dark(dark)) not in self.outputs:
            return [Offer(address, sources, "figure-frame" if found.needs_frame else "")]
        dark_offer = Offer(self._linked(partner), self._sources(dark, display), "for-dark")
        return [Offer(address, sources, "for-light"), dark_offer]

    @cached_property
    def outputs(self) -> dict[str, MakeFile | MakeFolder]:
        """The variants of what texts show, and dark partners. Logs what browsers do not show."""
        made: dict[str, MakeFile | MakeFolder] = {}
        for file, display in sorted(self._shown()):
            dark = colour_schemes.dark_partner(file)
            headers = {each: found for each in (file, dark) if each and (found := self._header(each))}
            if dark:
                made[self._address_of_dark(dark)] = partial(published, dark, self._cache)
                or_logged(
                    partial(colour_schemes.check_pair, file, dark, [each.size for each in headers.values()])
                )
            for each, found in headers.items():
                if is_raster(each) and not found.is_animated and each.stat().st_size >= MIN_BYTES:
                    made[self._folder(each, display)] = partial(self._variants, each, display)
        return made

    def _shown(self) -> set[tuple[Path, int]]:
        """The files that texts show, each with its width in CSS pixels."""
        contents = self._site.all_contents
        texts = (text for text in map(html_of, contents) if "<img" in text)
        images = (image for text in texts for image in OWN_IMAGE.finditer(text))
        images = (image for image in images if "srcset=" not in image[0])
        named = ((file_below(self._root, each["path"]), each[0]) for each in images)
        return {(file, self._display(file, tag)) for file, tag in named if file.is_file()}

    def _display(self, file: Path, tag: str) -> int:
        found = self._header(file)
        return min(shown_size(tag, found.size)[0], COLUMN_PX) if found and found.size else 0

    @cached_property
    def _files(self) -> dict[str, Path]:
        """The static files by their addresses below the site's root."""
        return {each.url: Path(each.source_path) for each in self._site.static_files}

    def _file_at(self, address: str) -> Path | None:
        for root in (self._address.address, self._address.base):
            if address.startswith(f"{root}/"):
                return self._files.get(PATH.match(address, len(root) + 1)[0])
        return None

    def _linked(self, address: str) -> str:
        return f"{self._address.base}/{quote(address)}"

    def _header(self, file: Path) -> Header | None:
        return or_logged(lambda: header(file, self._digest(file), self._cache))

    def _sources(self, file: Path, display: int) -> dict[str, str]:
        sources: dict[str, list[str]] = defaultdict(list)
        folder = self._folder(file, display)
        for name in self._variants(file, display) if folder in self.outputs else ():
            width, kind = name.split(".")
            sources[kind].append(f"{self._linked(folder)}{name} {width}w")
        return {kind: ", ".join(files) for kind, files in sources.items()}

    def _variants(self, file: Path, display: int) -> dict[str, bytes]:
        def packed() -> bytes:
            return marshal.dumps(variants(file, display, len(published(file, self._cache))))

        made = or_logged(lambda: made_once(self._cache, packed, *self._recipe(file, display)))
        return marshal.loads(made) if made else {}  # noqa: S302 (our own bytes)

    def _recipe(self, file: Path, display: int) -> tuple[str | bytes, ...]:
        return "variants", self._digest(file), str(display), PARAMETERS, pillow()

    def _folder(self, file: Path, display: int) -> str:
        return f"{self._below(file).with_suffix('')}.{short(digest(*self._recipe(file, display)))}/"

    def _address_of_dark(self, dark: Path) -> str:
        return named_by_digest(str(self._below(dark)), digest(self._digest(dark), pillow()))

    def _digest(self, file: Path) -> bytes:
        return self._site.readings.digest(file)

    def _below(self, file: Path) -> PurePosixPath:
        return PurePosixPath(file.relative_to(self._root).as_posix())


def published(file: Path, cache: Path) -> bytes:
    """The bytes of a file, for a picture without its metadata. `cache` is CACHE_PATH."""
    data = file.read_bytes()
    if not is_raster(file):
        return data
    make = partial(without_metadata, file)
    saved = or_logged(lambda: made_once(cache, make, "published", pillow(), data))
    return b"" if saved is None else saved or data


def or_logged(make: Callable[[], T]) -> T | None:
    """What `make` returns; None, with the error logged, if it raises SourceError or the file is gone."""
    try:
        return make()
    except (SourceError, OSError) as problem:
        report(problem)
        return None
