"""The addresses of pages: `/<slug>.html` below SITE_ADDRESS, each with one owner."""

import logging
from typing import TYPE_CHECKING

from pelican.contents import Article, Content, Static
from pelican.generators import ArticlesGenerator

from vouch.pages.redirects import aliases
from vouch.sources import labels
from vouch.sources.fields import SLUG
from vouch.sources.problems import SourceError, line_of_field, read_source

if TYPE_CHECKING:
    from vouch.site import Site

RESERVED_FOLDERS = ("tag/", "category/", "feeds/", "theme/", "cards/", "pagefind/")
OWN_SLUG = "give this one a `Slug:` of its own"
logger = logging.getLogger(__name__)


def claim(content: Content) -> None:
    """Raises SourceError if another source has the same address, or one that differs in case only."""
    if isinstance(content, Static) or not getattr(content, "slug", ""):
        return
    if not SLUG.fullmatch(content.slug):
        return  # vouch/markup/front_matter.py has reported it
    for file in dict.fromkeys((content.save_as, file_when_published(content))):
        _claim(content, file, "slug", OWN_SLUG)
    aliases(content)  # raises if one is not an address


def file_when_published(content: Content) -> str:
    """The file that a draft will become, so that its address is still free on the day it is published."""
    if content.status != "draft":
        return content.save_as
    kind = "ARTICLE" if isinstance(content, Article) else "PAGE"
    key = f"{kind}_SAVE_AS" if content.in_default_lang else f"{kind}_LANG_SAVE_AS"
    return str(content.settings[key]).format(**content.url_format)


def settle(content: Content) -> None:
    """Compute the address once: Pelican would at each of about a hundred reads of it."""
    if not isinstance(content, Static) and not hasattr(content, "override_save_as"):
        content.override_save_as, content.override_url = content.save_as, content.url


def claim_old_addresses(site: "Site") -> None:
    """Claim aliases after all current addresses, so that a conflict is reported at the alias."""
    contents = site.context["generated_content"].values()
    for content in sorted(filter(None, contents), key=lambda each: each.source_path):
        for old in aliases(content):
            try:
                _claim(content, old, "aliases", "take it out of `Aliases:`")
            except SourceError as error:
                logger.error("%s", error)


def check_labels(site: "Site") -> None:
    contents = site.context["generated_content"].values()
    articles = [each for each in contents if isinstance(each, Article)]
    for problem in labels.shared(sorted(articles, key=lambda each: each.source_path)):
        logger.error("%s", problem)


def _claim(content: Content, file: str, field: str, instead: str) -> None:
    """Raises SourceError if the address already has an owner."""
    names, settings = content.settings["DIRECT_TEMPLATES"], content.settings
    reserved = [settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in names]
    owner = settings["SITE"].owners.setdefault(file.lower(), content.relative_source_path)
    if file in reserved or file.lower().startswith(RESERVED_FOLDERS):
        owner = "the site"
    if owner != content.relative_source_path or (field == "aliases" and file == content.save_as):
        line = line_of_field(read_source(content.source_path), field)
        raise SourceError(content.source_path, line, f"the address /{file} belongs to {owner}", instead)


def keep_root_addresses(generator: ArticlesGenerator) -> None:
    """An article in another language stays at `/<slug>.html` unless it is a translation; so does a draft."""
    for article in (*generator.articles, *generator.hidden_articles, *generator.drafts):
        if not article.in_default_lang and "save_as" not in article.metadata:
            folder = "drafts/" if article.status == "draft" else ""
            article.override_url = article.override_save_as = f"{folder}{article.slug}.html"
            try:
                _claim(article, article.save_as, "slug", OWN_SLUG)
            except SourceError as error:
                logger.error("%s", error)
