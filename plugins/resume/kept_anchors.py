"""The anchors of the résumé that links elsewhere may use, in a file beside it: resume.anchors.

One anchor a line. One that was renamed names its successor, and the page answers to both::

    coins-ph-sre
    coins-ph-go-adoption -> coins-ph-helped-go-adoption
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

KEPT = ".anchors"
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


def with_new(text: str, anchors: Iterable[str]) -> str:
    """The file's text with the anchors that it does not list yet at its end."""
    known = {kept.name for kept in kept_anchors(text)}
    new = [each for each in anchors if each not in known]
    if not new:
        return text
    text = text or HEAD
    return "".join((text, "" if text.endswith("\n") else "\n", *(f"{each}\n" for each in new)))
