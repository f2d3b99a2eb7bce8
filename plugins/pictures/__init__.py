"""Pictures come in the size and format that the reader's screen needs, and say only what they show.

In the page a picture of the author's has its width and height, AVIF and WebP variants, and waits
until it is near; feeds hold the plain `<img>`. A file that says where it was taken stops the build,
for the sources are public; what else it tells is left out of the published one.
"""

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from markupsafe import Markup
from pelican import signals
from pelican.contents import Content, Static
from pelican.generators import Generator

from plugins.addresses import Site, localised
from plugins.file_names import file_below
from plugins.pictures import metadata
from plugins.pictures.elements import ATTRIBUTE, with_pictures
from plugins.pictures.gallery import RASTER, Gallery, Offer, says_where
from plugins.pictures.sizes import OWN_IMAGE, dimensions, in_proportion, sized
from plugins.problems import SourceError, shown
from plugins.side_notes import BESIDE

__all__ = ["dimensions", "in_proportion", "picture_size", "register", "sized"]

logger = logging.getLogger(__name__)


def picture_size(address: str, content: Content) -> tuple[int, int]:
    """Width and height of the picture at `address` in a source's text. A Jinja filter."""
    root, beside = Path(content.settings["PATH"]), PurePosixPath(content.relative_dir)
    path = localised(address, Site.of(content.settings), beside, root)
    file = file_below(root, path.removeprefix("{static}/"))
    return dimensions(file) or (0, 0)


def _offer_filters(generator: Generator) -> None:
    """Templates say `article.content|with_pictures`."""
    settings, statics = generator.settings, generator.context["static_content"]
    base, root, kept = Site.of(settings).base, Path(settings["PATH"]), Path(settings["CACHE_PATH"])
    gallery = Gallery(root, kept, settings["BUILD"].assets, base)
    gallery = settings["BUILD"].gallery = settings["BUILD"].gallery or gallery

    @cache
    def files() -> dict[str, Path]:  # not before pages are written: to ask for an address settles it
        return {f"{base}/{each.url}": Path(each.source_path) for each in statics.values()}

    def find(address: str, width: int) -> Offer | None:
        if address not in files():
            return None
        return gallery.offer(files()[address], address, width)

    def with_all(html: str, sizes: str = "") -> Markup:
        return with_pictures(html, find, sizes)

    generator.env.filters.update(picture_size=picture_size, with_pictures=with_all)


def _make(generators: Iterable[Generator]) -> None:
    first = next(iter(generators))
    root, gallery = Path(first.settings["PATH"]), first.settings["BUILD"].gallery
    gallery.published = _rasters(first.context)
    for content in first.context["generated_content"].values():
        if content and content._content:
            content._content = sized(content._content, root)
            if beside := getattr(content, BESIDE, ""):
                setattr(content, BESIDE, sized(beside, root))
            for image in OWN_IMAGE.finditer(content._content):
                width = dict(ATTRIBUTE.findall(image[0])).get("width", "0")
                gallery.want(file_below(root, image["path"]), int(width))
    for problem in (*_of_places(gallery.published), *gallery.make()):
        logger.error("%s", problem)


def _rasters(context: dict) -> list[Static]:
    statics = context["static_content"].values()
    return [each for each in statics if Path(each.source_path).suffix.lower() in RASTER]


def _of_places(statics: Iterable[Static]) -> Iterator[SourceError]:
    for static in statics:
        if says_where(Path(static.source_path).read_bytes()):
            what = "this picture says where it was taken"
            instead = f"say `./invoke clean-picture {shown(static.source_path)}`"
            yield SourceError(static.source_path, 1, what, instead)


def published_picture(file: Path) -> bytes:
    """The bytes of a file; of a picture those without what it does not show."""
    data = file.read_bytes()
    return metadata.without_metadata(data) if file.suffix.lower() in RASTER else data


def outputs(_build: object) -> Iterator:
    yield from ()


def register() -> None:
    signals.generator_init.connect(_offer_filters)
    signals.all_generators_finalized.connect(_make)
