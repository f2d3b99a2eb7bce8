"""Settings that have parts: the plugins, the extensions of Markdown, what templates are compiled with."""

from collections.abc import Iterator
from importlib.util import find_spec

from jinja2 import StrictUndefined
from markdown import Markdown

from plugins.site_settings.rules import close, said
from plugins.site_settings.table import EXTENSIONS, PARTS_OF_EXTRA, PLUGINS

Part = tuple[str, str, str, object]  # the setting, what is wrong with it, what to write, where in it


def of_plugins(settings: dict) -> Iterator[Part]:
    named = settings.get("PLUGINS")
    if not isinstance(named, list | tuple):
        yield "PLUGINS", f"PLUGINS is {said(named)}", "write a list of the names of plugins", None
        return
    meant = {each: _meant(each, PLUGINS) for each in named if not _is_there(each)}
    for each, near in meant.items():
        what = f"there is no plugin {each!r}"
        yield "PLUGINS", what, f"write {near!r}" if near else "take it out", each
    for each in PLUGINS:
        if each not in named and each not in meant.values():
            yield "PLUGINS", f"PLUGINS lacks {each!r}", "add it", None
    if named and named[0] != PLUGINS[0] and PLUGINS[0] in named:
        what = f"{PLUGINS[0]!r} has to hear of the plugins that do not load"
        yield "PLUGINS", what, "put it first", PLUGINS[0]


def _is_there(plugin: object) -> bool:
    if not isinstance(plugin, str):
        return hasattr(plugin, "register")
    try:
        return find_spec(plugin) is not None
    except (ImportError, ValueError):
        return False


def _meant(name: object, names: tuple[str, ...]) -> str:
    return close(name, names) if isinstance(name, str) else ""


def of_markdown(settings: dict) -> Iterator[Part]:
    options = settings.get("MARKDOWN")
    if not isinstance(options, dict) or not isinstance(options.get("extensions"), list | tuple):
        yield "MARKDOWN", f"MARKDOWN is {said(options)}", 'write {"extensions": […]}', None
        return
    configs = options.get("extension_configs") or {}
    broken = dict(_broken(options, configs))
    for each, reason in broken.items():
        near = _meant(each, EXTENSIONS)
        instead = f"write {near!r}" if near not in ("", each) else "correct it, or take it out"
        yield "MARKDOWN", f"the Markdown extension {each!r} does not load: {reason}", instead, each
    names = [_whole(each) for each in options["extensions"]]
    yield from _of_order(names, [_meant(each, EXTENSIONS) for each in broken])
    for each in configs:
        if _whole(each) not in (*names, *EXTENSIONS) and each.rpartition(".")[2] not in PARTS_OF_EXTRA:
            what = f"MARKDOWN has options for {each!r}, which is none of its extensions"
            yield "MARKDOWN", what, "correct the name, or take them out", each


def _whole(extension: object) -> str:
    """Markdown's own extensions have short names as well, and an object has that of its class."""
    if not isinstance(extension, str):
        return type(extension).__name__
    whole = f"markdown.extensions.{extension}"
    return whole if whole in EXTENSIONS else extension


def _broken(options: dict, configs: dict) -> Iterator[tuple[object, str]]:
    """Extensions that do not load, one by one where all together do not."""
    try:
        Markdown(**options)
    except Exception:  # noqa: BLE001 (whatever an extension may raise)
        for each in options["extensions"]:
            try:
                Markdown(
                    extensions=[each], extension_configs={each: configs[each]} if each in configs else {}
                )
            except Exception as error:  # noqa: BLE001
                yield each, f"there is no option {error}" if isinstance(error, KeyError) else str(error)


def _of_order(names: list[str], meant: list[str]) -> Iterator[Part]:
    for each in (*EXTENSIONS, "SiteMarkup"):
        if each not in names and each not in meant:
            shown = "SiteMarkup()" if each == "SiteMarkup" else repr(each)
            yield "MARKDOWN", f"MARKDOWN lacks the extension {shown}", "add it", None
    extra, fences = EXTENSIONS[0], "pymdownx.superfences"
    if extra in names and fences in names and names.index(extra) > names.index(fences):
        what = f"{extra!r} takes the fences from {fences!r} when it stands behind it"
        yield "MARKDOWN", what, "put it before", extra


def of_templates(settings: dict) -> Iterator[Part]:
    options = settings.get("JINJA_ENVIRONMENT")
    if not isinstance(options, dict):
        yield (
            "JINJA_ENVIRONMENT",
            f"JINJA_ENVIRONMENT is {said(options)}",
            'write {"autoescape": True, …}',
            None,
        )
        return
    if options.get("autoescape") is not True:
        what = "JINJA_ENVIRONMENT lets a title be HTML"
        yield "JINJA_ENVIRONMENT", what, 'write "autoescape": True', "autoescape"
    strict = options.get("undefined")
    if not (isinstance(strict, type) and issubclass(strict, StrictUndefined)):
        what = "JINJA_ENVIRONMENT takes a misspelt name for an empty text"
        yield "JINJA_ENVIRONMENT", what, 'write "undefined": StrictUndefined', "undefined"
