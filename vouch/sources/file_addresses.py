"""Files of the content folder and the addresses that name them, percent-encoded (RFC 3986)."""

import re
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit

# Of ASCII what no path holds as it is, and `:;&'`, which mean something to Pelican or to HTML.
RESERVED = re.compile(r"[\x00-\x20\"#%&':;<>?\[\\\]^`{|}\x7f]")


def quoted(path: str) -> str:
    """The path of a file as an address holds it. Letters of other alphabets stay, as in an IRI."""
    return RESERVED.sub(lambda match: quote(match[0], safe=""), path)


def file_below(root: Path, address: str) -> Path:
    """The file that the path behind `{static}/` names, as it stands in HTML."""
    return root / unquote(unescape(address)).lstrip("/")


def addressed_file(address: str, beside: PurePosixPath, content_root: Path) -> PurePosixPath | None:
    """The file below the content folder which a relative or root-relative address names."""
    return named_file(unquote(urlsplit(unescape(address)).path), beside, content_root)


def named_file(name: str, beside: PurePosixPath, content_root: Path) -> PurePosixPath | None:
    """The same for a name that is not encoded."""
    candidates = (name.lstrip("/"),) if name.startswith("/") else (f"{beside}/{name}", name)
    for each in candidates:
        file = PurePosixPath(normpath(each))
        if ".." not in file.parts and (content_root / file).is_file():
            return file
    return None
