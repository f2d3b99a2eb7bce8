"""Keeps the objects of unchanged articles and pages from one build of a process to the next.

`CachingGenerator.get_cached_data` is Pelican's own hook for that. Pelican sends no `content_object_init` for
cached contents, so handlers of that signal run once per content.
"""

import re
from secrets import token_bytes
from typing import TYPE_CHECKING

from pelican import signals
from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator, CachingGenerator

from vouch import foreign
from vouch.build.reading import NotPlain, Reading
from vouch.foreign import forget_rendered_texts, html_of, set_context, set_html
from vouch.markup import front_matter
from vouch.markup.dates import today
from vouch.markup.links import check_targets
from vouch.markup.side_notes import NOTES_FIELD
from vouch.media.gallery import OWN_IMAGE
from vouch.pages import permalinks
from vouch.sources.problems import SourceError

if TYPE_CHECKING:
    from datetime import date

    from vouch.build.reader_cache import State

LINK = re.compile(r"[{|](?:filename|static|attach|category|tag|author|index)[|}]")
# Fields that readers derive from the text: an edit of the text changes only these.
TEXT_FIELDS = ("contents", "wording", "diagrams", NOTES_FIELD, front_matter.PROBLEMS)

Key = tuple[type[CachingGenerator], str]


class Contents:
    """The contents of earlier builds, by generator and path."""

    def __init__(self, timezone: str) -> None:
        self._timezone = timezone
        self._contents: dict[Key, tuple[State, Content]] = {}
        self._surroundings: tuple[frozenset[str], date] | None = None

    def begin(self, files: frozenset[str]) -> None:
        """Drop all contents if files were added or removed, because any text may link to them; and on another
        day, because what was scheduled may have become public."""
        surroundings = files, today(self._timezone)
        if surroundings != self._surroundings:
            self._contents.clear()
        self._surroundings = surroundings

    def get(self, generator: CachingGenerator, path: str, default: object = None) -> Content | None:
        state, content = self._contents.get((type(generator), path), ((), None))
        if content is None or not generator.settings["SITE"].readings.is_as_in(state):
            return default
        set_context(content, generator.context)
        front_matter.report_what_may_wait(content)
        try:
            permalinks.claim(content)
        except SourceError:
            return default  # Pelican reads it, and reports it
        return content

    def put(self, generator: CachingGenerator, path: str, content: Content) -> None:
        """Keep a content, unless it can be used only once.

        Links in fields are resolved in place, and the address of a content in another language depends on
        whether it is a translation.
        """
        state = generator.settings["SITE"].readings.state_of(f"{generator.path}/{path}")
        if content.in_default_lang and state and not hasattr(content, "is_faulty"):
            fields = (str(content.metadata.get(each, "")) for each in content.settings["FORMATTED_FIELDS"])
            if not any(map(LINK.search, fields)):
                self._contents[type(generator), path] = state, content


def exchange_text(generator: ArticlesGenerator, old: Article) -> bool:
    """Replace the text of an article, if nothing else in its source has changed; returns whether it did.

    Problems of the source are raised or logged as when Pelican reads it. Problems of links are logged.
    """
    site = generator.settings["SITE"]
    new = _read(generator, old.relative_source_path)
    if not isinstance(new, Article) or not _differ_in_text_alone(old, new):
        return False
    for name in TEXT_FIELDS:
        for values in (vars(old), old.metadata):
            values.pop(name, None)
        if name in new.metadata:
            old.metadata[name] = new.metadata[name]
            setattr(old, name, getattr(new, name))
    set_html(old, html_of(new))
    old.minutes, old.links = new.wording["minutes"], new.links
    check_targets(old)
    forget_rendered_texts()
    site.outputs.forget_folders()
    if old in generator.articles:
        site.related.add(old)
    site.contents.put(generator, old.relative_source_path, old)
    return True


def _read(generator: ArticlesGenerator, path: str) -> Content:
    """Read a source as Pelican's generator does."""
    return generator.readers.read_file(
        base_path=generator.path,
        path=path,
        content_class=Article,
        context=generator.context,
        preread_signal=signals.article_generator_preread,
        preread_sender=generator,
        context_signal=signals.article_generator_context,
        context_sender=generator,
    )


def _differ_in_text_alone(old: Article, new: Article) -> bool:
    return (
        _fields(old) == _fields(new)
        and new.is_valid()
        and not hasattr(new, "is_faulty")
        and new.get_static_links() == old.get_static_links()
        and OWN_IMAGE.findall(html_of(new)) == OWN_IMAGE.findall(html_of(old))
        and getattr(new, "diagrams", None) == getattr(old, "diagrams", None)
        and not any("{attach}" in html_of(each) for each in (old, new))
    )


def _fields(article: Article) -> bytes:
    """The fields as written, because Pelican treats the tags `Go` and `go` as equal."""
    fields = {name: value for name, value in article.metadata.items() if name not in TEXT_FIELDS}
    try:
        return Reading("", dict(sorted(fields.items()))).packed()
    except NotPlain:
        return token_bytes()  # a value of a plugin: cannot be compared, so it counts as different


def keep_contents(generator: CachingGenerator) -> None:
    kept = generator.settings["SITE"].contents
    foreign.keep_contents(generator, kept.get, kept.put)
