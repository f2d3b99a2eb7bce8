"""Makes drafts of what is scheduled, and keeps drafts out of a build with WITH_DRAFTS off.

Pelican would write them to `drafts/` in every build.
"""

from pelican.contents import Content, Static
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

from vouch.markup.dates import is_to_come


def schedule(content: Content) -> None:
    """An article or page with a date to come is a draft until that day, unless it is one anyway."""
    if isinstance(content, Static):
        return
    is_waiting = hasattr(content, "date") and is_to_come(content.date, content.settings["TIMEZONE"])
    content.is_scheduled = is_waiting and content.status in ("published", "hidden")
    if content.is_scheduled:
        content.status = "draft"


def drop_draft_articles(generator: ArticlesGenerator) -> None:
    if not generator.settings["WITH_DRAFTS"]:
        _forget(generator, [*generator.drafts, *generator.drafts_translations])
        generator.drafts, generator.drafts_translations = [], []


def drop_draft_pages(generator: PagesGenerator) -> None:
    if not generator.settings["WITH_DRAFTS"]:
        _forget(generator, [*generator.draft_pages, *generator.draft_translations])
        generator.draft_pages, generator.draft_translations = [], []
        generator.context["draft_pages"] = []


def _forget(generator: Generator, drafts: list[Content]) -> None:
    """Keep contents from linking to a draft, and files that only drafts link to from being published."""
    known = generator.context["generated_content"]
    for draft in drafts:
        del known[draft.get_relative_source_path()]
    links = (content.get_static_links() for content in known.values() if content)
    generator.context["static_links"] = set().union(*links)
