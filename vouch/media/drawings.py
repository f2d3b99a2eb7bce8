"""Pictures that say of themselves that they are drawings, in the metadata that the IPTC defines for it.

XMP is stored as it is in JPEG, PNG and WebP, so no picture has to be decoded.
https://cv.iptc.org/newscodes/digitalsourcetype/ and https://iptc.org/std/photometadata/specification/
"""

import re
from html import unescape
from pathlib import Path

DRAWN = b"digitalCreation digitalArt algorithmicMedia trainedAlgorithmicMedia compositeSynthetic".split()
SOURCE_TYPE = re.compile(rb"cv\.iptc\.org/newscodes/digitalsourcetype/(\w+)")
ALT_TEXT = re.compile(rb"AltTextAccessibility>\s*<rdf:Alt>\s*<rdf:li[^>]*>([^<]+)<")


def drawing_alt(file: Path) -> str:
    """The alternative text of a drawing; empty for photographs, and for all that say nothing."""
    data = file.read_bytes()
    source = SOURCE_TYPE.search(data)
    if not source or source[1] not in DRAWN:
        return ""
    alt = ALT_TEXT.search(data)
    return unescape(alt[1].decode("utf-8", "replace")).strip() if alt else "Illustration"
