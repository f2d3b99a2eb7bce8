"""Keeps drafts out of a build with WITH_DRAFTS off, since Pelican writes them to `drafts/` in every build."""

from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator


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
