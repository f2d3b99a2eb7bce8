"""Feeds of whole articles: Atom (RFC 4287), and the same as JSON Feed beside it.

Their addresses are absolute and below SITE_ADDRESS in local builds as well, because RFC 4287 requires
absolute ids.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from feedgenerator import Atom1Feed, SyndicationFeed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator
from markupsafe import Markup, escape

from vouch.markup.side_notes import without_notes
from vouch.sources.addresses import SiteAddress, with_addresses

if TYPE_CHECKING:
    from vouch.build.outputs import MakeFile

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FRAME = re.compile(r"<iframe\b.*?</iframe>", re.DOTALL)
ATTRIBUTE = re.compile(r'\s(src|title)="([^"]*)"')
ATOM = ".atom.xml"
JSON_FEED = "https://jsonfeed.org/version/1.1"


class ReadableFeed(Atom1Feed):
    """An Atom feed with a stylesheet, by which a browser shows what it is."""

    stylesheet = ""

    def latest_post_date(self) -> datetime:
        """The library would give an empty feed the current time, so that each build would differ."""
        return super().latest_post_date() if self.items else EPOCH

    def write(self, outfile: io.TextIOBase, encoding: str) -> None:
        written = io.StringIO()
        super().write(written, encoding)
        declaration, _, feed = written.getvalue().partition("\n")
        outfile.write(f"{declaration}\n")
        style = {"type": "text/css", "href": self.stylesheet}
        instruction = " ".join(f'{name}="{value}"' for name, value in style.items())
        SimplerXMLGenerator(outfile, encoding).processingInstruction("xml-stylesheet", instruction)
        outfile.write(f"\n{feed}")


def outputs(
    path: str, title: str, collected: Callable[[], SyndicationFeed], articles: list, settings: dict
) -> Iterator[tuple[str, "MakeFile"]]:
    """A feed at `path`, with an Atom feed the same as JSON. `collected` makes Pelican's own, of all items."""
    if path.endswith(ATOM):
        yield path, lambda: _as_bytes(_atom(title, collected(), settings))
        yield beside_atom(path), lambda: _json(_atom(title, collected(), settings), articles, path, settings)
    else:
        yield path, lambda: _as_bytes(collected())


def _atom(title: str, collected: SyndicationFeed, settings: dict) -> ReadableFeed:
    """The feed under the site's name, or `Name: Design` where Pelican has `Name - Design`."""
    feed_url, home = collected.feed["feed_url"], f"{settings['SITE_ADDRESS']}/"
    feed = ReadableFeed(
        title=f"{settings['SITENAME']}: {title}" if title else settings["SITENAME"],
        link=home,
        feed_url=feed_url,
        feed_guid=feed_url if title else home,  # RFC 4287: one id, one feed
        description="",
        subtitle=settings["SITESUBTITLE"],
        language=settings["DEFAULT_LANG"],
    )
    feed.items = collected.items
    feed.stylesheet = f"{SiteAddress.of(settings).base}/{settings['SITE'].assets.of_theme('css/feed.css')}"
    return feed


def _as_bytes(feed: SyndicationFeed) -> bytes:
    written = io.StringIO()
    feed.write(written, "utf-8")
    return written.getvalue().encode()


def _json(feed: SyndicationFeed, articles: list, path: str, settings: dict) -> bytes:
    about = _about(feed, f"{settings['SITE_ADDRESS']}/{beside_atom(path)}")
    document = {**about, "authors": [{"name": settings["AUTHOR"]}], "items": [*_items(feed, articles)]}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def beside_atom(path: str) -> str:
    """The address of the same feed as JSON: `feeds/all.json` for `feeds/all.atom.xml`. A Jinja filter."""
    return f"{path.removesuffix(ATOM)}.json"


def _about(feed: SyndicationFeed, address: str) -> dict[str, object]:
    """The members of a JSON Feed that describe the feed itself."""
    return {
        "version": JSON_FEED,
        "title": feed.feed["title"],
        "home_page_url": feed.feed["link"],
        "feed_url": address,
        "description": feed.feed["subtitle"],
        "language": feed.feed["language"],
    }


def _items(feed: SyndicationFeed, articles: list) -> Iterator[dict[str, object]]:
    for item, article in zip(feed.items, articles, strict=False):
        changed = item["updateddate"]
        yield {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "language": article.lang,
            **({"summary": Markup(item["description"]).unescape()} if item["description"] else {}),
            "content_html": item["content"],
            "date_published": item["pubdate"].isoformat(),
            **({"date_modified": changed.isoformat()} if changed else {}),
            "authors": [{"name": str(each)} for each in article.authors],
            "tags": [str(each) for each in getattr(article, "tags", ())],
        }


@lru_cache(maxsize=256)  # an article is in several feeds
def absolute(html: str, page: str) -> str:
    """The HTML with its relative addresses joined to the address of its page."""
    html = FRAME.sub(_as_link, html)
    return with_addresses(html, lambda address, _: urljoin(page, address))


def _as_link(frame: re.Match) -> str:
    """A link in place of a frame, which most readers of feeds do not show."""
    shown = dict(ATTRIBUTE.findall(frame[0]))
    return f'<a href="{shown.get("src", "")}">{shown.get("title", "")}</a>'


def make_absolute(_context: dict, feed: SyndicationFeed) -> None:
    for item in feed.items:
        item["content"] = absolute(str(item["content"]), item["link"])
        if item["description"]:
            item["description"] = str(escape(without_notes(item["description"])))
