"""The pictures that a build shows, and the files that offer each of them to the reader's screen."""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from plugins.assets import Assets
from plugins.pictures import drawings, metadata, schemes
from plugins.pictures.sizes import dimensions
from plugins.pictures.variants import FORMATS, SMALLEST, Facts, Original, Unreadable, widths
from plugins.problems import SourceError

if TYPE_CHECKING:
    from pelican.contents import Static

RASTER = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
SHOWN_AS_THEY_ARE = (".apng", ".jfif", ".bmp", ".ico")
COLUMN = 734  # CSS pixels: the widest that the text's column gets, see --measure in css/site.css
TALLEST = 16_383  # pixels: the limit of WebP
INSTEAD = "save it again as PNG, JPEG, WebP or AVIF, or leave it out"


@dataclass(frozen=True)
class Offer:
    """One picture as a page offers it: `srcset` by format, the best one first; its partner on dark paper."""

    address: str
    sources: dict[str, str]
    display: int = COLUMN
    plate: bool = False
    dark: "Offer | None" = None


class Gallery:
    def __init__(self, root: Path, kept: Path, assets: Assets, base: str) -> None:
        self._root, self._kept, self._assets, self._base = root, kept, assets, base
        self._wanted: dict[Path, set[int]] = defaultdict(set)
        self._sources: dict[tuple[Path, int], dict[str, str]] = {}
        self._darks: dict[Path, str] = {}
        self._plates: set[Path] = set()
        self.published: list[Static] = []  # the author's own files

    def want(self, file: Path, width: int) -> None:
        """A page shows this file in so many CSS pixels."""
        self._wanted[file].add(min(width, COLUMN))

    def offer(self, file: Path, address: str, width: int) -> Offer:
        """What a page writes for a wanted file that is published at `address`."""
        display, dark = min(width, COLUMN), schemes.dark_partner(file)
        partner = self.offer(dark, self._darks[dark], width) if dark in self._darks else None
        plate = file in self._plates and not partner
        return Offer(address, self._sources.get((file, display), {}), display, plate, partner)

    def make(self) -> Iterator[SourceError]:
        """Makes what is wanted, in parallel; yields what is wrong."""
        with ThreadPoolExecutor() as pool:
            for file, displays in sorted(self._wanted.items()):
                if dark := schemes.dark_partner(file):
                    yield from self._pair(file, dark)
                for each in filter(None, (file, dark)):
                    yield from self._make(each, sorted(displays), pool)

    def _pair(self, light: Path, dark: Path) -> Iterator[SourceError]:
        sizes = dimensions(light), dimensions(dark)
        if all(sizes) and not schemes.same_proportions(*sizes):
            (width, height), (dark_width, dark_height) = sizes
            what = f"it is {dark_width} × {dark_height}, and {light.name} is {width} × {height}"
            yield SourceError(dark, 1, what, "give both pictures of a pair the same proportions")

    def _make(self, file: Path, displays: list[int], pool: ThreadPoolExecutor) -> Iterator[SourceError]:
        data = file.read_bytes()
        if problem := _not_shown(file, data):
            yield problem
            return
        if file.suffix.lower() == ".svg" and not schemes.follows(data):
            self._plates.add(file)
        elif file.suffix.lower() in RASTER:
            try:
                original = Original(data, self._kept)
                facts = original.facts
            except Unreadable as error:
                yield SourceError(file, 1, f"this picture cannot be read: {error}", INSTEAD)
                return
            if facts.private:
                yield SourceError(file, 1, "it holds EXIF or XMP data", "save it again without")
            self._make_variants(file, original, displays, pool)
            data = original.published
        if file.suffixes[-2:-1] == [schemes.DARK]:
            self._darks[file] = self._publish(file, "", file.suffix, data)

    def _make_variants(
        self, file: Path, original: Original, displays: list[int], pool: ThreadPoolExecutor
    ) -> None:
        facts = original.facts
        if facts.transparent:
            self._plates.add(file)
        if facts.animated or len(original.published) < SMALLEST:
            return
        for display in displays:
            sizes = _fitting(facts, display)
            jobs = [(kind, width) for kind in FORMATS for width in sizes]
            made = dict(zip(jobs, pool.map(lambda job: original.variant(*job), jobs), strict=True))
            chosen = chosen_formats(made, len(original.published))
            self._sources[file, display] = {
                kind: ", ".join(
                    f"{self._publish(file, f'-{width}', f'.{kind}', data)} {width}w"
                    for width, data in variants.items()
                )
                for kind, variants in chosen.items()
            }

    def _publish(self, file: Path, mark: str, suffix: str, data: bytes) -> str:
        path = PurePosixPath(file.relative_to(self._root).as_posix()).with_suffix("")
        return f"{self._base}/{quote(self._assets.add(f'{path}{mark}{suffix}', data))}"


def _not_shown(file: Path, data: bytes) -> SourceError | None:
    """What is wrong with a file that no decoder of ours looks at."""
    if file.suffix.lower() not in (".svg", *RASTER, *SHOWN_AS_THEY_ARE):
        return SourceError(file, 1, f"browsers do not show {file.suffix} pictures", INSTEAD)
    try:
        if file.suffix.lower() == ".svg":
            drawings.check(data)
    except drawings.NotShown as error:
        what = f"browsers do not show this drawing: {error}"
        return SourceError(file, error.line, what, "export it as SVG again")
    return None


def _fitting(facts: Facts, display: int) -> list[int]:
    """Of a long strip the narrow ones."""
    return [each for each in widths(facts.width, display) if each * facts.height <= TALLEST * facts.width]


def chosen_formats(made: dict[tuple[str, int], bytes], original: int) -> dict[str, dict[int, bytes]]:
    """`{format: {width: bytes}}` without what saves nothing over the original or over the next format."""
    chosen: dict[str, dict[int, bytes]] = {}
    limit = original
    for kind in reversed(FORMATS):
        variants = {width: data for (each, width), data in made.items() if each == kind}
        largest = len(variants[max(variants)]) if variants else limit
        if largest < limit:
            chosen[kind] = {
                w: data for w, data in variants.items() if w == max(variants) or len(data) < largest
            }
            limit = largest
    return dict(reversed(chosen.items()))


def says_where(data: bytes) -> bool:
    """Whether a picture holds the position at which it was taken."""
    try:
        return metadata.PLACE in metadata.exif(data)
    except metadata.Damaged:
        return False
