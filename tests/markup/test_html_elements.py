"""The tags of HTML are those that Python's HTMLParser finds, read by it or by a faster expression."""

import time

import pytest
from hypothesis import given, strategies as st

from tests.conftest import ROOT
from vouch.markup import html_elements
from vouch.markup.html_elements import elements, without_comments

SOURCES = [
    each for name in ("corpus", "bad", "owner") for each in sorted((ROOT / "tests" / name).rglob("*.md"))
]
PLAIN = [
    *("<p>", "</p>", "<P >", "<br>", "<br/>", "<br />", '<a href="/?a=1&amp;b">', "</a>", "<x-y z.w:q='1'/>"),
    *('<div\nclass="a\tb" hidden>', "</div>", '<a b c="d" c="e">', '<p x=">">', "text", "\n", "&", "é", "> "),
]
ODD = [
    *(
        "<a href='x'>",
        "<a href=x>",
        "<script>",
        "</script>",
        "<title>",
        "<style>",
        "<TextArea>",
        "<!-- c -->",
    ),
    *(
        "<!--",
        "-->",
        "<!doctype html>",
        "<![CDATA[",
        "]]>",
        "<?php ?>",
        "<",
        ">",
        '"',
        "'",
        "<a",
        '<a href="',
    ),
    *("</", "</>", "< p>", "<p/ >", '<p x="&lt">', '<p x="a<b">', '<p é="1">', "<p a=>", '<p a = "1">', "\0"),
    *(
        '<p a="1"b="2">',
        '<p ="">',
        "</p a>",
        "</p >",
        '<p x="&bogus;&#x41;">',
        "<p\xa0a>",
        "<İ>",
        "\r",
        "\x85",
    ),
]


def values(found):
    return [(start, tag.kind, tag.name, tag.attributes, tag.text) for start, tag in found]


@given(st.one_of(st.lists(st.sampled_from(PLAIN)), st.lists(st.sampled_from(PLAIN + ODD))), st.booleans())
def test_tags_are_those_that_pythons_parser_finds(pieces, with_unfinished):
    html = "".join(pieces)
    found = html_elements.tags(html, with_unfinished=with_unfinished)
    assert values(found) == values(html_elements._parsed(html, with_unfinished))


def test_tags_of_articles_are_those_that_pythons_parser_finds():
    assert len(SOURCES) > 100
    for html in (each.read_text("utf-8", "replace") for each in SOURCES):
        assert values(html_elements.tags(html)) == values(html_elements._parsed(html, with_unfinished=False))


def test_a_page_of_plain_tags_needs_no_parser():
    html = '<p id="a">1 &lt; 2 <img src="/a.png" alt="" /> <br></p>\n<svg><path d="M0 0"/></svg>'
    assert [tag.text for _, tag in html_elements._plain_tags(html)] == [
        *('<p id="a">', '<img src="/a.png" alt="" />', "<br>", "</p>", "<svg>", '<path d="M0 0"/>', "</svg>")
    ]


def test_a_rare_line_end_does_not_move_the_tags_after_it():
    html = "<p>\x85\n</p><b>x</b>"
    assert [html[each.start : each.end] for each in elements(html)] == ["<p>\x85\n</p>", "<b>x</b>"]


def test_comments_are_those_of_browsers():
    assert without_comments('a<!-- b > c --><!--><!---><!x "><?y ?></ z>d') == "ad"
    assert without_comments("<!-- a --!>b<![CDATA[>c]]>") == "bc]]>"
    kept = """<b title="<!-- " a='-->' c=<!--x-->d</b e="<!x>"><!-- f"""
    assert without_comments(kept) == kept


@pytest.mark.parametrize("piece", ["<", "<!", "<!--", "</ ", "<a ", "<a =", '<a b="', "<a b='\"", "=", "-"])
def test_comments_are_found_in_linear_time(piece):
    start = time.perf_counter()
    without_comments("<!" + piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 1
