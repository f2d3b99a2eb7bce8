"""The last line of a build: how many articles, drafts, scheduled articles and accepted problems there are."""

from collections.abc import Sequence

from pelican.contents import Content
from pelican.generators import ArticlesGenerator, PagesGenerator

from vouch.site import Site
from vouch.sources.problem_log import accepted
from vouch.sources.problems import counted


def count_articles(generator: ArticlesGenerator) -> None:
    """Count before drafts are left out of a public build."""
    kinds = ("articles", "translations", "hidden_articles", "hidden_translations")
    counts = generator.settings["SITE"].counts
    counts["article"] = sum(len(getattr(generator, kind)) for kind in kinds)
    counts["draft"] = counts["scheduled"] = 0
    _count_drafts(counts, (*generator.drafts, *generator.drafts_translations))


def count_pages(generator: PagesGenerator) -> None:
    _count_drafts(generator.settings["SITE"].counts, (*generator.draft_pages, *generator.draft_translations))


def _count_drafts(counts: dict[str, int], drafts: Sequence[Content]) -> None:
    scheduled = sum(each.is_scheduled for each in drafts)
    counts["scheduled"] += scheduled
    counts["draft"] += len(drafts) - scheduled


def tally(site: Site) -> str:
    """`36 articles, 2 drafts, 1 scheduled, 14 accepted problems`, without what there is none of."""
    drafts, scheduled, waiting = site.counts["draft"], site.counts["scheduled"], len(accepted()[1])
    parts = (
        counted(site.counts["article"], "article"),
        drafts and counted(drafts, "draft"),
        scheduled and f"{scheduled} scheduled",
        waiting and counted(waiting, "accepted problem"),
    )
    return ", ".join(filter(None, parts))
