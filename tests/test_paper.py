"""On paper a link's address is said, once."""

import pytest

from plugins.paper import printed_address, with_printed_addresses

PAGE = "https://example.org/a.html"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("profiles", "go.dev/pprof"),
        ("https://go.dev/pprof", ""),
        ("go.dev/pprof/", ""),
        ("see Go.dev/pprof", ""),
    ],
)
def test_an_address_is_printed_unless_the_text_says_it(text, printed):
    assert printed_address("https://go.dev/pprof", text) == printed


def test_an_address_is_printed_once():
    html = '<a href="https://go.dev/">Go</a>, <a href="https://go.dev/">again</a>'
    assert with_printed_addresses(html, PAGE) == (
        '<a href="https://go.dev/" data-address="go.dev/">Go</a>, <a href="https://go.dev/">again</a>'
    )


def test_a_page_of_ours_is_printed_whole():
    assert 'data-address="example.org/b.html"' in with_printed_addresses('<a href="/b.html">b</a>', PAGE)


def test_an_anchor_of_the_same_page_is_not_printed():
    html = '<a class="x" href="#part">part</a>'
    assert with_printed_addresses(html, PAGE) == html
