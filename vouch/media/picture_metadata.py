"""Removes metadata from pictures: where, when, with what and by whom they were taken, and comments.

Orientation is applied, and the colour profile stays. This is lossless for PNG, GIF and lossless WebP; JPEG,
other WebP and AVIF are encoded again, JPEG with its own quality.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vouch.media.raster import damage_reported, is_animated, opened, orientation, unpublishable, upright

if TYPE_CHECKING:
    from PIL.Image import Image

PNG_SIGNATURE_BYTES = 8
KEPT_IN_PNG = b"tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split()  # and critical chunks
KEPT_IN_JPEG = {"APP0": b"JFIF", "APP2": b"ICC_PROFILE", "APP14": b"Adobe"}
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
METADATA = ("exif", "xmp", "comment", "extension")  # Pillow's names; a GIF has XMP in the last one


def without_metadata(file: Path) -> bytes:
    """The bytes of a picture without metadata; empty if the file has none. Raises SourceError."""
    data, image, picture = file.read_bytes(), opened(file), upright(file)
    is_upright = orientation(image) == 1
    if image.format == "PNG" and is_upright:
        with damage_reported(file):
            saved = data[:PNG_SIGNATURE_BYTES] + b"".join(_kept_chunks(data))
        return saved if saved != data else b""
    if is_upright and not _has_metadata(image, data):
        return b""
    if is_animated(image):
        raise unpublishable(file, "it is animated and contains EXIF or XMP data")
    saved, profile = io.BytesIO(), picture.info.get("icc_profile")
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    picture.save(saved, image.format, icc_profile=profile, **_options(image, data, is_upright))
    return saved.getvalue()


def _kept_chunks(data: bytes) -> Iterator[bytes]:
    """The chunks of a PNG to keep, up to IEND (W3C PNG 3)."""
    place, kind = PNG_SIGNATURE_BYTES, b""
    while kind != b"IEND":
        end = place + 12 + int.from_bytes(data[place : place + 4])
        kind = data[place + 4 : place + 8]
        if end > len(data):
            raise ValueError("the end is missing")
        if kind[:1].isupper() or kind in KEPT_IN_PNG:
            yield data[place:end]
        place = end


def _has_metadata(image: "Image", data: bytes) -> bool:
    if image.format == "JPEG":
        is_alone = data.endswith(JPEG_END) and data.count(JPEG_START) == 1
        return not is_alone or any(
            name not in KEPT_IN_JPEG or not body.startswith(KEPT_IN_JPEG[name])
            for name, body in image.applist
        )
    if image.format == "WEBP" and len(data) > 8 + int.from_bytes(data[4:8], "little"):
        return True  # something follows the picture
    looked_for = METADATA[:2] if is_animated(image) else METADATA
    return not image.info.keys().isdisjoint(looked_for)


def _options(image: "Image", data: bytes, is_upright: bool) -> dict[str, Any]:
    from PIL.JpegImagePlugin import get_sampling

    if image.format == "JPEG" and is_upright:
        return {"quality": "keep", "optimize": True, "progressive": "progressive" in image.info}
    if image.format == "JPEG":
        return {"quality": 95, "subsampling": get_sampling(image), "optimize": True}
    if image.format == "WEBP":
        return {"quality": 95, "lossless": b"VP8L" in data}
    return {"quality": 90, "max_threads": 1} if image.format == "AVIF" else {"optimize": True}
