"""Feeds hold whole articles with whole addresses, at the desk as in public: Atom, and JSON Feed beside it.

The writer that sees to it also leaves out pages that a build is not for (WRITE_ONLY, a list of names).
"""

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from feedgenerator import Atom1Feed, SyndicationFeed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator
from markupsafe import Markup, escape
from pelican import Pelican, signals
from pelican.writers import Writer

from plugins.addresses import ATTRIBUTE, Site
from plugins.side_notes import without_notes

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SRCSET = re.compile(r'(?P<tag><(?:img|source)\b[^>]*?\ssrcset=")(?P<value>[^"]*)', re.IGNORECASE)
# An address, which may hold commas, and its width or density. Elsewhere than behind a comma none begins.
CANDIDATE = re.compile(r"(?P<before>[\s,]*)(?P<address>[^\s,](?:\S*[^\s,])?)(?P<after>(?:\s[^,]*)?,?)")
JSON_FEED = "https://jsonfeed.org/version/1.1"


class ReadableFeed(Atom1Feed):
    """An Atom feed (RFC 4287) which a browser shows with a stylesheet that says what it is."""

    stylesheet = ""

    def write(self, outfile: io.TextIOBase, encoding: str) -> None:
        written = io.StringIO()
        super().write(written, encoding)
        declaration, _, feed = written.getvalue().partition("\n")
        outfile.write(f"{declaration}\n")
        style = {"type": "text/css", "href": self.stylesheet}
        instruction = " ".join(f'{name}="{value}"' for name, value in style.items())
        SimplerXMLGenerator(outfile, encoding).processingInstruction("xml-stylesheet", instruction)
        outfile.write(f"\n{feed}")


class SiteWriter(Writer):
    """Pelican's writer, whose feeds always live at SITE_ADDRESS (RFC 4287 wants absolute ids)."""

    def write_file(self, name: str, *args, **kwargs) -> None:
        only = self.settings.get("WRITE_ONLY")
        if only is None or name in only:
            # A template that several kinds of pages share asks which of the two there is.
            super().write_file(name, *args, **{"article": None, "page": None, **kwargs})

    def write_feed(self, elements, context, path=None, *args, **kwargs) -> SyndicationFeed:
        address = self.settings["SITE_ADDRESS"]
        public = {**context, "SITEURL": address, "FEED_DOMAIN": address}
        feed = super().write_feed(elements, public, path, *args, **kwargs)
        if path:
            beside = beside_atom(path)
            items = [*_items(feed, elements)]
            document = {**_about(feed, f"{address}/{beside}"), "authors": [{"name": context["AUTHOR"]}]}
            text = json.dumps({**document, "items": items}, ensure_ascii=False, indent=1)
            Path(self.output_path, beside).write_text(f"{text}\n", "utf-8")
        return feed

    def _create_new_feed(self, _type: str, title: str, context: dict) -> SyndicationFeed:
        """With a name that is a title, `Design`, and not Pelican's `Name - Design`."""
        feed = ReadableFeed(
            title=f"{context['SITENAME']}: {title}" if title else context["SITENAME"],
            link=f"{self.site_url}/",
            feed_url=self.feed_url,
            feed_guid=self.feed_url if title else f"{self.site_url}/",  # RFC 4287: one id, one feed
            description="",
            subtitle=context["SITESUBTITLE"],
            language=context["DEFAULT_LANG"],
        )
        style = self.settings["ASSETS"].of_theme("css/feed.css")
        feed.stylesheet = f"{Site.of(self.settings).base}/{style}"
        return feed


def beside_atom(path: str) -> str:
    """Where the same feed is as JSON: `feeds/all.json` for `feeds/all.atom.xml`. A Jinja filter."""
    return f"{path.removesuffix('.atom.xml')}.json"


def _about(feed: SyndicationFeed, address: str) -> dict[str, object]:
    """The members of a JSON Feed that are not about a single article."""
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


def absolute(html: str, page: str) -> str:
    """HTML whose relative addresses are joined to the address of its page."""

    def of_candidates(written: re.Match) -> str:
        return written["tag"] + CANDIDATE.sub(
            lambda m: m["before"] + urljoin(page, m["address"]) + m["after"], written["value"]
        )

    html = SRCSET.sub(of_candidates, html)
    return ATTRIBUTE.sub(lambda m: m["tag"] + urljoin(page, m["value"]), html)


def _make_absolute(_context: dict, feed: SyndicationFeed) -> None:
    if not feed.items:  # the library would say "now", another one at each build
        feed.latest_post_date = lambda: NEVER
    for item in feed.items:
        item["content"] = absolute(item["content"], item["link"])
        if item["description"]:
            item["description"] = str(escape(without_notes(item["description"])))


def _use_site_writer(pelican: Pelican) -> type[Writer]:
    return pelican.settings.get("WRITER", SiteWriter)


def _add_filter(generator: object) -> None:
    generator.env.filters["beside_atom"] = beside_atom


def register() -> None:
    signals.get_writer.connect(_use_site_writer)
    signals.generator_init.connect(_add_filter)
    signals.feed_generated.connect(_make_absolute)
