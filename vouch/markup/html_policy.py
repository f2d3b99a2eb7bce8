"""Reports, by line, what a page's Content-Security-Policy would silently block.

vouch/pages/page_head.py writes the policy: the theme's own style and script, pictures and recordings of this
site, and frames of the hosts that its owner allows.
The other rules are those of HTML 5 and of WCAG 2.2 for what an author writes as HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from urllib.parse import urlsplit

from vouch.markup.heading_anchors import OF_THE_THEME
from vouch.markup.html_elements import END, Placed, Tag, tags
from vouch.markup.lengths import pixels
from vouch.sources.addresses import CANDIDATE, SiteAddress
from vouch.sources.fields import Problem

BLOCKED = {
    **dict.fromkeys(("object", "embed", "frame", "applet", "portal", "fencedframe"), "link to it instead"),
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
OF_STYLE = ("align", "valign", "background", "bgcolor", "border", "cellpadding", "cellspacing")
OF_TRACKING = ("ping", "attributionsrc")
OF_OLD_FRAMES = ("frameborder", "scrolling", "marginwidth", "marginheight", "framespacing")
OF_SVG, PLAYERS = ("image", "use", "feimage"), ("video", "audio")
LOADING = ("img", "source", "track", *PLAYERS, *OF_SVG)
FLOATED = ("img", "figure", "video", "table")
SIDES, WITH_SIDES = ("width", "height"), ("img", "video", "iframe")
WITHOUT_COOKIES = dict.fromkeys(
    ("www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be"), "www.youtube-nocookie.com"
)
TABLE = ("table", "tr", "th", "td", "col", "hr", "pre")
WITHOUT_ADDRESS = re.compile(r"!\[[^\[\]]*\]\(\s*\)")
IN_ORDER = re.compile(r'<[a-z][a-z0-9-]*(?:\s+[a-z][\w:.-]*(?:="(?:[^"&<>]|&(?!#))*")?)*\s*/?>')
# What a browser removes from an address before it parses the scheme (URL Standard, basic URL parser).
REMOVED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
RUN = ("javascript", "vbscript", "data")
OF_ONE_MACHINE = re.compile(r"(?:file|[a-z]):", re.IGNORECASE)
LINKING = ("href", "src", "poster", "action", "cite")
ANIMATED = ("to", "from", "by", "values")  # what SVG gives an attribute in time
FOLLOWED = (*LINKING, "data", "formaction", "xlink:href", *ANIMATED)
Wrong = tuple[str, str] | tuple[str, str, bool]  # what is wrong, what to write instead, maybe STAYS


@dataclass(frozen=True)
class Allowed:
    """What a page may load: files of the site, and frames of the hosts in `embeds`."""

    site: SiteAddress
    embeds: tuple[str, ...]

    @classmethod
    def of(cls, settings: dict) -> "Allowed":
        return cls(SiteAddress.of(settings), tuple(settings["EMBEDS"]))


def problems_of(html: str, prose: str, allowed: Allowed) -> Iterator[Problem]:
    """What is wrong with the HTML of a source, whose text without its code is `prose`."""
    found = [tag for _, tag in _start_tags(html)]
    wrong = {tag: problems for tag in set(found) if (problems := problems_of_tag(tag, allowed))}
    for index, tag in enumerate(found if wrong else ()):
        for problem in wrong.get(tag, ()):
            yield _line(prose, tag, found[:index]), *problem


def tidy(html: str) -> str:
    """The same HTML with lower-case names and double quotes, as the rest of the engine expects."""
    found = _start_tags(html)
    modern = {tag: _modern(tag) for tag in {tag for _, tag in found}}
    in_order = {tag for tag in modern if modern[tag] == tag.attributes and IN_ORDER.fullmatch(tag.text)}
    for start, tag in reversed(found):
        if tag not in in_order:
            html = html[:start] + written(tag, tag.name, modern[tag]) + html[start + len(tag.text) :]
    return html


def _modern(tag: Tag) -> dict[str, str]:
    """The attributes of a tag as HTML 5 names them; a frame is loaded when it comes into view."""
    attributes = tag.attributes
    if tag.name == "a" and attributes.get("name") and "id" not in attributes:
        return {"id" if name == "name" else name: value for name, value in attributes.items()}
    if tag.name == "iframe":
        kept = {name: value for name, value in attributes.items() if name not in OF_OLD_FRAMES}
        return {"loading": "lazy", **kept, "src": re.sub("^//", "https://", kept.get("src", ""))}
    return attributes


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
def problems_of_tag(tag: Tag, allowed: Allowed) -> tuple[tuple[str, str, bool], ...]:
    """What is wrong with a tag, what to write instead, and whether it may wait to be corrected."""
    return tuple((what, instead, not stays) for what, instead, *stays in _found_problems(tag, allowed))


def _found_problems(tag: Tag, allowed: Allowed) -> Iterator[Wrong]:
    """What is wrong with a tag, and what to write instead."""
    yield from _problems_of_element(tag.name)
    if tag.attributes.get("id") in OF_THE_THEME:
        yield f'`id="{tag.attributes["id"]}"` is the theme\'s', "give it another name", STAYS
    for name, value in tag.attributes.items():
        yield from problems_of_attribute(tag.name, name, value)
    if tag.name == "iframe":
        yield from _problems_of_frame(tag.attributes, allowed.embeds)
    elif tag.name in LOADING:
        yield from _problems_of_loaded(tag, allowed.site)


def _problems_of_element(name: str) -> Iterator[Wrong]:
    if name in BLOCKED:
        yield f"<{name}> is {FORBIDDEN}", BLOCKED[name]
    if name in OBSOLETE:
        yield f"<{name}> is obsolete", OBSOLETE[name]
    if name == "h1":
        yield "the page already has an <h1>, its title", "write <h2>"


def problems_of_attribute(tag: str, name: str, value: str) -> Iterator[Wrong]:
    if name == "style":
        yield f"`style=` is {FORBIDDEN}", "give it a class, with its style in theme/css/site.css"
    elif name.startswith("on") or is_script(tag, name, value):
        yield f"the script in `{name}=` is {FORBIDDEN}", "leave it out"
    elif name in OF_TRACKING:
        yield f"`{name}=` is {FORBIDDEN}", "leave it out"
    elif name in LINKING and (why := _why_no_address(value)):
        yield f"{clipped(value)} {why}", "write a public address", STAYS
    elif name == "align" and tag in FLOATED:
        yield f'`{name}="{value}"` is obsolete', f'write `class="align-{value}"`'
    elif name in OF_STYLE or (name in SIDES and tag in TABLE):
        yield f'`{name}="{value}"` is obsolete', "leave it out"
    elif name in SIDES and tag in WITH_SIDES and (not pixels(value) or (name == "height" and "%" in value)):
        yield f'`{name}="{value}"` has no effect', 'write pixels, or a width in per cent, `width="50%"`'


def _problems_of_loaded(tag: Tag, site: SiteAddress) -> Iterator[Wrong]:
    """What is wrong with a picture or a recording."""
    source = tag.attributes.get("src", "")
    if tag.name == "img" and "alt" not in tag.attributes and not _is_reported(source):
        stays = () if source else (STAYS,)
        yield f"{clipped(source) or 'an image'} has no alternative text", "describe what it shows", *stays
    if tag.name in PLAYERS and tag.attributes.keys().isdisjoint(("controls", "autoplay")):
        yield f"<{tag.name}> cannot be played", "write `controls` into it"
    for address, kind in _loaded(tag):
        if not _is_reported(address) and _is_elsewhere(address, site):
            what = f"{clipped(address)} is a {kind} of another site, {FORBIDDEN}"
            folder, shown = ("content/images", "show") if kind == "picture" else ("content/", "play")
            yield what, f"copy it into {folder} and {shown} the copy"


def _loaded(tag: Tag) -> Iterator[tuple[str, str]]:
    """The addresses that a browser loads for an element, and what it expects there."""
    for name, value in tag.attributes.items():
        if name == "src":
            yield value, "picture" if tag.name == "img" else "recording"
        elif name == "poster" or (tag.name in OF_SVG and name in ("href", "xlink:href")):
            yield value, "picture"
        elif name == "srcset":
            yield from ((each["address"], "picture") for each in CANDIDATE.finditer(value))


def _is_elsewhere(address: str, site: SiteAddress) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc) and site.own_path(address) is None


def _is_reported(address: str) -> bool:
    """Whether it is wrong in another way already."""
    return bool(_why_no_address(address)) or is_script("img", "src", address)


def _problems_of_frame(attributes: dict[str, str], embeds: tuple[str, ...]) -> Iterator[Wrong]:
    source = attributes.get("src", "")
    host = "" if _is_reported(source) else urlsplit(source).netloc.lower()
    if not host or "srcdoc" in attributes:
        yield f"<iframe> is {FORBIDDEN}", "link to it instead"
    elif host not in embeds or urlsplit(source).scheme not in ("https", ""):
        yield f"a frame of {host} is {FORBIDDEN}", _instead_of_frame(WITHOUT_COOKIES.get(host, host), embeds)
    elif not attributes.get("title", "").strip():
        yield f"the frame {clipped(source)} has no title", 'say what it shows: `title="…"`'


def _instead_of_frame(host: str, embeds: tuple[str, ...]) -> str:
    here = f"https://{host}/…"
    if host in embeds:
        return f"write {here}"
    names = ", ".join(f'"{each}"' for each in (*embeds, host))
    return f"show a picture that links to it, or write EMBEDS = ({names},) in pelicanconf.py and {here} here"


def is_script(tag: str, name: str, value: str) -> bool:
    if name == "attributename":
        return value.strip().lower().startswith("on")
    if name == "values" and ";" in value:
        return any(is_script(tag, name, each) for each in value.split(";"))
    scheme, colon, _ = REMOVED.sub("", value).lower().partition(":")
    return name in FOLLOWED and bool(colon) and scheme in RUN and not (scheme == "data" and tag == "img")


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
