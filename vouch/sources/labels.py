"""Names of categories and tags: each is the name of a page, and one page has one name."""

import re
from collections.abc import Iterator

from pelican.contents import Article, Category, Tag, URLWrapper
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from vouch.sources.problems import SourceError, line_of_field, read_source, shown

LONGEST = 200  # letters of a file's name, with room for what stands before and behind them
FIELDS = {Category: "category", Tag: "tags"}


def problem(name: object) -> tuple[str, str] | None:
    """What keeps a category or tag from having a page, and what to write instead. Of other values None."""
    if not isinstance(name, Category | Tag):
        return None
    kind, slug, settings = type(name).__name__.lower(), _slug(name), name.settings
    if not slug:
        return f"the {kind} {name.name!r} gives no address", "name it with letters or digits"
    if len(slug) > LONGEST:
        return f"the {kind} {name.name[:20]!r}… is too long", f"name it in {LONGEST} letters at most"
    if isinstance(name, Category) and _feed(slug, settings) == settings["FEED_ALL_ATOM"]:
        return f"the feed of the category {name.name!r} would be that of the site", "name it otherwise"
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
    """Names of which Pelican would make one page, with the first name for its title: `C` and `C*`.

    `Go` and `go` are one name.
    """
    owners: dict[tuple[type, str], tuple[str, Article]] = {}
    for article in articles:
        for name in (article.category, *getattr(article, "tags", ())):
            first, owner = owners.setdefault((type(name), name.slug), (name.name, article))
            if first != name.name and _heard(first) != _heard(name.name):
                field = FIELDS[type(name)]
                what = f"{name.name!r} and {first!r} in {shown(owner.source_path)} have one page, /{name.url}"
                line = line_of_field(read_source(article.source_path), field)
                instead = "write both alike, or give this one letters of its own, such as `cpp`"
                yield SourceError(article.source_path, line, what, instead)


def _heard(name: str) -> str:
    """What is left of a name when it is said: neither case nor how its words are joined."""
    return re.sub(r"[\s-]+", " ", name.casefold())


def slug_of_title(title: str) -> str:
    """With Pelican's own settings, which this engine leaves as they are."""
    return slugify(title, DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])
