"""Reads a settings file as Pelican does, and reports all of its problems before a page is read."""

import contextlib
import signal
from collections.abc import Collection, Iterator
from importlib.util import cache_from_source
from pathlib import Path

from pelican.settings import get_settings_from_file, read_settings

from vouch.site import Site
from vouch.sources.owner_settings import problems
from vouch.sources.problem_log import PLACE, begin_build, stop, take_problems
from vouch.sources.problems import SourceError
from vouch.sources.settings_places import SettingsFiles
from vouch.sources.time_limit import TooSlow

PATHS = ("PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH")
READ_TIMEOUT_S = 10


def settings_of(file: Path, override: dict[str, object], asked_for: Collection[str] | None = None) -> dict:
    """All settings, and the Site of the build. Raises BrokenSite, TooSlow, and whatever the file raises."""
    begin_build()
    _forget_bytecode(file)
    with _time_limit(READ_TIMEOUT_S):
        values = get_settings_from_file(str(file))
    values |= override
    if found := problems(values, file, public=file.name != "pelicanconf.py"):
        stop(map(str, found))
    paths = {name: str(Path(values[name]).absolute()) for name in PATHS if name in values}
    settings = read_settings(override={**values, **paths})
    if logged := take_problems():
        stop(_with_place(each, SettingsFiles.of(file)) for each in logged)
    return {**settings, "SITE": Site(asked_for, file, has_checked_settings=True)}


def _forget_bytecode(file: Path) -> None:
    """Python would take it for that of an edit within the same second that keeps the size of the file."""
    for each in SettingsFiles.of(file).files:
        with contextlib.suppress(OSError):  # there is none, or Python could not have written it either
            Path(cache_from_source(each)).unlink()


def _with_place(message: str, files: SettingsFiles) -> str:
    """Pelican's messages about settings name the settings, but not their lines."""
    if PLACE.match(message):
        return message
    return str(
        SourceError(*files.place_of_words(message), message.rstrip("."), "see Pelican's manual of settings")
    )


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    def end(*_: object) -> None:
        raise TooSlow(f"the settings take longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
