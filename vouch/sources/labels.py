"""Names of categories and tags: each needs a page of its own, with one name."""

import re
from collections.abc import Iterator

from pelican.contents import Article, Category, Tag, URLWrapper
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from vouch.sources.problems import SourceError, line_of_field, read_source, shown

MAX_SLUG_LETTERS = 200  # leaves room in a file's name for a prefix and a suffix
FIELDS = {Category: "category", Tag: "tags"}


def problem(name: object) -> tuple[str, str] | None:
    """Why a category or tag cannot have a page, and what to write instead; None for other values."""
    if not isinstance(name, Category | Tag):
        return None
    kind, slug, settings = type(name).__name__.lower(), _slug(name), name.settings
    if not slug:
        return f"the {kind} {name.name!r} gives no address", "name it with letters or digits"
    if len(slug) > MAX_SLUG_LETTERS:
        return (
            f"the {kind} {name.name[:20]!r}… is too long",
            f"give it a name of at most {MAX_SLUG_LETTERS} letters",
        )
    if isinstance(name, Category) and _feed(slug, settings) == settings["FEED_ALL_ATOM"]:
        return f"the feed of the category {name.name!r} would be that of the site", "give it another name"
    return None


def _slug(name: URLWrapper) -> str:
    """As Pelican makes it, which logs a warning when it is empty."""
    settings = name.settings
    substitutions = f"{type(name).__name__.upper()}_REGEX_SUBSTITUTIONS"
    return slugify(
        name.name,
        regex_subs=settings.get(substitutions, settings["SLUG_REGEX_SUBSTITUTIONS"]),
        preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
        use_unicode=settings["SLUGIFY_USE_UNICODE"],
    )


def _feed(slug: str, settings: dict) -> str:
    return str(settings["CATEGORY_FEED_ATOM"]).format(slug=slug)


def shared(articles: list[Article]) -> Iterator[SourceError]:
    """Names that Pelican would give one page, titled with the first of them: `C` and `C*`, or `Go` and `go`.

    Each use of a rarer spelling is one problem. `go-lang` and `go lang` are one name.
    """
    uses: dict[tuple[type, str], dict[str, list[Article]]] = {}
    for article in articles:
        for name in (article.category, *getattr(article, "tags", ())):
            spellings = uses.setdefault((type(name), name.slug), {})
            spellings.setdefault(name.name, []).append(article)
    for (kind, _), spellings in uses.items():
        usual = max(spellings, key=lambda each: len(spellings[each]))
        for other in spellings:
            if other != usual and (wrong := _difference(kind, other, usual, spellings[usual][0])):
                for article in spellings[other]:
                    line = line_of_field(read_source(article.source_path), FIELDS[kind])
                    yield SourceError(article.source_path, line, *wrong)


def _difference(kind: type, name: str, usual: str, owner: Article) -> tuple[str, str] | None:
    if name.casefold() == usual.casefold():
        what = f"the {kind.__name__.lower()} {name!r} is {usual!r} in {shown(owner.source_path)}"
        return what, f"write {usual!r}"
    if _normalised(name) == _normalised(usual):
        return None
    address = kind(usual, owner.settings).url
    what = f"{name!r} and {usual!r} in {shown(owner.source_path)} have one page, /{address}"
    return what, "write both alike, or give this one letters of its own, such as `cpp`"


def _normalised(name: str) -> str:
    """A name without case and without the way its words are joined."""
    return re.sub(r"[\s-]+", " ", name.casefold())


def slug_of_title(title: str) -> str:
    """With Pelican's own settings, which this engine leaves as they are."""
    return slugify(title, DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])
