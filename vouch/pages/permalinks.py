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

OF_THE_SITE = ("tag/", "category/", "feeds/", "theme/", "cards/", "pagefind/")
OWN_SLUG = "give this one a `Slug:` of its own"
logger = logging.getLogger(__name__)


def claim(content: Content) -> None:
    """Two sources cannot have one address, also not one that differs in upper case only.

    Raises SourceError.
    """
    if isinstance(content, Static) or not getattr(content, "slug", ""):
        return
    if not SLUG.fullmatch(content.slug):
        return  # as plugins/markup says
    for file in dict.fromkeys((content.save_as, _when_published(content))):
        _claim(content, file, "slug", OWN_SLUG)
    aliases(content)  # which may be no addresses at all


def _when_published(content: Content) -> str:
    """The file that a draft will be, which must not be found to be taken on the day of its publication."""
    if content.status != "draft":
        return content.save_as
    kind = "ARTICLE" if isinstance(content, Article) else "PAGE"
    key = f"{kind}_SAVE_AS" if content.in_default_lang else f"{kind}_LANG_SAVE_AS"
    return str(content.settings[key]).format(**content.url_format)


def settle(content: Content) -> None:
    """Make the address once, as if the author had written it: Pelican would at each of a hundred looks."""
    if not isinstance(content, Static) and not hasattr(content, "override_save_as"):
        content.override_save_as, content.override_url = content.save_as, content.url


def claim_old_addresses(site: "Site") -> None:
    """After all that are in use, so that the alias is to blame, in whatever order files are read."""
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
    """Raises SourceError where the address has an owner."""
    names, settings = content.settings["DIRECT_TEMPLATES"], content.settings
    reserved = [settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in names]
    owner = settings["SITE"].owners.setdefault(file.lower(), content.relative_source_path)
    if file in reserved or file.lower().startswith(OF_THE_SITE):
        owner = "the site"
    if owner != content.relative_source_path or (field == "aliases" and file == content.save_as):
        line = line_of_field(read_source(content.source_path), field)
        raise SourceError(content.source_path, line, f"the address /{file} belongs to {owner}", instead)


def keep_root_addresses(generator: ArticlesGenerator) -> None:
    """An article in another language stays at `/<slug>.html` unless it is a translation."""
    for article in (*generator.articles, *generator.hidden_articles):
        if not article.in_default_lang and "save_as" not in article.metadata:
            article.override_url = article.override_save_as = f"{article.slug}.html"
            try:
                _claim(article, article.save_as, "slug", OWN_SLUG)
            except SourceError as error:
                logger.error("%s", error)
