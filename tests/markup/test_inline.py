"""A text is searched for fewer patterns, and becomes the same HTML."""

import pytest
from hypothesis import given, settings, strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

from pelicanconf import MARKDOWN
from plugins.markup.inline import PRIORITY, SIGNS

PATTERNS = {
    item.name: pattern
    for md in [Markdown(**MARKDOWN)]
    for item, pattern in zip(md.inlinePatterns._priority, md.inlinePatterns, strict=True)
}
PIECES = [
    *(
        "`",
        "``",
        "\\",
        "*",
        "**",
        "_",
        "[",
        "]",
        "![",
        "](",
        ")",
        "][",
        "]:",
        "[^",
        "[a]: /b",
        "[^1]: note",
        "<",
        ">",
    ),
    *(
        "<b>",
        "</b>",
        "<https://a.org>",
        "<a@b.org>",
        "&",
        "&amp;",
        "&#65;",
        "  \n",
        "\n",
        "\n\n",
        " ",
        "a",
        "/b",
    ),
    *("{#id .c}", "# ", "- ", "> ", "    ", '"t"', "*[a]: b", "<!--", "-->", "é", "| ", "---"),
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def converted(text, inline=None):
    md = Markdown(**MARKDOWN)
    if inline:
        md.treeprocessors.register(inline(md), "inline", PRIORITY)
    return md.convert(text)


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_a_text_becomes_what_markdown_itself_makes_of_it(text):
    assert converted(text) == converted(text, InlineProcessor)


@pytest.mark.parametrize("name", SIGNS)
@given(text=TEXT)
def test_a_pattern_finds_nothing_without_its_sign(name, text):
    without = text.replace(SIGNS[name], "")
    if SIGNS[name] not in without:
        assert not PATTERNS[name].getCompiledRegExp().search(without)
