"""Ways on from an article: how long it takes to read, its neighbours, its series, related articles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pelican import Pelican, signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator

from plugins.readings import readings_of
from plugins.related.kept import keep_likeness, likeness_in
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
        put(likeness, each)


def put(likeness: Likeness, article: Article) -> None:
    tags = tuple(sorted({tag.slug for tag in getattr(article, "tags", ())}))
    text = Text(article.wording.weights, article.wording.mark, tags, -_seconds(article))
    likeness.put(article.relative_source_path, text)


def _seconds(article: Article) -> int:
    """Since the year 1; any day has them, unlike timestamps."""
    date = article.date
    return ((date.toordinal() * 24 + date.hour) * 60 + date.minute) * 60 + date.second


def _add_ways_on(generator: ArticlesGenerator) -> None:
    for article in filter(None, generator.context["generated_content"].values()):
        put_in_words(article)
    generator.context["tags_with_pages"] = sorted(tag.slug for tag in generator.tags)
    newest_first, part_of = generator.articles, parts(generator.articles)
    likeness = _likeness(generator.settings)
    liken(likeness, newest_first)
    for index, article in enumerate(newest_first):
        article.newer = newest_first[index - 1] if index else None
        article.older = newest_first[index + 1] if index + 1 < len(newest_first) else None
        article.part = part_of.get(article)
        relate(article, likeness)


def put_in_words(article: Article) -> None:
    """Note what an article says, which may be kept with its reading, and how long it takes to read."""
    kept = getattr(article, "wording", None)
    article.wording = Wording.unpacked(kept) if isinstance(kept, bytes) else wording_of(article._content)
    article.minutes = article.wording.minutes


def relate(article: Article, likeness: Likeness) -> None:
    """Name the related articles, of those that are not on its page anyway."""
    of_source = article._context["generated_content"]
    shown = {article.newer, article.older, *(article.part.articles if article.part else ())}
    others = [of_source[other] for other in likeness.of(article.relative_source_path)]
    article.related = [each for each in others if each not in shown][:RELATED]


def _likeness(settings: dict) -> Likeness:
    """The one of who keeps the site in memory; else the one of the build before, at the desk."""
    if "LIKENESS" not in settings:
        readings, goes_on = readings_of(settings), settings.get("STEPS_AFTER")
        file = readings.store.file.with_suffix(".likeness") if readings and goes_on else None
        settings.update(LIKENESS=likeness_in(file, COMPARED), LIKENESS_FILE=file)
    return settings["LIKENESS"]


def _keep(pelican: Pelican) -> None:
    if file := pelican.settings.get("LIKENESS_FILE"):
        keep_likeness(pelican.settings["LIKENESS"], file)


def register() -> None:
    signals.article_generator_finalized.connect(_add_ways_on)
    signals.finalized.connect(_keep)
