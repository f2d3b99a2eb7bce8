"""The pictures that a site shows, and the files that offer each of them to the reader's screen."""

import logging
import marshal
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from plugins.addresses import Site
from plugins.assets import DIGITS, named_by_digest
from plugins.cache import digest, made_once
from plugins.file_names import file_below
from plugins.outputs import MakeFile, MakeFolder
from plugins.pictures import schemes
from plugins.pictures.elements import Offer, shown_size
from plugins.pictures.headers import Header, header
from plugins.pictures.metadata import without_metadata
from plugins.pictures.raster import Unpublishable, is_raster, pillow
from plugins.pictures.variants import PARAMETERS, variants
from plugins.problems import SourceError

if TYPE_CHECKING:
    from plugins.site import Build

COLUMN = 734  # CSS pixels: the widest that the text's column gets, see --measure in css/site.css
MIN_BYTES = 10_000  # below it a request costs more than is saved
OWN_IMAGE = re.compile(r'<img\b[^>]*?src="\{(?:static|attach)\}/(?P<path>[^"?#]+)[^>]*>')
PATH = re.compile(r"[^?#]*")

logger = logging.getLogger(__name__)


class Gallery:
    """The pictures of one build, of which nothing is asked before its static files are known."""

    def __init__(self, build: "Build") -> None:
        self._build, self._site = build, Site.of(build.settings)
        self._root, self._cache = Path(build.settings["PATH"]), Path(build.settings["CACHE_PATH"])

    def size(self, address: str) -> tuple[int, int] | None:
        """Width and height of the picture of ours that is at an address, where they are known."""
        file = self._file_at(address)
        found = self._header(file) if file else None
        return found.size if found else None

    def offer(self, address: str, width: int) -> Offer | None:
        """What a page writes for a picture of ours which it shows in so many CSS pixels."""
        file, display, dark = self._file_at(address), min(width, COLUMN), None
        if not file or not (found := self._header(file)):
            return None
        if (file, display) not in self._shown:
            return Offer(address, {}, display, found.needs_plate)
        if (partner := schemes.dark_partner(file)) and self._header(partner):
            dark_address = f"{self._site.base}/{quote(self._address_of_dark(partner))}"
            dark = Offer(dark_address, self._sources(partner, display), display)
        return Offer(address, self._sources(file, display), display, found.needs_plate and not dark, dark)

    def outputs(self) -> dict[str, MakeFile | MakeFolder]:
        """The variants of what texts show, and partners on dark paper. Reports what browsers do not show."""
        made: dict[str, MakeFile | MakeFolder] = {}
        for file, display in sorted(self._shown):
            dark = schemes.dark_partner(file)
            for problem in self._problems(file, dark):
                logger.error("%s", problem)
            if dark:
                made[self._address_of_dark(dark)] = partial(published, dark, self._cache)
            for each in filter(None, (file, dark)):
                if self._has_variants(each):
                    made[self._folder(each, display)] = partial(self._variants, each, display)
        return made

    @cached_property
    def _files(self) -> dict[str, Path]:
        """By their addresses below the site's root."""
        return {each.url: Path(each.source_path) for each in self._build.static_files}

    @cached_property
    def _shown(self) -> set[tuple[Path, int]]:
        """The files that texts show, each with its width in CSS pixels."""
        contents = filter(None, self._build.context["generated_content"].values())
        texts = (each._content for each in contents if "<img" in each._content)
        images = (image for text in texts for image in OWN_IMAGE.finditer(text))
        named = ((file_below(self._root, each["path"]), each[0]) for each in images)
        return {(file, self._display(file, tag)) for file, tag in named if file.is_file()}

    def _display(self, file: Path, tag: str) -> int:
        found = self._header(file)
        return min(shown_size(tag, found.size)[0], COLUMN) if found and found.size else 0

    def _file_at(self, address: str) -> Path | None:
        for root in (self._site.address, self._site.base):
            if address.startswith(f"{root}/"):
                return self._files.get(PATH.match(address, len(root) + 1)[0])
        return None

    def _header(self, file: Path) -> Header | None:
        """None for what browsers do not show, which `outputs` reports."""
        try:
            return self._known_header(file)
        except (SourceError, OSError):
            return None

    def _known_header(self, file: Path) -> Header:
        return header(file, self._build.readings.digest(file), self._cache)

    def _problems(self, file: Path, dark: Path | None) -> Iterator[SourceError]:
        sizes = []
        for each in filter(None, (file, dark)):
            try:
                sizes.append(self._known_header(each).size)
            except SourceError as problem:
                yield problem
        if len(sizes) == 2 and all(sizes) and not schemes.same_proportions(*sizes):
            (width, height), (dark_width, dark_height) = sizes
            what = f"it is {dark_width} × {dark_height}, and {file.name} is {width} × {height}"
            yield SourceError(dark, 1, what, "give both pictures of a pair the same proportions")

    def _has_variants(self, file: Path) -> bool:
        found = is_raster(file) and self._header(file)
        return bool(found) and not found.is_animated and file.stat().st_size >= MIN_BYTES

    def _sources(self, file: Path, display: int) -> dict[str, str]:
        if not self._has_variants(file):
            return {}
        sources: dict[str, list[str]] = defaultdict(list)
        folder = f"{self._site.base}/{quote(self._folder(file, display))}"
        for name in self._variants(file, display):
            width, kind = name.split(".")
            sources[kind].append(f"{folder}{name} {width}w")
        return {kind: ", ".join(files) for kind, files in sources.items()}

    def _variants(self, file: Path, display: int) -> dict[str, bytes]:
        def packed() -> bytes:
            original = len(published(file, self._cache))
            return marshal.dumps(variants(file.read_bytes(), display, original))

        made = _reported(partial(made_once, self._cache, packed, *self._recipe(file, display)), file)
        return marshal.loads(made) if made else {}  # noqa: S302 (our own bytes)

    def _recipe(self, file: Path, display: int) -> tuple[str | bytes, ...]:
        return "variants", self._build.readings.digest(file), str(display), PARAMETERS, pillow()

    def _folder(self, file: Path, display: int) -> str:
        return f"{self._below(file).with_suffix('')}.{digest(*self._recipe(file, display))[:DIGITS]}/"

    def _address_of_dark(self, dark: Path) -> str:
        return named_by_digest(str(self._below(dark)), digest(self._build.readings.digest(dark), pillow()))

    def _below(self, file: Path) -> PurePosixPath:
        return PurePosixPath(file.relative_to(self._root).as_posix())


def published(file: Path, cache: Path) -> bytes:
    """The bytes of a file; a picture's without what it does not show. `cache` is CACHE_PATH."""
    data = file.read_bytes()
    if not is_raster(file):
        return data
    make = partial(made_once, cache, partial(without_metadata, data), "published", pillow(), data)
    saved = _reported(make, file)
    return b"" if saved is None else saved or data


def _reported(make: Callable[[], bytes], file: Path) -> bytes | None:
    """What `make` returns, or None and an error in the log."""
    try:
        return make()
    except Unpublishable as error:
        problem = error.problem(file)
    logger.error("%s", problem)  # outside, where the log has no exception in hand that it would add
    return None
