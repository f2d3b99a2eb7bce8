"""Reports, by line, what a page's Content-Security-Policy would silently block.

vouch/pages/page_head.py writes the policy: the theme's own style and script, and pictures of this site.
The other rules are those of HTML 5 and of WCAG 2.2 for what an author writes as HTML.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urlsplit

from vouch.markup.heading_anchors import OF_THE_THEME
from vouch.markup.html_elements import END, Placed, Tag, tags
from vouch.sources.addresses import SiteAddress
from vouch.sources.fields import Problem

BLOCKED = {
    **dict.fromkeys(("iframe", "object", "embed", "video", "audio"), "link to it instead"),
    **dict.fromkeys(("style", "link"), "write the style into theme/css/site.css"),
    **dict.fromkeys(("form", "base", "meta"), "leave it out"),
    "script": "leave it out; the script of all pages is theme/js/site.js",
}
STAYS = True  # where vouch/markup/harmless.py cannot help
FORBIDDEN = "forbidden by the page's Content-Security-Policy"
OBSOLETE = {
    **dict.fromkeys(("center", "font", "big", "basefont", "marquee", "blink"), "leave it out"),
    "tt": "write <code>",
    "strike": "write <del>",
    "acronym": "write <abbr>",
}
OF_STYLE = ("align", "valign", "bgcolor", "border", "cellpadding", "cellspacing")
TABLE = ("table", "tr", "th", "td", "col", "hr", "pre")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
WITHOUT_ADDRESS = re.compile(r"!\[[^\[\]]*\]\(\s*\)")
IN_ORDER = re.compile(r'<[a-z][a-z0-9-]*(?:\s+[a-z][\w:.-]*(?:="(?:[^"&]|&(?!#))*")?)*\s*/?>')
# What a browser removes from an address before it parses the scheme (URL Standard, basic URL parser).
REMOVED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
RUN = ("javascript", "vbscript", "data")
OF_ONE_MACHINE = re.compile(r"(?:file|[a-z]):", re.IGNORECASE)
LINKING = ("href", "src", "poster", "action", "cite")
FOLLOWED = (*LINKING, "data", "formaction", "xlink:href")
Wrong = tuple[str, str] | tuple[str, str, bool]  # what is wrong, what to write instead, maybe STAYS


def problems_of(html: str, prose: str, site: SiteAddress) -> Iterator[Problem]:
    """What is wrong with the HTML of a source, whose text without its code is `prose`."""
    found = [tag for _, tag in _start_tags(html)]
    wrong = {tag: problems for tag in set(found) if (problems := problems_of_tag(tag, site))}
    for index, tag in enumerate(found if wrong else ()):
        for problem in wrong.get(tag, ()):
            yield _line(prose, tag, found[:index]), *problem


def tidy(html: str) -> str:
    """The same HTML with lower-case names and double quotes, as the rest of the engine expects.

    Comments are not published.
    """
    html = COMMENT.sub("", html)
    found = _start_tags(html)
    in_order = {tag for tag in {tag for _, tag in found} if IN_ORDER.fullmatch(tag.text)}
    for start, tag in reversed(found):
        if tag not in in_order:
            html = html[:start] + written(tag, tag.name, tag.attributes) + html[start + len(tag.text) :]
    return html


def written(tag: Tag, name: str, attributes: dict[str, str]) -> str:
    """A tag with another name or other attributes."""
    listed = "".join(f' {each}="{escape(value)}"' for each, value in attributes.items())
    return f"<{name}{listed}{' />' if tag.text.endswith('/>') else '>'}"


def _start_tags(html: str) -> list[Placed]:
    return [each for each in tags(html) if each[1].kind != END]


def _needles(tag: Tag) -> list[str]:
    """Ways in which a tag may be written in its source, the most certain first."""
    source, target = tag.attributes.get("src", ""), tag.attributes.get("href", "")
    written = (f"]({source}", f":: {source}", source) if source else (target,) if target else ()
    anchor = (f"#{tag.attributes['id']}",) if "id" in tag.attributes else ()
    attributes = (f'{name}="{value}"' for name, value in tag.attributes.items())
    return [tag.text, *written, *attributes, *anchor]


def _line(text: str, tag: Tag, earlier: list[Tag]) -> int:
    """The line of a tag in its source, which may contain the same text several times."""
    needle = next((each for each in _needles(tag) if each in text), None)
    if needle is None and tag.name == "img" and not tag.attributes.get("src"):
        found = WITHOUT_ADDRESS.search(text)
        return text.count("\n", 0, found.start()) + 1 if found else 1
    if needle is None:
        return _line_of_encoded(text, tag)
    before = sum(needle in _needles(each) for each in earlier)
    starts = [match.start() for match in re.finditer(re.escape(needle), text)]
    return text.count("\n", 0, starts[min(before, len(starts) - 1)]) + 1


def _line_of_encoded(text: str, tag: Tag) -> int:
    """The line of an address that is written with entities; 1 if there is none."""
    targets = [tag.attributes[name] for name in LINKING if tag.attributes.get(name)]
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if any(each in unescape(line) for each in targets)), 1)


@lru_cache(maxsize=2048)
def problems_of_tag(tag: Tag, site: SiteAddress) -> tuple[tuple[str, str, bool], ...]:
    """What is wrong with a tag, what to write instead, and whether it may wait to be corrected."""
    return tuple((what, instead, not stays) for what, instead, *stays in _found_problems(tag, site))


def _found_problems(tag: Tag, site: SiteAddress) -> Iterator[Wrong]:
    """What is wrong with a tag, and what to write instead."""
    if tag.name in BLOCKED:
        yield f"<{tag.name}> is {FORBIDDEN}", BLOCKED[tag.name]
    if tag.name in OBSOLETE:
        yield f"<{tag.name}> is obsolete", OBSOLETE[tag.name]
    if tag.name == "h1":
        yield "the page already has an <h1>, its title", "write <h2>"
    if tag.attributes.get("id") in OF_THE_THEME:
        yield f'`id="{tag.attributes["id"]}"` is the theme\'s', "give it another name", STAYS
    for name, value in tag.attributes.items():
        yield from problems_of_attribute(tag.name, name, value)
    if tag.name == "img":
        yield from _problems_of_picture(tag.attributes, site)


def problems_of_attribute(tag: str, name: str, value: str) -> Iterator[Wrong]:
    if name == "style":
        yield f"`style=` is {FORBIDDEN}", "give it a class, with its style in theme/css/site.css"
    elif name.startswith("on") or is_script(tag, name, value):
        yield f"the script in `{name}=` is {FORBIDDEN}", "leave it out"
    elif name in LINKING and (why := _why_no_address(value)):
        yield f"{clipped(value)} {why}", "write a public address", STAYS
    elif name in OF_STYLE or _is_bad_size(tag, name, value):
        yield f'`{name}="{value}"` is obsolete', "leave it out"


def _problems_of_picture(attributes: dict[str, str], site: SiteAddress) -> Iterator[Wrong]:
    source = attributes.get("src", "")
    if _why_no_address(source) or is_script("img", "src", source):
        return  # reported already
    parts, shown = urlsplit(source), clipped(source)
    if not attributes.get("alt", "").strip():
        stays = () if source else (STAYS,)
        yield f"{shown or 'an image'} has no alternative text", "describe what it shows", *stays
    if (parts.scheme or parts.netloc) and site.own_path(source) is None:
        what = f"{shown} is a picture of another site, {FORBIDDEN}"
        yield what, "copy it into content/images and show the copy"


def is_script(tag: str, name: str, value: str) -> bool:
    scheme, colon, _ = REMOVED.sub("", value).lower().partition(":")
    return name in FOLLOWED and colon and scheme in RUN and not (scheme == "data" and tag == "img")


def _why_no_address(value: str) -> str:
    """Why a browser elsewhere cannot follow an address; empty if it may."""
    if OF_ONE_MACHINE.match(value.strip()):
        return "works only on your machine"
    try:
        urlsplit(value).port  # noqa: B018 (raises if the port is not a number)
    except ValueError:
        return "is not an address"
    return ""


def clipped(text: str, length: int = 80) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _is_bad_size(tag: str, name: str, value: str) -> bool:
    """A picture's size is a number of pixels; a table has none."""
    return name in ("width", "height") and (tag in TABLE or (tag == "img" and not value.isdecimal()))
