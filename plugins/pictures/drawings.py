"""Whether a browser shows an SVG file as a picture: it must be XML, and its root what SVG 2 says."""

from xml.etree import ElementTree

ROOT = "{http://www.w3.org/2000/svg}svg"


class NotShown(Exception):
    """Says why. `line` is that of the file, from 1."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.line = line


def check(svg: bytes) -> None:
    """Raises NotShown."""
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 (the author's own; expat bounds entities)
    except (ElementTree.ParseError, ValueError) as error:  # the second for an unknown encoding
        line = getattr(error, "position", (1, 0))[0]
        raise NotShown("it is not XML", max(line, 1)) from error
    if root.tag != ROOT:
        raise NotShown('it does not begin with <svg xmlns="http://www.w3.org/2000/svg">')
