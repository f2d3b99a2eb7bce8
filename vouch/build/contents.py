"""In a process that builds again, articles and pages whose sources have not changed stay the same objects.

`CachingGenerator.get_cached_data` is Pelican's own place for that. It sends no `content_object_init` for what
it finds there, so handlers of that signal run once for each content.
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
from vouch.markup.links import check_targets
from vouch.markup.side_notes import NOTES_FIELD
from vouch.media.gallery import OWN_IMAGE
from vouch.pages import permalinks
from vouch.sources.problems import SourceError

if TYPE_CHECKING:
    from vouch.build.reader_cache import State
    from vouch.site import Site

LINK = re.compile(r"[{|](?:filename|static|attach|category|tag|author|index)[|}]")
# Fields that readers derive from the text: an edit of the text changes these alone.
OF_TEXT = ("contents", "wording", "diagrams", NOTES_FIELD)

Key = tuple[type[CachingGenerator], str]


class Contents:
    """The contents of earlier builds by the generators and paths that they came from."""

    def __init__(self) -> None:
        self._kept: dict[Key, tuple[State, Content]] = {}
        self._files: frozenset[str] = frozenset()

    def begin(self, files: frozenset[str]) -> None:
        """When other files are there to link to, every text has to be looked at again."""
        if files != self._files:
            self._kept.clear()
        self._files = files

    def get(self, generator: CachingGenerator, path: str, default: object = None) -> Content | None:
        state, content = self._kept.get((type(generator), path), ((), None))
        if content is None or not generator.settings["SITE"].readings.is_as_in(state):
            return default
        set_context(content, generator.context)
        try:
            permalinks.claim(content)
        except SourceError:
            return default  # Pelican reads it, and reports it
        return content

    def put(self, generator: CachingGenerator, path: str, content: Content) -> None:
        """Links in fields are resolved in the fields themselves, so such a content serves one site.

        So does one in another language, whose address depends on whether it is a translation.
        """
        state = generator.settings["SITE"].readings.state_of(f"{generator.path}/{path}")
        if content.in_default_lang and state and not hasattr(content, "is_faulty"):
            fields = (str(content.metadata.get(each, "")) for each in content.settings["FORMATTED_FIELDS"])
            if not any(map(LINK.search, fields)):
                self._kept[type(generator), path] = state, content


def exchange_text(generator: ArticlesGenerator, old: Article) -> bool:
    """Give an article the text that its source has now, if nothing but its text has changed.

    Problems of the source are raised or logged, as when Pelican reads it; those of its links are logged.
    """
    site: Site = generator.settings["SITE"]
    new = _read(generator, old.relative_source_path)
    if not isinstance(new, Article) or not _differ_in_text_alone(old, new):
        return False
    for name in OF_TEXT:
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
    """As Pelican's generator reads it."""
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
    """As they are written: to Pelican `Go` and `go` are one tag."""
    fields = {name: value for name, value in article.metadata.items() if name not in OF_TEXT}
    try:
        return Reading("", dict(sorted(fields.items()))).packed()
    except NotPlain:
        return token_bytes()  # somebody's plugin knows how they differ


def keep_contents(generator: CachingGenerator) -> None:
    kept = generator.settings["SITE"].contents
    foreign.keep_contents(generator, kept.get, kept.put)
