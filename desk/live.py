"""The site in memory: built as `invoke build` does it, and after the edit of an article only where it shows.

An edit of an article's text, title or summary takes its place in the article that Pelican has read; the
steps that have read this article are done again, its own page first. Whatever else changes, all generators
run anew. What either leaves in the output folder is what a build from scratch would.
"""

import os
import time
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from pelican import Pelican
from pelican.contents import Article

import plugins.strict  # noqa: F401 (the first, so that it hears what others warn of when they are loaded)
from desk.engine import Result
from desk.rewriting import Repainting, Rewriting, forget_what_was_rendered
from plugins.age import today
from plugins.related.likeness import Likeness
from plugins.renders import finish
from plugins.strict import forget_earlier_builds, notices, taken
from plugins.ways_on import COMPARED
from publishing.aside import swap
from publishing.build import BuildFailed, private_folder
from publishing.pelican_run import gathered
from publishing.settings import settings_of

SETTINGS = "pelicanconf.py"
FEW = 5  # sources that are sooner rewritten than the site is built


class LiveSite:
    """The site of the project in folder `root`, in its folder `output`."""

    def __init__(self, root: Path, output: Path) -> None:
        self.root, self.output = root, output
        self.settings: dict | None = None
        self.pelican: Pelican | None = None  # of the last build, as long as what it holds is the site
        self.broken: dict[str, tuple[str, ...]] = {}  # sources that cannot be read, with their problems
        self.likeness = Likeness(COMPARED)
        self.day = today()

    def update(self, changes: set[Path] | None) -> Iterator[Result]:
        """See desk/engine.py."""
        started = time.monotonic()
        edits = self._edits(changes)
        rewritings = list(map(self._rewriting, edits)) if edits else []
        if self.broken:
            problems = tuple(each for found in self.broken.values() for each in found)
            yield Result(problems=problems, seconds=time.monotonic() - started)
            return
        if rewritings:
            yield from self._rewrite(rewritings, started)
        if not rewritings or self.pelican is None:
            yield self._build(started)

    def _edits(self, changes: set[Path] | None) -> list[str]:
        """The changed articles, if nothing else has changed since the site was built, not even the day."""
        content = self.root / "content"
        names = [os.path.relpath(each, content) for each in changes or ()]
        is_known = self.pelican is not None and self.day == today() and len(names) <= FEW
        is_known = is_known and self.broken.keys() <= set(names) and all(map(self._article, names))
        if not is_known:
            self.pelican, self.broken = None, {}
        return names if is_known else []

    def _article(self, name: str) -> Article | None:
        article = self.pelican.settings["STEPS"].context["generated_content"].get(name)
        return article if isinstance(article, Article) and (self.root / "content" / name).is_file() else None

    def _rewriting(self, name: str) -> Rewriting:
        """Whose problems are in `broken`, or are no more."""
        rewriting = Rewriting(self.pelican, self._article(name))
        with gathered(SETTINGS, self.output) as problems:
            rewriting.read()
        self.broken.pop(name, None)
        if problems := (*problems, *taken()):
            self.broken[name] = problems
        return rewriting

    def _rewrite(self, rewritings: list[Rewriting], started: float) -> Iterator[Result]:
        """Yields what is soon done. Afterwards the site is not known any more where it has to be built."""
        in_place = all(each.is_in_place() for each in rewritings)
        if not in_place and not (len(rewritings) == 1 and rewritings[0].keeps_address()):
            self.pelican = None
            return
        with private_folder(self.output) as aside, gathered(SETTINGS, self.output) as problems:
            repainting, rest = Repainting(self.pelican, self.output, aside.folder), set()
            changed = {read for each in rewritings for read in each.replace()}
            own_pages = [each.old.save_as for each in rewritings]
            for step in (
                repainting.steps_of(changed, own_pages) if in_place else repainting.steps_named(own_pages)
            ):
                files = repainting.do(step)
                if step.name in own_pages:
                    yield Result(frozenset(files), seconds=time.monotonic() - started)
                else:
                    rest |= files
        if problems or taken() or not in_place:
            self.pelican = None
        else:
            yield _result(rest, started, len(rest) + len(own_pages))

    def _build(self, started: float) -> Result:
        """All of it, but for what the build before has left that is the same."""
        self.pelican, self.broken, self.day = None, {}, today()
        try:
            with private_folder(self.output) as aside, gathered(SETTINGS, self.output) as problems:
                changed = self._built(aside.folder)
        except BuildFailed as failure:
            problems = list(failure.problems)
        if problems:
            self.pelican = None
            return Result(problems=tuple(problems), seconds=time.monotonic() - started)
        return _result(changed, started, len(changed), notices())

    def _built(self, private: Path) -> set[str]:
        new, steps = private / "site", private / "steps"
        remembered = self.output.with_name(f".{self.output.name}.steps")
        places = {"OUTPUT_PATH": str(new), "STEPS_AFTER": str(steps), "LIKENESS": self.likeness}
        if self.output.is_dir():
            places |= {"BEFORE": str(self.output), "STEPS_BEFORE": str(remembered)}
        if self.settings is None:
            self.settings = settings_of(Path(SETTINGS), {"OUTPUT_PATH": str(new)})
        forget_what_was_rendered()
        forget_earlier_builds()
        pelican = Pelican({**deepcopy(self.settings), **places})  # libraries add to what they find there
        pelican.run()
        changed = finish(pelican)
        self.output.with_name(f".{self.output.name}.built").unlink(missing_ok=True)
        swap(new, self.output)
        steps.replace(remembered)
        self.likeness.changed()  # as all pages show it
        self.pelican = pelican
        return changed


def _result(changed: set[str], started: float, files: int, notices: tuple[str, ...] = ()) -> Result:
    seconds = time.monotonic() - started
    report = "\n".join((*notices, f"output/: {files} files changed in {seconds:.2f} s"))
    return Result(frozenset(changed), report=report, seconds=seconds)
