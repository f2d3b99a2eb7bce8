"""What every reading of a source depends on beside the source: settings, our code, the libraries, Python."""

import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plugins.readings.store import key_of

# Settings that a reader looks at: tests/readings watches readers and knows of no others.
SETTINGS = (
    "ARTICLE_EXCLUDES",
    "ARTICLE_PATHS",
    "AUTHOR",
    "CATEGORY_FEED_ATOM",
    "CATEGORY_REGEX_SUBSTITUTIONS",
    "DEFAULT_CATEGORY",
    "DEFAULT_LANG",
    "DOCUTILS_SETTINGS",
    "FEED_ALL_ATOM",
    "FORMATTED_FIELDS",
    "MARKDOWN",
    "PAGE_PATHS",
    "PYGMENTS_RST_OPTIONS",
    "RESUME",
    "SITEURL",
    "SITE_ADDRESS",
    "SLUGIFY_PRESERVE_CASE",
    "SLUGIFY_USE_UNICODE",
    "SLUG_REGEX_SUBSTITUTIONS",
    "TAG_REGEX_SUBSTITUTIONS",
    "THEME",
    "TIMEZONE",
    "TYPOGRIFY",
    "TYPOGRIFY_DASHES",
    "TYPOGRIFY_IGNORE_TAGS",
    "TYPOGRIFY_OMIT_FILTERS",
)
CODE = Path(__file__).parents[1]


def digest_of(settings: dict, names: tuple[str, ...] = SETTINGS) -> bytes:
    """Of the settings by these names, wherever the project lies; of the code; of what is installed."""
    here = str(Path(settings["PATH"]).parent)
    said = (f"{name}={canonical(settings.get(name))}".replace(here, ".") for name in names)
    return key_of(*said, *_templates(settings), digest_of_code(), *installed(), sys.version)


def canonical(value: object) -> str:
    """The same words for the same value in every process. A function is its name: its code is digested."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {canonical(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}({', '.join(map(canonical, value))})"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(canonical, value)))}}}"
    if value is None or isinstance(value, str | bytes | int | float | bool):
        return repr(value)
    if hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    own = canonical(vars(value)) if hasattr(value, "__dict__") else str(value)
    return f"{type(value).__module__}.{type(value).__qualname__}({own})"


def digest_of_code() -> bytes:
    """Of all plugins: any of them may have a part in what a reader returns."""
    return key_of(*_sources(CODE))


@cache
def installed() -> tuple[str, ...]:
    """Names and versions of all installed packages, as their folders say them."""
    found = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    return tuple(sorted(each.name for each in found))


def _templates(settings: dict) -> Iterator[str]:
    """Their names: a reader refuses a page that names another one."""
    folder = Path(settings.get("THEME", ""), "templates")
    return (each.name for each in sorted(folder.glob("*.html")))


def _sources(folder: Path) -> Iterator[bytes | str]:
    for each in sorted(folder.rglob("*.py")):
        yield each.relative_to(folder).as_posix()
        yield each.read_bytes()
