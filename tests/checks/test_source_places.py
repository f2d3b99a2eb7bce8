"""What an author got wrong is reported once, at the source and its line, however often it is in the site."""

from tests.checks import page, problems
from vouch.checks import check

MD = "Title: {}\nDate: 2024-01-02\n\n{}\n"
LEADS_NOWHERE, NO_ANCHOR = (
    "leads nowhere; correct the link",
    "has an anchor that the page lacks; correct the link",
)

OF_TESTS = "/tmp/pytest-of-"

WRONG = {  # the text of an article, and its problem, whose line counts from the text
    "a link": ("x\n\n[b](/none.html)", f"3: /none.html {LEADS_NOWHERE}"),
    "a link by the whole address": (
        "x\n[b](https://nadia.example/none.html)",
        f"2: /none.html {LEADS_NOWHERE}",
    ),
    "a link in HTML": ('x\n<p>\n<a href="none.html">b</a></p>', f"3: none.html {LEADS_NOWHERE}"),
    "an anchor of the page": ("[b](#none)", f"1: #none {NO_ANCHOR}"),
    "an anchor of another": ("x\n[b]({filename}n0.md#none)", f"2: /n0.html#none {NO_ANCHOR}"),
    "a local address": (
        "x\n[b](http://localhost:8000/a)",
        "2: http://localhost:8000/a works only on your machine; use a public address",
    ),
    "paths": (
        f"x\n\nIn {OF_TESTS}a/\nand {OF_TESTS}b/ and {OF_TESTS}c",
        f"3: {OF_TESTS} is a path on your machine; write only the name, or ~/",
    ),
    "a password": (
        "x\n\nit was password=Ab3kd9Xz0q",
        "3: a password or key, Ab3k…; revoke it, and write an example",
    ),
}


def test_what_an_author_got_wrong_is_one_line_at_the_source(build_site, tmp_path):
    texts = {f"articles/n{n}.md": MD.format(f"n{n}", text) for n, (text, _) in enumerate(WRONG.values())}
    site = build_site({"pages/about.md": "Title: About\n\nText.\n", **texts}, public=True, whole=True)
    found = sorted(map(str, check(site, tmp_path)))
    lines = [each.split(": ", 1) for _, each in WRONG.values()]
    assert found == [
        f"content/articles/n{n}.md:{int(line) + 3}: {what}" for n, (line, what) in enumerate(lines)
    ]


def test_what_no_source_has_is_reported_where_it_is(tmp_path):
    found = problems(tmp_path, {"a.html": page("a.html", '<a href="/none.html">x</a>')})
    assert found == [f"a.html:5: /none.html {LEADS_NOWHERE}"]


def test_a_problem_of_a_draft_or_of_another_page_is_not_taken_for_the_cause(tmp_path):
    sources = {
        "content/articles/h.md": MD.format("B", "[x](https://go.dev/pkg/none.html)"),
        "content/articles/plan.md": "Title: P\nStatus: draft\n\n[x](/none.html)\n",
    }
    found = problems(tmp_path, {"a.html": page("a.html", '<a href="/none.html">x</a>')}, sources)
    assert found == [f"a.html:5: /none.html {LEADS_NOWHERE}"]
