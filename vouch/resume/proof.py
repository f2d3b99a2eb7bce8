"""Two-way proof: the résumé shows the articles it links to, and each of them the lines it stands behind.

Both come from the link that the author wrote. A link to the site itself that leads to nothing on it
stops the build.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from pelican import signals
from pelican.contents import Article, Page
from pelican.generators import Generator

from plugins.addresses import Site, local_address
from plugins.feeds import beside_atom
from plugins.problems import SourceError, line_of, read_source
from plugins.redirects import aliases
from plugins.resume import resume_page
from plugins.resume.anchors import RESERVED
from plugins.resume.claims import Claim, claims

logger = logging.getLogger(__name__)


def _connect_articles(generators: Iterable[Generator]) -> None:
    context = next(iter(generators)).context
    for content in filter(None, context["generated_content"].values()):
        content.proves = ()
    page = resume_page(context)
    if not page:
        return
    articles, others = dict(_articles(context)), set(_others(context, page.settings))
    page.proofs, context["RESUME_SOURCE"] = {}, page
    lines: dict[Article, list[Claim]] = defaultdict(list)
    for claim in claims(page.resume):
        for link in claim.links:
            path = _own_path(link.href, page)
            if article := articles.get(path) or articles.get(f"{path}.html"):
                page.proofs[link.href] = article
                lines[article].append(claim)
            elif path and not (
                others & {path, f"{path}.html", f"{path}index.html"} and _has_anchor(page, path, link.href)
            ):
                logger.error("%s", _leads_nowhere(page, link.href))
    for article, found in lines.items():
        article.proves = tuple(dict.fromkeys(found))


def _own_path(address: str, page: Page) -> str:
    """The path on this site that a link of the résumé leads to; empty for another site's."""
    local = local_address(address, page)
    if urlsplit(local).scheme or urlsplit(local).netloc:
        return ""
    path = urlsplit(urljoin(f"{Site.of(page.settings).base}/{page.url}", local)).path
    return f"/{path.removeprefix(Site.of(page.settings).base).lstrip('/')}"


def _has_anchor(page: Page, path: str, address: str) -> bool:
    """Whether a link to the résumé's own page names a place on it; other pages are checked when built."""
    anchor = unquote(urlsplit(address).fragment) if path == f"/{page.url}" else ""
    old = {name for names in page.moved.values() for name in names}
    return not anchor or anchor in {*page.anchors.values(), *old, *RESERVED}


def _articles(context: dict) -> Iterator[tuple[str, Article]]:
    """Articles by their path; a draft also by the path that it will have."""
    for article in (*context["articles"], *context["hidden_articles"], *context["drafts"]):
        yield f"/{article.slug}.html", article
        yield f"/{article.url}", article


def _others(context: dict, settings: dict) -> Iterator[str]:
    """What else the site has: its other pages, feeds, files and redirects."""
    names = [settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") for name in settings["DIRECT_TEMPLATES"]]
    contents = [each for each in context["generated_content"].values() if each]
    names += [each.save_as for each in contents]
    names += [settings["FEED_ALL_ATOM"], beside_atom(settings["FEED_ALL_ATOM"])]
    for old in (old for each in contents for old in aliases(each)):
        names += (old, old.removesuffix("index.html"))
    names += context["static_content"]  # their paths: to ask for an address would settle it too early
    for kind, _ in (*context["tags"], *context["categories"]):
        names += [kind.save_as, settings["CATEGORY_FEED_ATOM"].format(slug=kind.slug)]
    page = resume_page(context)
    names += [page.save_as.removesuffix("html") + kind for kind in ("pdf", "json", "txt")]
    return (f"/{name}" for name in names)


def _leads_nowhere(page: Page, address: str) -> SourceError:
    line = line_of(read_source(page.source_path), address)
    what = f"{address} is no article, page or file of this site"
    return SourceError(page.source_path, line, what, "correct the address, or publish the article")


def register() -> None:
    signals.all_generators_finalized.connect(_connect_articles)
