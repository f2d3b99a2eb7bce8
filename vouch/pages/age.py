"""Marks articles that are old, unless their author wrote `Timeless: yes`."""

from datetime import date

from pelican.generators import ArticlesGenerator

from vouch.markup.dates import today

OLD_AFTER_YEARS = 3


def is_old(last_changed: date, on: date) -> bool:
    """Whether more than three years have passed; the anniversary of 29 February is 1 March."""
    anniversary = (last_changed.year + OLD_AFTER_YEARS, last_changed.month, last_changed.day)
    return (on.year, on.month, on.day) > anniversary


def mark_old(generator: ArticlesGenerator) -> None:
    on = today(generator.settings["TIMEZONE"])
    for article in (*generator.articles, *generator.translations):
        last_changed = getattr(article, "modified", article.date).date()
        is_timeless = str(getattr(article, "timeless", "no")).lower() == "yes"
        article.is_old = not is_timeless and is_old(last_changed, on)
