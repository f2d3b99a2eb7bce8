"""Each check has a bad case and a good one."""

import pytest

from publishing.checks import check
from tests.conftest import write

ADDRESS = "https://example.org"


def page(body: str = "", path: str = "") -> str:
    return f'<head><link rel="canonical" href="{ADDRESS}/{path}"></head>\n{body}\n'


GOOD = {
    "index.html": page('<a href="/a.html#part">a</a> <a href="a">a</a> <a href="sub/">s</a>'),
    "a.html": page(f'<h2 id="part">Part</h2> <a href="{ADDRESS}/">home</a> <a href="#part">p</a>', "a.html"),
    "sub/index.html": page(
        '<img src="../pic%20ture.png" srcset="/pic%20ture.png 2x"> <a href="https://go.dev/x">go</a>'
    ),
    "pic ture.png": "",
    "404.html": page(),
    "sitemap.xml": f"<urlset><url><loc>{ADDRESS}/a.html</loc></url></urlset>",
    "robots.txt": "",
    ".nojekyll": "",
    "CNAME": "example.org\n",
}
FEED = '<feed><entry><content>&lt;p&gt;&lt;a href="%s"&gt;x&lt;/a&gt;</content></entry></feed>'

BAD = {
    "a missing page": (
        {"404.html": page('<a href="/b.html">b</a>')},
        ["404.html:2: /b.html leads nowhere; correct the link"],
    ),
    "a missing anchor": (
        {"a.html": page('<h2 id="part"></h2>\n<a href="#other">b</a>')},
        ["a.html:3: #other names no anchor of that page; correct the link"],
    ),
    "a missing picture": (
        {"a.html": page('<i id="part"></i><img src="x.png" srcset="/y.png 2x">')},
        [
            "a.html:2: x.png leads nowhere; correct the link",
            "a.html:2: /y.png leads nowhere; correct the link",
        ],
    ),
    "a page that is spelt in another case": (
        {"404.html": page('<a href="/A.html">a</a>')},
        ["404.html:2: /A.html leads nowhere; correct the link"],
    ),
    "the site's own address to a missing page": (
        {"404.html": page(f'<meta property="og:url" content="{ADDRESS}/b.html">')},
        [f"404.html:2: {ADDRESS}/b.html leads nowhere; correct the link"],
    ),
    "a missing social card": (
        {"404.html": page(f'<meta property="og:image" content="{ADDRESS}/cards/a.png">')},
        [f"404.html:2: {ADDRESS}/cards/a.png leads nowhere; correct the link"],
    ),
    "a missing page in the sitemap": (
        {"sitemap.xml": f"<urlset><url><loc>{ADDRESS}/b.html</loc></url></urlset>"},
        [f"sitemap.xml:1: {ADDRESS}/b.html leads nowhere; correct the link"],
    ),
    "a missing page in a feed": (
        {"feed.xml": FEED % f"{ADDRESS}/b.html"},
        [f"feed.xml:1: {ADDRESS}/b.html leads nowhere; correct the link"],
    ),
    "an address of one machine": (
        {"404.html": page('<a href="http://localhost:8000/a.html">a</a>')},
        ["404.html:2: http://localhost:8000/a.html works on one machine only; write a public address"],
    ),
    "an address of one machine in a feed": (
        {"feed.xml": FEED % "http://127.0.0.1:8000/"},
        ["feed.xml:1: http://127.0.0.1:8000/ works on one machine only; write a public address"],
    ),
    "a draft": (
        {"404.html": page('<article data-status="draft">')},
        ["404.html:2: this is a draft; build with WITH_DRAFTS = False"],
    ),
    "the folder of drafts": (
        {"drafts/x.html": page()},
        ["drafts/x.html:1: this is a draft; build with WITH_DRAFTS = False"],
    ),
    "another domain in CNAME": (
        {"CNAME": "example.com\n"},
        ["CNAME:1: it names 'example.com', the pages 'example.org'; correct SITE_ADDRESS in pelicanconf.py"],
    ),
}


def test_a_site_in_order_has_no_problem(tmp_path):
    assert check(write(tmp_path, GOOD), tmp_path) == []


@pytest.mark.parametrize(("files", "problems"), BAD.values(), ids=BAD)
def test_a_problem_is_named(tmp_path, files, problems):
    assert list(map(str, check(write(tmp_path, GOOD | files), tmp_path))) == problems


@pytest.mark.parametrize("name", ["404.html", "sitemap.xml", "robots.txt", ".nojekyll"])
def test_a_missing_file_is_named(tmp_path, name):
    write(tmp_path, {key: value for key, value in GOOD.items() if key != name})
    assert (
        str(check(tmp_path, tmp_path)[0])
        == f"{name}:1: this file is missing; build the site with publishconf.py"
    )


def test_an_anchor_of_the_resume_that_is_gone_is_named(tmp_path):
    site = write(tmp_path / "site", GOOD | {"resume.html": page('<p id="b">')})
    kept = write(tmp_path, {"content/pages/resume.anchors": "# A remark\na\nb\n"})
    file = kept / "content/pages/resume.anchors"
    what = "the résumé has no #a any more; write `a -> ` and the anchor in its place"
    assert list(map(str, check(site, tmp_path))) == [f"{file}:2: {what}"]
    file.write_text("b\n")
    assert check(site, tmp_path) == []
