"""Feeds hold whole articles with whole addresses, at the desk as in public.

The writer that sees to it also leaves out pages that a build is not for (WRITE_ONLY, a list of names).
"""

from datetime import UTC, datetime
from urllib.parse import urljoin

from feedgenerator import SyndicationFeed
from pelican import signals
from pelican.writers import Writer

from plugins.addresses import ATTRIBUTE

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class SiteWriter(Writer):
    """Pelican's writer, whose feeds always live at SITE_ADDRESS (RFC 4287 wants absolute ids)."""

    def write_file(self, name: str, *args, **kwargs) -> None:
        only = self.settings.get("WRITE_ONLY")
        if only is None or name in only:
            super().write_file(name, *args, **kwargs)

    def write_feed(self, elements, context, *args, **kwargs) -> SyndicationFeed:
        address = self.settings["SITE_ADDRESS"]
        public = {**context, "SITEURL": address, "FEED_DOMAIN": address}
        return super().write_feed(elements, public, *args, **kwargs)


def absolute(html: str, page: str) -> str:
    """HTML whose relative addresses are joined to the address of its page."""
    return ATTRIBUTE.sub(lambda m: m["tag"] + urljoin(page, m["value"]), html)


def _make_absolute(_context: dict, feed: SyndicationFeed) -> None:
    if not feed.items:  # the library would say "now", another one at each build
        feed.latest_post_date = lambda: NEVER
    for item in feed.items:
        for part in ("content", "description"):
            if item[part]:
                item[part] = absolute(item[part], item["link"])


def _use_site_writer(_pelican: object) -> type[Writer]:
    return SiteWriter


def register() -> None:
    signals.get_writer.connect(_use_site_writer)
    signals.feed_generated.connect(_make_absolute)
