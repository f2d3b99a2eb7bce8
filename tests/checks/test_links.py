"""Each address leads somewhere, to the letter; nothing is loaded from elsewhere."""

from tests.checks import (
    ADDRESS,
    GOOD,
    each_check,
    entry,
    feed,
    fragment,
    json_feed,
    missed,
    page,
    problems,
    reported,
    sitemap,
)
from vouch.checks import problems_of
from vouch.checks.built_site import BuiltSite

NOWHERE = "leads nowhere; correct the link"
OF_HOST = "is loaded from another host; keep a copy of it in content/ and name that"
LOCAL = "works only on your machine; use a public address"


def home(body: str, head: str = "") -> dict[str, str]:
    return {"index.html": page("", body, head)}


def data(text: str) -> dict[str, str]:
    script = f'<script type="application/ld+json">{{"@context":"https://schema.org","url":"{text}"}}</script>'
    return home("<p>Text.</p>", script)


BAD = {
    "links_lead_somewhere": {
        "a page": (home('<a href="/b.html">b</a>'), [f"index.html:5: /b.html {NOWHERE}"]),
        "an anchor": (
            home('<p>\n<a href="/a.html#other">b</a>'),
            ["index.html:6: /a.html#other has an anchor that the page lacks; correct the link"],
        ),
        "an anchor that is the name of something else": (
            home('<form name="form"></form><a href="#form">b</a>'),
            ["index.html:5: #form has an anchor that the page lacks; correct the link"],
        ),
        "another case": (
            home('<a href="/A.html">a</a>'),
            ["index.html:5: /A.html leads nowhere; write /a.html"],
        ),
        "another case of a folder": (
            home('<img src="/Images/pic.png">'),
            ["index.html:5: /Images/pic.png leads nowhere; write /images/pic.png"],
        ),
        "pictures": (
            home('<img src="x.png" srcset="/images/pic.png 1x, /y,z.png 2x"><video poster="/p.png"></video>'),
            [f"index.html:5: {each} {NOWHERE}" for each in ("x.png", "/y,z.png", "/p.png")],
        ),
        "a drawing": (
            {"d.svg": '<svg>\n<a xlink:href="/b.html"/><use href="#none"/></svg>'},
            [
                f"d.svg:2: /b.html {NOWHERE}",
                "d.svg:2: #none has an anchor that the page lacks; correct the link",
            ],
        ),
        "a stylesheet": (
            {"s.css": '/* url(no.png) */\na { background: url("/x.png") }\n@import "y.css";'},
            [f"s.css:2: /x.png {NOWHERE}", f"s.css:3: y.css {NOWHERE}"],
        ),
        "the site's own address": (
            home(f'<a href="{ADDRESS}/b.html">b</a>'),
            [f"index.html:5: {ADDRESS}/b.html {NOWHERE}"],
        ),
        "a social card": (
            home("<p>Text.</p>", f'<meta property="og:image" content="{ADDRESS}/cards/a.png">'),
            [f"index.html:3: {ADDRESS}/cards/a.png {NOWHERE}"],
        ),
        "what a script loads": (
            home('<search data-found="/theme/found.js" data-base="/"></search><p>Text.</p>'),
            [
                f"index.html:5: /theme/found.js {NOWHERE}",
            ],
        ),
        "structured data": (data(f"{ADDRESS}/b.html#me"), [f"index.html:3: {ADDRESS}/b.html {NOWHERE}"]),
        "the sitemap": (
            {"sitemap.xml": sitemap("", "a.html", "about.html", "tag/go.html", "b.html")},
            [f"sitemap.xml:6: {ADDRESS}/b.html {NOWHERE}"],
        ),
        "robots.txt": (
            {"robots.txt": f"Sitemap: {ADDRESS}/map.xml\n"},
            [f"robots.txt:1: {ADDRESS}/map.xml {NOWHERE}"],
        ),
        "a feed": (
            {"feeds/all.atom.xml": feed(entry(content=f"&lt;p&gt;\n&lt;a href='{ADDRESS}/b.html'>"))},
            [f"feeds/all.atom.xml:5: {ADDRESS}/b.html {NOWHERE}"],
        ),
        "a feed as JSON": (
            {"feeds/all.json": json_feed(content_html=f'<a href="{ADDRESS}/b.html">')},
            [f"feeds/all.json:9: {ADDRESS}/b.html {NOWHERE}"],
        ),
        "the style of a feed": (
            {"feeds/all.atom.xml": feed(entry()).replace("?>\n", '?>\n<?xml-stylesheet href="/f.css"?>\n')},
            [f"feeds/all.atom.xml:2: /f.css {NOWHERE}"],
        ),
        "the search index": (
            {"pagefind/fragment/en_1.pf_fragment": fragment(url="/b.html", anchors=[])},
            [f"pagefind/fragment/en_1.pf_fragment:1: {ADDRESS}/b.html {NOWHERE}"],
        ),
        "a section in the search index": (
            {"pagefind/fragment/en_1.pf_fragment": fragment(anchors=[{"id": "none"}])},
            [
                f"pagefind/fragment/en_1.pf_fragment:1: {ADDRESS}/a.html#none "
                "has an anchor that the page lacks; correct the link"
            ],
        ),
        "a résumé as data": (
            {"resume.json": f'{{"image": "{ADDRESS}/me.jpg"}}'},
            [f"resume.json:1: {ADDRESS}/me.jpg {NOWHERE}"],
        ),
        "a résumé on paper": (
            {"resume.pdf": f"/URI ({ADDRESS}/b.html)"},
            [f"resume.pdf:1: {ADDRESS}/b.html {NOWHERE}"],
        ),
        "what is not an address": (
            home('<a href="https://[x/">b</a>'),
            ["index.html:5: https://[x/ is not an address; correct the link"],
        ),
        "a script": (
            home('<a href="java&#115;cript:alert(1)">b</a>'),
            ["index.html:5: javascript:alert(1) runs a script; link to a page"],
        ),
        "one machine": (
            home(
                '<a href="http://localhost:8000/a.html">a</a><a href="http://192.168.1.2/">a</a>'
                '<a href="file:///a">a</a><a href="http://wiki/">a</a><a href="http://[::1]:80/">a</a>'
            ),
            [
                f"index.html:5: {each} {LOCAL}"
                for each in (
                    "http://localhost:8000/a.html",
                    "http://192.168.1.2/",
                    "file:///a",
                    "http://wiki/",
                    "http://[::1]:80/",
                )
            ],
        ),
        "one machine in a feed": (
            {"feeds/all.atom.xml": feed(entry(content="&lt;a href='http://127.0.0.1:8000/'>"))},
            [f"feeds/all.atom.xml:4: http://127.0.0.1:8000/ {LOCAL}"],
        ),
        "another host": (
            {"s.css": "@font-face { src: url(//fonts.example/a.woff2) }"},
            [f"s.css:1: //fonts.example/a.woff2 {OF_HOST}"],
        ),
    },
    "ids_are_unique": {
        "an id": (
            home('<p id="a">a</p>\n<p id="a">b</p>'),
            [
                "index.html:6: the id 'a' appears twice on the page; "
                "give one of the two headings or elements another"
            ],
        ),
    },
    "anchors_stay": {
        "an anchor that is gone": (
            {"resume.html": page("resume.html", '<p id="b">b</p>')},
            {"content/pages/resume.anchors": "# A remark\na\nb\n"},
            [
                "content/pages/resume.anchors:2: the résumé no longer has #a; "
                "write `a -> ` and the anchor in its place"
            ],
        ),
    },
}
FINE = {
    "pages": (
        '<a href="a">a</a> <a href="/?q=1#top">b</a> <a '
        'href="sub/">s</a> <a href="/sub">s</a> <a href="#">t</a>'
    ),
    "anchors": (
        '<p id="й">a</p><a name="old"></a><a href="#%D0%B9">b</a><a '
        'href="#old">b</a><a href="#:~:text=a">c</a>'
    ),
    "other hosts": '<a href="https://go.dev/x">go</a> <a href="mailto:me@example.com">m</a><a href="http://[2001:db8::1]/">x</a>',
    "pictures": '<img src="pic%20ture.png" srcset="/images/pic.png?a=1,2 1x,\n pic%20ture.png 2x">',
}


@each_check(BAD)
def test_a_fault_is_reported(tmp_path, check, cases):
    assert missed(tmp_path, check, cases) == {}


def test_links_with_a_target_are_accepted(tmp_path):
    sub = {"sub/index.html": page("sub/", "<p>Text.</p>"), "pic ture.png": ""}
    assert reported(tmp_path, {what: {**home(body), **sub} for what, body in FINE.items()}) == {}


def test_a_fault_of_a_page_is_not_reported_again_of_its_feeds(tmp_path):
    content = f'<a href="{ADDRESS}/b.html">b</a>'
    files = {
        "a.html": page("a.html", '<img src="/images/pic.png"><a href="/b.html">b</a>'),
        "feeds/all.atom.xml": feed(entry(content=content.replace("<", "&lt;"))),
        "feeds/all.json": json_feed(content_html=content),
    }
    assert problems(tmp_path, files) == [f"a.html:5: /b.html {NOWHERE}"]


def test_a_project_site_is_below_its_base_path(tmp_path):
    site = {
        name: data.replace(ADDRESS, "https://me.github.io/x")
        for name, data in GOOD.items()
        if isinstance(data, str)
    }
    site = {name: data.replace('="/', '="/x/') for name, data in site.items()}
    moved = {**site, "CNAME": None}
    assert problems(tmp_path / "good", moved) == []
    (tmp_path / "bad").mkdir()
    bad = {"404.html": site["404.html"] + '<a href="/a.html">a</a><a href="https://me.github.io/y/">y</a>'}
    assert problems(tmp_path / "bad", {**moved, **bad}) == [
        "404.html:6: /a.html points outside the site; begin it with /x/",
    ]


def test_a_listed_anchor_that_exists_is_accepted(tmp_path):
    resume = {"resume.html": page("resume.html", '<p id="b">b</p>')}
    assert problems(tmp_path, resume, {"content/pages/resume.anchors": "b\n"}) == []


def test_files_can_be_checked_alone_and_may_link_to_all(tmp_path):
    files = {"s.css": 'a { background: url("/images/pic.png"), url("/none.png") }', "images/Pic.png": "x"}
    case = "content/images/pic.png:1: images/pic.png is images/Pic.png where case is ignored; "
    every = problems(tmp_path, {**files, **home('<a href="/b.html">b</a>')})
    alone = problems_of(BuiltSite(tmp_path / "site", tmp_path / "root", only=("s.css",)))
    assert [each.partition(case)[0] for each in every] == [
        f"index.html:5: /b.html {NOWHERE}",
        f"s.css:1: /none.png {NOWHERE}",
        "",
    ]
    assert list(map(str, alone)) == every[1:]
