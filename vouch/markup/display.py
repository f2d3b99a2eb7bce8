"""What the HTML of a text needs on a page alone, not in feeds and the search: marks for the style sheets."""

import re

from markupsafe import Markup

from vouch.markup.formulas import LONG

BARE = re.compile(
    r'<a(?: class="reference external")? href="(?P<address>https?://[^"]*)">(?=(?P=address)</a>)'
)
FORMULA_AND_MARK = re.compile(
    rf"(?P<long>{LONG})?<math (?:(?!</math>).)*</math>(?(long)</span>)[.,;:!?)]+", re.DOTALL
)


def displayed(html: str) -> Markup:
    """HTML as a page shows it, a Jinja filter: paper has an address once, no line begins with a full stop.

    A browser may break a line behind a formula as behind a picture, in Chromium even before a word joiner.
    """
    text = BARE.sub(r'<a class="address" href="\g<address>">', str(html))
    if "<math" in text:
        text = FORMULA_AND_MARK.sub(r'<span class="with-mark">\g<0></span>', text)
    return Markup(text)
