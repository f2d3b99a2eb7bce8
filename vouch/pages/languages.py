"""Languages: their direction and names, and the translations of an article.

Articles with the same slug are one article in several languages: `Lang: ru` makes a translation, at
`/<slug>-ru.html`. Lists and feeds have the original alone; each page links to its other languages.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence

from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.utils import order_content

from vouch.sources.problems import SourceError, line_of_field, read_source

OWN_SLUG = "give this one a `Slug:` of its own"
logger = logging.getLogger(__name__)

# Languages whose script runs from right to left (CLDR, the exemplar characters of each).
RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
# The name of each in itself (CLDR's locale display names, in title case).
NAMES = {
    "ar": "العربية",
    "be": "Беларуская",
    "bg": "Български",
    "bn": "বাংলা",
    "ca": "Català",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "hy": "Հայերեն",
    "id": "Indonesia",
    "it": "Italiano",
    "ja": "日本語",
    "ka": "ქართული",
    "kk": "Қазақ тілі",
    "ko": "한국어",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sr": "Српски",
    "sv": "Svenska",
    "th": "ไทย",
    "tr": "Türkçe",
    "tt": "Татар",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
    "zh-hans": "简体中文",
    "zh-hant": "繁體中文",
}


def is_right_to_left(language: str) -> bool:
    """Whether text in a language, a BCP 47 tag, runs from right to left. A Jinja test."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


def language_name(language: str) -> str:
    """The name of a language, a BCP 47 tag, in itself; the tag if it is not known. A Jinja filter."""
    tag = language.lower()
    return NAMES.get(tag) or NAMES.get(tag.partition("-")[0]) or language


def in_all_languages(article: Article) -> list[Article]:
    """An article and its translations, sorted by language; empty without translations. A Jinja filter."""
    return _by_language([article, *article.translations]) if article.translations else []


def _by_language(articles: list[Article]) -> list[Article]:
    return sorted(articles, key=lambda each: (each.slug, each.lang))


def split_originals(contents: Sequence[Content]) -> tuple[list[Content], list[Content]]:
    """Separate originals from translations, and let each know its others: contents with the same slug.

    Pelican's own way (ARTICLE_TRANSLATION_ID) cannot report the line of a problem.
    """
    groups: dict[str, list[Content]] = defaultdict(list)
    for each in contents:
        groups[each.slug].append(each)
    originals = {each for group in groups.values() for each in _originals(group)}
    for group in groups.values():
        for each in group:
            each.translations = [other for other in group if other is not each]
    return [each for each in contents if each in originals], [
        each for each in contents if each not in originals
    ]


def _originals(group: list[Content]) -> list[Content]:
    """Those without `Translation: true`; if several, those of them in the site's language."""
    if len(group) == 1:
        return group
    if len({each.lang for each in group}) < len(group):
        _report(group, "lang", "two articles have this address and language", OWN_SLUG)
    candidates = [each for each in group if str(each.metadata.get("translation", "false")).lower() == "false"]
    if not candidates:
        what = "all articles of this address are marked as translations"
        _report(group, "translation", what, "leave `Translation:` out of the original")
        return group
    found = [each for each in candidates if each.in_default_lang] or candidates
    if len(found) > 1:
        what = "several articles of this address could be the original"
        _report(found, "lang", what, f"write `Translation: true` in all others, or {OWN_SLUG}")
    return found


def _report(group: list[Content], field: str, what: str, instead: str) -> None:
    path = max(each.source_path for each in group)
    logger.error("%s", SourceError(path, line_of_field(read_source(path), field), what, instead))


def split_articles(generator: ArticlesGenerator) -> None:
    order = generator.settings["ARTICLE_ORDER_BY"]
    for kind, others in (
        ("articles", "translations"),
        ("hidden_articles", "hidden_translations"),
        ("drafts", "drafts_translations"),
    ):
        by_slug = sorted(
            getattr(generator, kind), key=lambda each: each.slug
        )  # the order of articles with equal dates
        for name, found in zip((kind, others), split_originals(by_slug), strict=True):
            setattr(generator, name, order_content(found, order))


def split_pages(generator: PagesGenerator) -> None:
    generator.pages, generator.translations = split_originals(generator.pages)
    generator.hidden_pages, generator.hidden_translations = split_originals(generator.hidden_pages)
    generator.draft_pages, generator.draft_translations = split_originals(generator.draft_pages)
    generator.context.update(
        pages=generator.pages, hidden_pages=generator.hidden_pages, draft_pages=generator.draft_pages
    )


def offer_translations(generator: ArticlesGenerator) -> None:
    generator.context["translations"] = _by_language(generator.translations)
