"""The steps of one build, what is known of those of the build before, and which of them need not be done."""

import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pelican.contents import Content

from plugins import watching
from plugins.readings.parallel import in_processes, processes
from plugins.readings.store import key_of
from plugins.renders.memory import Memory, Record, remembered, stamps_below
from plugins.renders.values import Values, of_all, said
from plugins.telling import telling
from plugins.watching import Listed

FEW = 16  # steps that are sooner done than shared


@dataclass(frozen=True)
class Step:
    """`make` writes files and returns their names below the output folder; `given` are its own inputs.

    What uses a library with threads of its own is done `alone`, in the process in which these live.
    """

    name: str
    make: Callable[[], Sequence[str]]
    given: Mapping[str, object]
    alone: bool = False


def do(step: Step, settings: dict) -> None:
    """In its time, or now in a site that has no steps."""
    if steps := settings.get("STEPS"):
        steps.add(step)
    else:
        step.make()


class Steps:
    def __init__(self, settings: dict) -> None:
        self.settings = settings
        self.before = Path(settings.get("BEFORE") or os.devnull)
        self.context: dict = {}
        self.all: dict[str, Step] = {}
        self.records: dict[str, Record] = {}
        self.kept: set[str] = set()  # files of the build before
        self.generators: Sequence[object] = ()
        self._lists: dict[
            int, tuple[list, Listed]
        ] = {}  # by the ids of lists, which are held so that these stay

    def begin(self, context: dict, templates: Sequence[Path]) -> None:
        """When the lists of the context are final."""
        self.context = context
        self.values = Values(context, self.settings, templates)
        for name, value in context.items():
            if isinstance(value, list) and name not in self.settings:
                context[name] = Listed(value, "list", name)
                self._lists[id(value)] = value, context[name]

    def listed(self, name: str, value: object) -> object:
        """A list that a page is given, so that it is heard of when the page reads it."""
        is_named = isinstance(value, Listed) and (value.read[0] == "list" or value.read[1] == name)
        if is_named or not isinstance(value, list):
            return value
        _, known = self._lists.get(id(value), (value, None))
        return Listed(value, "given", name) if known is None else known

    def add(self, step: Step) -> None:
        """Do this later, unless nothing would come of it."""
        self.all[step.name] = step

    def finish(self) -> None:
        """Do what has to be done. All contents are final."""
        added = {name: self.context[name] for name in sorted(self.context.keys() - self.settings.keys())}
        plain = {name: value for name, value in added.items() if isinstance(value, str | Content | None)}
        self.surroundings = key_of(of_all(self.settings, Path(self.settings["THEME"])), said(plain))
        self.memory = remembered(Path(self.settings.get("STEPS_BEFORE") or os.devnull), self.surroundings)
        with watching.listening():
            self._finish()

    def _finish(self) -> None:
        self._stamps = stamps_below(str(self.before))
        self._first_assets = frozenset(self.settings["ASSETS"].files)
        todo = [each for each in self.all.values() if not self._keep(each)]
        shared, alone = [each for each in todo if not each.alone], [each for each in todo if each.alone]
        count = processes() if len(shared) >= FEW else 1
        for done, assets in (*in_processes(self._do_all, shared, count), self._do_all(alone)):
            self.settings["ASSETS"].files.update(assets)
            self.records |= {name: Record(*record) for name, record in done.items()}
        for each in todo:
            if each.name not in self.records:  # what went wrong, goes wrong here again, and is told
                each.make()

    def write_to(self, folder: Path) -> None:
        """From now on steps write there."""
        for each in (self.writer, *self.generators):
            each.output_path = str(folder)

    def do_again(self, step: Step) -> Record:
        """After a content has changed."""
        self.writer.forget_written()
        with watching.listening():
            record = self._do(step)
        for read in self.records[step.name].reads:
            self.readers[read].discard(step.name)
        for read in record.reads:
            self.readers[read].add(step.name)
        self.records[step.name] = record
        return record

    @cached_property
    def readers(self) -> dict[watching.Read, set[str]]:
        """The names of the steps that have read something."""
        readers: dict[watching.Read, set[str]] = defaultdict(set)
        for name, record in self.records.items():
            for read in record.reads:
                readers[read].add(name)
        return readers

    def drop_assets(self) -> set[str]:
        """Forget the assets that no step asks for any more; returns their addresses."""
        wanted = {name for (kind, name), names in self.readers.items() if kind == "asset" and names}
        gone = set(self.settings["ASSETS"].files) - wanted - self._first_assets
        for each in gone:
            del self.settings["ASSETS"].files[each]
        return gone

    def to_remember(self) -> Memory:
        return Memory(self.surroundings, self.records)

    def _keep(self, step: Step) -> bool:
        record = self.memory.records.get(step.name)
        if record is None or not self._is_whole(record) or self._digest(step, record.reads) != record.digest:
            return False
        assets = self.settings["ASSETS"]
        try:
            for kind, address in record.reads:
                if kind == "asset" and address not in assets.files:
                    assets.add_named(address, (self.before / address).read_bytes())
        except OSError:
            return False
        self.records[step.name] = record
        self.kept.update(record.files)
        return True

    def _is_whole(self, record: Record) -> bool:
        stamps = self.memory.stamps
        return all(each in stamps and self._stamps.get(each) == stamps[each] for each in record.files)

    def _digest(self, step: Step, reads: Sequence[watching.Read]) -> bytes:
        plain = {name: value for name, value in step.given.items() if not isinstance(value, list)}
        return key_of(said(plain), self.values.of(reads, step.given))

    def _do_all(self, steps: Sequence[Step]) -> tuple[dict, dict]:
        """What is to be remembered of the steps that went well, and the assets that they name."""
        files, done = self.settings["ASSETS"].files, {}
        before = set(files)
        for each in steps:
            with suppress(Exception), telling() as told:
                record = self._do(each)
                if not told:
                    done[each.name] = (record.digest, record.reads, record.files)
        return done, {address: data for address, data in files.items() if address not in before}

    def _do(self, step: Step) -> Record:
        with watching.watched() as reads:
            files = tuple(step.make())
        reads = tuple(sorted(reads))
        return Record(self._digest(step, reads), reads, files)
