"""Old problems that endanger nobody wait in content/accepted.txt; new ones, and all others, stop a build."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.markup import ARTICLE, HEAD
from vouch.sources.accepted import HEAD as FIRST_LINE, Accepted
from vouch.sources.files import replace_file
from vouch.sources.problem_log import BrokenSite
from vouch.sources.problems import SourceError

MARKDOWN, RST = HEAD[".md"].format("Old"), HEAD[".rst"].format("Old")
PICTURE = {"images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}
FRAME = "articles/a.md: a frame of a.org is forbidden by the page's Content-Security-Policy"
NO_ALT = "/images/a.svg has no alternative text"
OLD = {"articles/a.md": f'{MARKDOWN}<iframe src="//a.org/b">c</iframe>\n'}


def listed(*lines: str) -> dict[str, str]:
    return {"accepted.txt": "\n".join((FIRST_LINE, *lines, ""))}


def article(site: Path, name: str = "old") -> str:
    return ARTICLE.search((site / f"{name}.html").read_text("utf-8"))[1]


@pytest.fixture
def problems_of(build_site: Callable[..., Path]) -> Callable[..., list[str]]:
    """The problems of a site of these files, their paths as from content/."""

    def broken(files: dict[str, str]) -> list[str]:
        with pytest.raises(BrokenSite) as stopped:
            build_site(files)
        return [re.sub(r"\S*content/", "", each) for each in stopped.value.problems]

    return broken


def test_what_is_listed_does_not_stop_a_build(build_site):
    site = build_site({**OLD, **listed(FRAME)}, public=True)
    assert article(site) == '<a class="address" href="https://a.org/b">https://a.org/b</a>'
    assert not (site / "accepted.txt").exists()


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("articles/a.md", f"{MARKDOWN}![](/images/a.svg)\n\nWords.\n\n![](/images/a.svg)\n", 8),
        ("articles/a.rst", f"{RST}.. image:: /images/a.svg\n\nWords.\n\n.. image:: /images/a.svg\n", 10),
    ],
)
def test_the_second_of_two_is_new_if_one_is_listed(build_site, problems_of, file, text, line):
    files, old = {file: text, **PICTURE}, f"{file}: {NO_ALT}"
    assert problems_of({**files, **listed(old)}) == [f"{file}:{line}: {NO_ALT}; describe what it shows"]
    assert article(build_site({**files, **listed(old, old)})).count('alt=""') == 2


def test_a_draft_a_lost_file_or_a_bad_link_cannot_be_accepted(problems_of):
    files = {
        "articles/a.md": f"{MARKDOWN}[b](none.md), ![c](/images/c.png)\n",
        "articles/b.md": "Title: B\nDate: 2020-01-02\nStatus: drfat\n\nText.\n",
    }
    found = problems_of(files)
    wanted = [re.sub(r"^(\S+):\d+: (.*);.*$", r"\1: \2", each) for each in found]
    assert len(wanted) == 3
    again = problems_of({**files, **listed(*wanted)})
    assert [each for each in again if not each.startswith("accepted.txt")] == found
    assert [each.split(";")[0] for each in again if each not in found] == [
        f"accepted.txt:{line}: this problem cannot be accepted" for line in (2, 3, 4)
    ]


def test_a_line_that_is_not_of_the_list_is_reported(problems_of):
    assert problems_of({**OLD, **listed(FRAME, "<<<<<<< HEAD")}) == [
        "accepted.txt:3: '<<<<<<< HEAD' is not a problem of a source; remove this line"
    ]


def test_a_line_of_a_file_that_is_gone_has_no_effect(build_site, problems_of):
    build_site({**OLD, **listed(FRAME, FRAME.replace("a.md", "gone.md"))})
    assert len(problems_of({"articles/b.md": OLD["articles/a.md"].replace("Old", "B")})) == 1


def test_all_that_a_source_has_wrong_is_reported_but_what_is_accepted(problems_of):
    text = f'{MARKDOWN}<iframe src="//a.org/b"></iframe>\n\n<p style="a: b">c</p>\n\n<b>\n'
    assert [each.split(";")[0] for each in problems_of({"articles/a.md": text, **listed(FRAME)})] == [
        "articles/a.md:6: `style=` is forbidden by the page's Content-Security-Policy",
        "articles/a.md:8: <b> has no end",
    ]


RAW = f"""{RST}.. raw:: html

   <!-- hidden --><p>a <script>b()</script></p>
"""
DISABLED = 'articles/a.rst: "raw" directive disabled'
SCRIPT = "articles/a.rst: <script> is forbidden by the page's Content-Security-Policy"


def test_raw_html_of_restructuredtext_is_checked_like_that_of_markdown(build_site, problems_of):
    files = {"articles/a.rst": RAW, **listed(DISABLED)}
    assert [each.split(";")[0] for each in problems_of(files)] == [SCRIPT.replace(": ", ":8: ", 1)]
    assert article(build_site({**files, **listed(DISABLED, SCRIPT)})) == "<p>a </p>"
    unclosed = {**files, "articles/a.rst": RAW.replace("</p>", "<b></p>"), **listed(DISABLED, SCRIPT)}
    assert problems_of(unclosed) == ["articles/a.rst:8: <b> has no end; close it with </b>"]


MISTAKES = {
    "A vector<int>, b</b> and <i>c.\n": (
        *("<int> is not an element of HTML", "</b> closes nothing", "<i> has no end"),
        "<p>A vector&lt;int&gt;, b and c.</p>",
    ),
    "[a][b] c[^d]\n\n[^e]: f\n": (
        *("no link is defined as [b]", "there is no footnote [^d]"),
        *("nothing in the text refers to the footnote [^e]", "[a][b] c[^d]"),
    ),
    "[a]\n\n[a]: /a.html\n[a]: /a.html\n": (
        "the link [a] is defined twice, first on line 6",
        '<a href="/a.html">a</a>',
    ),
    "```python hl_lines=9\nx\n```\n": (
        "the option hl_lines of this code is not valid: line 9 is beyond the last line of this code, 1",
        "<code>x\n</code>",
    ),
}
MISTAKES_OF_RST = {
    "a_ |b| *c :d:`e`\n": (
        *('Undefined substitution referenced: "b"', 'Unknown target name: "a"'),
        *("Inline emphasis start-string without end-string", 'Unknown interpreted text role "d"'),
        "<p>a_ |b| *c :d:`e`</p>",
    ),
    ".. youtube:: abc\n": ('Unknown directive type "youtube"', ".. youtube:: abc"),
    "Short\n==\n": (
        "Possible title underline, too short for the title. "
        "Treating it as ordinary text because it's so short",
        "<p>Short\n==</p>",
    ),
    "a\n   b\nc\n": (
        "Definition list ends without a blank line; unexpected unindent",
        "<dt>a</dt>\n<dd><p>b</p>\n</dd>\n</dl>\n<p>c</p>",
    ),
}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        *(("a.md", MARKDOWN + text, expected) for text, expected in MISTAKES.items()),
        *(("a.rst", RST + text, expected) for text, expected in MISTAKES_OF_RST.items()),
    ],
)
def test_mistakes_that_show_the_text_as_it_is_written_may_be_accepted(build_site, name, text, expected):
    *problems, shown = expected
    list_of = listed(*(f"articles/{name}: {each}" for each in problems))
    assert shown in article(build_site({f"articles/{name}": text, **list_of}))


def test_a_comment_that_swallows_the_text_cannot_be_accepted(problems_of):
    what = "articles/a.md: this comment has no end"
    found = problems_of({"articles/a.md": f"{MARKDOWN}A <!-- b\n", **listed(what)})
    assert [each.split(";")[0] for each in found] == [
        "accepted.txt:2: this problem cannot be accepted",
        what.replace(": ", ":4: ", 1),
    ]


def test_a_field_that_is_written_as_a_directive_cannot_be_accepted(problems_of):
    unknown = 'articles/a.rst: Unknown directive type "status"'
    found = problems_of({"articles/a.rst": f"{RST}.. status:: draft\n", **listed(unknown)})
    assert found == [
        "articles/a.rst:6: `.. status:: draft` is not a field, so it would be ignored; write `:status: draft`"
    ]


def test_two_names_with_one_page_may_be_accepted(build_site, problems_of, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {"a": "C", "b": "C*"}
    files = {
        f"articles/{name}.md": f"Title: {name}\nDate: 2020-01-02\nTags: {tag}\n\nText.\n"
        for name, tag in names.items()
    }
    assert len(problems_of(files)) == 1
    assert build_site(
        {**files, **listed("articles/b.md: 'C*' and 'C' in content/articles/a.md have one page, /tag/c.html")}
    )


def test_a_list_is_neither_read_nor_written_through_a_link_out_of_content(tmp_path):
    outside, content = tmp_path / "outside.txt", tmp_path / "content"
    outside.write_text("a: b\n", "utf-8")
    content.mkdir()
    (content / "accepted.txt").symlink_to(outside)
    with pytest.raises(SourceError, match="1: this link points outside content/"):
        Accepted(content)
    replace_file(content / "accepted.txt", "c")
    assert outside.read_text("utf-8") == "a: b\n"
    assert [each.name for each in content.iterdir()] == ["accepted.txt"]
