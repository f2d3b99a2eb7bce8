"""The site in memory: contents that are brought up to date after each save, and outputs made when asked for.

An edit of only the text of an article replaces the text in its content object. After anything else Pelican's
generators run again, over contents that stay the same objects where their sources are unchanged.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pelican import Pelican
from pelican.contents import Article

import vouch.sources.problem_log  # noqa: F401 (first, so that it captures warnings of later imports)
from vouch.build.contents import exchange_text
from vouch.build.pelican_process import collected_problems
from vouch.build.settings_file import settings_of
from vouch.markup.dates import today
from vouch.serve.answers import Answer, Tree, answer
from vouch.site import Site
from vouch.sources.problem_log import begin_build, notices, take_problems

if TYPE_CHECKING:
    from pelican.generators import ArticlesGenerator

SETTINGS = "pelicanconf.py"
MAX_EXCHANGED = 5  # texts that are exchanged before the generators run again


class LiveSite:
    """The site of the project in folder `root`. Files that plugins write themselves go into `folder`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self._settings: dict | None = None
        self._articles: ArticlesGenerator | None = None  # none while the site cannot be built
        self._found: list[str] = []  # problems of the site as it is now
        self._day: date | None = None  # of the last run of the generators

    def update(self, changes: set[Path] | None) -> tuple[list[str], str]:
        """Bring the contents up to date; None means any change. Returns problems, or a report."""
        started = time.monotonic()
        with self._problems() as problems:
            if changes and self._settings and hasattr(self._settings["SITE"], "readings"):
                self._site.readings.forget(changes)
            if not self._exchange_texts(changes):
                self._run(changes)
        self._found = problems
        if problems:
            self._articles = None
            return problems, ""
        return [], "\n".join((*notices(), f"up to date in {time.monotonic() - started:.2f} s"))

    def answer(self, address: str) -> tuple[list[str], Answer | None]:
        """The answer to a browser that asks for an address, or the problems of making it."""
        found = None
        if self._found:
            return self._found, None
        with self._problems() as problems:
            found = answer(Table(self._site, self.folder), address)
        return problems, found

    @property
    def _has_foreign_plugins(self) -> bool:
        """They may rely on fresh contents and settings in each build."""
        return any(each != "vouch" for each in self._settings["PLUGINS"])

    @property
    def _site(self) -> Site:
        return self._settings["SITE"]

    @contextmanager
    def _problems(self) -> Iterator[list[str]]:
        """Collects what is raised or logged within, one line each."""
        with collected_problems(SETTINGS, self.folder) as problems:
            yield problems
            problems += take_problems()

    def _exchange_texts(self, changes: set[Path] | None) -> bool:
        """Whether all changes were edits of texts, which are now in their articles."""
        is_known = self._articles is not None and self._day == self._today() and not self._has_foreign_plugins
        if not is_known or not changes or len(changes) > MAX_EXCHANGED:
            return False
        articles = [self._article(each) for each in changes]
        with suppress(Exception):  # the generators report it, and what follows from it
            return all(articles) and all(exchange_text(self._articles, each) for each in articles)
        return False

    def _today(self) -> date:
        return today(self._settings["TIMEZONE"])

    def _article(self, file: Path) -> Article | None:
        if not file.is_relative_to(self.root / "content") or not file.is_file():
            return None
        name = file.relative_to(self.root / "content").as_posix()
        content = self._site.context["generated_content"].get(name)
        return content if isinstance(content, Article) else None

    def _run(self, changes: set[Path] | None) -> None:
        if any(each.is_relative_to(self.root / "theme/templates") for each in changes or ()):
            self._settings = None  # a reader refuses a page that names a missing template
        if self._settings is None or self._has_foreign_plugins:
            self._settings = settings_of(Path(SETTINGS), {"OUTPUT_PATH": str(self.folder)}, asked_for=())
            self._unchanged = deepcopy(
                {name: each for name, each in self._settings.items() if name != "SITE"}
            )
        self._settings |= deepcopy(self._unchanged)  # plugins modify settings in place
        self._day = self._today()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        begin_build()
        pelican = Pelican(self._settings)
        pelican.run()
        self._articles = self._site.articles


class Table(Tree):
    """A site that is not written: its outputs, and the files that plugins have written themselves."""

    def __init__(self, site: Site, folder: Path) -> None:
        self._site, self._folder = site, folder

    def file(self, name: str) -> bytes | None:
        made = self._site.outputs.make(name)
        if made is None and (file := self._folder / name).is_file():
            return file.read_bytes()
        return made

    def has_folder(self, name: str) -> bool:
        return any(each.startswith(f"{name}/") for each in self._site.outputs)
