"""What a reader makes of a source, as bytes and back: its HTML, its fields, and the files that it included.

Pelican's tags, categories and authors hold all settings, so only their names are stored.
"""

import marshal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pelican.contents import Author, Category, Tag
from pelican.utils import SafeDatetime, get_date

PLAIN = (str, bytes, int, float, bool, type(None))
NAMED = {each.__name__: each for each in (Author, Category, Tag)}


class NotPlain(TypeError):
    """A field has a value that cannot be restored from bytes; such a reading is not cached."""


@dataclass(frozen=True)
class Reading:
    """`included` has for each included file its path below content/ and the digest of its bytes."""

    html: str
    fields: dict[str, Any]
    included: tuple[tuple[str, bytes], ...] = ()

    def packed(self) -> bytes:
        """Raises NotPlain."""
        return marshal.dumps(
            (self.html, {name: _plain(value) for name, value in self.fields.items()}, self.included)
        )

    @classmethod
    def of(cls, packed: bytes, named: Callable[[type, str], object]) -> "Reading":
        """`named` creates a tag, category or author from its name."""
        html, fields, included = marshal.loads(packed)  # noqa: S302 (our own bytes, whose digest was verified)
        return cls(html, {name: _read(value, named) for name, value in fields.items()}, included)


def _plain(value: object) -> object:
    """Plain values as they are, others as a pair of their kind and what they are made from."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind in (list, tuple):
        return kind.__name__, [_plain(each) for each in value]
    if kind is dict:
        return "dict", [(key, _plain(each)) for key, each in value.items()]
    if kind is Markup:
        return "Markup", str(value)
    if kind is SafeDatetime:
        return "zoned" if value.tzinfo else kind.__name__, value.isoformat()
    if kind in NAMED.values():
        return kind.__name__, value.name
    raise NotPlain(kind.__name__)


def _read(value: object, named: Callable[[type, str], object]) -> object:
    if not isinstance(value, tuple):
        return value
    kind, made_from = value
    if kind in NAMED:
        return named(NAMED[kind], made_from)
    return MAKERS[kind](made_from, named)


MAKERS: dict[str, Callable[[Any, Callable], object]] = {
    "list": lambda items, named: [_read(each, named) for each in items],
    "tuple": lambda items, named: tuple(_read(each, named) for each in items),
    "dict": lambda items, named: {key: _read(each, named) for key, each in items},
    "Markup": lambda text, _: Markup(text),
    "SafeDatetime": lambda text, _: SafeDatetime.fromisoformat(text),
    "zoned": lambda text, _: get_date(text),
}
