"""Code in a real browser: every token can be read, and what is copied is what one would run."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

CLIPBOARD = ["clipboard-read", "clipboard-write"]

SAMPLES = {
    "go": '// Add adds.\nfunc Add(a, b int) (int, error) {\n\treturn a + 0x2, errors.New("no\\n") // 1.5\n}',
    "python": '@cache\nclass A(B):\n    """Doc."""\n    def f(self, x: int = 1):\n        return f"{x}"',
    "bash": '#!/bin/sh\n# comment\nfor f in "$@"; do echo "${f%.go}" | sed \'s/a/b/\' && exit 1; done',
    "yaml": "# c\na: &x 1\nb: [true, null, 'x']\nc: *x\n",
    "json": '{"a": [1, 2.5, true, null], "b": "x\\n"}',
    "sql": "SELECT count(*) AS n FROM t WHERE a = 'x' AND b > 1.5; -- c",
    "diff": "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-old\n+new\n same",
    "console": "$ go test ./... \\\n    -run 'A'\nok\n# apt install x\n",
    "pycon": ">>> 1 + 1\n2\n>>> f()\nTraceback (most recent call last):\n  ...\nNameError: f\n",
    "c": "#include <stdio.h>\n/* c */\nint main(void) { printf(\"%d\\n\", 'a'); return 0; }",
    "rust": '#[derive(Debug)]\nfn main() { let x: &\'static str = "a"; println!("{}", x); }',
    "javascript": "const f = async (x) => `a${x}` ?? /re/g; // c\nclass A extends B {}",
    "html": '<!DOCTYPE html>\n<!-- c -->\n<a href="x" class=y>&amp;</a>',
    "css": "@media print { a:hover, #b { color: #fff; margin: 1.5em !important; } }",
    "toml": "# c\n[a.b]\nx = 1979-05-27T07:32:00Z\ny = ['z', 1_000]",
    "docker": "FROM golang:1.27 AS build\nRUN go build -o /x ./... # c\nENV A=b",
    "make": "all: main.go ## c\n\t@go build -o $@ $(FLAGS)\n.PHONY: all",
    "ini": "; c\n[s]\na = b",
    "http": "GET /x HTTP/1.1\nHost: example.org\n\n",
    "protobuf": 'syntax = "proto3";\nmessage A { repeated string b = 1; } // c',
}

LEAST_CONTRAST = """() => {
    const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => {
        const part = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        const [red, green, blue] = rgb(colour).map(part);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = element => {
        for (let each = element; each; each = each.parentElement) {
            const colour = getComputedStyle(each).backgroundColor;
            if ((rgb(colour)[3] ?? 1) === 1) return colour;
        }
    };
    const found = [];
    const words = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const element = words.currentNode.parentElement;
        if (!element.closest("pre") || !words.currentNode.data.trim()) continue;
        const [one, other] = [getComputedStyle(element).color, behind(element)].map(light);
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        found.push([contrast, element.className, element.closest("figure").dataset.language]);
    }
    return found.sort((one, other) => one[0] - other[0]);
}"""


def figures(option: str = "") -> str:
    """All samples, with an option that may name their last line."""
    last = {name: code.strip("\n").count("\n") + 1 for name, code in SAMPLES.items()}
    options = {name: option.format(last=number) for name, number in last.items()}
    return "\n\n".join(f"```{name}{options[name]}\n{code}\n```" for name, code in SAMPLES.items())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lines", ["", ' hl_lines="1-{last}"'], ids=["plain", "highlighted"])
def test_every_token_of_code_has_contrast_enough(article_at, scheme, lines):
    contrasts = article_at(figures(lines), scheme=scheme).evaluate(LEAST_CONTRAST)
    assert len(contrasts) > 200
    assert {each[2] for each in contrasts} >= {"go", "diff", "console", "rust"}
    assert [each for each in contrasts if each[0] < 4.5] == []


COPIED = {
    "$ go test ./... \\\n    -run 'A'\nok\n$ echo 1\n1\n": "go test ./... \\\n    -run 'A'\necho 1\n",
    "# apt install x\n": "apt install x\n",
    "just output\n": "just output\n",
    "$ cat <<EOF > f\n> line one\n> EOF\n$ cat f\nline one\n": "cat <<EOF > f\nline one\nEOF\ncat f\n",
    "$ for i in 1 2; do\n>   echo $i\n> done\n1\n2\n": "for i in 1 2; do\n  echo $i\ndone\n",
    "(venv) $ pip list\n(venv) $ ls\n": "pip list\nls\n",
    "$ cat > f <<'EOF'\na\n\nb\nEOF\n$ go\nok\n\nok\n\n$ go\n": "cat > f <<'EOF'\na\n\nb\nEOF\ngo\ngo\n",
    "$ cat <<EOF\n> one\n>\n> two\n> EOF\n": "cat <<EOF\none\n\ntwo\nEOF\n",
    "$ echo $((1<<N))\n2\n$ cat <<< N\nN\n": "echo $((1<<N))\ncat <<< N\n",
    "$ diff a b\n< x\n> y\n": "diff a b\n",
}


def test_a_console_block_is_copied_without_prompt_and_output(article_at):
    page = article_at("\n\n".join(f"```console\n{each}```" for each in COPIED), permissions=CLIPBOARD)
    buttons = page.locator("figure.code button")
    for number, copied in enumerate(COPIED.values()):
        assert buttons.nth(number).get_attribute("aria-live") == "polite"
        buttons.nth(number).press("Enter")
        expect(buttons.nth(number)).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == copied


@pytest.mark.parametrize("language", ["pycon", "python"])
def test_python_is_copied_without_its_prompts(article_at, language):
    page = article_at(
        f"```{language}\n>>> def f():\n...     return 1\n>>> f()\n1\n```", permissions=CLIPBOARD
    )
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "def f():\n    return 1\nf()\n"


def test_a_session_under_the_name_of_its_shell_is_copied_without_its_prompt(article_at):
    page = article_at("```bash\n$ go version\ngo1.27\n```", permissions=CLIPBOARD)
    page.get_by_role("button", name="Copy").press("Enter")
    expect(page.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "go version\n"


def test_a_long_line_scrolls_by_keyboard_in_its_own_box(article_at):
    page = article_at(f"```go\n{'x := ' * 100}\n```", 360)
    page.locator("pre").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert page.locator("pre").evaluate("each => each.scrollLeft") > 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_contrast_of_pale_code_would_be_found(article_at):
    page = article_at("```go\nx := 1\n```")
    page.locator("pre span").first.evaluate("each => each.style.color = '#bbb'")
    assert page.evaluate(LEAST_CONTRAST)[0][0] < 2


@pytest.mark.parametrize("fence", ["```make\n{}\n```", "- a\n\n    ```make\n    {}\n    ```", "```\n{}\n```"])
def test_a_tab_is_copied_as_a_tab(article_at, fence):
    lines = ["all:", "\techo hi"]
    indent = "    " if fence.startswith("-") else ""
    page = article_at(fence.format(f"\n{indent}".join(lines)), permissions=CLIPBOARD)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "all:\n\techo hi\n"


@pytest.mark.parametrize("lines", ["", ' hl_lines="1"'])
def test_a_long_line_is_printed_within_the_paper(article_at, lines):
    page = article_at(f"```go{lines}\n{'x := 1; ' * 40}\n```", 900)
    page.emulate_media(media="print")
    sizes = "[...document.querySelectorAll('pre, .hll')].map(each => each.getBoundingClientRect().right)"
    assert max(page.evaluate(sizes)) < 901
    assert page.locator("pre").evaluate("each => each.scrollWidth <= each.clientWidth")
