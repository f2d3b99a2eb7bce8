"""What an author writes as HTML: recordings, frames, sizes, decorations and anchors."""

import re

import pytest

from tests.conftest import Files
from tests.images import png
from tests.markup import reported, shown
from vouch.checks import check
from vouch.sources.problem_log import BrokenSite

MD = "Title: {}\nDate: 2020-01-02\n\n{}\n"
FILES: Files = {"a.png": png(640, 480), "b.png": png(64, 48), "v.mp4": b"\0", "v.vtt": "WEBVTT\n"}
POLICY = "forbidden by the page's Content-Security-Policy"
FRAME = (
    '<iframe width="560" height="315" src="https://www.youtube-nocookie.com/embed/x"'
    ' title="A film" {}></iframe>'
)
HOSTS = ("www.youtube-nocookie.com",)

HTML = {
    "a film": (
        '<video src="{static}/v.mp4" poster="/a.png" controls width="50%"><track src="v.vtt"></video>',
        '<video src="/v.mp4" poster="/a.png" controls width="367"><track src="/v.vtt"></video>',
    ),
    "a recording": (
        '<audio controls><source src="{static}/v.mp4"></audio>',
        '<audio controls><source src="/v.mp4"></audio>',
    ),
    "a picture's sources": (
        '<picture><source srcset="/b.png" media="print"><img src="/a.png" alt="A"></picture>',
        '<picture><source srcset="/b.png" media="print">'
        '<img src="/a.png" alt="A" width="640" height="480"></picture>',
    ),
    "a list of pictures": (
        '<img src="{static}/a.png" srcset="{static}/a.png 2x, /b.png 1x"'
        ' data-full="{static}/b.png" alt="a > b">',
        '<img src="/a.png" srcset="/a.png 2x, /b.png 1x" data-full="/b.png" alt="a &gt; b"',
    ),
    "a decoration": ('<img src="/b.png" alt="">', '<img src="/b.png" alt="" width="64"'),
    "a figure": (
        '<figure><img src="/b.png" alt="B" width=50%><figcaption>C</figcaption></figure>',
        '<figure><img src="/b.png" alt="B" width="367" height="275"',
    ),
    "an anchor above its heading": (
        '[part](#part)\n\n<a id="part"></a>\n\n## Part',
        '<p><a id="part"></a></p>\n<h2 id="part_1"><a href="#part_1">Part</a></h2>',
    ),
    "an anchor in its heading": (
        '## <span id="part"></span> Part',
        '<h2 id="part_1"><a href="#part_1"><span id="part">',
    ),
    "an anchor with a name": ('<a name="part"></a>\n\n## Part', '<p><a id="part"></a></p>\n<h2 id="part_1">'),
    "an id in code": ('`<a id="part">`\n\n## Part', '<h2 id="part">'),
}


def test_html_that_a_page_may_show_is_shown(tmp_path):
    html = shown(tmp_path, {name: (".md", text) for name, (text, _) in HTML.items()}, FILES)
    assert {name: html[name] for name, (_, part) in HTML.items() if part not in html[name]} == {}


PROBLEMS = {
    "a film of another site": (
        'x\n\n<video src="https://a.org/v.mp4" controls></video>',
        f"6: https://a.org/v.mp4 is a recording of another site, {POLICY}; "
        "copy it into content/ and play the copy",
    ),
    "a list with a picture of another site": (
        '<img src="/a.png" srcset="/a.png 1x, https://a.org/b.png 2x" alt="A">',
        f"4: https://a.org/b.png is a picture of another site, {POLICY}; "
        "copy it into content/images and show the copy",
    ),
    "a list with a picture that is not there": (
        '<img src="/a.png" srcset="/a.png 1x, {static}/none.png 2x" alt="A">',
        "4: /none.png does not exist or is not published; link to a published file in content/",
    ),
    "a film that is not there": (
        '<video src="/none.mp4" controls></video>',
        "4: /none.mp4 does not exist or is not published; link to a published file in content/",
    ),
    "a film without a button": (
        '<video src="/v.mp4"></video>',
        "4: <video> cannot be played; write `controls` into it",
    ),
    "a height in per cent": (
        '<img src="/a.png" alt="A" height="50%">',
        '4: `height="50%"` has no effect; write pixels, or a width in per cent, `width="50%"`',
    ),
    "an old float": (
        '<img src="/a.png" alt="A" align="right">',
        '4: `align="right"` is obsolete; write `class="align-right"`',
    ),
    "an autolink with a marker": (
        "`<{filename}b.md>`\n\n<{filename}b.md>",
        "6: <{filename}b.md> is not a link; write [what it is]({filename}b.md)",
    ),
    "an anchor that ends itself": ("<span id=x />", "4: <span> has no end; close it with </span>"),
    "a frame": (
        FRAME,
        f"4: a frame of www.youtube-nocookie.com is {POLICY}; show a picture that links to it, or "
        'write EMBEDS = ("www.youtube-nocookie.com",) in pelicanconf.py and '
        "https://www.youtube-nocookie.com/… here",
    ),
    "a frame with a page of its own": (
        '<iframe srcdoc="x" title="y"></iframe>',
        f"4: <iframe> is {POLICY}; link to it instead",
    ),
    "a frame with a script": (
        '<iframe src="javascript:x" title="y"></iframe>',
        f"4: the script in `src=` is {POLICY}; leave it out",
    ),
}


def test_other_html_is_reported_with_its_line(tmp_path):
    found = reported(tmp_path, {name: (".md", text) for name, (text, _) in PROBLEMS.items()}, FILES)
    assert {name: each[:1] for name, each in found.items()} == {
        name: [problem] for name, (_, problem) in PROBLEMS.items()
    }


def test_a_frame_of_a_listed_host_is_allowed_by_the_policy_of_its_page_alone(build_site, tmp_path):
    texts = {
        "articles/a.md": MD.format("A", FRAME.format('frameborder="0"')),
        "articles/b.md": MD.format("B", "x"),
    }
    site = build_site(texts, public=True, EMBEDS=HOSTS)
    page, other = ((site / name).read_text("utf-8") for name in ("a.html", "b.html"))
    assert "; frame-src https://www.youtube-nocookie.com;" in page
    assert '<iframe loading="lazy" src="https://www.youtube-nocookie.com/embed/x"' in page
    assert 'iframe[width="560"][height="315"]{aspect-ratio:560/315' in page
    assert "frameborder" not in page
    assert "frame-src" not in other
    assert check(site, tmp_path) == []


def test_a_feed_links_to_a_frame(build_site):
    site = build_site({"articles/a.md": MD.format("A", FRAME.format(""))}, EMBEDS=HOSTS)
    feed = (site / "feeds/all.atom.xml").read_text("utf-8")
    assert '&lt;a href="https://www.youtube-nocookie.com/embed/x"&gt;A film&lt;/a&gt;' in feed
    assert "iframe" not in feed


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('title="A film"', "", "4: the frame https://www.youtube-nocookie.com/embed/x has no title"),
        (
            "https:",
            "http:",
            "4: a frame of www.youtube-nocookie.com is .*; write https://www.youtube-nocookie",
        ),
        ("-nocookie", "", "4: a frame of www.youtube.com is .*; write https://www.youtube-nocookie.com/"),
        ("nocookie.com", "nocookie.com.evil.net", "4: a frame of www.youtube-nocookie.com.evil.net is"),
    ],
)
def test_no_other_frame_is_allowed(build_site, old, new, problem):
    with pytest.raises(BrokenSite, match=problem):
        build_site({"articles/a.md": MD.format("A", FRAME.format("").replace(old, new))}, EMBEDS=HOSTS)


def test_recordings_are_played_under_the_policy_of_their_page_alone(build_site, tmp_path):
    film = '<video src="/v.mp4" controls></video>'
    site = build_site(
        {"articles/a.md": MD.format("A", film), "articles/b.md": MD.format("B", "x"), **FILES}, public=True
    )
    pages = [(site / name).read_text("utf-8") for name in ("a.html", "b.html")]
    assert ["; media-src 'self';" in page for page in pages] == [True, False]
    assert (site / "v.mp4").is_file()
    assert check(site, tmp_path) == []


RST = {
    ":width: 50%": 'src="/a.png" width="367" height="275"',
    ":width: 300px": 'src="/a.png" width="300" height="225"',
    ":width: 10em": 'src="/a.png" width="200" height="150"',
    ":scale: 50": 'src="/a.png" width="320" height="240"',
    ":align: right": 'class="align-right" src="/a.png"',
    ":class: mine": 'class="mine" src="/a.png"',
    ":target: {filename}n0.rst": 'href="/n0.html">',
}


def test_options_of_pictures_in_restructuredtext_have_an_effect(tmp_path):
    texts = {each: (".rst", f".. image:: /a.png\n   :alt: A\n   {each}") for each in RST}
    html = shown(tmp_path, texts, FILES)
    assert {each: html[each] for each, part in RST.items() if part not in html[each]} == {}


def test_a_figure_in_restructuredtext_is_no_wider_than_it_says(html_of):
    text = "\n".join(f".. figure:: /{each}.png\n   :alt: A\n   :figwidth: 40%\n\n   C\n" for each in "ab")
    html = html_of(text, ".rst", **FILES)
    assert re.findall(r'src="/(\w)\.png" width="(\d+)"', html) == [("a", "294"), ("b", "64")]


def test_an_empty_alternative_in_restructuredtext_is_a_decoration(tmp_path):
    html = shown(tmp_path, {"empty": (".rst", ".. image:: /a.png\n   :alt:")}, FILES)
    assert '<img alt="" src="/a.png"' in html["empty"]


def test_other_options_are_reported(tmp_path):
    texts = {
        "no words": (".rst", ".. image:: /a.png"),
        "a size": (".rst", "x\n\n.. image:: /a.png\n   :alt: A\n   :width: 5vw"),
    }
    found = reported(tmp_path, texts, FILES)
    assert found["no words"] == ["6: /a.png has no alternative text; describe what it shows"]
    assert found["a size"] == [
        '8: `width="5vw"` has no effect; write pixels, or a width in per cent, `width="50%"`'
    ]


def test_a_table_in_restructuredtext_has_the_widths_that_it_says(page_of):
    table = ".. list-table::\n   :widths: 1 3\n   :width: 80%\n\n   * - a\n     - b\n"
    page = page_of(f"Article\n=======\n\n:date: 2020-01-02\n\n{table}", ".rst")
    assert '<table class="w-80">\n<colgroup><col class="w-25"><col class="w-75"></colgroup>' in page
    assert all(f".w-{each}{{inline-size:{each}%}}" in page for each in (25, 75, 80))


def test_a_film_in_restructuredtext_is_played(html_of):
    html = html_of(".. image:: /v.mp4\n   :alt: A film", ".rst", **FILES)
    assert html == '<p><video controls="" src="/v.mp4" title="A film"></video></p>'
