"""Pictures come in the size and format that the reader's screen needs, and say only what they show.

In the page a picture of the author's has its width and height, AVIF and WebP variants, and waits until it is
near; feeds hold the plain `<img>` with its size. Variants are made when a page or browser asks for them.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from feedgenerator import SyndicationFeed
from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

from plugins.outputs import MakeFile, MakeFolder
from plugins.pictures.elements import sized, with_pictures
from plugins.pictures.gallery import Gallery

if TYPE_CHECKING:
    from plugins.site import Build


def outputs(build: "Build") -> Iterator[tuple[str, MakeFile | MakeFolder]]:
    yield from build.gallery.outputs.items()


def _open_gallery(generators: Iterable[Generator]) -> None:
    build = next(iter(generators)).settings["BUILD"]
    build.gallery = Gallery(build)


def _add_filter(generator: Generator) -> None:
    """Templates say `article.content|with_pictures`."""

    def with_all(html: str, sizes: str = "") -> Markup:
        gallery = generator.settings["BUILD"].gallery
        return with_pictures(sized(html, gallery.size), gallery.offers, sizes)

    generator.env.filters["with_pictures"] = with_all


def _add_sizes(context: dict, feed: SyndicationFeed) -> None:
    for item in feed.items:
        item["content"] = sized(str(item["content"]), context["BUILD"].gallery.size)


def register() -> None:
    signals.generator_init.connect(_add_filter)
    signals.all_generators_finalized.connect(_open_gallery)
    signals.feed_generated.connect(_add_sizes)
