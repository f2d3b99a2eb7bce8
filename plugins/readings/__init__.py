"""Each source is read once: what a reader makes of it is kept under all that this depends on.

That is the bytes of the source, of every file that it includes, and its surroundings: settings, code and
libraries. Sources that nobody has read yet are read on all cores before Pelican asks for them. A source
with problems is not kept: Pelican's own call reads it, and tells of them as ever.
"""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from pelican import Pelican, signals
from pelican.generators import CachingGenerator
from pelican.readers import BaseReader
from pelican.utils import file_suffix

from plugins.age import today
from plugins.limits import within_time
from plugins.readings.packing import NotPlain, Reading
from plugins.readings.parallel import in_processes, processes
from plugins.readings.store import Store, key_of
from plugins.readings.surroundings import digest_of
from plugins.telling import telling

FEW = 8  # sources that are sooner read than shared
KIND, FINE = "reading", "fine"  # of entries

Read = Callable[[str], tuple[str, dict]]


class Readings:
    """The kept readings of one site in its present surroundings."""

    def __init__(self, settings: dict) -> None:
        self.root, self.settings = Path(settings["PATH"]), settings
        self.store = Store(Path(settings["CACHE_PATH"], "readings", digest_of(settings).hex()))
        self.named = cache(lambda kind, name: kind(name, settings))
        self._digests: dict[str, bytes] = {}
        self._day = today()

    def read(self, path: str, read: Read) -> tuple[str, dict]:
        """What `read(path)` returns, now or when it was last called for the same."""
        try:
            key = self._key(path)
        except OSError:
            return read(path)  # which says why
        if reading := self._kept(key):
            return reading.html, {**reading.fields, "reading": key.hex()}
        with _watched(self.root) as (opened, told):
            html, fields = read(path)
        name = self._name(path)
        with suppress(NotPlain, OSError):
            included = tuple((each, self._digest(each)) for each in sorted(opened - {name}))
            is_same = all(digest == _digest_now(self.root / each) for each, digest in included)
            if not told and is_same and key == key_of(KIND, name, _digest_now(path)):
                self.store.put(key, Reading(html, fields, included).packed())
                return html, {**fields, "reading": key.hex()}
        return html, fields

    def problems(self, paths: Sequence[str], check: Callable[[str], Sequence]) -> list:
        """What `check` finds in sources, on all cores; where it found nothing in the same before, nothing."""
        doubtful = [each for each in paths if self._is_doubtful(each)]

        def check_part(part: Sequence[str]) -> list[str]:
            return [each for each in part if not check(each)]

        fine = {each for part in self._shared(check_part, doubtful) for each in part}
        for each in fine:
            self.store.put(self._key(each, FINE), b"")
        return [problem for each in doubtful if each not in fine for problem in check(each)]

    def _is_doubtful(self, path: str) -> bool:
        try:
            return self.store.get(self._key(path, FINE)) is None
        except OSError:
            return True

    def forget(self, name: str) -> None:
        """The file of this name below the root may have changed; what it was before is in memory no more."""
        self._digests.pop(name, None)
        self.store.new.clear()

    def prefetch(self, paths: Sequence[str], reader_of: Callable[[str], BaseReader | None]) -> None:
        """Read on all cores what is not kept, if it is much."""
        missing = [each for each in paths if self._is_missing(each)]

        def read_part(part: Sequence[str]) -> list[tuple[bytes, bytes]]:
            before = set(self.store.new)
            for path in part:
                with suppress(Exception):  # Pelican's own call tells of it
                    if reader := reader_of(path):
                        within_time(Path(path), partial(reader.read, path))
            return [each for each in self.store.new.items() if each[0] not in before]

        for entries in self._shared(read_part, missing) if len(missing) >= FEW else ():
            for key, entry in entries:
                self.store.put(key, entry)

    def _shared(self, work: Callable[[Sequence[str]], list], paths: Sequence[str]) -> list:
        return in_processes(work, paths, processes() if len(paths) >= FEW else 1)

    def _is_missing(self, path: str) -> bool:
        try:
            return self.store.get(self._key(path)) is None
        except OSError:
            return False

    def _key(self, path: str, kind: str = KIND) -> bytes:
        return key_of(kind, self._name(path), self._digest(self._name(path)))

    def _name(self, path: str) -> str:
        below = f"{self.root}/"
        return path.removeprefix(below) if path.startswith(below) else os.path.relpath(path, self.root)

    def _digest(self, name: str) -> bytes:
        """Of a file below the root as it was when this run first asked."""
        if (known := self._digests.get(name)) is None:
            known = self._digests[name] = _digest_now(self.root / name)
        return known

    def _kept(self, key: bytes) -> Reading | None:
        if (packed := self.store.get(key)) is None:
            return None
        reading = Reading.of(packed, self.named)
        try:
            same = all(self._digest(name) == digest for name, digest in reading.included)
        except OSError:
            return None
        return reading if same and not self._is_to_come(reading) else None

    def _is_to_come(self, reading: Reading) -> bool:
        """A day that was over when this was read may be to come on a clock that was set back."""
        days = [each for each in reading.fields.values() if isinstance(each, datetime)]
        return any(each.date() >= self._day for each in days)


def _digest_now(path: str | Path) -> bytes:
    return key_of(Path(path).read_bytes())


_opened: set[str] | None = None  # while a source is read


def _hear(event: str, arguments: tuple) -> None:
    if _opened is not None and event == "open" and isinstance(arguments[0], str):
        _opened.add(arguments[0])


sys.addaudithook(_hear)  # which is for ever, so the module does it once


@contextmanager
def _watched(root: Path) -> Iterator[tuple[set[str], list[logging.LogRecord]]]:
    """The files below `root` that are opened meanwhile, by their names below it, and what is told."""
    global _opened
    found: set[str] = set()
    _opened = set()
    try:
        with telling() as told:
            yield found, told
    finally:
        opened, _opened = _opened, None
        below = (each for each in map(os.path.abspath, opened) if Path(each).is_relative_to(root))
        found.update(os.path.relpath(each, root).replace(os.sep, "/") for each in below)


def readings_of(settings: dict) -> Readings | None:
    """Those of the site, if it has this plugin."""
    if "READINGS" not in settings and __name__ in settings["PLUGINS"]:
        settings["READINGS"] = Readings(settings)
    return settings.get("READINGS")


def _begin(pelican: Pelican) -> None:
    """The site's readers set what they read in type, which Pelican would do anew each time."""
    settings = pelican.settings
    readings_of(settings)
    settings["TYPOGRIFY"], settings["TYPOGRIFY_BY_READER"] = False, settings["TYPOGRIFY"]


def _read_ahead(generator: CachingGenerator) -> None:
    """When Pelican has listed the sources, before it reads the first."""
    list_files, readings = generator.get_files, generator.settings["READINGS"]

    def listed(
        paths: Iterable[str], exclude: list[str] | None = None, extensions: object = None
    ) -> list[str]:
        found = list_files(paths, exclude, extensions)
        if extensions is None:
            readings.prefetch([f"{generator.path}/{each}" for each in found], reader_of)
        return found

    def reader_of(path: str) -> BaseReader | None:
        return generator.readers.readers.get(file_suffix(path))

    generator.get_files = listed


def _save(pelican: Pelican) -> None:
    pelican.settings["READINGS"].store.save()


def register() -> None:
    signals.initialized.connect(_begin)
    signals.article_generator_init.connect(_read_ahead)
    signals.page_generator_init.connect(_read_ahead)
    signals.finalized.connect(_save)
