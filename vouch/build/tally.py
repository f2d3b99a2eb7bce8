"""The last line of a build: how many articles, drafts, scheduled articles and accepted problems there are."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pelican.generators import ArticlesGenerator, PagesGenerator

from vouch.markup.dates import day_of, today
from vouch.sources.problem_log import accepted
from vouch.sources.problems import counted

if TYPE_CHECKING:
    from vouch.site import Site


def count_articles(generator: ArticlesGenerator) -> None:
    """Count before drafts are left out of a public build."""
    kinds = ("articles", "translations", "hidden_articles", "hidden_translations")
    zone, counts = generator.settings["TIMEZONE"], generator.settings["SITE"].counts
    now = today(ZoneInfo(zone))
    is_later = [day_of(each.date, zone) > now for kind in kinds for each in getattr(generator, kind)]
    counts["article"], counts["scheduled"] = is_later.count(False), is_later.count(True)
    counts["draft"] = len(generator.drafts) + len(generator.drafts_translations)


def count_pages(generator: PagesGenerator) -> None:
    counts = generator.settings["SITE"].counts
    counts["draft"] += len(generator.draft_pages) + len(generator.draft_translations)


def tally(site: "Site") -> str:
    """`36 articles, 2 drafts, 1 scheduled, 14 accepted problems`, without what there is none of."""
    drafts, scheduled, waiting = site.counts["draft"], site.counts["scheduled"], len(accepted()[1])
    parts = (
        counted(site.counts["article"], "article"),
        drafts and counted(drafts, "draft"),
        scheduled and f"{scheduled} scheduled",
        waiting and counted(waiting, "accepted problem"),
    )
    return ", ".join(filter(None, parts))
