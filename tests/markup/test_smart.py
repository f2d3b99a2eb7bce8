"""What is set in type is what typogrify makes of it, to the byte."""

from pathlib import Path

import pytest
import smartypants
from hypothesis import given, settings, strategies as st
from markdown import markdown
from typogrify import filters

from vouch.markup.smart import typogrify

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = sorted(each for folder in ("content", "tests/corpus") for each in (ROOT / folder).rglob("*.md"))
DASHES = {
    "default": smartypants.Attr.set1,
    "oldschool": smartypants.Attr.set2,
    "oldschool_inverted": smartypants.Attr.set3,
}
IGNORED = ["svg", "math", "kbd", "samp"]
OMITTED = ["amp", "caps", "initial_quotes", "widont"]
PIECES = [
    *("'", '"', "&quot;", "-", "--", ".", "...", ". . .", "`", "``", "\\", "\\B", "&", "&nbsp;", "&#8211;"),
    *(
        "&#8212;",
        "&mdash;",
        "&#x2013;",
        " ",
        "\n",
        "\t",
        "\r",
        "\xa0",
        "\u2003",
        "\x1f",
        "(",
        "[",
        "{",
        "!",
        ",",
    ),
    *(
        "a",
        "s",
        "it",
        "Word",
        "80s",
        "9",
        "é",
        "e\u0301",
        "_",
        "“",
        "<i>",
        "</i>",
        "<br/>",
        '<a href="x\'y">',
    ),
    *(
        "</a>",
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<kbd>",
        "</kbd>",
        "<tt>",
        "</tt>",
        "<script>",
        "</script>",
    ),
    *("<svg>", "</svg>", "<!-- a -->", "<!-- a -- 'b' -->", "<", ">"),
]
HTML = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def asked_for(dashes="default", ignored=IGNORED, omitted=OMITTED):
    return {
        "TYPOGRIFY_DASHES": dashes,
        "TYPOGRIFY_IGNORE_TAGS": ignored,
        "TYPOGRIFY_OMIT_FILTERS": omitted,
    }


def of_library(html, dashes="default", ignored=IGNORED, omitted=OMITTED):
    """As pelican.readers calls it."""
    smartypants.Attr.default = DASHES[dashes] | smartypants.Attr.w
    return filters.typogrify(html, ignored, **dict.fromkeys(omitted, False))


@settings(max_examples=300)
@given(HTML, st.sampled_from(list(DASHES)), st.sampled_from([IGNORED, [], ["a", "p.x"]]))
def test_any_text_is_set_as_the_library_sets_it(html, dashes, ignored):
    assert typogrify(html, asked_for(dashes, ignored)) == of_library(html, dashes, ignored)


@given(HTML, st.sets(st.sampled_from([*OMITTED, "smartypants"])))
def test_other_settings_are_left_to_the_library(html, omitted):
    assert typogrify(html, asked_for(omitted=omitted)) == of_library(html, omitted=omitted)


@pytest.mark.slow
@pytest.mark.parametrize("article", ARTICLES, ids=lambda each: each.name)
def test_an_article_is_set_as_the_library_sets_it(article):
    html = markdown(article.read_text("utf-8"), extensions=["extra"])
    assert typogrify(html, asked_for()) == of_library(html)


def test_a_lone_quotation_mark_is_meant_as_the_text_before_its_tag_has_it():
    assert typogrify("a<b>'</b>\"", asked_for()) == "a<b>&#8217;</b>&#8221;"
    assert typogrify("a <b>'</b>", asked_for()) == "a <b>&#8216;</b>"


def test_a_filter_that_there_is_not_is_an_error_as_before():
    with pytest.raises(TypeError, match="caos"):
        typogrify("a", asked_for(omitted=["caos"]))
