"""On paper a link cannot be followed: its address is printed behind it, once, unless the text says it.

The print style shows the attribute `data-address`. The name of a file of code says enough.
"""

import re
from html import escape, unescape
from urllib.parse import urljoin

from markupsafe import Markup
from pelican import signals
from pelican.generators import Generator

LINK = re.compile(
    r'<a\b(?P<tag>[^>]*\shref="(?P<address>(?:https?:/)?/[^"]*)"[^>]*)>(?P<text>.*?)</a>', re.DOTALL
)


def printed_address(address: str, text: str) -> str:
    """What stands on paper for an address; empty if the link's text is the address. A Jinja filter."""
    short = re.sub(r"^https?://", "", address)
    says_it = text.lower().rstrip("/").endswith(short.lower().rstrip("/"))
    return "" if says_it else short


def with_printed_addresses(html: str, page: str) -> Markup:
    """The HTML of a page that lives at the address `page`, fit for paper. A Jinja filter."""
    said: set[str] = set()

    def mark(link: re.Match) -> str:
        address = urljoin(page, unescape(link["address"]))
        short = printed_address(address, Markup(link["text"]).striptags())
        if not short or short in said or 'class="file"' in link["tag"]:
            return link[0]
        said.add(short)
        return f'<a{link["tag"]} data-address="{escape(short)}">{link["text"]}</a>'

    return Markup(LINK.sub(mark, html))


def _add_filters(generator: Generator) -> None:
    filters = {"printed_address": printed_address, "with_printed_addresses": with_printed_addresses}
    generator.env.filters.update(filters)


def register() -> None:
    signals.generator_init.connect(_add_filters)
