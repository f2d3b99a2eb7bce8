"""The size of each picture of ours, so that the text below it does not jump when it comes."""

import io
import re
from functools import lru_cache
from pathlib import Path

import imagesize

from plugins.file_names import file_below
from plugins.pictures import metadata

OWN_IMAGE = re.compile(r'<img\b[^>]*?src="\{(?:static|attach)\}/(?P<path>[^"?#]+)[^>]*>')
SVG_ROOT = re.compile(rb"""<(?:[\w.-]+:)?svg\b(?:"[^"]*"|'[^']*'|[^"'>])*>""")
VIEW_BOX = re.compile(rb"""\bviewBox=["'][^"']*?(?P<width>[\d.]+)[\s,]+(?P<height>[\d.]+)\s*["']""")
DRAWN = re.compile(r'<figure(?=[^>]*>\s*(?:<p>\s*)?<img\b[^>]*\.svg")')
AVIF_SIZE = re.compile(rb"ispe\0{4}(?P<width>.{4})(?P<height>.{4})", re.DOTALL)  # ISO/IEC 23008-12
SIZE = re.compile(r'\s(?P<side>width|height)="(?P<pixels>\d+)"')


def dimensions(file: Path) -> tuple[int, int] | None:
    """Width and height in CSS pixels; None where the file does not say or is not there."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return _dimensions(file, found.st_mtime_ns, found.st_ctime_ns)


@lru_cache(maxsize=4096)
def _dimensions(file: Path, *_when: int) -> tuple[int, int] | None:
    try:
        data = file.read_bytes()
        if file.suffix.lower() == ".svg":  # shapes in it have sizes as well
            data = root[0] if (root := SVG_ROOT.search(data)) else b""
        width, height = imagesize.get(io.BytesIO(data), exif_rotation=False)
        if width < 0 and (box := VIEW_BOX.search(data)):  # an SVG of no size of its own
            width, height = float(box["width"]), float(box["height"])
        elif width < 0 and (box := AVIF_SIZE.search(data)):
            width, height = (int.from_bytes(box[side]) for side in ("width", "height"))
        if metadata.on_its_side(data):
            width, height = height, width
    except (OSError, ValueError):
        return None
    return (round(width), round(height)) if min(width, height) > 0 else None


def sized(html: str, content_root: Path) -> str:
    """The same HTML with `width` and `height` on our images; what the author gives of them is kept.

    A drawing scrolls in its figure on a narrow screen, so the figure can be reached by keyboard.
    """

    def with_size(match: re.Match) -> str:
        if not (size := dimensions(file_below(content_root, match["path"]))):
            return match[0]
        wanted = {each["side"]: int(each["pixels"]) for each in SIZE.finditer(match[0])}
        width, height = in_proportion(size, **wanted)
        tag = SIZE.sub("", match[0]).rstrip("/> ")
        return f'{tag} width="{width}" height="{height}">'

    return OWN_IMAGE.sub(with_size, DRAWN.sub('<figure tabindex="0"', html))


def in_proportion(size: tuple[int, int], width: int = 0, height: int = 0) -> tuple[int, int]:
    """The size at which a picture of `size` shows; a side that is not given follows the other."""
    if not width:
        width = round(height * size[0] / size[1]) if height else size[0]
    return width, height or round(width * size[1] / size[0])
