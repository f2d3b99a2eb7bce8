"""Many articles in one build: the HTML of each, or what is wrong with each."""

import re
from pathlib import Path

import pytest

from tests.conftest import Files, run_pelican, write
from vouch.sources.problem_log import BrokenSite

HEAD = {".md": "Title: {0}\nDate: 2020-01-02\n\n", ".rst": "{0}\n=======\n\n:date: 2020-01-02\n\n"}
Texts = dict[str, tuple[str, str]]  # by names: a suffix and a text
ARTICLE = re.compile(r'<article class="flow"[^>]*>\s*(.*?)\s*</article>', re.DOTALL)


def articles(texts: Texts) -> Files:
    """Their sources, each with a head of 3 or 5 lines above it."""
    numbered = enumerate(texts.values())
    return {f"articles/n{n}{suffix}": HEAD[suffix].format(f"n{n}") + text for n, (suffix, text) in numbered}


def shown(folder: Path, texts: Texts, files: Files | None = None) -> dict[str, str]:
    """The HTML of each article, by name."""
    content = write(folder / "content", {**articles(texts), **(files or {})})
    site = run_pelican(content, folder / "site", "pelicanconf.py")
    pages = [(site / f"n{n}.html").read_text("utf-8") for n in range(len(texts))]
    return {name: ARTICLE.search(page)[1] for name, page in zip(texts, pages, strict=True)}


def reported(folder: Path, texts: Texts, files: Files | None = None) -> dict[str, list[str]]:
    """What is wrong with each article, by name: `line: what; what instead`."""
    content = write(folder / "content", {**articles(texts), **(files or {})})
    with pytest.raises(BrokenSite) as broken:
        run_pelican(content, folder / "site", "pelicanconf.py")
    problems = [re.sub(r"^.*/articles/n", "", each) for each in broken.value.problems]
    return {
        name: [each.split(":", 1)[1] for each in problems if each.startswith((f"{n}.md:", f"{n}.rst:"))]
        for n, name in enumerate(texts)
    }
