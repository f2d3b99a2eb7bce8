"""One article in either markup: the HTML of its text, or what is wrong with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.markup import ARTICLE, HEAD
from vouch.sources.problem_log import BrokenSite


@pytest.fixture
def html_of(page_of: Callable[..., str]) -> Callable[..., str]:
    """`html_of("**a**", ".rst")` returns the HTML between the article's tags."""

    def built(text: str, suffix: str = ".md", **files: str | bytes) -> str:
        return ARTICLE.search(page_of(HEAD[suffix].format("Article") + text, suffix, **files))[1]

    return built


@pytest.fixture
def problems_of(build_site: Callable[..., Path], tmp_path: Path) -> Callable[..., list[str]]:
    """`problems_of({"a.md": "…"})` returns the problems, their paths as from content/articles/."""

    def broken(files: dict[str, str | bytes], **more: str | bytes) -> list[str]:
        with pytest.raises(BrokenSite) as stopped:
            build_site({**{f"articles/{name}": text for name, text in files.items()}, **more})
        return [each.removeprefix(f"{tmp_path}/content/articles/") for each in stopped.value.problems]

    return broken
