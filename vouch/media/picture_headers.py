"""Reads what pages need to know about a picture from its header; reports what browsers do not show."""

import json
import re
from dataclasses import astuple, dataclass
from functools import lru_cache, partial
from pathlib import Path
from xml.etree import ElementTree

from vouch.markup.lengths import ABSOLUTE
from vouch.media import colour_schemes, raster
from vouch.sources.cache import made_once
from vouch.sources.problems import SourceError

SIDEWAYS = 5  # the first orientation of EXIF whose rows are columns
SVG_ROOT = "{http://www.w3.org/2000/svg}svg"
LENGTH = re.compile(rf"\s*(\d*\.?\d+)({'|'.join(ABSOLUTE)})\s*")


@dataclass(frozen=True)
class Header:
    width: int  # CSS pixels, upright; 0 for a drawing without a size
    height: int
    is_animated: bool
    needs_frame: bool  # it may be dark on transparent, invisible in dark mode

    @property
    def size(self) -> tuple[int, int] | None:
        return (self.width, self.height) if self.width and self.height else None


@lru_cache(maxsize=4096)
def header(file: Path, digest: bytes, cache: Path) -> Header:
    """The cached header of a file whose bytes have this digest; `cache` is CACHE_PATH. Raises SourceError."""
    ingredients = ("header", raster.pillow(), file.suffix.lower(), digest)
    return Header(*json.loads(made_once(cache, partial(_packed, file), *ingredients)))


def _packed(file: Path) -> bytes:
    return json.dumps(astuple(read_header(file))).encode()


def read_header(file: Path) -> Header:
    """The header of a picture. Raises SourceError for what browsers do not show."""
    if file.suffix.lower() == ".svg":
        raster.check_is_present(file)
        svg = file.read_bytes()
        return Header(*_size_of_drawing(file, svg), False, not colour_schemes.adapts(svg))
    if not raster.is_raster(file):
        raise SourceError(file, 1, f"browsers do not show {file.suffix} pictures", raster.SAVE_ADVICE)
    image = raster.opened(file)
    width, height = image.size if raster.orientation(image) < SIDEWAYS else image.size[::-1]
    return Header(width, height, raster.is_animated(image), image.has_transparency_data)


def _size_of_drawing(file: Path, svg: bytes) -> tuple[int, int]:
    """Its width and height by CSS and SVG 2: its own, or those of its viewBox; 0 if it has neither."""
    what, line = 'it does not begin with <svg xmlns="http://www.w3.org/2000/svg">', 1
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 (the author's own; expat bounds entities)
    except (ElementTree.ParseError, ValueError) as error:  # the second for an unknown encoding
        root, what, line = None, "it is not XML", max(getattr(error, "position", (1, 0))[0], 1)
    if root is None or root.tag != SVG_ROOT:
        raise SourceError(file, line, f"browsers do not show this drawing: {what}", "export it as SVG again")
    own, box = (root.get("width", ""), root.get("height", "")), root.get("viewBox", "").replace(",", " ")
    for sides in (own, box.split()[2:]):
        found = [LENGTH.fullmatch(each) for each in sides]
        if len(found) == 2 and all(found):
            width, height = (round(float(each[1]) * ABSOLUTE[each[2]]) for each in found)
            return width, height
    return 0, 0
