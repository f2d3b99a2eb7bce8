"""Says so when an article is old, unless its author calls it timeless: `Timeless: yes`."""

from datetime import date

from pelican.contents import Article
from pelican.generators import ArticlesGenerator

from vouch.markup.dates import today
from vouch.sources.problems import SourceError, line_of_field, read_source

YEARS = 3
ANSWERS = {"yes": True, "no": False}


def is_old(last_changed: date, on: date) -> bool:
    """Whether more than three years lie between; the 29th of February has its anniversary on the 1st."""
    anniversary = (last_changed.year + YEARS, last_changed.month, last_changed.day)
    return (on.year, on.month, on.day) > anniversary


def is_timeless(article: Article) -> bool:
    """Raises SourceError where the answer is neither yes nor no."""
    said = str(getattr(article, "timeless", "no"))
    if said.lower() not in ANSWERS:
        path = article.source_path
        line, what = line_of_field(read_source(path), "timeless"), f"timeless: {said!r} is no answer"
        raise SourceError(path, line, what, "write `Timeless: yes`, or leave it out")
    return ANSWERS[said.lower()]


def check(content: object) -> None:
    if isinstance(content, Article):
        is_timeless(content)


def mark_old(generator: ArticlesGenerator) -> None:
    for article in (*generator.articles, *generator.translations):
        last_changed = getattr(article, "modified", article.date).date()
        article.is_old = not is_timeless(article) and is_old(last_changed, today())
