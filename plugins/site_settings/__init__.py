"""Tells what is wrong with the settings, all of it, before anything is made with them.

`./invoke build` asks before Pelican sees them; a plain `pelican` when its plugins are there.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from pelican import Pelican, signals
from pelican.settings import DEFAULT_CONFIG

from plugins.github_pages import host_of_custom_domain
from plugins.problems import SourceError
from plugins.site_settings import parts
from plugins.site_settings.addresses import OF_ONE_MACHINE
from plugins.site_settings.places import SettingsFiles
from plugins.site_settings.rules import NotSet, close, is_folder, is_text, said
from plugins.site_settings.table import IN_PUBLIC, KNOWN, RULES, STOCK
from plugins.strict import stop, taken

ROOT = Path(__file__).parents[2]
CHECKED = "SETTINGS_CHECKED"  # among the settings once they are


def problems(values: dict, settings_file: Path, public: bool) -> list[SourceError]:
    """What is wrong with settings, in the order of Pelican's own and then of what the site has of them."""
    files, settings = SettingsFiles.of(settings_file), {**DEFAULT_CONFIG, **values}
    found = [files.error(*each) for each in _of_values(settings, public)]
    found += _unknown(settings, files)
    for part in (parts.of_plugins, parts.of_markdown, parts.of_templates):
        found += [files.error(*each) for each in part(settings)]
    if not any("SITE_ADDRESS" in str(each) for each in found):
        found += [*_of_address(settings, files, public)]
    return found


def _of_values(settings: dict, public: bool) -> Iterator[parts.Part]:
    for name, rule in (*STOCK.items(), *RULES.items(), *(IN_PUBLIC.items() if public else ())):
        if fault := rule(settings.get(name, NotSet())):
            what, instead = fault
            yield name, f"{name} {what}", instead, None


def _unknown(settings: dict, files: SettingsFiles) -> Iterator[SourceError]:
    """A template may read settings of which nothing is known here."""
    of_templates = {
        f"{str(each).upper()}{of}" for each in _templates(settings) for of in ("_URL", "_SAVE_AS")
    }
    unknown = [name for name in settings if name not in KNOWN | of_templates and not name.startswith("_")]
    read = _words_of_templates(settings) if unknown else set()
    for name in unknown:
        if name not in read:
            near = close(name, KNOWN | of_templates)
            instead = f"write {near}" if near else f"take it out, or name it _{name} if nothing else reads it"
            yield files.error(name, f"there is no setting {name}", instead)


def _templates(settings: dict) -> Collection[object]:
    named = settings["DIRECT_TEMPLATES"]
    return named if isinstance(named, list | tuple) else ()


def _words_of_templates(settings: dict) -> set[str]:
    folder = Path(str(settings["THEME"]), "templates")
    return {
        word
        for each in folder.glob("*.html")
        for word in re.findall(r"\b[A-Z][A-Z\d_]+\b", each.read_text("utf-8", "replace"))
    }


def _of_address(settings: dict, files: SettingsFiles, public: bool) -> Iterator[SourceError]:
    """What has to be said alike in several places."""
    address, url = settings["SITE_ADDRESS"], settings["SITEURL"]
    host = host_of_custom_domain(address)
    if public and OF_ONE_MACHINE.fullmatch(host or ""):
        what = f"SITE_ADDRESS {address!r} works on one machine only"
        yield files.error("SITE_ADDRESS", what, "write where the site will be, as https://example.org")
    if url != address and (public or url):
        instead = "write SITEURL = SITE_ADDRESS" if public else 'write SITEURL = "" at the desk'
        yield files.error("SITEURL", f"SITEURL is {said(url)}, SITE_ADDRESS {address!r}", instead)
    for name in ("CNAME", "extra/CNAME") if is_folder(settings["PATH"]) else ():
        file = Path(str(settings["PATH"]), name)
        if file.is_file() and (named := file.read_text("utf-8", "replace").strip()) != (host or ""):
            what = f"it names {named!r}, and SITE_ADDRESS is {address!r}"
            yield SourceError(file, 1, what, "remove it: the build writes CNAME from SITE_ADDRESS")


def _check(pelican: Pelican) -> None:
    """Not where a plugin did not load: Pelican takes it out of PLUGINS, and the author would be blamed."""
    if told := taken():
        stop(told)
    if CHECKED in pelican.settings:
        return
    public = is_text(pelican.settings["SITEURL"])
    settings_file = ROOT / ("publishconf.py" if public else "pelicanconf.py")
    if found := problems(pelican.settings, settings_file, public):
        stop(map(str, found))


def register() -> None:
    signals.initialized.connect(_check)
