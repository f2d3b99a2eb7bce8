"""Ways on from an article: how long it takes to read, its neighbours, its series, related articles."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from pelican import signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator

from plugins.related import Text, related

WORDS_A_MINUTE = 220
RELATED = 3
CODE = re.compile(r"<pre.*?</pre>|<svg.*?</svg>", re.DOTALL)


@dataclass(frozen=True)
class Part:
    """An article's place in the series that its author named, which are read oldest first."""

    series: str
    number: int
    articles: Sequence[Article]


def prose(html: str) -> str:
    """The words of an article; code is looked at, not read."""
    return Markup(CODE.sub(" ", html)).striptags()


def minutes_to_read(words: str) -> int:
    """Whole minutes, at least one."""
    return max(1, math.ceil(len(words.split()) / WORDS_A_MINUTE))


def parts(newest_first: Sequence[Article]) -> dict[Article, Part]:
    """The parts of every series that has more than one, under the name that the first part gives it."""
    series = defaultdict(list)
    for article in reversed(newest_first):
        if name := getattr(article, "series", ""):
            series[name.casefold()].append(article)
    return {
        article: Part(articles[0].series, number, articles)
        for articles in series.values()
        if len(articles) > 1
        for number, article in enumerate(articles, 1)
    }


def _add_ways_on(generator: ArticlesGenerator) -> None:
    newest_first, words = generator.articles, {}
    for article in generator.context["generated_content"].values():
        if article:
            words[article] = prose(article._content)
            article.minutes = minutes_to_read(words[article])
    part_of = parts(newest_first)
    texts = [
        Text(words[each], frozenset(tag.slug for tag in getattr(each, "tags", ()))) for each in newest_first
    ]
    alike = related(texts, RELATED + 2)  # two of them may be its neighbours
    for index, article in enumerate(newest_first):
        article.newer = newest_first[index - 1] if index else None
        article.older = newest_first[index + 1] if index + 1 < len(newest_first) else None
        article.part = part_of.get(article)
        shown = {article.newer, article.older, *(article.part.articles if article.part else ())}
        others = [newest_first[other] for other in alike[index]]
        article.related = [each for each in others if each not in shown][:RELATED]


def register() -> None:
    signals.article_generator_finalized.connect(_add_ways_on)
