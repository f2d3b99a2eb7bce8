"""Keeps between builds at the desk which articles are alike: an edit compares what it can have changed."""

import marshal
from pathlib import Path

from plugins.cache import keep, kept
from plugins.related.likeness import Likeness


def likeness_in(file: Path | None, most: int) -> Likeness:
    """The one that was kept, or one that knows no texts."""
    if file and (data := kept(file)) is not None:
        return Likeness.from_state(marshal.loads(data))  # noqa: S302 (our own bytes, whose digest was right)
    return Likeness(most)


def keep_likeness(likeness: Likeness, file: Path) -> None:
    keep(file, marshal.dumps(likeness.state()))
