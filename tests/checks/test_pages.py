"""The files of the host, and pages and data that can be read."""

from tests.checks import each_check, json_feed, missed, page, problems, reported

MISSING = "this file is missing; build the site with publishconf.py"

BAD = {
    "required_files": {
        "404.html": ({"404.html": None}, [f"404.html:1: {MISSING}"]),
        "robots.txt": ({"robots.txt": None}, [f"robots.txt:1: {MISSING}"]),
        "no sitemap in robots.txt": (
            {"robots.txt": "User-agent: *\n"},
            [
                "robots.txt:1: it lacks the address of the sitemap, and so of the site; "
                "write `Sitemap:` and the full address"
            ],
        ),
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
            ["index.html:6: not UTF-8; save the file in UTF-8"],
        ),
    },
    "data_is_readable": {
        "a feed that breaks off": (
            {"feeds/go.atom.xml": "<feed>\n<entry>"},
            ["feeds/go.atom.xml:2: this is not XML: no element found; escape what is in it"],
        ),
        "a feed with an entity": (
            {
                "feeds/go.atom.xml": (
                    '<?xml version="1.0"?>\n<!DOCTYPE feed [<!ENTITY '
                    'a SYSTEM "/etc/passwd">]><feed>&a;</feed>'
                )
            },
            ["feeds/go.atom.xml:2: it has a document type, which may declare entities; escape what is in it"],
        ),
        "data that breaks off": (
            {"resume.json": '{\n"a": '},
            ["resume.json:2: this is not JSON: Expecting value: line 2 column 6 (char 7); correct this line"],
        ),
    },
}
FINE = {
    "where it was built from": {"build.json": '{"commit": "0123"}'},
    "another file of data": {"resume.json": '{"name": "Ann"}', "feeds/all.json": json_feed()},
}


@each_check(BAD)
def test_a_fault_is_reported(tmp_path, check, cases):
    assert missed(tmp_path, check, cases) == {}


def test_readable_data_is_accepted(tmp_path):
    assert reported(tmp_path, FINE) == {}


def test_a_missing_home_page_is_reported(tmp_path):
    assert f"index.html:1: {MISSING}" in problems(tmp_path, {"index.html": None})
