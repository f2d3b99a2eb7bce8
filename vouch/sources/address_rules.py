"""What an owner can get wrong in the settings of addresses, feeds and lists of several pages.

Addresses that a site has had elsewhere can stay: pages at `{slug}/` or `{date:%Y}/{slug}.html`, feeds at
`atom.xml`. What the build would take, and a browser, a feed reader or GitHub Pages would not, is refused.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePosixPath
from string import Formatter

from vouch.sources.addresses import PAGES, file_at, is_page, same_file, url_of

# The setting, what is wrong, what to write instead, and maybe the wrong part of its value.
Problem = tuple[str, str, str] | tuple[str, str, str, object]

OF_PAGE = ("slug", "lang")
OF_DRAFT = (*OF_PAGE, "category", "author")
OF_ARTICLE = (*OF_DRAFT, "date")
# The fields that each address may have, of which the first must be there.
PAGE_FIELDS = {
    **dict.fromkeys(("ARTICLE", "ARTICLE_LANG"), OF_ARTICLE),
    **dict.fromkeys(("DRAFT", "DRAFT_LANG"), OF_DRAFT),
    **dict.fromkeys(("PAGE", "PAGE_LANG", "DRAFT_PAGE", "DRAFT_PAGE_LANG"), OF_PAGE),
}
LIST_FIELDS = {
    **dict.fromkeys(("CATEGORY", "TAG", "AUTHOR"), ("slug",)),
    **dict.fromkeys(("YEAR_ARCHIVE", "MONTH_ARCHIVE", "DAY_ARCHIVE"), ("date",)),
}
OF_FEEDS = {"FEED": (), "FEED_ALL": (), "TRANSLATION_FEED": ("lang",)} | dict.fromkeys(
    ("CATEGORY_FEED", "TAG_FEED", "AUTHOR_FEED"), ("slug",)
)
FEED_FIELDS = {f"{kind}_{form}": fields for kind, fields in OF_FEEDS.items() for form in ("ATOM", "RSS")}
EXAMPLE = {**dict.fromkeys(OF_DRAFT, "a-b"), "date": datetime(2019, 1, 2, tzinfo=UTC)}
FEED_ENDINGS = (".xml", ".atom", ".rss")  # GitHub Pages serves these as XML
HOST_TEMPLATES = ("404", "sitemap", "robots")
TEMPLATES_WITH_ARTICLES = ("index", "archives", "period_archives", "category", "tag", "author")
# Settings that the engine fixes, with the advice for any other value.
FIXED = {
    **dict.fromkeys(("STATIC_URL", "STATIC_SAVE_AS"), ("{path}", "files stay where links find them")),
    "THEME_STATIC_DIR": ("theme", "the engine's scripts and fonts are there"),
    "OUTPUT_SOURCES": (False, "sources may hold drafts and comments"),
    "ARTICLE_PERMALINK_STRUCTURE": ("", "ARTICLE_URL and ARTICLE_SAVE_AS may begin with {date:%Y}/"),
    "SITEMAP_SAVE_AS": ("sitemap.xml", "search engines know that name"),
    "ROBOTS_SAVE_AS": ("robots.txt", "search engines know that name"),
    "SEARCH_SAVE_AS": ("search.html", "the theme's scripts know that name"),
    "INTRASITE_LINK_REGEX": ("[{|](?P<what>.*?)[|}]", "links are written as Pelican's manual has them"),
}
PAGINATION_EXAMPLE = '(2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html")'


def problems(settings: dict) -> Iterator[Problem]:
    for name, (value, why) in FIXED.items():
        if settings.get(name, value) != value:
            yield name, f"{name} is {settings[name]!r}", f"leave it out: {why}"
    unknown = set() if settings["CATEGORY_SAVE_AS"] else {"category"}  # which articles then do not have
    captured = _captured(settings)
    for kind, known in PAGE_FIELDS.items():
        fields = (*(each for each in known if each not in unknown), *captured)
        yield from _of_page(kind, fields, settings) or _of_draft(kind, settings)
    for kind, fields in LIST_FIELDS.items():
        yield from _of_page(kind, fields, settings) if settings.get(f"{kind}_SAVE_AS") else ()
    for each in (_of_templates, _of_feeds, _of_slugs, _of_pagination, _of_equal_addresses):
        yield from each(settings)


def _captured(settings: dict) -> set[str]:
    """The fields that every source has by its path: `{path_no_ext}` in an example of Pelican's manual."""
    found: set[str] = set()
    for name in ("PATH_METADATA", "FILENAME_METADATA"):
        with suppress(re.error, TypeError):
            found |= re.compile(settings.get(name) or "").groupindex.keys()
    return found - set(EXAMPLE)


def _of_page(kind: str, fields: tuple[str, ...], settings: dict) -> list[Problem]:
    """What is wrong with KIND_URL and KIND_SAVE_AS, the address and file of one page: one problem at most."""
    url_name, file_name = f"{kind}_URL", f"{kind}_SAVE_AS"
    url, file = settings.get(url_name), settings.get(file_name)
    for name, value in ((file_name, file), (url_name, url or None)):
        if wrong := value is not None and _of_pattern(value, fields):
            return [(name, f"{name} is {value!r}{wrong[0]}", wrong[1])]
    if url is not None and (file != file_at(url) or url != url_of(url)):
        ways = [f"{file_name} = {file_at(url)!r}"] if file != file_at(url) and url else []
        ways += [f"{url_name} = {url_of(file)!r}"] if file_at(url_of(file)) == file else []
        what = f"{url_name} is {url!r}, which is not the address of {file_name}, {file!r}"
        return [(file_name, what, f"write {' or '.join(ways)}")]
    return []


def _of_draft(kind: str, settings: dict) -> Iterator[Problem]:
    name = f"{kind}_SAVE_AS"
    if kind.startswith("DRAFT") and not settings[name].startswith("drafts/"):
        yield name, f"{name} is {settings[name]!r}", "write an address in drafts/, which is not published"


def _of_pattern(value: object, fields: tuple[str, ...]) -> tuple[str, str] | None:
    """What is wrong with a pattern such as `{date:%Y}/{slug}/`, and what to write instead."""
    example = _filled(value, fields)
    if example is None:
        known = ", ".join(f"{{{each}}}" for each in fields)
        return ", which cannot be filled in", f"write a text with {known or 'no field in braces'}"
    if fields and not any(f"{{{each}" in value for each in (fields[0], *set(fields) - set(EXAMPLE))):
        return ", the same for all", f"write it with {{{fields[0]}}}"
    if not is_page(example):
        if is_page(example.lstrip("/")):
            return ", which begins with a slash", f"write {value.lstrip('/')!r}"
        name = f"{{{fields[0]}}}" if fields else "name"
        return ", which cannot be a page below the site", f"write one such as folder/{name}/ or {name}.html"
    return None


def _filled(pattern: object, fields: tuple[str, ...]) -> str | None:
    """The pattern with the values of an example; None if it is not a text, or has other fields."""
    try:
        used = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        return pattern.format(**{**dict.fromkeys(fields, "a-b"), **EXAMPLE}) if used <= set(fields) else None
    except (TypeError, ValueError, LookupError, AttributeError):
        return None


def _of_templates(settings: dict) -> Iterator[Problem]:
    """Pages without a source: the lists, those that the host needs, and an owner's own."""
    names = settings["DIRECT_TEMPLATES"]
    if not isinstance(names, list | tuple):
        return
    if missing := [each for each in HOST_TEMPLATES if each not in names]:
        what = f"DIRECT_TEMPLATES lacks {', '.join(missing)}, without which no site is published"
        yield "DIRECT_TEMPLATES", what, f"add {missing!r}"
    for name in (str(each) for each in names if each not in HOST_TEMPLATES):
        file_name = f"{name.upper()}_SAVE_AS"
        found = {file_name: f"{name}.html", **settings}
        is_page_or_wrong = PurePosixPath(str(found[file_name])).suffix in ("", *PAGES)  # not `humans.txt`
        yield from _of_page(name.upper(), (), found) if found[file_name] and is_page_or_wrong else ()


def _of_feeds(settings: dict) -> Iterator[Problem]:
    if (domain := settings.get("FEED_DOMAIN")) not in (None, "SITE_ADDRESS", settings.get("SITE_ADDRESS")):
        instead = "leave it out: feeds have the address of the site"
        yield "FEED_DOMAIN", f"FEED_DOMAIN is {domain!r}", instead
    for name, fields in FEED_FIELDS.items():
        path, url = settings.get(name), settings.get(f"{name}_URL")
        if path and not _is_feed(path, fields):
            example = f"{{{fields[0]}}}" if fields else "all"
            file = f"feeds/{example}.{name.rpartition('_')[2].lower()}.xml"
            yield name, f"{name} is {path!r}", f"write a file such as {file!r}, or None"
        elif path and url not in (None, path):
            what = f"{name}_URL is {url!r}, and the feed is at {path!r}"
            yield f"{name}_URL", what, "leave it out, or write the same"


def _is_feed(path: object, fields: tuple[str, ...]) -> bool:
    example = _filled(path, fields) or ""
    stem, dot, ending = example.rpartition(".")
    has_fields = all(f"{{{each}" in path for each in fields)
    return has_fields and f"{dot}{ending}" in FEED_ENDINGS and is_page(f"{stem}{PAGES[0]}")


def _of_slugs(settings: dict) -> Iterator[Problem]:
    if (source := settings["SLUGIFY_SOURCE"]) not in ("title", "basename"):
        instead = "write 'title', or 'basename' for the file's name"
        yield "SLUGIFY_SOURCE", f"SLUGIFY_SOURCE is {source!r}", instead
    for name in ("SLUGIFY_USE_UNICODE", "SLUGIFY_PRESERVE_CASE"):
        if not isinstance(settings[name], bool):
            yield name, f"{name} is {settings[name]!r}", "write True or False"
    for name in (f"{kind}_REGEX_SUBSTITUTIONS" for kind in ("SLUG", "TAG", "CATEGORY", "AUTHOR")):
        value = settings.get(name, ())
        if not isinstance(value, list | tuple) or not all(map(_is_substitution, value)):
            instead = 'write pairs of a regular expression and its replacement: [(r"\\+", "p")]'
            yield name, f"{name} is {value!r}", instead


def _is_substitution(pair: object) -> bool:
    try:
        pattern, replacement = pair
        return isinstance(re.sub(pattern, replacement, ""), str)
    except (TypeError, ValueError, re.error):
        return False


def _of_pagination(settings: dict) -> Iterator[Problem]:
    for name in ("DEFAULT_PAGINATION", "DEFAULT_ORPHANS"):
        if not _is_count(settings[name]):
            yield name, f"{name} is {settings[name]!r}", "write a number of articles, or False"
    counts = settings["PAGINATED_TEMPLATES"]
    if not isinstance(counts, dict) or not all(map(_is_count, counts.values())):
        instead = (
            'write a number for each template, or None for DEFAULT_PAGINATION: {"index": 10, "tag": None}'
        )
        yield "PAGINATED_TEMPLATES", f"PAGINATED_TEMPLATES is {counts!r}", instead
    elif others := [each for each in counts if each not in TEMPLATES_WITH_ARTICLES]:
        what = f"PAGINATED_TEMPLATES has {others[0]!r}, which is not a template with articles"
        yield "PAGINATED_TEMPLATES", what, f"write one of {', '.join(TEMPLATES_WITH_ARTICLES)}", others[0]
    for rule in settings["PAGINATION_PATTERNS"]:
        if not _is_pagination_rule(rule):
            what = f"PAGINATION_PATTERNS has the wrong entry {rule!r}"
            part = rule[1] if isinstance(rule, list | tuple) and len(rule) > 1 else None
            yield "PAGINATION_PATTERNS", what, f"write one such as {PAGINATION_EXAMPLE}", part


def _is_count(value: object) -> bool:
    return value is None or value is False or (type(value) is int and value >= 0)


def _is_pagination_rule(rule: object) -> bool:
    """Whether it gives each further page of a list an address of its own, and the file at it."""
    of_list = {"url": "go.html", "save_as": "go.html", "name": "go", "base_name": "go", "extension": ".html"}
    try:
        first, *patterns = rule
        second, third = (
            [each.format(**of_list, number=number).removeprefix("/") for each in patterns]
            for number in (2, 3)
        )
        is_valid = all(is_page(url) and file_at(url) == file for url, file in (second, third))
        return first == 1 or (second != third and is_valid)
    except (TypeError, ValueError, LookupError, AttributeError):
        return False


def _of_equal_addresses(settings: dict) -> Iterator[Problem]:
    """Lists or feeds that would be at one address, whatever their names. Others are found when they are."""
    first: dict[tuple[str, str], str] = {}
    for name in (*(f"{kind}_SAVE_AS" for kind in LIST_FIELDS), *FEED_FIELDS):
        value = settings.get(name)
        if isinstance(value, str) and value:
            kind = "ARCHIVE" if "ARCHIVE" in name else name.rpartition("_")[0] if "{" in value else ""
            other = first.setdefault((same_file(value), kind), name)
            if other != name:
                what = f"{name} and {other} are both {value!r}"
                yield name, what, "give one of them another address"
