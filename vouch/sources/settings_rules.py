"""What an owner can get wrong in the settings: what a value has to be, and what to write if it is not.

How the site works is set by the engine; tests of the site check that, not these rules.
"""

import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from vouch.sources.addresses import is_page
from vouch.sources.locales import is_language

# Whether a value, or an entry with all the settings, is right; what to write instead.
Rule = tuple[Callable[..., object], str]

ONE_MACHINE = r"(?:localhost|local|lan|internal)(?:/|$)"
PUBLIC = re.compile(rf"https://([a-z0-9-]+\.)+(?!{ONE_MACHINE})[a-z][a-z0-9-]+(/[^/\s?#]+)*")
LINK = re.compile(r"https?://[^/\s]+\S*|mailto:\S+@\S+")
FEDIVERSE = re.compile(r"@[\w.-]+@[\w.-]+\.\w+")
HOST = re.compile(rf"([a-z0-9-]+\.)+(?!{ONE_MACHINE})[a-z][a-z0-9-]+")
OF_HOSTS = 'write names of hosts in lower-case letters: ("www.youtube-nocookie.com",)'
PAPERS = ("us-letter", "a4", "us-legal", "a5", "jis-b5")
IN_CONTENT = 'write files or folders below content/, such as ["extra/security.txt"]'
OF_PATHS = (
    'write a path below content/ with its fields: {"extra/a.txt": {"path": "a.txt"}}; '
    "authors, categories and tags belong in the sources"
)
IN_SOURCES = {"author", "authors", "category", "tags"}  # Pelican makes objects of them there alone
PUBLIC_ADDRESS = (
    "write a public https address in lower-case letters without a trailing slash, such as {}".format
)


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_switch(value: object) -> bool:
    return isinstance(value, bool)


def is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _is_public(value: object) -> bool:
    return is_text(value) and bool(PUBLIC.fullmatch(value))


def _is_time_zone(value: object) -> bool:
    try:
        return bool(ZoneInfo(value))
    except (LookupError, ValueError, TypeError, OSError):
        return False


def _is_date(value: object) -> bool:
    try:
        return bool(datetime.fromisoformat(value) if isinstance(value, str) else datetime(*value))  # noqa: DTZ001
    except (TypeError, ValueError):
        return False


def _has_folder(value: object, name: str = "") -> bool:
    return isinstance(value, str | os.PathLike) and str(value) != "" and Path(value, name).is_dir()


def _is_list_of_lists(value: object) -> bool:
    """A list of one pair without a comma after it is a list of two texts."""
    return is_list(value) and all(map(is_list, value))


def _is_pair(entry: object) -> bool:
    return is_list(entry) and len(entry) == 2 and all(map(is_text, entry))


def _is_menu_entry(entry: object) -> bool:
    """A page of the site, below its base path, or the whole address of another."""
    return _is_pair(entry) and bool(LINK.fullmatch(entry[0]) if ":" in entry[0] else entry[0][0] != "/")


def _is_in_content(path: object, settings: dict) -> bool:
    """Whether a file or folder is in PATH; if PATH is wrong, that alone is reported."""
    content = settings["PATH"]
    is_path = isinstance(path, str | os.PathLike)
    return not _has_folder(content) or (is_path and Path(content, path).exists())


def _is_of_path(entry: tuple[object, object], settings: dict) -> bool:
    """A path in the content, with fields for the files there."""
    path, fields = entry
    is_named = (
        isinstance(fields, dict)
        and all(isinstance(each, str) for each in (*fields, fields.get("path", "")))
        and not any(isinstance(fields.get(each), str) for each in IN_SOURCES)
    )
    return is_named and _is_in_content(path, settings)


def _is_page_of_template(entry: tuple[object, object], settings: dict) -> bool:
    template, file = entry
    return is_text(template) and is_text(file) and is_page(file) and _is_in_content(template, settings)


RULES: dict[str, Rule] = {
    "TEMPLATE_PAGES": (lambda value: isinstance(value, dict), 'write {"extra/talks.html": "talks.html"}'),
    "AUTHOR": (is_text, "write the author's name"),
    "SITENAME": (is_text, "write the name of the site"),
    "SITESUBTITLE": (is_text, "write what the site is about, in one line"),
    "SITE_ADDRESS": (_is_public, PUBLIC_ADDRESS("https://example.org")),
    "SOURCE_ADDRESS": (_is_public, PUBLIC_ADDRESS("https://github.com/me/name/blob/main/content")),
    "SOCIAL": (_is_list_of_lists, 'write (("GitHub", "https://github.com/me"),)'),
    "MENU": (_is_list_of_lists, 'write (("index.html", "Articles"),)'),
    "EMBEDS": (is_list, OF_HOSTS),
    "STATIC_PATHS": (is_list, IN_CONTENT),
    "EXTRA_PATH_METADATA": (lambda value: isinstance(value, dict), OF_PATHS),
    "THEME_TEMPLATES_OVERRIDES": (is_list, 'write a list of folders, such as ["templates"]'),
    "DEFAULT_LANG": (
        lambda value: is_text(value) and is_language(value),
        'write a language code, such as "en" or "pt-BR"',
    ),
    "TIMEZONE": (_is_time_zone, "write the name of a time zone, such as UTC or Europe/Berlin"),
    "PATH": (_has_folder, "write the folder of the articles and pages"),
    "DEFAULT_CATEGORY": (is_text, "write a category"),
    "DEFAULT_DATE": (
        lambda value: value is None or _is_date(value),
        "write a day such as (2012, 3, 4); the times of files differ from clone to clone",
    ),
    "CARDS": (is_switch, "write True or False"),
    "SEARCH": (is_switch, "write True or False"),
    "TOUCH_ICON": (is_switch, "write True or False"),
    "MARKDOWN_TWINS": (is_switch, "write True or False"),
    "FEDIVERSE_CREATOR": (
        lambda value: value == "" or (is_text(value) and FEDIVERSE.fullmatch(value)),
        'write a handle such as "@me@example.social"',
    ),
    "RESUME": (
        lambda value: value is None or is_text(value),
        'write a file below content/, such as "pages/resume.rst", or None',
    ),
    "RESUME_PAPER": (lambda value: str(value).lower() in PAPERS, f"write one of {', '.join(PAPERS)}"),
    "THEME": (
        lambda value: _has_folder(value, "typst"),
        'this engine draws with its own theme: write THEME = "theme", and override its templates and blocks'
        " in a folder of THEME_TEMPLATES_OVERRIDES (docs/making-it-yours.md)",
    ),
    "PLUGINS": (
        lambda value: is_list(value) and "vouch" in value,
        'write a list with "vouch", the engine of this site',
    ),
    "RELATIVE_URLS": (lambda value: value is False, "write False: pages link from the base path of the site"),
}
IN_PUBLIC: dict[str, Rule] = {
    "WITH_DRAFTS": (lambda value: value is False, "write False, or drafts are published")
}
ENTRIES: dict[str, Rule] = {
    "TEMPLATE_PAGES": (
        _is_page_of_template,
        'write a template below content/ and the file of its page: {"extra/talks.html": "talks.html"}',
    ),
    "SOCIAL": (
        lambda entry, _: not is_list(entry) or (_is_pair(entry) and LINK.fullmatch(entry[1])),
        RULES["SOCIAL"][1],
    ),
    "MENU": (lambda entry, _: not is_list(entry) or _is_menu_entry(entry), RULES["MENU"][1]),
    "EMBEDS": (lambda entry, _: is_text(entry) and HOST.fullmatch(entry), OF_HOSTS),
    "STATIC_PATHS": (_is_in_content, IN_CONTENT),
    "EXTRA_PATH_METADATA": (_is_of_path, OF_PATHS),
    "THEME_TEMPLATES_OVERRIDES": (lambda entry, _: _has_folder(entry), "write a folder that exists"),
}
