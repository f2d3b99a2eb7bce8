"""Marks articles that are old, unless their author wrote `Timeless: yes`."""

from datetime import date

from pelican.contents import Article
from pelican.generators import ArticlesGenerator

from vouch.markup.dates import today
from vouch.sources.problems import SourceError, line_of_field, read_source

OLD_AFTER_YEARS = 3
ANSWERS = {"yes": True, "no": False}


def is_old(last_changed: date, on: date) -> bool:
    """Whether more than three years have passed; the anniversary of 29 February is 1 March."""
    anniversary = (last_changed.year + OLD_AFTER_YEARS, last_changed.month, last_changed.day)
    return (on.year, on.month, on.day) > anniversary


def is_timeless(article: Article) -> bool:
    """Raises SourceError if `Timeless` is neither yes nor no."""
    answer = str(getattr(article, "timeless", "no"))
    if answer.lower() not in ANSWERS:
        path = article.source_path
        line, what = (
            line_of_field(read_source(path), "timeless"),
            f"timeless: {answer!r} is neither yes nor no",
        )
        raise SourceError(path, line, what, "write `Timeless: yes`, or leave it out")
    return ANSWERS[answer.lower()]


def check(content: object) -> None:
    if isinstance(content, Article):
        is_timeless(content)


def mark_old(generator: ArticlesGenerator) -> None:
    on = today(generator.settings["TIMEZONE"])
    for article in (*generator.articles, *generator.translations):
        last_changed = getattr(article, "modified", article.date).date()
        article.is_old = not is_timeless(article) and is_old(last_changed, on)
