"""The files of the host, canonical links, the sitemap, data that can be read."""

import pytest

from tests.publishing.checks import (
    ADDRESS,
    LISTED,
    NOINDEX,
    each_case,
    found,
    json_feed,
    page,
    problems,
    sitemap,
)

MISSING = "this file is missing; build the site with publishconf.py"
REFRESH = '<noscript><meta http-equiv="refresh" content="0; url=/a.html"></noscript>'
OLD = page("a.html", '<a href="/a.html">moved</a>', REFRESH)


def home(head: str) -> dict[str, str]:
    return {"index.html": page("", "<p>Text.</p>", head)}


def data(text: str) -> dict[str, str]:
    return home(f'<script type="application/ld+json">{text}</script>')


BAD = {
    "required_files": {
        "404.html": ({"404.html": None}, [f"404.html:1: {MISSING}"]),
        "robots.txt": ({"robots.txt": None}, [f"robots.txt:1: {MISSING}"]),
        ".nojekyll": ({".nojekyll": None}, [f".nojekyll:1: {MISSING}"]),
        "CNAME": (
            {"CNAME": "example.com\n"},
            [
                "CNAME:1: it names 'example.com', the pages "
                "'example.org'; correct SITE_ADDRESS in pelicanconf.py"
            ],
        ),
        "no CNAME": (
            {"CNAME": None},
            ["CNAME:1: it names '', the pages 'example.org'; correct SITE_ADDRESS in pelicanconf.py"],
        ),
    },
    "pages_are_whole": {
        "nothing on it": (
            {"index.html": page("", "<p></p>")},
            ["index.html:1: the page is empty; write the page, or remove its source"],
        ),
        "another encoding": (
            {"index.html": page("", "<p>Text.</p>\n<p>caf?</p>").encode().replace(b"?", b"\xe9")},
            ["index.html:6: not UTF-8; have the template that writes it say so"],
        ),
    },
    "canonical_is_own": {
        "another page's": (
            {"about.html": page("a.html", "<h1>About me</h1>")},
            [
                f"about.html:4: canonical is '{ADDRESS}/a.html', "
                f"not its own address; write {ADDRESS}/about.html"
            ],
        ),
        "none": (
            {"about.html": page("about.html", "<h1>About me</h1>").replace("canonical", "other")},
            [f"about.html:1: it has no canonical link; name {ADDRESS}/about.html"],
        ),
        "another in og:url": (
            home(f'<meta property="og:url" content="{ADDRESS}/a.html">'),
            [f"index.html:3: og:url is '{ADDRESS}/a.html', not its own address; write {ADDRESS}/"],
        ),
        "an old address whose target is another": (
            {"old/index.html": OLD.replace(f"{ADDRESS}/a.html", f"{ADDRESS}/")},
            [
                f"old/index.html:4: canonical is '{ADDRESS}/', not "
                f"the address that it leads to; write {ADDRESS}/a.html"
            ],
        ),
    },
    "sitemap_is_whole": {
        "a page that is not listed": (
            {"sitemap.xml": sitemap(*LISTED[1:])},
            [f"sitemap.xml:1: {ADDRESS}/ is not listed; list it, or mark the page `noindex`"],
        ),
        "a page that is hidden": (
            {"sitemap.xml": sitemap(*LISTED, "h.html")},
            [
                f"sitemap.xml:6: {ADDRESS}/h.html is no page that "
                "search engines may show; take it out of the sitemap"
            ],
        ),
        "an old address": (
            {"old.html": OLD, "sitemap.xml": sitemap(*LISTED, "old.html")},
            [
                f"sitemap.xml:6: {ADDRESS}/old.html is no page that "
                "search engines may show; take it out of the sitemap"
            ],
        ),
        "a page twice": (
            {"sitemap.xml": sitemap(*LISTED, "a.html")},
            [f"sitemap.xml:6: {ADDRESS}/a.html is listed twice; list it once"],
        ),
        "something else": (
            {"sitemap.xml": sitemap(*LISTED).replace("urlset", "list")},
            [
                "sitemap.xml:1: this is no sitemap; begin with <urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
            ],
        ),
    },
    "sitemap_is_dated": {
        "no date": (
            {
                "sitemap.xml": sitemap(*LISTED[:-1]).replace(
                    "</urlset>",
                    f"<url><loc>{ADDRESS}/tag/go.html</loc><lastmod>2024-2-1</lastmod></url></urlset>",
                )
            },
            ["sitemap.xml:4: '2024-2-1' is no date; write it as 2026-11-24"],
        ),
    },
    "data_is_readable": {
        "a feed that breaks off": (
            {"feeds/go.atom.xml": "<feed>\n<entry>"},
            ["feeds/go.atom.xml:2: this is no XML: no element found; escape what is in it"],
        ),
        "a feed with an entity": (
            {
                "feeds/go.atom.xml": (
                    '<?xml version="1.0"?>\n<!DOCTYPE feed [<!ENTITY '
                    'a SYSTEM "/etc/passwd">]><feed>&a;</feed>'
                )
            },
            ["feeds/go.atom.xml:2: it has a document type, which may hold entities; escape what is in it"],
        ),
        "data that breaks off": (
            {"resume.json": '{\n"a": '},
            [
                "resume.json:2: this is no JSON: Expecting value: "
                "line 2 column 6 (char 7); write it with json.dumps"
            ],
        ),
    },
    "structured_data_is_readable": {
        "it breaks off": (
            data('{"@context": "https://schema.org'),
            [
                "index.html:3: its structured data is no JSON: Unterminated string "
                "starting at: line 1 column 14 (char 13); write it with Jinja's tojson"
            ],
        ),
        "it is of nothing": (
            data('{"@type": "Person"}'),
            [
                "index.html:3: its structured data does not say that it is of "
                'schema.org; begin it with "@context": "https://schema.org"'
            ],
        ),
    },
}
FINE = {
    "an old address": {"old.html": OLD},
    "a page that asks not to be indexed": {"x.html": page("x.html", "<p>Text.</p>", NOINDEX)},
    "the search page": {"search.html": page("search.html")},
    "days and points of time": {
        "sitemap.xml": sitemap(*LISTED, more="<lastmod>2024-02-01T10:00:00Z</lastmod>")
    },
    "structured data": data('{"@context": "https://schema.org", "@type": "Person"}'),
    "where it was built from": {"build.json": '{"commit": "0123"}'},
    "another file of data": {"resume.json": '{"name": "Ann"}', "feeds/all.json": json_feed()},
}


@each_case(BAD)
def test_a_fault_is_named(tmp_path, name, case):
    assert found(tmp_path, name, case) == (case[-1], case[-1])


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_what_is_in_order_is_fine(tmp_path, files):
    assert problems(tmp_path, files) == []


def test_without_a_home_page_the_rest_is_still_read(tmp_path):
    assert f"index.html:1: {MISSING}" in problems(tmp_path, {"index.html": None})
