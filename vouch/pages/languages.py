"""The translations of an article.

Articles with the same slug are one article in several languages: `Lang: ru` makes a translation, at
`/<slug>-ru.html`. Lists and feeds have the original alone; each page links to its other languages.
"""

from collections import defaultdict
from collections.abc import Sequence

from pelican.contents import Article, Content
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.utils import order_content

from vouch.sources.addresses import OWN_SLUG_ADVICE
from vouch.sources.problem_log import report
from vouch.sources.problems import problem_of_field


def settle(content: Content) -> None:
    """Let a content in the site's language have its tag as the site does; Pelican compares with `pt-br`."""
    default = content.settings["DEFAULT_LANG"]
    if content.lang.lower() == default.lower():
        content.lang, content.in_default_lang = default, True


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
    others = [each for each in contents if each not in originals]
    return [each for each in contents if each in originals], others


def _originals(group: list[Content]) -> list[Content]:
    """Those without `Translation: true`; if several, those of them in the site's language."""
    if len(group) == 1:
        return group
    if len({each.lang for each in group}) < len(group):
        _report(group, "lang", "two articles have this address and language", OWN_SLUG_ADVICE)
    candidates = [each for each in group if str(each.metadata.get("translation", "false")).lower() == "false"]
    if not candidates:
        what = "all articles of this address are marked as translations"
        _report(group, "translation", what, "leave `Translation:` out of the original")
        return group
    found = [each for each in candidates if each.in_default_lang] or candidates
    if len(found) > 1:
        what = "several articles of this address could be the original"
        _report(found, "lang", what, f"write `Translation: true` in all others, or {OWN_SLUG_ADVICE}")
    return found


def _report(group: list[Content], field: str, what: str, instead: str) -> None:
    path = max(each.source_path for each in group)
    report(problem_of_field(path, field, what, instead))


def split_articles(generator: ArticlesGenerator) -> None:
    order = generator.settings["ARTICLE_ORDER_BY"]
    for kind, others in (
        ("articles", "translations"),
        ("hidden_articles", "hidden_translations"),
        ("drafts", "drafts_translations"),
    ):
        by_slug = sorted(getattr(generator, kind), key=lambda each: each.slug)  # the order of equal dates
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
