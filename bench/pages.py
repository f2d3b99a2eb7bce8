"""Picks the pages of a built site that are measured: of ours each kind, of another those one reads."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from desk.pages import answer

KINDS = (
    ("home", "index.html"),
    ("résumé", "resume.html"),
    ("archive", "archives.html"),
    ("tags", "tags.html"),
    ("categories", "categories.html"),
    ("search", "search.html"),
)
KINDS_WITH_MANY = (("tag", "tag/*.html"), ("category", "category/*.html"))  # the largest stands for them
NOT_THERE = "/no-such-page.html"
ARTICLE = 'property="og:type" content="article"'
ARTICLES_ELSEWHERE = (ARTICLE, "<article")
LISTS = set("archive archives author authors categories category drafts page search tag tags 404".split())
MOST = 6


class NoSite(Exception):
    """The folder holds no built site. The message is `path: what is wrong; what to do instead`."""


@dataclass(frozen=True)
class Page:
    kind: str
    address: str  # from the site's home: `/resume.html`


def our_pages(site: Path) -> list[Page]:
    """A page of each kind that the folder holds, and every article."""
    known = [Page(kind, _address(site / name, site)) for kind, name in KINDS if (site / name).is_file()]
    found = [(kind, max(site.glob(pattern), key=_size, default=None)) for kind, pattern in KINDS_WITH_MANY]
    largest = [Page(kind, _address(file, site)) for kind, file in found if file]
    articles = [file for file in sorted(site.glob("*.html")) if ARTICLE in file.read_text("utf-8")]
    known[1:1] = [Page("article", _address(file, site)) for file in articles]
    return [*known, *largest, Page("not found", NOT_THERE)]


def their_pages(site: Path, chosen: list[str]) -> list[Page]:
    """The chosen addresses or else the home page and the longest of what looks like an article."""
    if not (site / "index.html").is_file():
        raise NoSite(f"{site}: no index.html in it; name the folder that a generator has built a site into")
    if chosen:
        return [_chosen(site, f"/{address.lstrip('/')}") for address in chosen]
    files = [file for file in site.rglob("*.html") if not _is_list(file, site)]
    articles = [file for file in files if _is_article(file)] or files
    longest = sorted(articles, key=_size, reverse=True)[: MOST - 1]
    return [Page("home", "/"), *(Page("article", _address(file, site)) for file in longest)]


def _chosen(site: Path, address: str) -> Page:
    if answer(site, address).status == HTTPStatus.NOT_FOUND:
        raise NoSite(f"{site}: no page {address} in it; name one by its address in the site, without --base")
    return Page("chosen", address)


def _is_list(file: Path, site: Path) -> bool:
    path = file.relative_to(site)
    return file == site / "index.html" or not LISTS.isdisjoint({*path.parts, path.stem})


def _is_article(file: Path) -> bool:
    text = file.read_text("utf-8", errors="replace")
    return any(mark in text for mark in ARTICLES_ELSEWHERE)


def _address(file: Path, site: Path) -> str:
    path = f"/{file.relative_to(site).as_posix()}"
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def _size(file: Path) -> int:
    return file.stat().st_size
