"""Languages: which way one is written, what it is called, and in which others an article can be read.

Articles of one slug are one article in several languages: `Lang: ru` makes a translation, at
`/<slug>-ru.html`. Lists and feeds have the original alone; each names the others.
"""

from pelican import signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator, Generator

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


def _offer(generator: Generator) -> None:
    generator.env.tests["right_to_left"] = is_right_to_left
    generator.env.filters.update(language_name=language_name, in_all_languages=in_all_languages)


def _offer_translations(generator: ArticlesGenerator) -> None:
    generator.context["translations"] = _by_language(generator.translations)


def register() -> None:
    signals.generator_init.connect(_offer)
    signals.article_generator_finalized.connect(_offer_translations)
