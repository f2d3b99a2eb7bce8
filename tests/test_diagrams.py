"""Diagrams written as text are drawings in the page, and what cannot be drawn is told with its line."""

import random
import re
from xml.etree import ElementTree

import pytest

from plugins import diagrams
from plugins.diagrams.drawing import with_defaults
from plugins.diagrams.graphviz import NotDrawn, draw
from tests.browser import serving, shades
from tests.conftest import ROOT
from tests.markup import shown, told
from tests.site.test_in_browser import violations

pytestmark = pytest.mark.slow  # it starts WebAssembly

CSS = (ROOT / "theme/css/site.css").read_text("utf-8")
FIGURE = (
    r'<figure class="diagram" tabindex="0"><img src="/images/n\d+-diagram\.\w{8}\.svg" alt="A" width="62" '
)
FIGURE += r'height="44" decoding="async">'

HTML = {
    "a fence": (".md", '```dot alt="A"\ngraph { a }\n```', FIGURE + "</figure>"),
    "a fence with a title": (
        ".md",
        '```dot alt="A" title="B < *c*"\ngraph { a }\n```',
        FIGURE + r"<figcaption>B &lt; \*c\*</figcaption></figure>",
    ),
    "a fence with a caption": (
        ".md",
        '```graphviz alt="A"\ngraph { a }\n```\n\n/// caption\nB *c*\n///',
        FIGURE + r"\s*<figcaption>\s*<p>B <em>c</em></p>\s*</figcaption>\s*</figure>",
    ),
    "a fence in a quotation": (
        ".md",
        '> ```dot alt="A"\n> graph { a }\n> ```',
        r"<blockquote>\s*" + FIGURE + r"</figure>\s*</blockquote>",
    ),
    "a fence without words": (
        ".md",
        "```dot\ngraph { a }\n```",
        '<figure class="code" data-language="graphviz">',
    ),
    "a directive": (".rst", ".. graphviz::\n   :alt: A\n\n   graph { a }", FIGURE + r"\s*</figure>"),
    "a directive with a caption": (
        ".rst",
        ".. graphviz::\n   :alt: A\n   :caption: B *c*\n\n   graph { a }",
        FIGURE + r"\s*<figcaption>\s*<p>B <em>c</em></p>\s*</figcaption>\s*</figure>",
    ),
    "a graph": (".rst", ".. graph:: name\n   :alt: A\n\n   a", FIGURE),
    "a digraph": (".rst", ".. digraph:: name\n   :alt: A\n\n   a", FIGURE),
}

TOLD = {
    "the second fence": (
        ".md",
        '```dot alt="A"\ngraph {\n  a\n}\n```\n\n> ```dot alt="B"\n> graph {\n>   a -> b\n> }\n> ```',
        "12: this diagram cannot be drawn: syntax error near '->'; correct it, or make it smaller",
    ),
    "a fence": (
        ".md",
        'a\n\n```dot alt="A"\ngraph {\n  a\n  -> b\n}\n```',
        "9: this diagram cannot be drawn: syntax error near '->'; correct it, or make it smaller",
    ),
    "a directive": (
        ".rst",
        "a\n\n.. graphviz::\n   :alt: A\n\n   graph {\n     a -> b\n   }",
        "12: this diagram cannot be drawn: syntax error near '->'; correct it, or make it smaller",
    ),
    "a graph": (
        ".rst",
        ".. graph::\n   :alt: A\n\n   a\n   b -> c",
        "10: this diagram cannot be drawn: syntax error near '->'; correct it, or make it smaller",
    ),
    "a shape": (
        ".md",
        'a\n\n```dot alt="A"\ngraph {\n  a [shape=egg_box]\n}\n```',
        "6: this diagram cannot be drawn: there is no shape egg_box; correct it, or make it smaller",
    ),
    "two graphs": (
        ".md",
        'a\n\n```dot alt="A"\ngraph { a } // }\n"digraph" { b }\n```',
        "8: this diagram cannot be drawn: something stands behind its end; draw each graph by itself; "
        "correct it, or make it smaller",
    ),
    "an empty graph": (
        ".rst",
        ".. graphviz::\n   :alt: A\n\n   digraph { }",
        "6: this diagram cannot be drawn: there is nothing in it; correct it, or make it smaller",
    ),
    "HTML in a label": (
        ".rst",
        ".. graphviz::\n   :alt: A\n\n   graph { a [label=<<b>x</b>>] }",
        "9: this diagram cannot be drawn: labels in HTML are not known here; correct it, or make it smaller",
    ),
    "a fence without words": (
        ".md",
        '```dot alt=""\ngraph { a }\n```',
        """4: the option alt of this code cannot be read; say alt="what it shows" of a diagram in dot, """
        "and of no other code",
    ),
    "a directive without words": (
        ".rst",
        ".. graphviz::\n\n   graph { a }",
        "6: graphviz: there is no `:alt:`; say in words what the diagram shows",
    ),
    "words for code": (
        ".md",
        '```go alt="A"\nx\n```',
        """4: the option alt of this code cannot be read; say alt="what it shows" of a diagram in dot, """
        "and of no other code",
    ),
}


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    texts = {name: (suffix, text) for name, (suffix, text, _) in HTML.items()}
    return shown(tmp_path_factory.mktemp("html"), texts, {})


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    """In two builds: drawing begins when everything can be read."""
    read = {name for name in TOLD if "words" in name}
    return {
        name: lines
        for names in (read, TOLD.keys() - read)
        for name, lines in told(
            tmp_path_factory.mktemp("told"), {each: TOLD[each][:2] for each in sorted(names)}, {}
        ).items()
    }


@pytest.mark.parametrize("name", HTML)
def test_every_way_to_write_a_diagram_gives_a_figure(html, name):
    assert re.search(HTML[name][2], html[name])


@pytest.mark.parametrize("name", TOLD)
def test_what_cannot_be_drawn_is_told_with_its_line(problems, name):
    assert problems[name] == [TOLD[name][2]]


def test_a_diagram_is_published_as_a_file_and_named_in_full_in_the_feed(build_site):
    text = 'Title: A\nDate: 2020-01-02\n\n```dot alt="A"\ngraph { a }\n```\n'
    site = build_site({"articles/a.md": text})
    (file,) = (site / "images").iterdir()
    assert file.read_bytes().startswith(b"<svg ")
    assert f"https://marselester.com/images/{file.name}" in (site / "feeds/all.atom.xml").read_text("utf-8")
    assert "data-dot" not in (site / "a.html").read_text("utf-8")


def test_a_diagram_of_a_draft_is_not_made_public(build_site):
    text = 'Title: A\nStatus: draft\nDate: 2020-01-02\n\n```dot alt="A"\ngraph { a }\n```\n'
    assert not (build_site({"articles/a.md": text}, public=True) / "images").exists()


# The drawing ----------------------------------------------------------------------------------


def drawn(source: str) -> str:
    return diagrams.drawn(source, CSS).decode()


def test_a_drawing_has_the_colours_of_the_theme_in_both_schemes():
    light, dark = drawn("digraph { a -> b }").partition("</style>")[0].split("@media")
    assert ".ink{fill:#1d1a16}" in light
    assert "(prefers-color-scheme:dark)" in dark
    assert ".ink{fill:#e9e4da}" in dark


def test_what_the_author_colours_keeps_its_colour():
    svg = drawn('graph { a [color=red fontcolor="#123456"]; b [style=filled fillcolor=navy] }')
    assert 'stroke="red"' in svg
    assert 'fill="#123456"' in svg
    assert re.search(r'fill="navy".*?<text [^>]*fill="white"', svg)


@pytest.mark.parametrize(
    ("attributes", "follows"),
    [("", True), ("bgcolor=white", False), ("bgcolor=transparent", True), ("bgcolor=\"red:blue\"", False)],
)  # fmt: skip
def test_lines_of_ours_do_not_stand_on_a_ground_of_the_author_s(attributes, follows):
    assert ("prefers-color-scheme" in drawn(f"graph {{ {attributes} a }}")) == follows


def test_a_node_can_have_a_tint_of_the_theme():
    svg = drawn("graph { a [class=\"flame-1\"] }")  # fmt: skip
    assert re.search(r"\.flame-1>[^{]+\{fill:#fbdf9d;stroke:#1d1a16\}", svg.replace("&gt;", ">"))


def test_a_drawing_holds_shapes_and_letters_alone():
    svg = drawn(
        'digraph { stylesheet="https://a.org/a.css"; a [URL="javascript:b" tooltip="c" label="<script>"];'
        ' a -> b [href="https://a.org/"] }'
    )
    tags = {each.tag.rpartition("}")[2] for each in ElementTree.fromstring(svg).iter()}
    assert tags == {"svg", "style", "g", "ellipse", "path", "polygon", "text"}
    assert "a.org" not in svg
    assert "javascript" not in svg
    assert "&lt;script&gt;" in svg


def test_letters_of_every_alphabet_have_the_width_of_one():
    russian, english = drawn('digraph { Привет -> "А Я?" }'), drawn('digraph { Abcdef -> "a b?" }')
    assert re.findall(r">([^<]+)</text>", russian) == ["Привет", "А Я?"]
    assert re.findall("<ellipse [^>]+>", russian) == re.findall("<ellipse [^>]+>", english)


def test_an_error_speaks_in_the_author_s_letters():
    with pytest.raises(NotDrawn, match="near 'ё'"):
        drawn("graph а ё { }")


@pytest.mark.parametrize(
    ("source", "start"),
    [
        ("digraph {a}", "digraph {"),
        ('// {\n/* { */ strict graph "a { b" {\na}', '// {\n/* { */ strict graph "a { b" {'),
        ("GRAPH a1\n{ a }", "GRAPH a1\n{"),
    ],
)
def test_defaults_stand_first_in_the_graph_and_move_no_line(source, start):
    changed = with_defaults(source)
    assert changed.startswith(f"{start} graph [")
    assert changed.count("\n") == source.count("\n")


def test_what_is_no_graph_stays_as_it_is():
    assert with_defaults("hello {}") == "hello {}"


def test_the_same_text_gives_the_same_drawing():
    assert drawn("digraph { a -> b -> c -> a }") == drawn("digraph { a -> b -> c -> a }")


def test_too_much_work_is_told(monkeypatch):
    monkeypatch.setattr("plugins.diagrams.graphviz.MOST_WORK", 3_000_000)
    with pytest.raises(NotDrawn, match="it takes too long"):
        draw("digraph {" + ";".join(f"{a} -> {a * 7 % 20}" for a in range(20)) + "}")


@pytest.mark.slow
def test_a_graph_without_bottom_is_told():
    with pytest.raises(NotDrawn, match="it is too large"):
        draw("graph " + "{" * 50_000 + "}" * 50_000)


@pytest.mark.slow
def test_no_graph_hangs_the_build():
    chance = random.Random(1)
    pairs = (f"{chance.randrange(300)} -> {chance.randrange(300)}" for _ in range(1500))
    with pytest.raises(NotDrawn, match="it takes too long"):
        draw(f"digraph {{ {'; '.join(pairs)} }}")


def test_what_is_wrong_with_one_diagram_is_not_said_of_the_next():
    for _ in range(2):
        with pytest.raises(NotDrawn, match="near '->'"):
            draw("graph { a -> b }")
        assert b"<svg" in draw("graph { a -- b }")


# In a browser ---------------------------------------------------------------------------------

WIDE = """
```dot alt="Boxes with letters"
digraph {
  node [shape=box margin=0]
  a [label="WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"]
  b [label="iiiiiiiiii" fontsize=24]
  c [label="Helvetica, as the author wants it" fontname=Helvetica]
  a -> b -> c [label="an edge's label"]
}
```
"""


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_letters_stay_in_their_boxes(tmp_path, visit):
    source = WIDE.partition("\n```dot")[2].partition("\n")[2].partition("```")[0]
    (tmp_path / "a.svg").write_text(drawn(source), "utf-8")
    page = visit((tmp_path / "a.svg").as_uri()).page
    boxes = page.evaluate(
        "[...document.querySelectorAll('.node')].map(node => ['text', 'polygon']"
        ".map(tag => node.querySelector(tag).getBBox().width))"
    )
    assert len(boxes) == 3
    assert [text for text, box in boxes if text > box * 1.01] == []


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_a_wide_diagram_scrolls_in_its_figure_and_follows_the_switch(build_site, visit):
    site = build_site({"articles/a.md": f"Title: A\nDate: 2020-01-02\n{WIDE}"})
    with serving(site) as address:
        visited = visit(f"{address}/a.html", width=360)
        page, image = visited.page, visited.page.locator(".diagram img")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert image.evaluate("each => each.clientWidth == each.naturalWidth")
        assert page.locator(".diagram").evaluate("each => each.scrollWidth > each.clientWidth")
        darkest, _ = shades(image)
        page.get_by_text("dark", exact=True).click()
        _, lightest = shades(image)
        assert (darkest < 60, lightest > 200) == (True, True)
        assert violations(page) == []
        assert visited.messages == []
