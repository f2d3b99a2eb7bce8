"""A picture in the formats and widths that screens need. Made once, by Pillow, and kept.

Pillow's decoders are loaded only to make something. What is made holds sRGB colours and no metadata.
"""

import io
import json
import struct
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins.cache import digest, made_once
from plugins.pictures.metadata import Damaged, without_metadata

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (480, 1200)  # pixels: a phone's of one dot, and of three
LARGEST = 80_000_000  # pixels: what a small machine can hold
SMALLEST = 10_000  # bytes: below it a request costs more than is saved
FORMATS: dict[str, dict[str, Any]] = {  # the best one first
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 6},
}
SHOWN = ("PNG", "JPEG", "MPO", "WEBP", "GIF", "AVIF", "BMP", "ICO")  # in Pillow's words; MPO is JPEG, twice
# What is not a photograph, such as a screenshot, keeps the edges of coloured letters.
DRAWN: dict[str, dict[str, Any]] = {
    "avif": {**FORMATS["avif"], "subsampling": "4:4:4"},
    "webp": {"lossless": True, "quality": 60, "method": 4},
}
# What Pillow raises, by its decoders and by what they call, for a file that is not what it says.
UNREADABLE = (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError, KeyError, TypeError)


class Unreadable(Exception):
    """The picture cannot be read; says why."""


@dataclass(frozen=True)
class Facts:
    """What a picture is, the right side up."""

    width: int
    height: int
    animated: bool
    transparent: bool
    private: bool  # says more than it shows, in a format from which plugins.pictures.metadata takes nothing


class Original:
    """A picture as the author gave it, decoded once and only if need be."""

    def __init__(self, source: bytes, kept: Path) -> None:
        try:
            self.published = without_metadata(source)
        except Damaged as error:
            raise Unreadable("it is damaged, or not all there") from error
        self._kept = kept
        self._digest = digest(self.published)
        self._lock = threading.Lock()

    @cached_property
    def facts(self) -> Facts:
        """Raises Unreadable."""
        return Facts(**json.loads(self._made(self._facts, "facts", *SHOWN)))

    def variant(self, kind: str, width: int) -> bytes:
        """The picture in a format of FORMATS, `width` pixels wide."""
        parameters = json.dumps([FORMATS[kind], DRAWN[kind]])
        return self._made(lambda: self._encoded(kind, width), "picture", kind, str(width), parameters)

    def _made(self, make: Callable[[], bytes], *ingredients: str) -> bytes:
        return made_once(self._kept, make, *ingredients, version("pillow"), self._digest)

    def _facts(self) -> bytes:
        image = self._decoded
        facts = Facts(
            width=image.width,
            height=image.height,
            animated=getattr(image, "is_animated", False),
            transparent=image.has_transparency_data,
            private=image.format == "AVIF" and not image.info.keys().isdisjoint(("exif", "xmp")),
        )
        return json.dumps(asdict(facts)).encode()

    @cached_property
    def _decoded(self) -> "Image":
        from PIL import Image, ImageOps

        Image.MAX_IMAGE_PIXELS = None  # else it warns, and knows no file
        try:
            image = Image.open(io.BytesIO(self.published))
            if image.format not in SHOWN:
                raise Unreadable(f"it is {image.format}, which browsers do not show")
            if image.width * image.height > LARGEST:
                raise Unreadable(f"it has {image.width} × {image.height} pixels")
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
        except UNREADABLE as error:
            raise Unreadable("it is damaged, or of a kind that browsers do not show") from error
        return image

    @cached_property
    def _in_srgb(self) -> "Image":
        return in_srgb(self._decoded)

    def _resized(self, width: int) -> "Image":
        """A picture of its own: Pillow notes in one how it is being saved, for all threads that save it."""
        with self._lock:
            image = self._in_srgb
        height = max(1, round(image.height * width / image.width))
        return image.copy() if width == image.width else image.resize((width, height), reducing_gap=3.0)

    def _encoded(self, kind: str, width: int) -> bytes:
        image = self._resized(width)
        if self._decoded.format == "JPEG":
            return _saved(image, kind, FORMATS[kind])
        choices = [DRAWN[kind]] if kind == "avif" else [DRAWN[kind], FORMATS[kind]]
        return min((_saved(image, kind, each) for each in choices), key=len)


def widths(original: int, display: int) -> list[int]:
    """The widths, in pixels, for a picture of `display` CSS pixels on screens of one or two dots to each."""
    top = min(original, 2 * display)
    return [*sorted(each for each in (*WIDTHS, display) if each < 0.9 * top), top]


def in_srgb(image: "Image") -> "Image":
    """The same colours in 8 bits of red, green, blue and, if there is transparency, alpha."""
    from PIL import ImageCms

    profile, mode = image.info.get("icc_profile"), "RGBA" if image.has_transparency_data else "RGB"
    if image.mode.startswith("I"):  # grey in 16 bits, which Pillow would cut off
        image = image.convert("I").point(lambda value: value / 256)
    if image.mode not in ("CMYK", "L", mode):
        image = image.convert(mode)
    if profile:
        try:
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # damaged, or for other kinds of colours: browsers take no notice of it either
    return image if image.mode == mode else image.convert(mode)


def _saved(image: "Image", kind: str, parameters: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **parameters, icc_profile=b"", exif=b"", xmp=b"")
    return made.getvalue()
