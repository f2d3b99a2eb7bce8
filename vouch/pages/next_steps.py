"""Ways on from an article: how long it takes to read, its neighbours, its series, related articles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pelican.contents import Article
from pelican.generators import ArticlesGenerator

from vouch.foreign import html_of
from vouch.markup.wording import wording_of

MAX_RELATED = 3


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
        if name := article.metadata.get("series", ""):  # pelican-series sets `article.series`
            series[name.casefold()].append(article)
    return {
        article: Part(articles[0].metadata["series"], number, articles)
        for articles in series.values()
        if len(articles) > 1
        for number, article in enumerate(articles, 1)
    }


def related(article: Article) -> list[Article]:
    """Those on the same subject that are not on the page anyway. A Jinja filter."""
    shown = [article.newer, article.older, *(article.part.articles if article.part else ())]
    return article.settings["SITE"].related.of(article, MAX_RELATED, without=shown)


def add_next_steps(generator: ArticlesGenerator) -> None:
    for content in filter(None, generator.context["generated_content"].values()):
        if not hasattr(content, "wording"):  # it comes from somebody else's reader
            content.wording = wording_of(html_of(content))
        content.minutes = content.wording["minutes"]
        content.newer = content.older = content.part = None
    generator.context["tags_with_pages"] = {tag.slug for tag in generator.tags}
    newest_first, part_of = generator.articles, parts(generator.articles)
    for index, article in enumerate(newest_first):
        article.newer = newest_first[index - 1] if index else None
        article.older = newest_first[index + 1] if index + 1 < len(newest_first) else None
        article.part = part_of.get(article)
    generator.settings["SITE"].related.update(newest_first)
