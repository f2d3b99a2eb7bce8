"""What a picture tells beside what it shows: where, when and with which camera it was taken, and by whom.

All of it is left out of the published file, without loss: the pixels, their colours and which side
is up stay. For JPEG (ITU T.81), PNG (W3C PNG 3) and WebP (RFC 9649); other formats stay as they are.
"""

import re
import struct
import zlib
from collections.abc import Iterator

ORIENTATION, PLACE = 0x0112, 0x8825  # tags of EXIF 2.3: which side is up, and the offset of the position
JPEG, PNG, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
EXIF, END, SCAN = 0xE1, 0xD9, 0xDA
# JFIF, the colour profile and Adobe's note on how colours are coded; APP2 holds other things as well.
KEPT_IN_JPEG = {0xE0: b"", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
AVIF_TURN = re.compile(rb"\0\0\0\x09irot(.)", re.DOTALL)
AFTER_SCAN = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
KEPT_IN_PNG = b"tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split()
METADATA_FLAGS = 0x08 | 0x04  # of VP8X: there is EXIF, there is XMP


class Damaged(ValueError):
    """The file is not built as its format says."""


def without_metadata(data: bytes) -> bytes:
    """The same picture, which says nothing but what it shows. Raises Damaged."""
    for signature, strip in ((JPEG, _jpeg), (PNG, _png), (WEBP, _webp)):
        if data.startswith(signature):
            return b"".join(strip(data, _orientation_alone(exif(data))))
    return data


def exif(data: bytes) -> dict[int, int]:
    """The first directory of a picture's EXIF: numbers, or offsets of what is longer. Raises Damaged."""
    for signature, blocks in ((JPEG, _segments), (PNG, _chunks), (WEBP, _riff_chunks)):
        if data.startswith(signature):
            found = (body for kind, body, _ in blocks(data) if kind in (EXIF, b"eXIf", b"EXIF"))
            return next(filter(None, map(_directory, found)), {})
    return {}


def on_its_side(data: bytes) -> bool:
    """Whether the columns of the file are the rows of the picture. Raises Damaged."""
    if data[4:12] == b"ftypavif":
        turned = AVIF_TURN.search(data)
        return bool(turned and turned[1][0] % 2)
    return exif(data).get(ORIENTATION, 1) >= 5


def _directory(block: bytes) -> dict[int, int]:
    tiff = block.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    try:
        start = struct.unpack_from(f"{order}I", tiff, 4)[0] if order else None
        count = struct.unpack_from(f"{order}H", tiff, start)[0] if order else 0
        places = [start + 2 + 12 * number for number in range(count)]
        kinds = [struct.unpack_from(f"{order}HH", tiff, place) for place in places]
        return {
            tag: struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", tiff, place + 8)[0]
            for place, (tag, kind) in zip(places, kinds, strict=True)
        }
    except struct.error:
        return {}


def _orientation_alone(tags: dict[int, int]) -> bytes:
    """An EXIF block that says which side is up; empty if it is the first row."""
    up = tags.get(ORIENTATION, 1)
    entry = struct.pack("<HHHIHHI", 1, ORIENTATION, 3, 1, up, 0, 0)
    return b"II*\0\x08\0\0\0" + entry if 1 < up <= 8 else b""


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, body and all bytes of each segment, up to the picture's end; what follows is other pictures."""
    place, marker = 2, 0
    try:
        while marker != END:
            while data[place + 1] == 0xFF:
                place += 1
            marker, size = data[place + 1], 0 if data[place + 1] == END else _number(">H", data, place + 2)
            end = place + 2 + size
            if data[place] != 0xFF or end > len(data):
                raise Damaged("JPEG")
            if marker == SCAN:
                after = AFTER_SCAN.search(data, end)
                end = after.start() if after else len(data)
            yield marker, data[place + 4 : place + 2 + size], data[place:end]
            place = end
    except IndexError as error:
        raise Damaged("JPEG") from error


def _number(form: str, data: bytes, place: int) -> int:
    try:
        return struct.unpack_from(form, data, place)[0]
    except struct.error as error:
        raise Damaged("a number is cut off") from error


def _jpeg(data: bytes, orientation: bytes) -> Iterator[bytes]:
    yield data[:2]
    if orientation:
        block = b"Exif\0\0" + orientation
        yield struct.pack(">BBH", 0xFF, EXIF, len(block) + 2) + block
    for marker, body, whole in _segments(data):
        is_note = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not is_note or body.startswith(KEPT_IN_JPEG.get(marker, b"\0nothing")):
            yield whole


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    place, kind = len(PNG), b""
    while kind != b"IEND":
        size, kind = _number(">I", data, place), data[place + 4 : place + 8]
        end = place + 12 + size
        if end > len(data):
            raise Damaged("PNG")
        yield kind, data[place + 8 : end - 4], data[place:end]
        place = end


def _png(data: bytes, orientation: bytes) -> Iterator[bytes]:
    yield PNG
    for kind, _, whole in _chunks(data):
        if kind == b"IDAT" and orientation:
            chunk, orientation = b"eXIf" + orientation, b""
            yield struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        if kind[:1].isupper() or kind in KEPT_IN_PNG:
            yield whole


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    place, end = 12, 8 + _number("<I", data, 4)
    if end > len(data):
        raise Damaged("WebP")
    while place < end:
        size = _number("<I", data, place + 4)
        after = place + 8 + size + size % 2
        if after > len(data):
            raise Damaged("WebP")
        yield data[place : place + 4], data[place + 8 : place + 8 + size], data[place:after]
        place = after


def _webp(data: bytes, orientation: bytes) -> Iterator[bytes]:
    kept = []
    for kind, body, whole in _riff_chunks(data):
        if kind == b"VP8X":
            flags = body[0] & ~METADATA_FLAGS | (0x08 if orientation else 0)
            kept.append(whole[:8] + bytes([flags]) + whole[9:])
        elif kind not in (b"EXIF", b"XMP "):
            kept.append(whole)
    if orientation:  # 26 bytes: even, as chunks are
        kept.append(struct.pack("<4sI", b"EXIF", len(orientation)) + orientation)
    chunks = b"".join(kept)
    yield struct.pack("<4sI4s", WEBP, len(chunks) + 4, b"WEBP") + chunks
