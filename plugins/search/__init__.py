"""Writes the index of the search page, `pagefind/`, from the articles, the pages and the résumé's lines."""

import logging
from collections.abc import Iterator
from pathlib import Path

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.problems import SourceError
from plugins.renders.steps import Step, do
from plugins.search.documents import Document, document, words_of_article, words_of_resume
from plugins.search.index import NotIndexed, is_digested, search_index
from plugins.watching import note

FOLDER = "pagefind"

logger = logging.getLogger(__name__)


class SearchGenerator(Generator):
    """Indexes the site when its contents are final."""

    def generate_output(self, _writer: Writer) -> None:
        if not self.settings.get("WRITE_ONLY"):
            do(Step(f"{FOLDER}/", self._make, {}, alone=True), self.settings)

    def _make(self) -> list[str]:
        if not (documents := list(_documents(self.context, self.settings))):
            return []
        return [each for name, data in self._index(documents).items() for each in self._publish(name, data)]

    def _publish(self, name: str, data: bytes) -> Iterator[str]:
        """A part of the index is an asset, for a page that is open loads it when one types."""
        if is_digested(name):
            self.settings["ASSETS"].add_named(f"{FOLDER}/{name}", data)
        else:
            path = Path(self.output_path, FOLDER, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            yield f"{FOLDER}/{name}"

    def _index(self, documents: list[Document]) -> dict[str, bytes]:
        kept = Path(self.settings["CACHE_PATH"], "search")
        try:
            return search_index(documents, self.settings["DEFAULT_LANG"], kept)
        except NotIndexed as refusal:
            what = f"Pagefind made no index: {refusal}"
        problem = SourceError("requirements.txt", 1, what, "install what is locked there anew")
        logger.error("%s", problem)  # outside, where the log has no exception in hand that it would add
        return {}


def _documents(context: dict, settings: dict) -> Iterator[Document]:
    """What readers may find: hidden pages are for those who know their addresses."""
    note("list", "generated_content")
    statuses = ("published", "draft") if settings["WITH_DRAFTS"] else ("published",)
    for content in context["generated_content"].values():
        if content and content.status in statuses:
            yield _document(content)


def _document(content: Content) -> Document:
    if resume := getattr(content, "resume", None):
        return document(content.save_as, content.lang, "Résumé", words_of_resume(resume, content.anchors))
    date = content.date.strftime("%-d %B %Y") if hasattr(content, "date") else ""
    words = words_of_article(content._content, [str(each) for each in getattr(content, "tags", ())])
    return document(content.save_as, content.lang, content.title, words, date)


def _generators(_pelican: Pelican) -> type[Generator]:
    return SearchGenerator


def register() -> None:
    signals.get_generators.connect(_generators)
