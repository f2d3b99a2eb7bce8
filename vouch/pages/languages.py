"""Languages: which way one is written, what it is called, and in which others an article can be read.

Articles of one slug are one article in several languages: `Lang: ru` makes a translation, at
`/<slug>-ru.html`. Lists and feeds have the original alone; each names the others.
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
# What each calls itself (CLDR, its own locale display names, in title case).
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
    """What a language, a BCP 47 tag, calls itself; the tag if that is not known. A Jinja filter."""
    tag = language.lower()
    return NAMES.get(tag) or NAMES.get(tag.partition("-")[0]) or language


def in_all_languages(article: Article) -> list[Article]:
    """An article and its translations by their languages; nothing if there are none. A Jinja filter."""
    return _by_language([article, *article.translations]) if article.translations else []


def _by_language(articles: list[Article]) -> list[Article]:
    return sorted(articles, key=lambda each: (each.slug, each.lang))


def split(contents: Sequence[Content]) -> tuple[list[Content], list[Content]]:
    """Originals and their translations. Contents of one slug are one, in several languages.

    Pelican's own way to tell them apart (ARTICLE_TRANSLATION_ID) knows no line of what is wrong.
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
    """Those that do not call themselves translations, and of these those in the site's language."""
    if len(group) == 1:
        return group
    if len({each.lang for each in group}) < len(group):
        _report(group, "lang", "two articles have this address and language", OWN_SLUG)
    candidates = [each for each in group if str(each.metadata.get("translation", "false")).lower() == "false"]
    if not candidates:
        what = "all articles of this address call themselves translations"
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
        by_slug = sorted(getattr(generator, kind), key=lambda each: each.slug)  # of those of one date
        for name, found in zip((kind, others), split(by_slug), strict=True):
            setattr(generator, name, order_content(found, order))


def split_pages(generator: PagesGenerator) -> None:
    generator.pages, generator.translations = split(generator.pages)
    generator.hidden_pages, generator.hidden_translations = split(generator.hidden_pages)
    generator.draft_pages, generator.draft_translations = split(generator.draft_pages)
    generator.context.update(
        pages=generator.pages, hidden_pages=generator.hidden_pages, draft_pages=generator.draft_pages
    )


def offer_translations(generator: ArticlesGenerator) -> None:
    generator.context["translations"] = _by_language(generator.translations)
