"""Names of categories, tags and authors: each needs a page of its own, with one name."""

import re
from collections.abc import Iterator

from pelican.contents import Article, Author, Category, Tag, URLWrapper
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from vouch.sources.addresses import MAX_SLUG_BYTES, problem_of_slug, same_file
from vouch.sources.fields import MAY_WAIT
from vouch.sources.problems import SourceError, line_of_field, read_source, shown

FIELDS = {Category: ("category",), Tag: ("tags",), Author: ("author", "authors")}


def problem(name: object) -> tuple[str, str] | None:
    """Why a category, tag or author cannot have a page, and what to write instead; None for other values."""
    if not isinstance(name, Category | Tag | Author):
        return None
    kind, settings = type(name).__name__.lower(), name.settings
    slug = slug_of(name.name, settings, kind.upper())  # Pelican logs a warning when it is empty
    if not slug:  # which Pelican needs also where authors have no pages
        return f"the {kind} {name.name!r} gives no address", "name it with letters or digits"
    if not _has_page(name):
        return None
    if len(slug.encode()) > MAX_SLUG_BYTES:
        return (
            f"the {kind} {name.name[:20]!r}… is too long",
            f"give it a name of at most {MAX_SLUG_BYTES} letters",
        )
    if problem_of_slug(slug):
        return f"the {kind} {name.name!r} would have the address {slug!r}", "name it with letters and digits"
    if isinstance(name, Category) and _feed(slug, settings) == settings["FEED_ALL_ATOM"]:
        return f"the feed of the category {name.name!r} would be that of the site", "give it another name"
    return None


def _has_page(name: URLWrapper) -> bool:
    return not isinstance(name, Author) or bool(name.settings["AUTHOR_SAVE_AS"])


def _feed(slug: str, settings: dict) -> str:
    return str(settings["CATEGORY_FEED_ATOM"]).format(slug=slug)


def shared(articles: list[Article]) -> Iterator[SourceError]:
    """Names that Pelican would give one page, titled with the first of them: `C` and `C*`, or `Go` and `go`.

    Each use of a rarer spelling is one problem. `go-lang` and `go lang` are one name.
    """
    uses: dict[tuple[type, str], dict[str, list[tuple[URLWrapper, Article]]]] = {}
    for article in articles:
        named = (getattr(article, "category", None), *getattr(article, "tags", ()), *article.authors)
        for name in filter(_has_page, filter(None, named)):
            spellings = uses.setdefault((type(name), same_file(name.slug)), {})
            spellings.setdefault(name.name, []).append((name, article))
    for (kind, _), spellings in uses.items():
        usual = max(spellings, key=lambda each: len(spellings[each]))
        for other in (each for each in spellings if each != usual):
            if wrong := _difference(spellings[other][0][0], *spellings[usual][0]):
                for _, article in spellings[other]:
                    text = read_source(article.source_path)
                    line = max(line_of_field(text, field) for field in FIELDS[kind])
                    yield SourceError(article.source_path, line, *wrong, MAY_WAIT)


def _difference(name: URLWrapper, usual: URLWrapper, owner: Article) -> tuple[str, str] | None:
    where = f"{usual.name!r} in {shown(owner.source_path)}"
    if name.name.casefold() == usual.name.casefold():
        return f"the {type(name).__name__.lower()} {name.name!r} is {where}", f"write {usual.name!r}"
    if name.slug == usual.slug and label_key(name.name) == label_key(usual.name):
        return None
    what = f"{name.name!r} and {where} have one page, /{usual.url}"
    return what, "write both alike, or give this one letters of its own, such as `cpp`"


def label_key(name: str) -> str:
    """A name without case and without the way its words are joined: names with one key are one label."""
    return re.sub(r"[\s-]+", " ", name.strip().casefold())


def slug_of(text: str, settings: dict = DEFAULT_CONFIG, kind: str = "SLUG") -> str:
    """As Pelican makes it, of a title by default."""
    return slugify(
        text,
        settings.get(f"{kind}_REGEX_SUBSTITUTIONS", settings["SLUG_REGEX_SUBSTITUTIONS"]),
        settings["SLUGIFY_PRESERVE_CASE"],
        settings["SLUGIFY_USE_UNICODE"],
    )
