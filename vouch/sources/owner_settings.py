"""Reports what an owner got wrong in the settings, all of it, before they are used.

`./invoke build` checks them before Pelican sees them, a plain `pelican` when its plugins are loaded. An
unknown name that does not resemble a known one is taken for a setting of somebody's plugin.
"""

import reprlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path

from pelican import Pelican
from pelican.contents import Category
from pelican.settings import DEFAULT_CONFIG

from vouch.site import Site
from vouch.sources import address_rules, labels
from vouch.sources.address_rules import Problem
from vouch.sources.fields import one_letter_off
from vouch.sources.problem_log import stop, take_problems
from vouch.sources.problems import SourceError
from vouch.sources.settings_places import SettingsFiles
from vouch.sources.settings_rules import ENTRIES, IN_PUBLIC, RULES, is_list, is_text

ROOT = Path(__file__).parents[2]
# Pelican reads two addresses per template page that are not in its default settings.
TEMPLATE_ADDRESSES = (
    f"{name.upper()}{of}" for name in DEFAULT_CONFIG["DIRECT_TEMPLATES"] for of in ("_URL", "_SAVE_AS")
)
KNOWN = {*DEFAULT_CONFIG, *RULES, *IN_PUBLIC, *TEMPLATE_ADDRESSES}
NOT_INSTALLED = "correct its name, install it, or take it out"


def problems(values: dict, settings_file: Path, public: bool) -> list[SourceError]:
    files, settings = SettingsFiles.of(settings_file), {**DEFAULT_CONFIG, **values}
    misspelt = dict(_misspelt(settings))
    found = (
        *_of_values(settings, public, misspelt.values()),
        *_of_entries(settings),
        *address_rules.problems(settings),
        *((name, f"{name} is not a setting", f"write {meant}") for name, meant in misspelt.items()),
    )
    return [files.error(*each) for each in found]


def _of_values(settings: dict, public: bool, meant: Collection[str]) -> Iterator[Problem]:
    """Each wrong value, but not of the settings that were `meant` by a misspelt name."""
    address = settings.get("SITE_ADDRESS")
    of_url = (
        lambda url: url == address or (url == "" and not public),
        f"write SITEURL = {'SITE_ADDRESS' if public else repr('')}",
    )
    for name, (is_right, instead) in {**RULES, "SITEURL": of_url, **(IN_PUBLIC if public else {})}.items():
        value = settings.get(name)
        if name not in meant and not is_right(value):
            what = "not set" if value is None else reprlib.repr(value)
            part = next((each for each in value if not is_list(each)), None) if is_list(value) else None
            yield name, f"{name} is {what}", instead, part
    category = settings["DEFAULT_CATEGORY"]
    if is_text(category) and (wrong := labels.problem(Category(category, settings))):
        yield "DEFAULT_CATEGORY", *wrong
    if settings["JINJA_ENVIRONMENT"].get("autoescape") is not True:  # set by the engine, but silently unsafe
        what = "JINJA_ENVIRONMENT lets a title be HTML"
        yield "JINJA_ENVIRONMENT", what, 'write "autoescape": True', "autoescape"


def _of_entries(settings: dict) -> Iterator[Problem]:
    """Each wrong or repeated entry of a list, at its own line."""
    for name, (is_right, instead) in {**ENTRIES, "PLUGINS": (_is_plugin, NOT_INSTALLED)}.items():
        entries = _entries(name, settings.get(name))
        for number, each in enumerate(entries):
            part = each[0] if is_list(each) and each else each
            if not is_right(each, settings):
                yield name, f"{name} has the wrong entry {reprlib.repr(each)}", instead, part
            elif each in entries[:number]:
                yield name, f"{name} has the entry {reprlib.repr(each)} twice", "take one out", part


def _entries(name: str, value: object) -> Sequence:
    """The entries of a setting, none if it is of the wrong kind."""
    if name in ("EXTRA_PATH_METADATA", "TEMPLATE_PAGES"):
        return tuple(value.items()) if isinstance(value, dict) else ()
    return value if is_list(value) else ()


def _is_plugin(plugin: object, settings: dict) -> bool:
    """A misspelt name of the engine is reported as its absence."""
    is_engine = "vouch" not in settings["PLUGINS"] and one_letter_off(str(plugin).lower(), ("vouch",))
    return is_engine or _is_installed(plugin, settings["PLUGIN_PATHS"])


def _is_installed(plugin: object, folders: Iterable[str]) -> bool:
    """Whether Pelican finds a plugin: under its own name, below `pelican.plugins` or in PLUGIN_PATHS."""
    if not isinstance(plugin, str):
        return hasattr(plugin, "register")
    for name in (plugin, f"pelican.plugins.{plugin}"):
        with suppress(ImportError, ValueError):
            if find_spec(name):
                return True
    return PathFinder.find_spec(plugin.partition(".")[0], folders) is not None


def _misspelt(settings: dict) -> Iterator[tuple[str, str]]:
    """Each misspelt name with the one that was meant; one of RULES may have several wrong letters."""
    for name in (each for each in settings if each not in KNOWN):
        meant = one_letter_off(name, KNOWN) or "".join(get_close_matches(name, RULES, 1, 0.85))
        if meant and not name.startswith("_"):
            yield name, meant


def check(pelican: Pelican) -> None:
    """Stop the build at bad settings. Raises BrokenSite.

    If a plugin failed to load, report only that: Pelican removes it from PLUGINS, which would look like the
    owner's error.
    """
    if earlier := take_problems():
        stop(earlier)
    site = pelican.settings.setdefault("SITE", Site())
    site.settings = pelican.settings
    public = is_text(pelican.settings["SITEURL"])
    site.settings_file = site.settings_file or ROOT / ("publishconf.py" if public else "pelicanconf.py")
    if not site.has_checked_settings and (found := problems(site.settings, site.settings_file, public)):
        stop(map(str, found))
    site.has_checked_settings = True  # the engine adds to them; `pelican -r` builds with the same again
