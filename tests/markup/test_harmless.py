"""What is published of HTML that an author has accepted as wrong: its text, nothing that runs or loads."""

import pytest

from vouch.markup.harmless import harmless, problems_left
from vouch.markup.html_policy import Allowed
from vouch.sources.addresses import SiteAddress

ALLOWED = Allowed(SiteAddress("https://example.org", ""), ())
HARMLESS = {
    "a<script>b</script>c": "ac",
    '<script src="//a.org/b.js"></script>': "",
    "<style>p { color: red }</style><p style='color: red'>a</p>": "<p>a</p>",
    '<link rel="stylesheet" href="a.css"><meta http-equiv="refresh" content="1"><base href="/b">c': "c",
    '<a onclick="b()" href="c.html">d</a>': '<a href="c.html">d</a>',
    '<a href="java\nscript:alert(1)">b</a>': "<a>b</a>",
    '<form action="/b"><p>c</p><input name="d"></form>': '<p>c</p><input name="d">',
    '<center>a <font size="7">b</font></center>': "a b",
    '<tt>a</tt> <strike>b</strike> <acronym title="c">d</acronym>': (
        '<code>a</code> <del>b</del> <abbr title="c">d</abbr>'
    ),
    "<h1>a</h1>": "<h2>a</h2>",
    '<table border="1" width="9"><tr><td align="left">a</td></tr></table>': (
        "<table><tr><td>a</td></tr></table>"
    ),
    '<iframe src="//a.org/b?c&amp;d" title="Film"></iframe>': '<a href="https://a.org/b?c&amp;d">Film</a>',
    "<iframe srcdoc='<script>a</script>'>b</iframe>": "",
    '<object data="a.swf"><param name="b"><embed src="a.swf">c</object>': '<a href="a.swf">a.swf</a>c',
    '<embed src="javascript:a()">': "javascript:a()",
    '<img src="/a.png">': '<img alt="" src="/a.png">',
    '<img src="https://example.org/a.png" alt="b" border="0">': (
        '<img alt="b" src="https://example.org/a.png">'
    ),
    '<img src="https://b.org/a.png" alt="c">': '<a href="https://b.org/a.png">c</a>',
    '<a href="/d"><img src="https://b.org/a.png"></a>': '<a href="/d">https://b.org/a.png</a>',
    '<img src="data:image/png;base64,aaaa">': "data:image/png;base64,aaaa",
    "a vector<int><br> <Foo>b</Foo></gh>": "a vector&lt;int&gt;<br> &lt;Foo&gt;b&lt;/Foo&gt;&lt;/gh&gt;",
    "<div>a <b>b <i>c</b></i></p>": "a <b>b c</b>",
    "<ul><li>a<li>b</ul><p>c": "<ul><li>a<li>b</ul><p>c",
    "<svg><path/><glyph/></svg><my-tag>a</my-tag>": "<svg><path/><glyph/></svg><my-tag>a</my-tag>",
    '<a id="b"></a><p id="b" class="c">d</p>': '<a id="b"></a><p class="c">d</p>',
    '<p class="a">b &lt;script&gt;</p>': '<p class="a">b &lt;script&gt;</p>',
}


@pytest.mark.parametrize(("html", "left"), HARMLESS.items())
def test_the_text_stays_and_what_would_be_loaded_is_a_link(html, left):
    assert harmless(html, ALLOWED) == left
    assert [*problems_left(left, html, ALLOWED)] == []


def test_a_tag_that_the_removal_of_another_makes_may_not_wait():
    html = harmless("<<script></script>iframe src=a></iframe>", ALLOWED)
    assert "<iframe" in html
    assert [what.split()[0] for _, what, _ in problems_left(html, "", ALLOWED)] == ["<iframe>"]


def test_a_tag_without_its_end_that_the_removal_of_another_makes_may_not_wait():
    assert [each[1] for each in problems_left("<p><b></p>", "", ALLOWED)] == ["<b> has no end"]
