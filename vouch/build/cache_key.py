"""Digests of what every reading depends on besides its source: settings, plugins, libraries, Python."""

import inspect
import re
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import chain
from pathlib import Path
from types import FunctionType

from vouch.sources.digests import key_of

# Settings that name places, or what is made from a reading, and so do not affect one.
IGNORED_SETTINGS = (
    *("SITE", "CACHE_PATH", "OUTPUT_PATH"),
    *("LOG_FILTER", "JINJA_ENVIRONMENT", "WITH_DRAFTS", "MENU", "SOCIAL"),
)
MAX_DEPTH = 8  # of nested values
CODE = Path(__file__).parents[1]
OUR_PACKAGES = ("bench", "pelicanconf", "publishconf", "tasks", "tests", "vouch")
MEMORY_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def digest_of_code(plugins: Iterable[str]) -> bytes:
    """The digest of all plugins, installed packages and the version of Python."""
    return key_of(*_code(plugins), *installed(), sys.version)


def digest_of(settings: dict, code: bytes) -> bytes:
    """The digest of all settings and of the digest of the code, the same in any folder."""
    here = str(Path(settings["PATH"]).parent)
    names = sorted(name for name in settings if name.isupper() and name not in IGNORED_SETTINGS)
    values = (f"{name}={canonical(settings[name])}".replace(here, ".") for name in names)
    return key_of(*values, *_templates(settings), *_modules_of_owner(Path(here)), code)


def canonical(value: object, depth: int = 0) -> str:
    """A stable repr: the same text for the same value in every process."""
    if depth > MAX_DEPTH:  # an object may contain itself
        return type(value).__qualname__
    within = partial(canonical, depth=depth + 1)
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {within(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}({', '.join(map(within, value))})"
    if isinstance(value, set | frozenset):
        return f"{{{', '.join(sorted(map(within, value)))}}}"
    if value is None or isinstance(value, str | bytes | int | float | bool):
        return repr(value)
    return _canonical_object(value, within)


def _canonical_object(value: object, within: Callable[[object], str]) -> str:
    if isinstance(value, partial):
        return within((value.func, value.args, value.keywords))
    if isinstance(value, FunctionType):
        return f"{value.__module__}.{value.__qualname__}: {_source(value)}"
    if hasattr(value, "__qualname__"):
        return f"{value.__module__}.{value.__qualname__}"
    own = within(vars(value)) if hasattr(value, "__dict__") else MEMORY_ADDRESS.sub("", str(value))
    return f"{type(value).__module__}.{type(value).__qualname__}({own})"


def _source(function: FunctionType) -> str:
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):  # not from a file
        return ""


def _modules_of_owner(root: Path) -> Iterator[bytes]:
    """The code of modules in the project that its settings have imported."""
    for name, module in sorted(sys.modules.items()):
        file = str(getattr(module, "__file__", None))
        is_below = file.startswith(f"{root}/") and not file.startswith(f"{root}/.")  # such as .venv
        if is_below and name.partition(".")[0] not in OUR_PACKAGES and Path(file).is_file():
            yield Path(file).read_bytes()


@cache
def installed() -> tuple[str, ...]:
    """Names and versions of all installed packages, from the names of their folders."""
    found = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    return tuple(sorted(each.name for each in found))


def _templates(settings: dict) -> Iterator[str]:
    """The names of templates: a reader refuses a page that names any other."""
    folder = Path(settings.get("THEME", ""), "templates")
    return (each.name for each in sorted(folder.glob("*.html")))


def _code(plugins: Iterable[str]) -> Iterator[bytes | str]:
    """The code of all plugins: any of them may affect what a reader returns."""
    modules = [sys.modules[name] for name in plugins if name in sys.modules]
    others = {Path(each.__file__) for each in modules if getattr(each, "__file__", None)}
    folders = {CODE, *(each.parent for each in others if each.name == "__init__.py")}
    single = {each for each in others if not any(each.is_relative_to(folder) for folder in folders)}
    for folder in sorted(folders):
        yield _code_in(folder) if folder != CODE else _code_of_engine(CODE)
    yield from (file.read_bytes() for file in sorted(single))


def _code_in(folder: Path) -> bytes:
    files = (
        (file.relative_to(folder).as_posix(), file.read_bytes()) for file in sorted(folder.rglob("*.py"))
    )
    return key_of(*chain.from_iterable(files))


_code_of_engine = cache(_code_in)  # a process keeps running the code that it has imported
