"""Serves pictures in the size and format that the reader's screen needs, without metadata.

In a page, the author's pictures have their width and height, AVIF and WebP variants, and load lazily; feeds
have the plain `<img>` with its size. Variants are made when a page or browser asks for them.
"""

from collections.abc import Iterator

from feedgenerator import SyndicationFeed
from markupsafe import Markup
from pelican.generators import Generator

from vouch.media.gallery import Gallery
from vouch.media.picture_elements import sized, with_pictures
from vouch.site import MakeFile, MakeFolder, Site


def outputs(site: Site) -> Iterator[tuple[str, MakeFile | MakeFolder]]:
    yield from site.gallery.outputs.items()


def open_gallery(site: Site) -> None:
    site.gallery = Gallery(site)


def offer(generator: Generator) -> None:
    """Offer templates `article.content|with_pictures`."""

    def with_all(html: str, sizes: str = "") -> Markup:
        gallery = generator.settings["SITE"].gallery
        return with_pictures(sized(html, gallery.size), gallery.offers, sizes)

    generator.env.filters["with_pictures"] = with_all


def add_sizes(context: dict, feed: SyndicationFeed) -> None:
    for item in feed.items:
        name = "description" if item["content"] is None else "content"  # as in RSS
        item[name] = sized(str(item[name]), context["SITE"].gallery.size)
