"""Raster pictures as Pillow reads them. Pillow is loaded when one is read that is not in the cache."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.problems import SourceError

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".png", ".apng", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".avif", ".bmp", ".ico")
FORMATS = ("PNG", "JPEG", "MPO", "WEBP", "GIF", "AVIF", "BMP", "ICO")  # Pillow's names of what browsers show
MAX_PIXELS = 80_000_000  # what a small machine can hold
ORIENTATION = 0x0112  # a tag of EXIF 2.3; its values, and what of PIL.Image.Transpose makes each upright:
TRANSPOSITIONS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
MIN_SIDEWAYS = 5  # from this value on, rows are columns
INSTEAD = "save it again as PNG, JPEG, WebP or AVIF, or leave it out"
# What Pillow raises, by its decoders and by what they call, for a file that is not what it says.
ERRORS = (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError, KeyError, TypeError)


class Unpublishable(Exception):
    """Says why."""

    def problem(self, file: Path) -> SourceError:
        return SourceError(file, 1, f"this picture cannot be published: {self}", INSTEAD)


def is_raster(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES


@contextmanager
def damage_reported() -> Iterator[None]:
    """Raises Unpublishable where Pillow finds damage."""
    try:
        yield
    except ERRORS as error:
        raise Unpublishable("it is damaged, or of a kind that browsers do not show") from error


def opened(data: bytes) -> "Image":
    """Its header is read, and nothing decoded. Raises Unpublishable."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # else it warns, and names no file
    with damage_reported():
        image = Image.open(io.BytesIO(data))
    if image.format not in FORMATS:
        raise Unpublishable(f"it is {image.format}, which browsers do not show")
    if image.width * image.height > MAX_PIXELS:
        raise Unpublishable(f"it has {image.width} × {image.height} pixels")
    if image.format == "MPO":  # a JPEG, with more pictures after it
        image.format, image.is_animated = "JPEG", False
    return image


def is_animated(image: "Image") -> bool:
    return getattr(image, "is_animated", False)


def orientation(image: "Image") -> int:
    """As EXIF numbers it, from 1 for upright. As in browsers, damaged EXIF says nothing."""
    from PIL import Image

    exif = Image.Exif()
    with suppress(*ERRORS):
        exif.load(image.info.get("exif"))
    found = exif.get(ORIENTATION)
    return found if found in TRANSPOSITIONS and not is_animated(image) else 1


def upright(image: "Image") -> "Image":
    """Decoded. Raises Unpublishable."""
    found = orientation(image)  # before a PNG is decoded, which may find more EXIF than browsers do
    with damage_reported():
        image.load()
    return image if found == 1 else image.transpose(TRANSPOSITIONS[found])


@cache
def pillow() -> str:
    """Its version, on which all bytes depend that it writes."""
    return f"Pillow {version('pillow')}"
