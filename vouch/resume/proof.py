"""Two-way proof: the résumé shows the articles it links to, and each article the lines it supports.

Both come from the link that the author wrote. A link to the site itself that leads nowhere stops the
build.
"""

from collections import defaultdict
from collections.abc import Container, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from pelican.contents import Article, Page

from vouch.markup.links import local_address
from vouch.resume.anchors import RESERVED_IDS
from vouch.resume.claims import Claim, claims
from vouch.resume.page import resume_page
from vouch.site import Site
from vouch.sources.addresses import SiteAddress, file_at
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError, line_of_address, read_source


def connect_articles(site: Site) -> None:
    context = site.context
    for content in site.all_contents:
        content.supports = ()
    page = resume_page(context)
    if not page:
        return
    articles = dict(_articles(context))
    page.proofs, context["RESUME_SOURCE"] = {}, page
    lines: dict[Article, list[Claim]] = defaultdict(list)
    for claim in claims(page.resume):
        for link in claim.links:
            path = _own_path(link.href, page)
            if article := articles.get(file_at(path.removeprefix("/"))):
                page.proofs[link.href] = article
                lines[article].append(claim)
    for article, found in lines.items():
        article.supports = tuple(dict.fromkeys(found))


def check_links(site: Site) -> None:
    """Report links of the résumé to the site itself that lead to no output. Runs when all outputs are known.

    An article that cannot be read has stopped the build before, so links to it are not a second problem.
    """
    page = resume_page(site.context)
    for link in (each for claim in claims(page.resume) for each in claim.links) if page else ():
        if link.href not in page.proofs and not _leads_somewhere(link.href, page, site.outputs):
            report(_leads_nowhere(page, link.href))


def _leads_somewhere(address: str, page: Page, outputs: Container[str]) -> bool:
    """Whether an address is another site's or a file's of this one; on the résumé's page, with its anchor."""
    path = _own_path(address, page).removeprefix("/")
    found = next((each for each in (path, file_at(path)) if each in outputs), None)
    if found == page.save_as:
        return _has_anchor(page, address)
    return found is not None or not path


def _own_path(address: str, page: Page) -> str:
    """The path on this site that a link of the résumé leads to; empty for another site's."""
    local, base = local_address(address, page), SiteAddress.of(page.settings).base
    if urlsplit(local).scheme or urlsplit(local).netloc:
        return ""
    path = urlsplit(urljoin(f"{base}/{page.url}", local)).path
    return f"/{unquote(path.removeprefix(base)).lstrip('/')}"


def _has_anchor(page: Page, address: str) -> bool:
    anchor = unquote(urlsplit(address).fragment)
    old = {name for names in page.moved.values() for name in names}
    return not anchor or anchor in {*page.anchors.values(), *old, *RESERVED_IDS}


def _articles(context: dict) -> Iterator[tuple[str, Article]]:
    """Articles by their file; a draft also by the file that it will have."""
    for article in (*context["articles"], *context["hidden_articles"], *context["drafts"]):
        yield file_at(article.url_when_published), article
        yield article.save_as, article


def _leads_nowhere(page: Page, address: str) -> SourceError:
    line = line_of_address(read_source(page.source_path), address)
    what = f"{address} is not an article, page or file of this site"
    return SourceError(page.source_path, line, what, "correct the address, or publish the article")
