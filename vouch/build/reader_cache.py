"""Caches what readers make of sources, so that each version of a source is read once.

The key of an entry covers the bytes of the source and of every file that it includes, the settings, and the
code of all plugins and libraries. New sources are read on all cores before Pelican asks for them. A source
with problems that may not wait is not cached: Pelican's own call reads it again and reports them.
"""

import os
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path

from pelican.generators import CachingGenerator
from pelican.readers import BaseReader
from pelican.utils import file_suffix

from vouch.build.cache_key import digest_of, digest_of_code
from vouch.build.reading import NotPlain, Reading
from vouch.build.workers import processes, share
from vouch.foreign import change_listing
from vouch.markup.dates import today
from vouch.markup.readers import INCLUDED
from vouch.sources.cache import Cache
from vouch.sources.digests import key_of
from vouch.sources.problem_log import captured_log
from vouch.sources.time_limit import within_time

MIN_SOURCES_TO_FORK = 8  # fewer are faster in one process
READING, CHECKED = "reading", "fine"  # kinds of entries: what a reader returned; a check without problems

Parse = Callable[[str], tuple[str, dict]]
Stamp = tuple[int, int, int, int]  # mtime and ctime in ns, size, inode
State = tuple[tuple[str, bytes], ...]  # paths of files, and digests of their bytes
RACY_NS = 20_000_000  # within which a second change of a file may have the timestamp of the first


class Readings:
    """The cached readings of one site."""

    def __init__(self, settings: dict, kept: Cache) -> None:
        self.root, self._settings, self._kept = Path(settings["PATH"]), settings, kept
        self._named = cache(lambda kind, name: kind(name, settings))
        self._digests: dict[str, tuple[Stamp, bytes]] = {}
        self._states: dict[str, State] = {}
        self._checked: set[bytes] = set()
        self._day = today()

    @cached_property
    def _code(self) -> bytes:
        return digest_of_code(self._settings["PLUGINS"])

    @cached_property
    def _surroundings(self) -> bytes:
        """Computed when the first source is read: by then all plugins have changed the settings."""
        typogrify = self._settings["SITE"].typogrify  # Pelican's own setting is off by then
        return digest_of({**self._settings, "TYPOGRIFY": typogrify}, self._code)

    def read(self, path: str, parse: Parse) -> tuple[str, dict]:
        """The result of `parse(path)`, cached if the source and all that it depends on are unchanged."""
        self._states.pop(path, None)
        if not Path(path).is_relative_to(self.root):  # another plugin has written it, for this build
            html, fields = parse(path)
            return html, _without(INCLUDED, fields)
        try:
            key, source = self._key(READING, path), (path, self.digest(path))
        except OSError:
            return parse(path)  # which reports why
        if reading := self._kept_reading(key):
            included = ((f"{self.root}/{name}", digest) for name, digest in reading.included)
            self._states[path] = (source, *included)
            return reading.html, reading.fields
        started = time.time_ns()
        with captured_log() as records:
            html, fields = parse(path)
            files = self._digested(path, fields)
            if self._has_changed_since(started - RACY_NS, files[1:]):  # which of its versions was included?
                html, fields = parse(path)
        if not records and files[:1] == (source,) and files == self._digested(path, fields):
            with suppress(NotPlain):
                named = tuple((self._name(each), digest) for each, digest in files[1:])
                packed = Reading(html, _without(INCLUDED, fields), named).packed()
                self._kept.put(key, packed)
                self._states[path] = files
        return html, _without(INCLUDED, fields)

    def _digested(self, path: str, fields: dict) -> State:
        """The state of a source and the files that it includes; empty if one of them is gone."""
        files = (path, *sorted(fields.get(INCLUDED, ())))
        self.forget(map(Path, files))
        with suppress(OSError):
            return tuple((each, self.digest(each)) for each in files)
        return ()

    def _has_changed_since(self, time_ns: int, files: State) -> bool:
        return any(self._digests[each][0][1] >= time_ns for each, _ in files)

    def problems(self, paths: Sequence[str], check: Callable[[str], Sequence]) -> list:
        """The problems that `check` finds, on all cores; skips sources in which it found none before."""
        doubtful = [each for each in paths if not self._is_checked(each)]
        before = [self._digests.get(each) for each in doubtful]
        results = share(lambda path: not check(path), doubtful, self._processes(doubtful))
        self.forget(map(Path, doubtful))
        without_problems = set()
        for index, path in enumerate(doubtful):
            with suppress(OSError):
                if results.get(index) and before[index] and self.digest(path) == before[index][1]:
                    without_problems.add(path)
                    self._kept.put(self._key(CHECKED, path), b"")
        return [problem for path in doubtful if path not in without_problems for problem in check(path)]

    def forget(self, paths: Iterable[Path]) -> None:
        """Read these files again, even if their size and time have not changed."""
        for each in paths:
            self._digests.pop(str(each), None)

    def read_ahead(self, paths: Sequence[str], reader_of: Callable[[str], BaseReader | None]) -> None:
        """Read sources that are not cached on all cores, if there are many."""

        def read(path: str) -> None:
            with suppress(Exception):  # Pelican's own call reports it
                if reader := reader_of(path):
                    within_time(Path(path), partial(reader.read, path))

        missing = [each for each in paths if self._is_missing(each)]
        if len(missing) >= MIN_SOURCES_TO_FORK:
            share(read, missing)

    def digest(self, path: str | Path) -> bytes:
        """The digest of a file, which is read again when its stamp has changed."""
        path = str(path)
        found = os.stat(path)  # noqa: PTH116 (a third of the time, for each source in each build)
        stamp = found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
        if (known := self._digests.get(path)) and known[0] == stamp:
            return known[1]
        digest = key_of(Path(path).read_bytes())
        self._digests[path] = stamp, digest
        return digest

    def state_of(self, path: str) -> State:
        """The files that a source was read from, with their digests then; empty if unknown."""
        return self._states.get(path, ())

    def is_as_in(self, state: State) -> bool:
        """Whether the files still have these digests."""
        try:
            return all(self.digest(each) == digest for each, digest in state)
        except OSError:
            return False

    def _processes(self, items: Sequence) -> int:
        return processes() if len(items) >= MIN_SOURCES_TO_FORK else 1

    def _is_checked(self, path: str) -> bool:
        try:
            key = self._key(CHECKED, path)
        except OSError:
            return False
        if key not in self._checked and self._kept.get(key) is not None:
            self._checked.add(key)
        return key in self._checked

    def _is_missing(self, path: str) -> bool:
        try:
            return path not in self._states and self._kept.get(self._key(READING, path)) is None
        except OSError:
            return False

    def _key(self, kind: str, path: str) -> bytes:
        # Sources are checked before all plugins have changed the settings, and no check depends on settings.
        surroundings = self._surroundings if kind == READING else self._code
        return key_of(kind, surroundings, self._name(path), self.digest(path))

    def _name(self, path: str) -> str:
        below = f"{self.root}/"
        return path.removeprefix(below) if path.startswith(below) else os.path.relpath(path, self.root)

    def _kept_reading(self, key: bytes) -> Reading | None:
        if (packed := self._kept.get(key)) is None:
            return None
        reading = Reading.of(packed, self._named)
        try:
            is_same = all(self.digest(self.root / name) == digest for name, digest in reading.included)
        except OSError:
            return None
        return reading if is_same and not self._is_in_future(reading) else None

    def _is_in_future(self, reading: Reading) -> bool:
        """Whether it was changed on a day that was past when it was read but is not now: the clock was set
        back."""
        changed = reading.fields.get("modified")
        return isinstance(changed, datetime) and changed.date() >= self._day


def _without(name: str, fields: dict) -> dict:
    return {each: value for each, value in fields.items() if each != name}


def read_ahead(generator: CachingGenerator) -> None:
    """Have sources read ahead once Pelican has listed them, before it reads the first."""
    readings = generator.settings["SITE"].readings

    def reader_of(path: str) -> BaseReader | None:
        return generator.readers.readers.get(file_suffix(path))

    def listed(found: list[str]) -> list[str]:
        readings.read_ahead([f"{generator.path}/{each}" for each in found], reader_of)
        return found

    change_listing(generator, listed)
