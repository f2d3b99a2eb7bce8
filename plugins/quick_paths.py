"""What Pelican asks of a content a hundred times in a build, its path and its address, told without detours.

Of the six values that Pelican makes for an address most settings name one; and a path that begins with that
of the content folder lies below it.
"""

import os
from string import Formatter

from pelican import signals
from pelican.contents import Content

SIMPLE = {
    "slug": lambda content: getattr(content, "slug", ""),
    "lang": lambda content: getattr(content, "lang", "en"),
}
ROUNDABOUT = ("/.", "//")
LINKS = ("static", "attach")
_expanded, _relative = Content._expand_settings, Content.get_relative_source_path
_static_links = Content.get_static_links
_names: dict[str, frozenset[str]] = {}


def _expand_settings(content: Content, key: str, kind: str | None = None) -> str:
    written = str(content.settings[f"{kind or type(content).__name__}_{key}".upper()])
    if (names := _names.get(written)) is None:
        names = _names[written] = frozenset(
            name for _, name, _, _ in Formatter().parse(written) if name is not None
        )
    if names <= SIMPLE.keys():
        return written.format(**{name: SIMPLE[name](content) for name in names})
    return _expanded(content, key, kind)


def _get_relative_source_path(content: Content, source_path: str | None = None) -> str | None:
    root = f"{content.settings['PATH']}/"
    path = source_path or content.source_path or ""
    if os.sep == "/" and path.startswith(root) and not any(each in path for each in ROUNDABOUT):
        return path.removeprefix(root)
    return _relative(content, source_path)


def _relative_dir(content: Content) -> str:
    return (_get_relative_source_path(content) or "").rpartition("/")[0]


def _get_static_links(content: Content) -> set[str]:
    return _static_links(content) if any(each in content._content for each in LINKS) else set()


def _use(_pelican: object) -> None:
    Content._expand_settings = _expand_settings
    Content.get_relative_source_path = _get_relative_source_path
    Content.relative_dir = property(_relative_dir)
    Content.get_static_links = _get_static_links


def register() -> None:
    signals.initialized.connect(_use)
