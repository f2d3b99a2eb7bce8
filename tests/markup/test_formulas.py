"""Mathematics: the same MathML from both markups; prices and variables of the shell stay as they are."""

import pytest

from tests.markup import reported, shown
from vouch.markup.formulas import BadFormula, mathml

X = '<math alttext="x"><mi>x</mi></math>'
APART = '<span class="formula" tabindex="0"><math alttext="x" display="block"><mi>x</mi></math></span>'
ALIGNED = "\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}"
HTML = {
    "a formula": (".md", "a $x$ b", f"<p>a {X} b</p>"),
    "a formula alone": (".md", "$x$", f"<p>{X}</p>"),
    "a formula in ticks": (".md", "a $`x`$ b", f"<p>a {X} b</p>"),
    "a formula before letters": (".md", "the $x$th ($x$-axis), *$x$*", f"the {X}th ({X}-axis), <em>{X}</em>"),
    "a formula in round brackets": (".md", r"a \(x\) b", f"<p>a {X} b</p>"),
    "a formula with signs of Markdown": (".md", "$a*b*c$", "<mi>a</mi><mo>*</mo><mi>b</mi><mo>*</mo>"),
    "a formula with an angle": (
        ".md",
        "$a<b$ and $c>d$",
        "<mi>a</mi><mo>&lt;</mo><mi>b</mi></math> and <math ",
    ),
    "a formula in a heading": (".md", "## A $x$", f'<h2 id="a-x"><a href="#a-x">A {X}</a></h2>'),
    "a formula in a table": (".md", "|a|\n|-|\n|$x$|", f"<td>{X}</td>"),
    "a role": (".rst", "a :math:`x` b", f"<p>a {X} b</p>"),
    "a display": (".md", "$$x$$", f"<p>{APART}</p>"),
    "a display of several lines": (".md", "$$\nx\n\n> y\n$$", "<mi>x</mi><mo>&gt;</mo><mi>y</mi>"),
    "a display in a paragraph": (".md", "a\n$$x$$\nb", f"<p>a\n{APART}\nb</p>"),
    "a display in a list": (".md", "- a\n\n    $$x$$", f"<p>{APART}</p>"),
    "a display in square brackets": (".md", "\\[\nx^2\n\\]", '<math alttext="x^2" display="block"><msup>'),
    "a display in an environment": (
        ".md",
        "\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}",
        'class="ams-align"',
    ),
    "a fence": (".md", "```math\nx\n```", f"<p>{APART}</p>"),
    "a directive": (".rst", ".. math:: x", f"<p>{APART}</p>"),
    "a function": (".md", r"$n\log n$", "<mtext>\u2009</mtext><mi>log</mi><mtext>\u2009</mtext>"),
}


def test_formulas_become_mathml(tmp_path):
    html = shown(tmp_path, {name: (suffix, text) for name, (suffix, text, _) in HTML.items()})
    assert {name: html[name] for name, (*_, part) in HTML.items() if part not in html[name]} == {}


PROSE = """
costs $5 and $10
$5-$10
$5, but 10$ there
US$ 20 or 20 US$
$HOME/bin:$PATH
$HOME and $PATH
$A/$B
$a,$b
PID $$ and $$ again
^a$ or ^b$
$PATH, 20 US$
$(a) and $(b)
$ x $
$Revision$
""".strip().split("\n")


@pytest.mark.parametrize("text", PROSE)
def test_dollars_of_prose_stay(html_of, text):
    assert html_of(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("text", ["`$x$`", "    $$x$$", "```\n$x$\n```", r"\$x$", r"\(see there\) \[1\]"])
def test_code_and_escaped_signs_are_not_formulas(html_of, text):
    assert "<math" not in html_of(text)


WRONG = {
    "a formula": (".md", "a\nb $\\foo$", 5, r'Unknown LaTeX command "\foo"'),
    "a display": (".md", "a\n\n$$\n\\foo\n$$", 7, r'Unknown LaTeX command "\foo"'),
    "a fence": (".md", "```math\n\\foo\n```", 5, r'Unknown LaTeX command "\foo"'),
    "half a formula": (".md", "$a & b_$", 4, "it is not complete"),
    "a role": (".rst", "a\nb :math:`\\foo`", 7, r'Unknown LaTeX command "\foo"'),
    "a directive": (".rst", "a\n\n.. math::\n\n   &", 8, "it is not complete"),
}


def test_bad_formulas_are_reported_with_their_line(tmp_path):
    found = reported(tmp_path, {name: (suffix, text) for name, (suffix, text, *_) in WRONG.items()})
    assert {name: [each.split(";")[0] for each in problems] for name, problems in found.items()} == {
        name: [f"{line}: this formula cannot be read: {why}"] for name, (*_, line, why) in WRONG.items()
    }


def test_a_bad_formula_of_a_summary_is_reported(problems_of):
    found = problems_of({"a.md": "Title: A\nDate: 2020-01-02\nSummary: $\\foo$\n\nText.\n"})
    assert [each.split(":")[1] for each in found] == ["3"]


def test_words_of_a_formula_are_kept_in_summaries_of_feeds(build_site):
    site = build_site({"articles/a.md": "Title: A\nDate: 2020-01-02\nSummary: In $O(n \\log n)$.\n\nText.\n"})
    assert "In O(n log n)." in (site / "feeds/all.atom.xml").read_text("utf-8")


@pytest.mark.parametrize("tex", ["{" * 5000, "&", r"\end{cases}", r"\sqrt ^", r"\frac 1 \, ' _ \limits"])
def test_what_the_converter_stumbles_over_is_a_bad_formula(tex):
    with pytest.raises(BadFormula):
        mathml(tex)


def test_a_long_formula_in_a_line_scrolls_in_a_box_of_its_own(html_of):
    terms = " + ".join(f"a_{{{n}}}" for n in range(9))
    assert '<span class="long-formula" tabindex="0"><math ' in html_of(f"x ${terms}$ y")
    assert "<span" not in html_of("x $a + b$ y")


@pytest.mark.parametrize("tex", ["x", " + ".join("abcdefghijk")])
def test_no_line_begins_with_the_mark_behind_a_formula(html_of, tex):
    kept, rest = html_of(f"x ${tex}$, y ${tex}$ z").split('<span class="with-mark">')[1].split(",</span>")
    assert kept.count("<math ") == kept.count("</math>") == 1
    assert "<math " in rest
