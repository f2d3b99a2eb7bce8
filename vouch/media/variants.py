"""Encodes a picture in the formats and widths that screens need, in sRGB and without metadata."""

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vouch.media.raster import upright

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (480, 1200)  # pixels: of a phone at 1x and at 3x
MAX_HEIGHT = 16_383  # pixels: the limit of WebP
FORMATS: dict[str, dict[str, Any]] = {  # the best one first
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 6},
}
# Other pictures, such as screenshots, keep the edges of coloured letters.
DRAWN: dict[str, dict[str, Any]] = {
    "avif": {**FORMATS["avif"], "subsampling": "4:4:4"},
    "webp": {"lossless": True, "quality": 60, "method": 4},
}
# All that the bytes depend on besides the picture and Pillow.
PARAMETERS = json.dumps([FORMATS, DRAWN, WIDTHS])


def variants(file: Path, display: int, original: int) -> dict[str, bytes]:
    """The worthwhile variants of a picture shown `display` CSS pixels wide: `{"480.avif": …, "480.webp": …}`.

    `original` is how many bytes the published original has. Raises SourceError.
    """
    picture = upright(file)
    image, made = in_srgb(picture), {}
    for width in widths(image.width, display):
        height = max(1, round(image.height * width / image.width))
        if height > MAX_HEIGHT:
            continue
        resized = image if width == image.width else image.resize((width, height), reducing_gap=3.0)
        for kind in FORMATS:
            made[kind, width] = _encoded(resized, kind, is_photograph=picture.format == "JPEG")
    chosen = chosen_formats(made, original)
    return {f"{width}.{kind}": each for kind, sizes in chosen.items() for width, each in sizes.items()}


def widths(original: int, display: int) -> list[int]:
    """The widths, in pixels, for a picture of `display` CSS pixels on screens of 1x and 2x."""
    top = min(original, 2 * display)
    return [*sorted(each for each in (*WIDTHS, display) if each < 0.9 * top), top]


def chosen_formats(made: dict[tuple[str, int], bytes], original: int) -> dict[str, dict[int, bytes]]:
    """`{format: {width: bytes}}` without what is not smaller than the original or the next format."""
    chosen: dict[str, dict[int, bytes]] = {}
    limit = original
    for kind in reversed(FORMATS):
        sizes = {width: data for (each, width), data in made.items() if each == kind}
        largest = len(sizes[max(sizes)]) if sizes else limit
        if largest < limit:
            chosen[kind] = {w: data for w, data in sizes.items() if w == max(sizes) or len(data) < largest}
            limit = largest
    return dict(reversed(chosen.items()))


def _encoded(image: "Image", kind: str, *, is_photograph: bool) -> bytes:
    if is_photograph:
        return _saved(image, kind, FORMATS[kind])
    choices = [DRAWN[kind]] if kind == "avif" else [DRAWN[kind], FORMATS[kind]]
    return min((_saved(image, kind, each) for each in choices), key=len)


def _saved(image: "Image", kind: str, parameters: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **parameters, icc_profile=b"", exif=b"", xmp=b"")
    return made.getvalue()


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
            pass  # damaged, or for other kinds of colours: browsers ignore it, too
    return image if image.mode == mode else image.convert(mode)
