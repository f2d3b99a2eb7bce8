"""Reports what an owner got wrong in the settings, all of it, before they are used.

`./invoke build` checks them before Pelican sees them, a plain `pelican` when its plugins are loaded. An
unknown name that does not resemble a known one is taken for a setting of somebody's plugin.
"""

import logging
import reprlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path

from pelican import Pelican
from pelican.settings import DEFAULT_CONFIG

from vouch.site import Site
from vouch.sources.problem_log import stop, take_problems
from vouch.sources.problems import SourceError
from vouch.sources.settings_places import SettingsFiles
from vouch.sources.settings_rules import ENTRIES, IN_PUBLIC, RULES, is_list, is_text, near

ROOT = Path(__file__).parents[2]
# Pelican reads two addresses per template page that are not in its default settings.
TEMPLATE_ADDRESSES = (
    f"{name.upper()}{of}" for name in DEFAULT_CONFIG["DIRECT_TEMPLATES"] for of in ("_URL", "_SAVE_AS")
)
KNOWN = {*DEFAULT_CONFIG, *RULES, *IN_PUBLIC, *TEMPLATE_ADDRESSES}
NOT_INSTALLED = "correct its name, install it, or take it out"

Problem = tuple[
    str, str, str, object
]  # the setting, what is wrong, what to write instead, the wrong part of its value

logger = logging.getLogger(__name__)


def problems(values: dict, settings_file: Path, public: bool) -> list[SourceError]:
    files, settings = SettingsFiles.of(settings_file), {**DEFAULT_CONFIG, **values}
    found = (*_of_values(settings, public), *_of_entries(settings), *_misspelt(settings))
    return [files.error(*each) for each in found]


def _of_values(settings: dict, public: bool) -> Iterator[Problem]:
    address = settings.get("SITE_ADDRESS")
    of_url = (
        lambda url: url == address or (url == "" and not public),
        f"write SITEURL = {'SITE_ADDRESS' if public else repr('')}",
    )
    for name, (is_right, instead) in {**RULES, "SITEURL": of_url, **(IN_PUBLIC if public else {})}.items():
        value = settings.get(name)
        if not is_right(value):
            what = "not set" if value is None else reprlib.repr(value)
            yield name, f"{name} is {what}", instead, None
    if settings["JINJA_ENVIRONMENT"].get("autoescape") is not True:  # set by the engine, but silently unsafe
        what = "JINJA_ENVIRONMENT lets a title be HTML"
        yield "JINJA_ENVIRONMENT", what, 'write "autoescape": True', "autoescape"


def _of_entries(settings: dict) -> Iterator[Problem]:
    """Each wrong entry of a list, at its own line."""
    folders = settings["PLUGIN_PATHS"]
    of_plugins = (lambda plugin: _is_installed(plugin, folders), NOT_INSTALLED)
    for name, (is_right, instead) in {**ENTRIES, "PLUGINS": of_plugins}.items():
        for each in settings.get(name) if is_list(settings.get(name)) else ():
            if not is_right(each):
                part = each[0] if is_list(each) and each else each
                yield name, f"{name} has the wrong entry {reprlib.repr(each)}", instead, part


def _is_installed(plugin: object, folders: Iterable[str]) -> bool:
    """Whether Pelican finds a plugin: under its own name, below `pelican.plugins` or in PLUGIN_PATHS."""
    if not isinstance(plugin, str):
        return hasattr(plugin, "register")
    for name in (plugin, f"pelican.plugins.{plugin}"):
        with suppress(ImportError, ValueError):
            if find_spec(name):
                return True
    return PathFinder.find_spec(plugin.partition(".")[0], folders) is not None


def _misspelt(settings: dict) -> Iterator[Problem]:
    for name in settings:
        if name not in KNOWN and not name.startswith("_") and (meant := near(name, KNOWN)):
            yield name, f"{name} is not a setting", f"write {meant}", None


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
