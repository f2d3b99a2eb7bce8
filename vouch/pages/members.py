"""Lists of a tag's, a category's or an author's articles with membership tests in constant time.

Pelican tests each of them for each article of the site: with plain lists that takes more time than all other
work on a large site.
"""

from collections.abc import Iterable

from pelican.contents import Article
from pelican.generators import ArticlesGenerator


class Members(list[Article]):
    """A list that must not change, because its members are indexed once."""

    def __init__(self, articles: Iterable[Article]) -> None:
        super().__init__(articles)
        self._ids = frozenset(map(id, self))

    def __contains__(self, article: object) -> bool:
        return id(article) in self._ids


def index_members(generator: ArticlesGenerator) -> None:
    for tag, articles in generator.tags.items():
        generator.tags[tag] = Members(articles)
    generator.categories = [(each, Members(articles)) for each, articles in generator.categories]
    generator.authors = [(each, Members(articles)) for each, articles in generator.authors]
