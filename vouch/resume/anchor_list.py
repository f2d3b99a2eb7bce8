"""The anchors of the résumé that links elsewhere may use, in the file pages/resume.anchors.

One anchor per line. A renamed anchor names its successor, and the page answers to both::

    acme-sre
    acme-go-adoption -> acme-helped-go-adoption
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from vouch.resume.anchors import is_anchor

ANCHORS = "pages/resume.anchors"  # below content/, whatever the file of the résumé is called
HEADER = "# Anchors of the résumé. `./invoke resume` adds new ones; a renamed one: old -> new\n"


@dataclass(frozen=True)
class ListedAnchor:
    name: str
    line: int
    successor: str = ""


def listed_anchors(text: str) -> list[ListedAnchor]:
    return list(_read(text))


def _read(text: str) -> Iterator[ListedAnchor]:
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, successor = line.partition("->")
        if name.strip() and not line.startswith("#"):
            yield ListedAnchor(name.strip(), number, successor.strip())


def successors(listed: Iterable[ListedAnchor]) -> dict[str, str]:
    """The current name of each renamed anchor, which may have been renamed more than once."""
    direct = {each.name: each.successor for each in listed if each.successor}
    last = {}
    for name in direct:
        seen, end = {name}, direct[name]
        while end in direct and end not in seen:
            seen.add(end)
            end = direct[end]
        last[name] = end
    return last


def anchor_problems(
    listed: Iterable[ListedAnchor], present: Container[str]
) -> Iterator[tuple[int, str, str]]:
    """Yields the number of each wrong line, what is wrong with it, and what to write instead."""
    known, last = set(), successors(listed)
    for each in listed:
        if not is_anchor(each.name):
            yield (
                each.line,
                f"{each.name!r} is not an anchor of a résumé",
                "write lower-case letters, digits and hyphens",
            )
        elif each.name in known:
            yield each.line, f"#{each.name} appears twice", "remove one of its lines"
        elif each.name in last and last[each.name] not in present:
            what = f"#{last[each.name]} is not an anchor of the résumé"
            yield each.line, what, "name one that `./invoke resume` lists"
        known.add(each.name)


def with_new(text: str, anchors: Iterable[str]) -> str:
    """The file's text, with the anchors that it does not list yet appended."""
    known = {each.name for each in listed_anchors(text)}
    new = [each for each in anchors if each not in known]
    if not new:
        return text
    text = text or HEADER
    return "".join((text, "" if text.endswith("\n") else "\n", *(f"{each}\n" for each in new)))
