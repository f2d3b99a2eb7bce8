"""The style guide in content/, which has every feature of both markups beside its source."""

import shutil
from pathlib import Path

from tests.conftest import ROOT

MARKDOWN, RST = (ROOT / f"content/articles/style-guide.{suffix}" for suffix in ("md", "rst"))
TRANSLATION = ROOT / "content/articles/style-guide-ru.md"
EXISTS = MARKDOWN.is_file() and RST.is_file() and TRANSLATION.is_file()
PAGES = ("style-guide-markdown.html", "style-guide/restructuredtext/index.html")


def copy_guide(content: Path, published: bool = False) -> Path:
    """The guide and its files in another folder of content; `published` shows also what no draft has."""
    for each in (ROOT / "content").glob("*/style-guide*"):
        target = content / each.relative_to(ROOT / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        if each.is_dir():
            shutil.copytree(each, target)
        elif published:
            text = each.read_text("utf-8")
            target.write_text(text.replace("tatus: draft\n", "tatus: published\n", 1), "utf-8")
        else:
            shutil.copy(each, target)
    return content
