"""A built site, for tests that hold for any site: they find its pages in it, and what kinds there are."""

import inspect
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from lxml import html

from tests.conftest import ROOT
from vouch.checks.authored import RESUME, Source, sources
from vouch.checks.built_site import BuiltSite

REFRESH = "string(//meta[@http-equiv='refresh']/@content)"
KIND = "string(//meta[@property='og:type']/@content)"
DATE = "string(//meta[@property='article:published_time']/@content)"
NEWEST = 10  # articles that a sample has, beside the longest page of each kind


@dataclass(frozen=True)
class WholeSite:
    """Pages are called by their files, `tag/go.html`. `root` is the project's folder, with `content/`."""

    folder: Path
    root: Path = ROOT

    @cached_property
    def address(self) -> str:
        """Without a slash at its end."""
        return BuiltSite(self.folder, self.root).address.rstrip("/")

    @property
    def base(self) -> str:
        """The path below which it is, as `/name` of a project site."""
        return urlsplit(self.address).path

    def below_base(self, top: Path) -> Path:
        """A new folder to serve the site from, as a project's site is served below its base path."""
        place = Path(f"{top}{self.base}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(self.folder)
        return top

    def address_of(self, name: str) -> str:
        return f"{self.address}/{name.removesuffix('index.html')}"

    def file_at(self, address: str) -> Path:
        """The file that a link of a page leads to."""
        path = urlsplit(address).path.removeprefix(self.base).lstrip("/")
        return self.folder / (f"{path}index.html" if not path or path.endswith("/") else path)

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    @cached_property
    def _all(self) -> dict[str, html.HtmlElement]:
        """What the theme has made, and not the author by hand."""
        files = {
            each.relative_to(self.folder).as_posix(): each for each in sorted(self.folder.rglob("*.html"))
        }
        own = (name for name in files if not (self.root / "content" / name).is_file())
        return {name: html.parse(files[name]).getroot() for name in own}

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        return {name: page for name, page in self._all.items() if not page.xpath(REFRESH)}

    @cached_property
    def redirects(self) -> dict[str, html.HtmlElement]:
        return {name: page for name, page in self._all.items() if page.xpath(REFRESH)}

    def _of_kind(self, kind: str) -> dict[str, html.HtmlElement]:
        return {name: page for name, page in self.pages.items() if page.xpath(KIND) == kind}

    @cached_property
    def articles(self) -> dict[str, html.HtmlElement]:
        """Newest first."""
        found = self._of_kind("article")
        return dict(sorted(found.items(), key=lambda each: each[1].xpath(DATE), reverse=True))

    @cached_property
    def resume(self) -> str:
        """The page of the résumé; empty where there is none."""
        return next(iter(self._of_kind("profile")), "")

    @cached_property
    def sources(self) -> list[Source]:
        """What is published: not drafts, and not the résumé's file where the site has no résumé."""
        found = (each for each in sources(self.root) if each.status != "draft")
        return [each for each in found if self.resume or each.name != RESUME]

    @cached_property
    def source_of_resume(self) -> Source:
        name = self.pages[self.resume].findtext(".//h1")
        named = (each for each in self.sources if each.is_page and each.title == name)
        return min(named, key=lambda each: each.name != RESUME)  # RESUME of the settings may be another

    @cached_property
    def sample(self) -> list[str]:
        """Pages to look at in a browser: the longest that each template has made, and the newest articles."""
        longest: dict[str, str] = {}
        for name in sorted(self.pages, key=lambda each: len(self.text(each))):
            longest["an article" if name in self.articles else name.rpartition("/")[0] or name] = name
        return sorted({*longest.values(), *list(self.articles)[:NEWEST]})


def facts(*modules: ModuleType, of: set[str]) -> list:
    """The tests in modules of tests/site that need these fixtures, as parameters for other sites."""
    tests = [each for module in modules for name, each in vars(module).items() if name.startswith("test_")]
    fitting = [each for each in tests if {*inspect.signature(each).parameters} == of]
    return [pytest.param(each, id=each.__name__, marks=getattr(each, "pytestmark", ())) for each in fitting]


def quick_facts(*modules: ModuleType) -> list:
    return [each for each in facts(*modules, of={"site"}) if not each.marks]
