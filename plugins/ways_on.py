"""Ways on from an article: how long it takes to read, its neighbours, its series, related articles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pelican import signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator

from plugins.related.likeness import Likeness, Text
from plugins.related.wording import Wording, wording_of

RELATED = 3
COMPARED = RELATED + 2  # two of them may be its neighbours


@dataclass(frozen=True)
class Part:
    """An article's place in the series that its author named, which are read oldest first."""

    series: str
    number: int
    articles: Sequence[Article]


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


def liken(likeness: Likeness, articles: Sequence[Article]) -> None:
    """Hand in all articles as they are now; what is as it was costs next to nothing."""
    for gone in likeness.keys() - {each.relative_source_path for each in articles}:
        likeness.remove(gone)
    for each in articles:
        tags = tuple(sorted({tag.slug for tag in getattr(each, "tags", ())}))
        text = Text(each.wording.weights, each.wording.mark, tags, -_seconds(each))
        likeness.put(each.relative_source_path, text)


def _seconds(article: Article) -> int:
    """Since the year 1; any day has them, unlike timestamps."""
    date = article.date
    return ((date.toordinal() * 24 + date.hour) * 60 + date.minute) * 60 + date.second


def _add_ways_on(generator: ArticlesGenerator) -> None:
    for article in generator.context["generated_content"].values():
        if article:
            if not isinstance(getattr(article, "wording", None), Wording):  # it may be kept with the reading
                article.wording = wording_of(article._content)
            article.minutes = article.wording.minutes
    newest_first, likeness = generator.articles, Likeness(COMPARED)
    liken(likeness, newest_first)
    part_of, of_source = parts(newest_first), {each.relative_source_path: each for each in newest_first}
    for index, article in enumerate(newest_first):
        article.newer = newest_first[index - 1] if index else None
        article.older = newest_first[index + 1] if index + 1 < len(newest_first) else None
        article.part = part_of.get(article)
        shown = {article.newer, article.older, *(article.part.articles if article.part else ())}
        others = [of_source[other] for other in likeness.of(article.relative_source_path)]
        article.related = [each for each in others if each not in shown][:RELATED]


def register() -> None:
    signals.article_generator_finalized.connect(_add_ways_on)
