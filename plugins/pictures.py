"""Tells the browser the size of each picture of ours, so that the text below it does not jump."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath

import imagesize
from pelican import signals
from pelican.contents import Content
from pelican.generators import Generator

from plugins.addresses import Site, localised

OWN_IMAGE = re.compile(r'<img\b[^>]*?src="\{static\}/?(?P<path>[^"]+)"[^>]*>')
WIDTH = re.compile(r'\s*\bwidth="(?P<pixels>\d+)"')


@cache
def dimensions(file: Path) -> tuple[int, int] | None:
    """Width and height in CSS pixels; None where the file does not say or is not there."""
    try:
        width, height = imagesize.get(file)
    except (OSError, ValueError):
        return None
    return (round(width), round(height)) if min(width, height) > 0 else None


def sized(html: str, content_root: Path) -> str:
    """The same HTML with `width` and `height` on our images; an author's width is kept."""

    def with_size(match: re.Match) -> str:
        size = dimensions(content_root / match["path"])
        if not size or "height=" in match[0]:
            return match[0]
        wanted = WIDTH.search(match[0])
        width = int(wanted["pixels"]) if wanted else size[0]
        height = round(width * size[1] / size[0])
        tag = WIDTH.sub("", match[0]).rstrip("/> ")
        return f'{tag} width="{width}" height="{height}">'

    return OWN_IMAGE.sub(with_size, html)


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
