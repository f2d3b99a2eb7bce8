"""Raster pictures as Pillow reads them. Pillow is imported only when a picture is not in the cache."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from vouch.sources.problems import SourceError

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".png", ".apng", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".avif", ".bmp", ".ico")
FORMATS = ("PNG", "JPEG", "MPO", "WEBP", "GIF", "AVIF", "BMP", "ICO")  # Pillow's names of what browsers show
MAX_PIXELS = 80_000_000  # what a small machine can hold
# A tag of EXIF 2.3, and the PIL.Image.Transpose that makes each of its values upright.
ORIENTATION = 0x0112
TRANSPOSITIONS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
SAVE_ADVICE = "save it again as PNG, JPEG, WebP or AVIF, or leave it out"
LFS_POINTER = b"version https://git-lfs"
# What Pillow and its decoders raise for damaged files.
ERRORS = (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError, KeyError, TypeError)


def is_raster(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES


def unpublishable(file: Path, why: str) -> SourceError:
    return SourceError(file, 1, f"this picture cannot be published: {why}", SAVE_ADVICE)


def check_is_present(file: Path) -> None:
    """Raises SourceError for a pointer of Git LFS, which stands for a file that is elsewhere."""
    with file.open("rb") as opened_file:
        is_pointer = opened_file.read(len(LFS_POINTER)) == LFS_POINTER
    if is_pointer:
        raise SourceError(file, 1, "this is a Git LFS pointer, not the file itself", "run `git lfs pull`")


@contextmanager
def damage_reported(file: Path) -> Iterator[None]:
    """Raises SourceError if Pillow finds damage."""
    try:
        yield
    except ERRORS as error:
        raise unpublishable(file, "it is damaged, or of a kind that browsers do not show") from error


def opened(file: Path) -> "Image":
    """Open a picture: reads its header and decodes nothing. Raises SourceError."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # otherwise Pillow warns without naming the file
    check_is_present(file)
    data = io.BytesIO(file.read_bytes())
    with damage_reported(file):
        image = Image.open(data)
    if image.format not in FORMATS:
        raise unpublishable(file, f"it is {image.format}, which browsers do not show")
    if image.width * image.height > MAX_PIXELS:
        raise unpublishable(file, f"it has {image.width} × {image.height} pixels")
    if image.format == "MPO":  # a JPEG, with more pictures after it
        image.format, image.is_animated = "JPEG", False
    return image


def is_animated(image: "Image") -> bool:
    return getattr(image, "is_animated", False)


def orientation(image: "Image") -> int:
    """Its EXIF orientation, 1 for upright. As in browsers, damaged EXIF is ignored."""
    from PIL import Image

    exif = Image.Exif()
    with suppress(*ERRORS):
        exif.load(image.info.get("exif"))
    found = exif.get(ORIENTATION)
    return found if found in TRANSPOSITIONS and not is_animated(image) else 1


def upright(file: Path) -> "Image":
    """The picture decoded, with the format of its file. Raises SourceError."""
    image = opened(file)
    found = orientation(image)  # before a PNG is decoded, which may find more EXIF than browsers do
    with damage_reported(file):
        image.load()
    turned = image if found == 1 else image.transpose(TRANSPOSITIONS[found])
    turned.format = image.format
    return turned


@cache
def pillow() -> str:
    """Pillow's version, an ingredient of all bytes that it writes."""
    return f"Pillow {version('pillow')}"
