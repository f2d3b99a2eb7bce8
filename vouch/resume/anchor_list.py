"""The anchors of the résumé that links elsewhere may use, in the file pages/resume.anchors.

One anchor a line. One that was renamed names its successor, and the page answers to both::

    acme-sre
    acme-go-adoption -> acme-helped-go-adoption
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from vouch.resume.anchors import RESERVED, slug

ANCHORS = "pages/resume.anchors"  # below content/, whatever the file of the résumé is called
HEAD = "# Anchors of the résumé. `./invoke resume` adds new ones; a renamed one: old -> new\n"


@dataclass(frozen=True)
class KeptAnchor:
    name: str
    line: int
    successor: str = ""


def kept_anchors(text: str) -> list[KeptAnchor]:
    return list(_read(text))


def _read(text: str) -> Iterator[KeptAnchor]:
    for number, line in enumerate(text.splitlines(), start=1):
        name, _, successor = line.partition("->")
        if name.strip() and not line.startswith("#"):
            yield KeptAnchor(name.strip(), number, successor.strip())


def successors(found: Iterable[KeptAnchor]) -> dict[str, str]:
    """The last successor of each anchor that has one: what was renamed may be renamed again."""
    direct = {kept.name: kept.successor for kept in found if kept.successor}
    last = {}
    for name in direct:
        seen, end = {name}, direct[name]
        while end in direct and end not in seen:
            seen.add(end)
            end = direct[end]
        last[name] = end
    return last


def problems_of_kept(found: Iterable[KeptAnchor], here: Container[str]) -> Iterator[tuple[int, str, str]]:
    """Lines that cannot be kept: the line, what is wrong with it, and what to write instead."""
    known, last = set(), successors(found)
    for kept in found:
        if kept.name != slug(kept.name) or kept.name in RESERVED:
            yield (
                kept.line,
                f"{kept.name!r} is no anchor of a résumé",
                "write small letters, digits and hyphens",
            )
        elif kept.name in known:
            yield kept.line, f"#{kept.name} stands here twice", "remove one of its lines"
        elif kept.name in last and last[kept.name] not in here:
            what = f"#{last[kept.name]} is no anchor of the résumé"
            yield kept.line, what, "name one that `./invoke resume` lists"
        known.add(kept.name)


def with_new(text: str, anchors: Iterable[str]) -> str:
    """The file's text with the anchors that it does not list yet at its end."""
    known = {kept.name for kept in kept_anchors(text)}
    new = [each for each in anchors if each not in known]
    if not new:
        return text
    text = text or HEAD
    return "".join((text, "" if text.endswith("\n") else "\n", *(f"{each}\n" for each in new)))
