"""How it is known what a page depends on: while it is made, all that it reads of the site is written down.

A `Read` is a kind and a name, and stands for a value that plugins/renders/values.py can tell a digest of:

- ("face", source)     what lists and links show of an article, page or file: its attributes in FACE,
- ("whole", source)    all of its attributes and its text, and where the links in it lead,
- ("list", name)       which contents a list of the context holds, and in which order: `articles`, `tags`, …
- ("holds", name/word) whether such a list holds a word: the slugs of tags that have pages,
- ("given", name)      the same of a list that is given to this page alone: the articles of a tag,
- ("template", name)   the text of a template that the page is made with, extends, includes or imports,
- ("file", path)       the bytes of a file below content/, of which a page shows the size or a variant,
- ("files", "")        which files there are below content/,
- ("asset", address)   a file that the page loads, whose address holds a digest of it.

Attributes are heard of in `Content.__getattribute__`, so that a filter, a feed or a card that reads an
article in Python counts as a template that does. An attribute that FACE does not name is part of the whole.
Settings, code, the style and the scripts are part of every page, see of_all in plugins/renders/values.py.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from jinja2 import Environment
from pelican.contents import Content

Read: TypeAlias = tuple[str, str]

FACE = frozenset(
    "_status author authors category date date_format in_default_lang lang locale_date locale_modified"
    " metadata minutes modified override_save_as override_url proves save_as slug status tags template"
    " timezone title url url_format".split()
)
# What no edit of a source changes while its path stays the same, and methods, which read attributes.
SAME = frozenset(
    "settings source_path relative_source_path relative_dir get_relative_source_path _context __class__"
    " __dict__ _expand_settings get_url_setting _output_location_referenced default_template"
    " allowed_statuses __str__"
    " get_siteurl get_summary _get_summary".split()
)

_reads: set[Read] | None = None


def note(kind: str, name: str) -> None:
    """The page that is being made depends on this."""
    if _reads is not None:
        _reads.add((kind, name))


@contextmanager
def watched() -> Iterator[set[Read]]:
    """All that is read meanwhile. Within another such context that one hears of it as well."""
    global _reads
    outer, _reads = _reads, set()
    reads = _reads
    try:
        yield reads
    finally:
        _reads = outer
        if outer is not None:
            outer |= reads


@contextmanager
def listening() -> Iterator[None]:
    """Attributes of contents are heard of within, which takes time."""
    Content.__getattribute__ = _getattribute
    try:
        yield
    finally:
        del Content.__getattribute__


class Cached:
    """A function of one argument, which is called once for each; who asks again has read the same.

    It is to forget what it returned when something that it reads has changed.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function
        self._results: dict[Any, tuple[Any, set[Read]]] = {}

    def __call__(self, argument: Any) -> Any:
        if argument not in self._results:
            with watched() as reads:
                result = self._function(argument)
            self._results[argument] = result, reads
        result, reads = self._results[argument]
        if _reads is not None:
            _reads.update(reads)
        return result

    def forget(self) -> None:
        self._results.clear()


def _getattribute(content: Content, name: str) -> Any:
    if _reads is not None and name not in SAME:
        source = object.__getattribute__(content, "__dict__").get("relative_source_path")
        if source is not None:
            _reads.add(("face" if name in FACE or _is_own_summary(content, name) else "whole", source))
    return object.__getattribute__(content, name)


def _is_own_summary(content: Content, name: str) -> bool:
    """A summary that the author wrote stands in lists; another one is the beginning of the text."""
    return name in ("summary", "_summary") and "summary" in object.__getattribute__(content, "metadata")


class Listed(list):
    """A list that is heard of when it is read, and knows at once whether it holds a content."""

    def __init__(self, items: list, kind: str, name: str) -> None:
        super().__init__(items)
        self.read = (kind, name)
        self._ids: frozenset[int] | None = None

    def __iter__(self) -> Iterator:
        note(*self.read)
        return super().__iter__()

    def __len__(self) -> int:
        note(*self.read)
        return super().__len__()

    def __getitem__(self, index: Any) -> Any:
        note(*self.read)
        return super().__getitem__(index)

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str) and self.read[0] == "list":
            note("holds", f"{self.read[1]}/{item}")
            return super().__contains__(item)
        note(*self.read)
        if not isinstance(item, Content):
            return super().__contains__(item)
        if self._ids is None:
            self._ids = frozenset(map(id, super().__iter__()))
        return id(item) in self._ids

    def __add__(self, other: list) -> list:
        return [*self, *other]

    def __radd__(self, other: list) -> list:
        return [*other, *self]

    def __reversed__(self) -> Iterator:
        note(*self.read)
        return super().__reversed__()

    def __eq__(self, other: object) -> bool:
        note(*self.read)
        return super().__eq__(other)

    __hash__ = None


def hear_of_templates(env: Environment) -> None:
    """Whatever a page extends, includes or imports while it is made."""
    get = env.get_template

    def get_template(name: Any, *arguments: Any, **more: Any) -> Any:
        template = get(name, *arguments, **more)
        note("template", template.name)
        return template

    env.get_template = get_template
