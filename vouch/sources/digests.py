"""Digests of what things are made from, for keys of the cache and for names of files."""

import hashlib
import re
from pathlib import PurePosixPath

DIGEST = hashlib.sha256
# At least one of the eight digits is a letter, so that the date in `photo.20240315.jpg` is not a digest.
SHORT_DIGEST = r"(?=\d{0,7}[a-f])[0-9a-f]{8}"
NAMED_BY_DIGEST = re.compile(rf"\.{SHORT_DIGEST}(?:\.\w+$|/)|^pagefind/(?:index/|fragment/|.*\.pf_meta$)")


def digest(*ingredients: str | bytes) -> str:
    """SHA-256 in hexadecimal; ("ab", "c") and ("a", "bc") differ."""
    return _sha(*ingredients).hexdigest()


def _sha(*ingredients: str | bytes) -> "hashlib._Hash":
    sha = DIGEST()
    for each in ingredients:
        data = each.encode("utf-8", "surrogateescape") if isinstance(each, str) else each
        sha.update(b"%d:" % len(data) + data)
    return sha


def key_of(*ingredients: str | bytes) -> bytes:
    """The same in 32 bytes, as the key of a value."""
    return _sha(*ingredients).digest()


def named_by_digest(name: str, digest: str) -> str:
    """`theme/a.1f0c2b9a.js` for `theme/a.js`."""
    path = PurePosixPath(name)
    return str(path.with_suffix(f".{short(digest)}{path.suffix}"))


def short(digest: str) -> str:
    """The part of a hexadecimal digest that file names contain: its first match of SHORT_DIGEST."""
    return re.search(SHORT_DIGEST, digest)[0]
