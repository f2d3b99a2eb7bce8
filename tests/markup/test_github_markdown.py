"""GitHub's Markdown: alerts, tasks, struck text, bare addresses and emoji."""

import re

import pytest

from tests.markup import reported, shown

LINK = '<a class="address" href="https://a.org/x">https://a.org/x</a>'
TO_DO, DONE = (
    f'<span class="task" role="img" aria-label="{word}">{sign}</span>'
    for word, sign in (("To do", "☐"), ("Done", "☑\ufe0e"))
)
ITEM = '<li class="task-list-item">'
BOX = '<div class="admonition {0}">\n<p class="admonition-title">{1}</p>\n<p>x</p>\n</div>'
HTML = {
    "an alert": ("> [!NOTE]\n> x", BOX.format("note", "Note")),
    "an alert in small letters": ("> [!caution]\n> x", BOX.format("caution", "Caution")),
    "an alert with a title": ("> [!TIP] A `b`\n> x", BOX.format("tip", "A <code>b</code>")),
    "an alert in a list": ("- a\n\n    > [!TIP]\n    > x", BOX.format("tip", "Tip")),
    "an alert in a quotation": ("> a\n>\n> > [!WARNING]\n> > x", BOX.format("warning", "Warning")),
    "an alert of a formatter": ("> \\[!NOTE]\n> x", BOX.format("note", "Note")),
    "an alert with a line break": ("> [!NOTE]\\\n> x", BOX.format("note", "Note")),
    "an alert that opens": ("> [!NOTE]- A\n> x", '<details class="note">\n<summary>A</summary>'),
    "tasks": (
        "- [ ] a\n- [x] b",
        f'<li class="task-list-item">{TO_DO} a</li>\n<li class="task-list-item">{DONE} b',
    ),
    "numbered tasks": ("1. [X] a", f'<ol class="task-list">\n{ITEM}{DONE} a'),
    "tasks of paragraphs": ("- [ ] a\n\n- [x] b", f"<p>{TO_DO} a</p>"),
    "no task": ("- [a](/x) [ ]", "<ul>\n<li>"),
    "details": (
        "<details>\n<summary>A *b*</summary>\n\n*c*\n\n- d\n\n</details>",
        "<details>\n<summary>A *b*</summary>\n<p><em>c</em></p>\n<ul>\n<li>d</li>\n</ul>\n</details>",
    ),
    "details with code": ("<details open>\n\n```\n*a*\n```\n\n</details>", "<code>*a*\n</code>"),
    "a division": (
        '<div class="b">\n\n**c**\n\n</div>',
        '<div class="b">\n<p><strong>c</strong></p>\n</div>',
    ),
    "raw HTML": ("<details>\n*a*\n</details>\n\n<div>\n\n<p>*b*</p>\n\n</div>", "<details>\n*a*\n</details>"),
    "raw HTML with empty lines": ("<div>\n\n<p>*b*</p>\n\n</div>", "<div>\n\n<p>*b*</p>\n\n</div>"),
    "indented HTML": ("<details>\n\n    <p>*a*</p>\n\n</details>", "    <p>*a*</p>\n"),
    "a list nested by two spaces": ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>"),
    "a list nested by three spaces": ("1. a\n   - b\n2. c", "<ol>\n<li>a<ul>\n<li>b</li>"),
    "a list nested by four spaces": ("- a\n    - b\n        - c", "<li>b<ul>\n<li>c</li>"),
    "a paragraph in an item": ("- a\n\n  b\n- c", "<li>\n<p>a</p>\n<p>b</p>\n</li>"),
    "a list below a text": ("a\n- b\n- c", "<p>a</p>\n<ul>\n<li>b</li>"),
    "an item below a colon": ("a:\n1. b", "<p>a:</p>\n<ol>\n<li>b</li>"),
    "a dash that begins a line": ("a\n- b\nc", "<p>a\n- b\nc</p>"),
    "a year that begins a line": ("in\n1968. And", "<p>in\n1968. And</p>"),
    "struck text": ("a ~~b c~~ d", "a <del>b c</del> d"),
    "tildes": ("~/.config ~ ~/.ssh ~a~", "<p>~/.config ~ ~/.ssh ~a~</p>"),
    "an address": ("https://a.org/x", LINK),
    "an address in a sentence": (
        "See (https://a.org/x), https://a.org/x.",
        f"See ({LINK}), {LINK}.",
    ),
    "an address with brackets": (
        "(https://a.org/b_(c))",
        '(<a class="address" href="https://a.org/b_(c)">https://a.org/b_(c)</a>)',
    ),
    "an address without a scheme": ("www.a.org!", '<a href="http://www.a.org">www.a.org</a>!'),
    "an address of this site": (
        "https://nadia.example/n0.html",
        '<a href="/n0.html">https://nadia.example/n0.html</a>',
    ),
    "an address in code": ("`https://a.org/x`", "<code>https://a.org/x</code>"),
    "an address in a link": ("[https://a.org/x](https://a.org/x)", f"<p>{LINK}</p>"),
    "an address in a raw link": (f"{LINK} b", f"<p>{LINK} b</p>"),
    "addresses that are examples": (
        "http://host:port/ http://10.0.0.1/",
        "<p>http://host:port/ http://10.0.0.1/</p>",
    ),
    "a login": ("git@github.com:a/b.git, root@a.org", "<p>git@github.com:a/b.git, root@a.org</p>"),
    "emoji": (":tada: :+1:, (:key:)", "<p>🎉 👍, (🔑)</p>"),
    "no emoji": (
        "12:30:45 std::map: a:key:b `:key:`",
        "<p>12:30:45 std::map: a:key:b <code>:key:",
    ),
}


def test_markup_of_github_becomes_html(tmp_path):
    html = shown(tmp_path, {name: (".md", text) for name, (text, _) in HTML.items()})
    assert {name: html[name] for name, (_, part) in HTML.items() if part not in html[name]} == {}


def test_a_page_has_no_control_that_nobody_can_use(html_of):
    assert "<input" not in html_of("- [ ] a\n- [x] b\n    - [x] c")


@pytest.mark.parametrize("field", ["Lang: ru\n", ""])
def test_alerts_and_tasks_speak_the_language_of_the_article(tmp_path, build_site, field):
    text = f"Title: A\nDate: 2020-01-02\nSlug: a\n{field}\n> [!NOTE]\n> x\n\n- [x] y\n"
    site = build_site({"articles/a.md": text}, DEFAULT_LANG="en" if field else "ru")
    page = (site / "a.html").read_text("utf-8")
    assert ">Примечание</p>" in page
    assert 'aria-label="Сделано"' in page


def test_feeds_have_the_signs_of_tasks_and_the_boxes_of_alerts(build_site):
    site = build_site({"articles/a.md": "Title: A\nDate: 2020-01-02\n\n> [!NOTE]\n> x\n\n- [x] y\n"})
    feed = (site / "feeds/all.atom.xml").read_text("utf-8")
    assert "☑" in feed
    assert re.search("admonition note", feed)


WRONG = {
    "an unknown alert": ("x\n\n> [!FOO]\n> y", "6: [!FOO] is not an alert"),
    "an unknown alert in a list": ("- > [!NOET] z", "4: [!NOET] is not an alert"),
    "an alert in the text": ("[!NOTE] x", "4: [!NOTE] has no effect here"),
}


def test_bad_alerts_are_reported_with_their_line(tmp_path):
    found = reported(tmp_path, {name: (".md", text) for name, (text, _) in WRONG.items()})
    assert {name: [each.split(";")[0] for each in problems] for name, problems in found.items()} == {
        name: [what] for name, (_, what) in WRONG.items()
    }
