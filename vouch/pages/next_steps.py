"""Next steps from an article: its neighbours, its series and related articles; and its reading time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.urlwrappers import URLWrapper

from vouch.foreign import html_of
from vouch.markup.wording import wording_of

MAX_RELATED = 3


@dataclass(frozen=True)
class Part:
    """An article's place in a series that its author named; `articles` are oldest first."""

    series: str
    number: int
    articles: Sequence[Article]


def parts(newest_first: Sequence[Article]) -> dict[Article, Part]:
    """The part that each article is of a series of more than one, which the first part names."""
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
    """Articles on the same subject that the page does not link to already. A Jinja filter."""
    shown = [article.newer, article.older, *(article.part.articles if article.part else ())]
    return article.settings["SITE"].related.of(article, MAX_RELATED, without=shown)


def _with_pages(generator: ArticlesGenerator) -> Iterator[list[URLWrapper]]:
    """The tags, the categories and the authors that have a page."""
    lists = {"TAG": generator.tags.items(), "CATEGORY": generator.categories, "AUTHOR": generator.authors}
    for kind, found in lists.items():
        yield [name for name, _ in found] if generator.settings[f"{kind}_SAVE_AS"] else []


def add_next_steps(generator: ArticlesGenerator) -> None:
    for content in generator.settings["SITE"].all_contents:
        if not hasattr(content, "wording"):  # another plugin's reader made it
            content.wording = wording_of(html_of(content))
        content.minutes = content.wording["minutes"]
        content.newer = content.older = content.part = None
    tags, categories, authors = _with_pages(generator)
    generator.context["labels_with_pages"] = [*sorted(tags), *categories, *authors]
    generator.context["tags_with_pages"] = {each.slug for each in tags}
    generator.context["authors_with_pages"] = {each.slug for each in authors}
    newest_first, part_of = generator.articles, parts(generator.articles)
    for index, article in enumerate(newest_first):
        article.newer = newest_first[index - 1] if index else None
        article.older = newest_first[index + 1] if index + 1 < len(newest_first) else None
        article.part = part_of.get(article)
    generator.settings["SITE"].related.update(newest_first)
