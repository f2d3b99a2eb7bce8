"""Ways on from an article: how long it takes to read, its neighbours, and related articles."""

import math
import re
from collections.abc import Sequence

from markupsafe import Markup
from pelican import signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator

WORDS_A_MINUTE = 220
RELATED = 3
CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)


def minutes_to_read(html: str) -> int:
    """Whole minutes, at least one, for the prose of an article; code is looked at, not read."""
    words = len(Markup(CODE.sub(" ", html)).striptags().split())
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def related(article: Article, others: Sequence[Article]) -> list[Article]:
    """The articles that share most tags with this one, in the order of `others` where equal."""
    tags = set(getattr(article, "tags", ()))
    shared = {each: len(tags & set(getattr(each, "tags", ()))) for each in others}
    close = [each for each in others if shared[each] and each is not article]
    return sorted(close, key=lambda each: -shared[each])[:RELATED]


def _add_ways_on(generator: ArticlesGenerator) -> None:
    newest_first = generator.articles
    for article, newer, older in zip(
        newest_first, [None, *newest_first], [*newest_first[1:], None], strict=False
    ):
        article.newer, article.older = newer, older
        article.related = related(article, [each for each in newest_first if each not in (newer, older)])
    for article in generator.context["generated_content"].values():
        if article:
            article.minutes = minutes_to_read(article._content)


def register() -> None:
    signals.article_generator_finalized.connect(_add_ways_on)
