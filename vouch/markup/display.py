"""What the HTML of a text needs on a page alone, not in feeds and the search: marks for the style sheets."""

import re

from markupsafe import Markup

BARE = re.compile(
    r'<a(?: class="reference external")? href="(?P<address>https?://[^"]*)">(?=(?P=address)</a>)'
)


def displayed(html: str) -> Markup:
    """HTML as a page shows it, a Jinja filter: paper has an address once."""
    return Markup(BARE.sub(r'<a class="address" href="\g<address>">', str(html)))
