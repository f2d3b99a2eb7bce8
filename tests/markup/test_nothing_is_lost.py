"""Each word, file and marker of an ordinary post is on its page, or its line is in a message."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_pelican, write
from tests.images import png
from tests.markup import ARTICLE
from vouch.sources.problem_log import BrokenSite, notices

POSTS = sorted((ROOT / "tests/ordinary").iterdir())
STUB = "Title: Stub\nDate: 2011-01-02\nCategory: Stubs\n\nText.\n"
OTHER_PAGES = ("404", "archives", "categories", "index", "stub", "tags")
FIELDS = re.compile(
    r"\A(?:---\n)?(?:\w+:.*\n)+(?:---\n)?|^:(?:title|date|\w+ed|tags|category|slug|summary):.*\n",
    re.MULTILINE,
)
FILE = re.compile(r"(?:images|files)/((?:[\w-]|%20)+\.\w+)")
FENCE = ("```", "~~~")
WORD = re.compile(r"[^\W_]+")
RAW = re.compile(r"[{|](?:static|filename|attach)[}|]")
CODE = re.compile(r"<(pre|code|script)\b.*?</\1>", re.DOTALL)
# What means something to a markup: names of directives, options, languages, entities, signs, references.
MARKUP = frozenset(
    "filename static attach markdown title hl lines ruby numberLines console sh copy mdash man pic such TOC "
    "more md figure image alt align scale csv table list header rows code block replace latin epigraph "
    "sidebar subtitle topic math sub sqrt note admonition rubric contents container target "
    "NOTE WARNING tada frac sum 50".split()
)


def words_and_files(text: str, without: set[int]) -> tuple[dict[str, int], set[str]]:
    """The words of a text with a line of each, and the names of files, except in some lines."""
    numbered = [each for each in enumerate(text.split("\n"), start=1) if each[0] not in without]
    words = {word: number for number, line in numbered for word in WORD.findall(line)}
    return words, {each.replace("%20", " ") for _, line in numbered for each in FILE.findall(line)}


def built_without_mistakes(folder: Path, name: str, text: str) -> tuple[Path, set[int]]:
    """The site of a post without the lines that are reported, and these."""
    lines, reported = text.split("\n"), set()
    named = {each[0]: each[1] for each in re.finditer(FILE, text)}
    files = {each.replace("%20", " "): png(60, 30) if each.endswith(".png") else "x" for each in named}
    while True:
        sources = {f"articles/{name}": "\n".join(lines), "articles/stub.md": STUB}
        content, site = write(folder / "content", {**sources, **files}), folder / f"site{len(reported)}"
        try:
            run_pelican(content, site, "pelicanconf.py")
            return site, reported | lines_in("\n".join(notices()), name)
        except BrokenSite as broken:
            found = lines_in(str(broken), name) - reported
        assert found, "a problem without a line, or one that does not go with its line"
        reported |= found
        for each in found:
            lines[each - 1] = lines[each - 1][:3] if lines[each - 1].startswith(FENCE) else ""


def lines_in(messages: str, name: str) -> set[int]:
    return {int(each) for each in re.findall(rf"{re.escape(name)}:(\d+): ", messages)}


@pytest.mark.parametrize("post", POSTS, ids=lambda each: each.name)
def test_each_word_file_and_marker_of_a_post_is_on_its_page_or_in_a_message(tmp_path, monkeypatch, post):
    monkeypatch.chdir(tmp_path)
    text = post.read_text("utf-8")
    site, reported = built_without_mistakes(tmp_path, post.name, text)
    html = next(each for each in site.glob("*.html") if each.stem not in OTHER_PAGES).read_text("utf-8")
    body = FIELDS.sub(lambda fields: "\n" * fields[0].count("\n"), text)
    words, files = words_and_files(body, reported)
    shown = MARKUP.union(WORD.findall(unescape(html)))
    assert {word: line for word, line in words.items() if word not in shown} == {}
    assert files <= {each.name for each in site.rglob("*")}
    assert RAW.findall(CODE.sub("", ARTICLE.search(html)[0])) == []
