"""Letters beyond ASCII, for a Graphviz that counts their bytes and would draw its boxes too wide.

While it works, letters that the source does not use stand in for them, the most frequent first.
"""

from collections import Counter

# Not those that mean something behind a backslash, as `\\N` the name of a node.
FREE = "ABCDFIJKMOPQRSUVWXYZ"


def lent(source: str) -> tuple[str, dict[int, str]]:
    """The source with the letters lent, and the table for `str.translate` that takes them back."""
    beyond = Counter(each for each in source if not each.isascii())
    free = (each for each in FREE if each not in source)
    pairs = [(foreign, own) for (foreign, _), own in zip(beyond.most_common(), free, strict=False)]
    return source.translate({ord(foreign): own for foreign, own in pairs}), {
        ord(own): foreign for foreign, own in pairs
    }
