"""Feeds of articles: Atom (RFC 4287) with the same as JSON Feed beside it, and RSS if the owner wants it.

Their addresses are absolute and below SITE_ADDRESS in local builds as well, because RFC 4287 requires
absolute ids.
"""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial
from urllib.parse import urljoin

from feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator
from markupsafe import Markup, escape
from pelican.generators import Generator

from vouch.markup.side_notes import without_notes
from vouch.site import MakeFile
from vouch.sources.addresses import SiteAddress, with_addresses

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FRAME = re.compile(r"<iframe\b.*?</iframe>", re.DOTALL)
ATTRIBUTE = re.compile(r'\s(src|title)="([^"]*)"')
SITE_FEEDS = ("FEED_ALL_ATOM", "FEED_ATOM", "FEED_ALL_RSS", "FEED_RSS")
ENDING = re.compile(r"(?:\.atom)?\.(?:xml|atom)$")
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class FeedLink:
    """A feed as pages announce it: its address below the site, its media type, and what readers call it."""

    address: str
    media_type: str
    name: str


def feed_links(settings: dict, kind: str, slug: str = "") -> list[FeedLink]:
    """The feeds of a kind, such as TAG_FEED of the tag `slug`. For templates."""
    atom, rss = (str(settings.get(f"{kind}_{form}") or "").format(slug=slug) for form in ("ATOM", "RSS"))
    atom, rss = ("" if each in settings["SITE"].left_out else each for each in (atom, rss))
    found = (
        FeedLink(atom, "application/atom+xml", "Atom"),
        FeedLink(atom and beside_atom(atom), "application/feed+json", "JSON"),
        FeedLink(rss, "application/rss+xml", "RSS"),
    )
    return [each for each in found if each.address]


def site_feeds(settings: dict) -> list[FeedLink]:
    return [*feed_links(settings, "FEED_ALL"), *feed_links(settings, "FEED")]


def offer(generator: Generator) -> None:
    settings = generator.settings
    generator.context.update(
        feed_links=partial(feed_links, settings), site_feeds=partial(site_feeds, settings)
    )


class RssFeed(Rss201rev2Feed):
    """An RSS 2.0 feed, for readers that know no other."""

    stylesheet = ""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else EPOCH


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
    path: str,
    title: str,
    feed_type: str,
    collected: Callable[[], SyndicationFeed],
    articles: list,
    settings: dict,
) -> Iterator[tuple[str, MakeFile]]:
    """A feed at `path`, with an Atom feed the same as JSON. `collected` makes Pelican's own, of all items."""

    def feed() -> SyndicationFeed:
        return _named(title, path, collected(), settings)

    yield path, lambda: _as_bytes(feed())
    if feed_type == "atom":
        yield beside_atom(path), lambda: _json(feed(), articles, path, settings)


def _named(title: str, path: str, collected: SyndicationFeed, settings: dict) -> SyndicationFeed:
    """The feed under the site's name, or `Name: Design` where Pelican has `Name - Design`."""
    feed_url, home = collected.feed["feed_url"], f"{settings['SITE_ADDRESS']}/"
    main = next(filter(None, map(settings.get, SITE_FEEDS)), None)
    kind = RssFeed if isinstance(collected, Rss201rev2Feed) else ReadableFeed
    feed = kind(
        title=f"{settings['SITENAME']}: {title}" if title else settings["SITENAME"],
        link=home,
        feed_url=feed_url,
        feed_guid=home if path == main else feed_url,  # RFC 4287: one id, one feed
        description=settings["SITESUBTITLE"] if kind is RssFeed else "",
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
    about = _about(feed, SiteAddress.of(settings).uri(beside_atom(path)))
    document = {**about, "authors": [{"name": settings["AUTHOR"]}], "items": [*_items(feed, articles)]}
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def beside_atom(path: str) -> str:
    """The address of the same feed as JSON: `feeds/all.json` for `feeds/all.atom.xml`."""
    return f"{ENDING.sub('', path)}.json"


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


def make_absolute(context: dict, feed: SyndicationFeed) -> None:
    """In RSS the description is the text itself if the owner wants more than summaries."""
    is_whole = isinstance(feed, Rss201rev2Feed) and not context["RSS_FEED_SUMMARY_ONLY"]
    for item in feed.items:
        for name in ("content", *(["description"] if is_whole else ())):
            if item[name] is not None:
                item[name] = absolute(str(item[name]), item["link"])
        if item["description"] and not is_whole:
            item["description"] = str(escape(without_notes(item["description"])))
