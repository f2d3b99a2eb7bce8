"""What an owner can get wrong in the settings: what a value has to be, and what to write if it is not.

How the site works is set by the engine; tests of the site check that, not these rules.
"""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

Rule = tuple[Callable[[object], object], str]  # whether a value is right; what to write instead

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47
ONE_MACHINE = r"(?:localhost|local|lan|internal)(?:/|$)"
PUBLIC = re.compile(rf"https://([a-z0-9-]+\.)+(?!{ONE_MACHINE})[a-z][a-z0-9-]+(/[^/\s?#]+)*")
LINK = re.compile(r"https?://[^/\s]+\S*|mailto:\S+@\S+")
PAPERS = ("us-letter", "a4", "us-legal", "a5", "jis-b5")
PUBLIC_ADDRESS = (
    "write a public https address in lower-case letters without a trailing slash, such as {}".format
)


def near(name: str, names: Iterable[str]) -> str:
    """The first of the names that differs by one letter: missing, added, replaced or moved; else empty."""
    cut, alike = _cut(name), (each for each in sorted(names) if abs(len(each) - len(name)) <= 1)
    return next((each for each in alike if cut & _cut(each)), "")


def _cut(name: str) -> set[str]:
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}


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


def _has_folder(value: object, name: str = "") -> bool:
    return isinstance(value, str | os.PathLike) and str(value) != "" and Path(value, name).is_dir()


def _is_pair(entry: object) -> bool:
    """A list of one pair without a comma after it is a list of two texts."""
    return is_list(entry) and len(entry) == 2 and all(map(is_text, entry))


def _is_menu_entry(entry: object) -> bool:
    """A page of the site, below its base path, or the whole address of another."""
    return _is_pair(entry) and bool(LINK.fullmatch(entry[0]) if ":" in entry[0] else entry[0][0] != "/")


RULES: dict[str, Rule] = {
    "AUTHOR": (is_text, "write the author's name"),
    "SITENAME": (is_text, "write the name of the site"),
    "SITESUBTITLE": (is_text, "write what the site is about, in one line"),
    "SITE_ADDRESS": (_is_public, PUBLIC_ADDRESS("https://example.org")),
    "SOURCE_ADDRESS": (_is_public, PUBLIC_ADDRESS("https://github.com/me/name/blob/main/content")),
    "SOCIAL": (is_list, 'write (("GitHub", "https://github.com/me"),)'),
    "MENU": (is_list, 'write (("index.html", "Articles"),)'),
    "DEFAULT_LANG": (
        lambda value: is_text(value) and LANGUAGE.fullmatch(value),
        'write a language code, such as "en" or "pt-BR"',
    ),
    "TIMEZONE": (_is_time_zone, "write the name of a time zone, such as UTC or Europe/Berlin"),
    "PATH": (_has_folder, "write the folder of the articles and pages"),
    "DEFAULT_CATEGORY": (is_text, "write a category"),
    "CARDS": (is_switch, "write True or False"),
    "SEARCH": (is_switch, "write True or False"),
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
    "RELATIVE_URLS": (
        lambda value: value is False,
        "write False: pages link from the base path of the site",
    ),
}
IN_PUBLIC: dict[str, Rule] = {
    "WITH_DRAFTS": (lambda value: value is False, "write False, or drafts are published"),
}
ENTRIES: dict[str, Rule] = {
    "SOCIAL": (lambda entry: _is_pair(entry) and LINK.fullmatch(entry[1]), RULES["SOCIAL"][1]),
    "MENU": (_is_menu_entry, RULES["MENU"][1]),
}
