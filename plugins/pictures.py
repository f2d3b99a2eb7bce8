"""Tells the browser the size of each picture of ours, so that the text below it does not jump."""

import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from pathlib import Path, PurePosixPath

import imagesize
from pelican import signals
from pelican.contents import Content
from pelican.generators import Generator

from plugins.addresses import Site, localised

OWN_IMAGE = re.compile(r'<img\b[^>]*?src="\{(?:static|attach)\}/(?P<path>[^"?#]+)[^>]*>')
VIEW_BOX = re.compile(
    rb"""<svg\b[^>]*?\bviewBox=["'][^"']*?(?P<width>[\d.]+)[\s,]+(?P<height>[\d.]+)\s*["']"""
)
DRAWN = re.compile(r'<figure(?=[^>]*>\s*(?:<p>\s*)?<img\b[^>]*\.svg")')
SIZE = re.compile(r'\s(?P<side>width|height)="(?P<pixels>\d+)"')


@cache
def dimensions(file: Path) -> tuple[int, int] | None:
    """Width and height in CSS pixels; None where the file does not say or is not there."""
    try:
        width, height = imagesize.get(file)
        if width < 0 and (box := VIEW_BOX.search(file.read_bytes())):  # an SVG of no size of its own
            width, height = float(box["width"]), float(box["height"])
    except (OSError, ValueError):
        return None
    return (round(width), round(height)) if min(width, height) > 0 else None


def sized(html: str, content_root: Path) -> str:
    """The same HTML with `width` and `height` on our images; what the author gives of them is kept.

    A drawing scrolls in its figure on a narrow screen, so the figure can be reached by keyboard.
    """

    def with_size(match: re.Match) -> str:
        if not (size := dimensions(content_root / unescape(match["path"]))):
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


def picture_size(address: str, content: Content) -> tuple[int, int]:
    """Width and height of the picture at `address` in a source's text. A Jinja filter."""
    root, beside = Path(content.settings["PATH"]), PurePosixPath(content.relative_dir)
    path = localised(address, Site.of(content.settings), beside, root)
    return dimensions(root / path.removeprefix("{static}/")) or (0, 0)


def _add_sizes(generators: Iterable[Generator]) -> None:
    for content in next(iter(generators)).context["generated_content"].values():
        if content and content._content:
            content._content = sized(content._content, Path(content.settings["PATH"]))


def _add_filter(generator: Generator) -> None:
    generator.env.filters["picture_size"] = picture_size


def register() -> None:
    signals.generator_init.connect(_add_filter)
    signals.all_generators_finalized.connect(_add_sizes)
