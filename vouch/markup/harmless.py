"""HTML without what an author has accepted as wrong: nothing of it runs, is loaded or has a style.

The text stays, and what would have been loaded becomes a link.
"""

from collections.abc import Iterable, Iterator
from html import escape

from vouch.markup.balance import balanced, problems_of_elements
from vouch.markup.html_elements import END, Edit, Element, Placed, Tag, edited, elements, tags
from vouch.markup.html_policy import (
    FORBIDDEN,
    OBSOLETE,
    Allowed,
    clipped,
    is_script,
    problems_of,
    problems_of_attribute,
    problems_of_tag,
    written,
)
from vouch.sources.fields import Problem

WITHOUT_TEXT = ("script", "style")
# Where the addresses are of what elements load; of those that are only within others as well.
WITHIN = {"source": "src", "embed": "src", "param": "", "track": ""}
LOADED = {**dict.fromkeys(("iframe", "frame", "video", "audio", "img"), "src"), "object": "data", **WITHIN}
RENAMED = {"tt": "code", "strike": "del", "acronym": "abbr", "h1": "h2"}


def harmless(html: str, allowed: Allowed) -> str:
    """The HTML without what the problems that may wait are about."""
    return balanced(edited(html, _edits(html, allowed)))


def problems_left(html: str, prose: str, allowed: Allowed) -> Iterator[Problem]:
    """What a browser would block in such HTML, or what has no end. It may not wait: it was not accepted."""
    yield from (each[:3] for each in problems_of(html, prose, allowed) if FORBIDDEN in each[1])
    yield from (each[:3] for each in problems_of_elements(html, prose))


def _edits(html: str, allowed: Allowed) -> Iterator[Edit]:
    found = [(start, tag) for start, tag in tags(html) if tag.kind != END]
    ended = {each.start: each for each in elements(html)}
    links = [each for each in ended.values() if each.tag == "a"]
    for start, tag in found:
        if not problems_of_tag(tag, allowed):
            continue
        end = start + len(tag.text)
        element = ended.get(start) or Element(tag.name, tag.attributes, start, end, end, end)
        if not _is_blocked(tag, allowed):
            yield from _edits_of_style(tag, element)
        elif tag.name in WITHOUT_TEXT:
            yield start, element.end, ""
        else:
            inside = [each for each in found if element.holds(each[0]) and each[1].name in WITHIN]
            in_link = any(each.holds(start) for each in links)
            yield from _edits_of_loaded(tag, element, inside, in_link)


def _is_blocked(tag: Tag, allowed: Allowed) -> bool:
    """Whether a browser would block the element, and not only some of its attributes."""
    plain = Tag(tag.kind, tag.name, _attributes(tag), tag.text)
    return any(FORBIDDEN in what for what, _, _ in problems_of_tag(plain, allowed))


def _edits_of_loaded(tag: Tag, element: Element, inside: list[Placed], in_link: bool) -> Iterator[Edit]:
    links = " ".join(_links([tag, *(each for _, each in inside)], in_link))
    is_shown = tag.name != "iframe"  # no browser shows what is in it
    yield element.start, element.inner_start if is_shown else element.end, links
    yield from ((start, start + len(each.text), "") for start, each in inside)
    yield element.inner_end, element.end, ""


def _links(loaded: Iterable[Tag], in_link: bool) -> Iterator[str]:
    shown = {}
    for tag in loaded:
        address = tag.attributes.get(LOADED.get(tag.name, ""), "")
        address = f"https:{address}" if address.startswith("//") else address
        words = tag.attributes.get("title") or tag.attributes.get("alt") or clipped(address)
        shown.setdefault(address, words if tag.name in LOADED else "")
    for address, words in ((address, words) for address, words in shown.items() if words):
        is_link = address and not in_link and not is_script("a", "href", address)
        yield f'<a href="{escape(address)}">{escape(words)}</a>' if is_link else escape(words)


def _edits_of_style(tag: Tag, element: Element) -> Iterator[Edit]:
    name = RENAMED.get(tag.name, "" if tag.name in OBSOLETE else tag.name)
    yield element.start, element.inner_start, written(tag, name, _attributes(tag)) if name else ""
    if name != tag.name:
        yield element.inner_end, element.end, f"</{name}>" if name else ""


def _attributes(tag: Tag) -> dict[str, str]:
    """Those that nothing is wrong with; a picture without alternative text is for decoration."""
    given = tag.attributes.items()
    right = {each: value for each, value in given if not any(problems_of_attribute(tag.name, each, value))}
    return {"alt": "", **right} if tag.name == "img" else right
