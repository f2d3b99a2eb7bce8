"""Code looks the same from every markup, and shows what its author marked."""

import pytest

from tests.markup import HEAD, reported, shown
from vouch.markup.code import NoSuchSection, figure, line_numbers, section, split_first_line
from vouch.sources.problem_log import notices

GO = "package main\n\n// --8<-- [start:part]\nfunc main() {}\n// --8<-- [end:part]\n"
LITERALINCLUDE = "name a file below content/code and a section of it"


GO_CODE = (
    '<figure class="code" data-language="go"><figcaption>Go</figcaption><pre tabindex="0"><code>'
    '<span class="kd">func</span> main() {}\n</code></pre></figure>'
)
PLAIN = (
    '<figure class="code" data-language="text"><figcaption></figcaption><pre tabindex="0"><code>'
    "a &lt; b\n</code></pre></figure>"
)
UNKNOWN = PLAIN.replace('"text"', '"nosuchlanguage"').replace("<figcaption>", "<figcaption>nosuchlanguage")
MARKED = (
    '<figure class="code" data-language="text"><figcaption></figcaption><pre tabindex="0"><code>'
    '<span class="hll">a\n</span>b\n'
    '<span class="hll">c\n</span><span class="hll">d\n</span></code></pre></figure>'
)

WAYS = {
    "a fence": (".md", "```go\nfunc main() {}\n```", GO_CODE),
    "a fence with attributes": (".md", "~~~ {.go}\nfunc main() {}\n~~~", GO_CODE),
    "a fence with line numbers": (".md", '```{.go linenums="1"}\nfunc main() {}\n```', GO_CODE),
    "an indented block": (".md", "    :::go\n    func main() {}", GO_CODE),
    "an indented block with a shebang": (".md", "    #!go\n    func main() {}", GO_CODE),
    "Sphinx's directive": (".rst", ".. code-block:: go\n\n   func main() {}", GO_CODE),
    "Pelican's directive": (
        ".rst",
        ".. sourcecode:: go\n   :linenos: table\n   :linenostart: 3\n\n   func main() {}",
        GO_CODE,
    ),
    "docutils' directive": (
        ".rst",
        ".. code:: go\n   :number-lines: 1\n   :class: wide\n\n   func main() {}",
        GO_CODE,
    ),
    "a fence of no language": (".md", "```\na < b\n```", PLAIN),
    "a fence of an unknown language": (".md", "```nosuchlanguage\na < b\n```", UNKNOWN),
    "a fence of a file's ending": (".md", "```txt\na < b\n```", PLAIN),
    "a fence of a name for plain text": (".md", "```plaintext\na < b\n```", PLAIN),
    "a fence with the head of another blog": (".md", "```go:main.go\na < b\n```", PLAIN),
    "an indented block of no language": (".md", "    a < b", PLAIN),
    "a directive of no language": (".rst", ".. code::\n\n   a < b", PLAIN),
    "a directive of an unknown language": (".rst", ".. code-block:: nosuchlanguage\n\n   a < b", UNKNOWN),
    "a literal block": (".rst", "::\n\n   a < b", PLAIN),
    "marks of a fence": (".md", '```text hl_lines="1 3-4"\na\nb\nc\nd\n```', MARKED),
    "marks of an indented block": (
        ".md",
        "    :::text hl_lines='1 3-4'\n    a\n    b\n    c\n    d",
        MARKED,
    ),
    "marks as Sphinx has them": (
        ".rst",
        ".. code-block:: text\n   :emphasize-lines: 1,3-4\n\n   a\n   b\n   c\n   d",
        MARKED,
    ),
    "marks as Pelican has them": (
        ".rst",
        ".. code-block:: text\n   :hl_lines: 1 3 4\n\n   a\n   b\n   c\n   d",
        MARKED,
    ),
}


def test_every_way_to_write_code_gives_the_same_figure(tmp_path):
    html = shown(tmp_path, {name: (suffix, text) for name, (suffix, text, _) in WAYS.items()})
    assert html == {name: figure for name, (*_, figure) in WAYS.items()}


MISSPELT = {
    "a fence": (".md", "```golnag\nx\n```", 4, "golnag", "golang"),
    "an indented block": (".md", "x\n\n    :::ymal\n    x", 6, "ymal", "yaml"),
    "a directive": (".rst", ".. code-block:: pyhton\n\n   x", 6, "pyhton", "python"),
}


def test_a_misspelt_language_is_reported_with_its_line(tmp_path):
    found = reported(tmp_path, {name: (suffix, text) for name, (suffix, text, *_) in MISSPELT.items()})
    assert found == {
        name: [
            f"{line}: there is no language `{written}`; did you mean `{meant}`? "
            "If not, name a language of Pygments, or `text`"
        ]
        for name, (*_, line, written, meant) in MISSPELT.items()
    }


def test_a_language_that_nothing_highlights_is_noted(build_site):
    build_site({"articles/a.md": f"{HEAD['.md'].format('A')}```nosuch\nx\n```\n\n```jsonc\n{{}}\n```\n"})
    (note,) = notices()
    assert note.endswith(
        "/a.md:4: warning: nothing highlights code in `nosuch`; name a language of Pygments, or `text`"
    )


def test_a_title_replaces_the_name_of_the_language():
    assert "<figcaption>a &lt; b.go</figcaption>" in figure("x", "go", "a < b.go")


def test_numbers_of_lines_are_read():
    texts = {"1 3-5": [1, 3, 4, 5], "2,4": [2, 4], "": [], None: []}
    assert {each: line_numbers(each) for each in texts} == texts


@pytest.mark.parametrize("text", ["a", "1-b", "-2", "1-", "0", "5-2", "1-999999999", "10001"])
def test_bad_numbers_of_lines_are_refused(text):
    with pytest.raises(ValueError, match=r"invalid literal|is not a line number or range"):
        line_numbers(text)


NAMED = {
    ":::c++\nx\n": ("c++", [], "x\n"),
    "::python\nx\n": ("python", [], "x\n"),
    "#!python\nx\n": ("python", [], "x\n"),
    "#!/bin/sh -e\nx\n": ("sh", [], "#!/bin/sh -e\nx\n"),
    "#!/usr/bin/env python\nx\n": ("python", [], "#!/usr/bin/env python\nx\n"),
    "# comment\nx\n": ("", [], "# comment\nx\n"),
}


def test_the_first_line_can_name_the_language():
    assert {each: split_first_line(each) for each in NAMED} == NAMED


def test_a_section_is_the_text_between_its_markers():
    assert section(GO, "part") == "func main() {}\n"
    assert section(GO, "") == "package main\n\nfunc main() {}\n"
    with pytest.raises(NoSuchSection, match=r"no line '--8<-- \[start:other\]'"):
        section(GO, "other")


INCLUDE = '--8<-- "a/main.go:part"'
LINK = '<a class="file" href="https://github.com/nadia-okonkwo/site/blob/main/content/code/a/main.go">main.go</a>'
ONE_INCLUDE = {
    "a fence": (".md", f"```go\n{INCLUDE}\n```"),
    "a fence with the file's name": (".md", f'```go title="main.go"\n{INCLUDE}\n```'),
    "a fence with a title": (".md", f'```go title="x"\n{INCLUDE}\n```'),
    "a fence of tildes": (".md", f"~~~~ go\n{INCLUDE}\n~~~~"),
    "a fence in a quotation": (".md", f"> ```go\n> {INCLUDE}\n> ```"),
    "a directive": (".rst", ".. literalinclude:: a/main.go\n   :section: part"),
}
MORE = {
    "code above": (".md", f"```go\nx := 1\n{INCLUDE}\n```"),
    "code below": (".md", f"```go\n{INCLUDE}\nx := 1\n```"),
    "another include": (".md", f"```go\n{INCLUDE}\n{INCLUDE}\n```"),
}


def test_code_of_one_file_links_to_it(tmp_path):
    html = shown(tmp_path, {**ONE_INCLUDE, **MORE}, {"code/a/main.go": GO})
    assert [name for name in ONE_INCLUDE if html[name].count('/content/code/a/main.go">') != 1] == []
    assert [name for name in MORE if "blob/main" in html[name]] == []
    for name in ("a fence with the file's name", "a directive"):
        assert f"{LINK}</figcaption>" in html[name]
        assert '<pre tabindex="0"><code><span class="kd">func</span> main() {}' in html[name]


def test_a_link_to_a_file_is_an_address_whatever_its_name(html_of):
    html = html_of('```go\n--8<-- "a b/größe#1%20.go"\n```', **{"code/a b/größe#1%20.go": GO})
    assert '/content/code/a%20b/gr%C3%B6%C3%9Fe%231%2520.go">größe#1%20.go</a>' in html


PROBLEMS = {
    "a file that is not there": (
        ".rst",
        ".. literalinclude:: a/b.go",
        f"6: literalinclude: there is no file content/code/a/b.go; {LITERALINCLUDE}",
    ),
    "a file from outside": (
        ".rst",
        ".. literalinclude:: ../articles/a.rst",
        f"6: literalinclude: there is no file content/code/../articles/a.rst; {LITERALINCLUDE}",
    ),
    "a section that is not there": (
        ".rst",
        ".. literalinclude:: a/main.go\n   :section: x",
        f"6: literalinclude: no line '--8<-- [start:x]' in content/code/a/main.go; {LITERALINCLUDE}",
    ),
    "an option of a directive": (
        ".rst",
        "x\n\n.. code-block:: go\n   :colour: red\n\n   x",
        '8: Error in "code-block" directive: unknown option: "colour"; '
        "remove the option, or correct its name",
    ),
    "a snippet that is not there": (
        ".md",
        '```go\n--8<-- "a/b.go:part"\n```',
        f"5: Snippet at path 'a/b.go' could not be found; {LITERALINCLUDE}",
    ),
    "a snippet's section that is not there": (
        ".md",
        '```go\n--8<-- "a/main.go:x"\n```',
        f"5: Snippet section 'x' could not be located; {LITERALINCLUDE}",
    ),
    "an option of a fence": (
        ".md",
        'x\n\n```go hl_line="3"\nx\n```',
        '6: the option hl_line of this code is not valid; write title="main.go" or hl_lines="1 3-4"',
    ),
    "lines that run backwards": (
        ".rst",
        ".. code-block:: go\n   :emphasize-lines: 5-2\n\n   x",
        '6: Error in "code-block" directive: invalid option value: (option: "emphasize-lines"; '
        "value: '5-2') '5-2' is not a line number or range; write `:emphasize-lines: 1,3-4`, "
        "with no line beyond the last",
    ),
    "lines that are not numbers": (
        ".md",
        '```go hl_lines="a"\nx\n```',
        "4: the option hl_lines of this code is not valid: 'a' is not a line number or range; "
        'write title="main.go" or hl_lines="1 3-4"',
    ),
    "a fence that is left open": (
        ".md",
        "```go\nx\n```\n\n```go\ny",
        "8: this code has no end; close it with the same fence",
    ),
}


def test_bad_code_is_reported_with_its_line(tmp_path):
    texts = {name: (suffix, text) for name, (suffix, text, _) in PROBLEMS.items()}
    assert reported(tmp_path, texts, {"code/a/main.go": GO, "articles/a.rst": ""}) == {
        name: [problem] for name, (*_, problem) in PROBLEMS.items()
    }
