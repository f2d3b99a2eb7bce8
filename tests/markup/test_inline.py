"""A text is searched for fewer patterns, and becomes the same HTML."""

import pytest
from hypothesis import given, settings, strategies as st
from markdown import Markdown

from pelicanconf import MARKDOWN
from plugins.markup.inline import SIGNS

PATTERNS = Markdown(**MARKDOWN).inlinePatterns
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
    *(
        "{#id .c}",
        "# ",
        "- ",
        "> ",
        "    ",
        '"t"',
        "*[a]: b",
        "<!--",
        "-->",
        "é",
        "| ",
        "---",
        '<div markdown="1">',
        "</div>",
    ),
]
TEXT = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def converted(text, with_all_patterns=False):
    md = Markdown(**MARKDOWN)
    if with_all_patterns:
        md.preprocessors.deregister("site_patterns")
    return md.convert(text)


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_a_text_becomes_what_markdown_itself_makes_of_it(text):
    assert converted(text) == converted(text, with_all_patterns=True)


@pytest.mark.parametrize("name", SIGNS)
@given(text=TEXT)
def test_a_pattern_finds_nothing_without_its_sign(name, text):
    without = text.replace(SIGNS[name], "")
    if SIGNS[name] not in without:
        assert not PATTERNS[name].getCompiledRegExp().search(without)
