"""Writes the index of the search page, `pagefind/`, from the articles, the pages and the résumé's lines."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pelican.contents import Content

from vouch.foreign import html_of
from vouch.pages.interface_language import day_in
from vouch.pages.search_documents import Document, document, words_of_article, words_of_resume
from vouch.pages.search_index import NotIndexed, search_index
from vouch.pages.theme_words import ThemeWords
from vouch.site import MakeFolder, Site
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError

FOLDER = "pagefind/"


def outputs(site: Site) -> Iterator[tuple[str, MakeFolder]]:
    if site.settings["SEARCH"]:
        yield FOLDER, partial(_index, site)


def _index(site: Site) -> dict[str, bytes]:
    """The files of the index; none if there is nothing to find."""
    if not (documents := list(_documents(site))):
        return {}
    try:
        return search_index(documents, site.settings["DEFAULT_LANG"], Path(site.settings["CACHE_PATH"]))
    except NotIndexed as refusal:
        what = f"Pagefind made no index: {refusal}"
    problem = SourceError("requirements.txt", 1, what, "reinstall the versions in this file")
    report(problem)  # after the `except`, or the log would add its traceback
    return {}


def _documents(site: Site) -> Iterator[Document]:
    """What readers may find. Hidden pages are only for those who know their addresses."""
    statuses = ("published", "draft") if site.settings["WITH_DRAFTS"] else ("published",)
    for content in site.all_contents:
        if content.status in statuses:
            yield _document(content, site.words)


def _document(content: Content, words: ThemeWords) -> Document:
    if resume := getattr(content, "resume", None):
        title = words.gettext(words.language_around(content.lang), "Résumé")
        return document(
            content.save_as, content.lang, title, words_of_resume(resume, content.lang, content.anchors)
        )
    language = words.default  # results are on a page in the site's language
    date = getattr(content, "date", None)
    shown = day_in(language, date, content.settings) if date else ""
    tags = ", ".join(map(str, getattr(content, "tags", ())))
    label = words.gettext(words.language_around(content.lang), "Tags: %(tags)s")
    text = words_of_article(html_of(content), label % {"tags": tags} if tags else "")
    return document(content.save_as, content.lang, content.title, text, shown)
