"""Typography is what typogrify makes of a text, to the byte."""

import pytest
import smartypants
from hypothesis import given, settings, strategies as st
from markdown import markdown
from typogrify import filters

from tests.conftest import ROOT
from vouch.markup.smart import typogrify

ARTICLES = sorted(each for name in ("corpus", "owner") for each in (ROOT / "tests" / name).rglob("*.md"))
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


@settings(max_examples=150)
@given(HTML, st.sampled_from(list(DASHES)), st.sampled_from([IGNORED, [], ["a", "p.x"]]))
def test_any_text_is_set_as_the_library_sets_it(html, dashes, ignored):
    assert typogrify(html, asked_for(dashes, ignored)) == of_library(html, dashes, ignored)


@given(HTML, st.sets(st.sampled_from([*OMITTED, "smartypants"])))
def test_other_settings_are_left_to_the_library(html, omitted):
    assert typogrify(html, asked_for(omitted=omitted)) == of_library(html, omitted=omitted)


def test_articles_are_set_as_the_library_sets_them():
    assert len(ARTICLES) > 10
    texts = [markdown(each.read_text("utf-8"), extensions=["extra"]) for each in ARTICLES]
    assert [typogrify(each, asked_for()) for each in texts] == [of_library(each) for each in texts]


def test_a_lone_quotation_mark_follows_the_text_before_its_tag():
    assert typogrify("a<b>'</b>\"", asked_for()) == "a<b>&#8217;</b>&#8221;"
    assert typogrify("a <b>'</b>", asked_for()) == "a <b>&#8216;</b>"


def test_an_unknown_filter_is_an_error():
    with pytest.raises(TypeError, match="caos"):
        typogrify("a", asked_for(omitted=["caos"]))
