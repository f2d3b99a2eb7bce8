"""Diagrams written as text are drawings in the page, and what cannot be drawn is an error with its line."""

import os
import re
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import mmdr
import pytest

from tests.browser import serving, shades, violations
from tests.conftest import ROOT
from tests.markup import reported, shown
from vouch.markup.diagrams import VARIABLES, DiagramError, Drawings, draw
from vouch.sources.theme_colours import colour_pairs

COLOURS = colour_pairs(ROOT / "theme", *VARIABLES)
FIGURE = r'<figure [^>]*class="diagram"[^>]*>\s*<img src="/images/diagram\.[0-9a-f]{8}\.svg" alt="A" '
FIGURE += r'width="\d+" height="\d+"[^>]*>'
CHART = '```mermaid alt="A"{}\nflowchart LR\n  a --> b\n```'

HTML = {
    "a fence": (".md", CHART.format(""), FIGURE + "</figure>"),
    "a fence with a title": (
        ".md",
        CHART.format(' title="B < *c*"'),
        FIGURE + r"<figcaption>B &lt; \*c\*</figcaption></figure>",
    ),
    "a fence in a quotation": (
        ".md",
        "> " + CHART.format("").replace("\n", "\n> "),
        r"<blockquote>\s*" + FIGURE + r"</figure>\s*</blockquote>",
    ),
    "a fence without words": (".md", "```mermaid\nflowchart LR\n```", '<figure class="code" data-language='),
    "a fence in Graphviz": (
        ".md",
        "```dot\ngraph { a }\n```",
        '<figure class="code" data-language="graphviz">',
    ),
    "a directive": (".rst", ".. mermaid::\n   :alt: A\n\n   flowchart LR\n     a", FIGURE + r"\s*</figure>"),
    "a directive with a caption": (
        ".rst",
        ".. mermaid::\n   :alt: A\n   :caption: B *c*\n\n   flowchart LR\n     a",
        FIGURE + r"\s*<figcaption>\s*<p>B <em>c</em></p>\s*</figcaption>\s*</figure>",
    ),
}
CANNOT, SMALLER = "this diagram cannot be drawn: ", "; correct it, or make it smaller"
ALT = """the option alt of this code is not valid; write alt="what it shows", on a mermaid diagram only"""
PROBLEMS = {
    "the second fence": (
        ".md",
        CHART.format("") + '\n\n> ```mermaid alt="B"\n> flowchart LR\n>   a -- > b\n>   c\n> ```',
        f"11: {CANNOT}Unterminated edge label (missing link terminator){SMALLER}",
    ),
    "a directive": (
        ".rst",
        "a\n\n.. mermaid::\n   :alt: A\n\n   classDiagram\n     A --> B\n     class A {\n     +x",
        f"13: {CANNOT}EOF inside class body{SMALLER}",
    ),
    "an empty diagram": (
        ".rst",
        ".. mermaid::\n   :alt: A\n\n   flowchart LR",
        f"9: {CANNOT}there is nothing in it{SMALLER}",
    ),
    "a fence without words": (".md", '```mermaid alt=""\nflowchart LR\n```', f"4: {ALT}"),
    "words for code": (".md", '```dot alt="A"\ngraph { a }\n```', f"4: {ALT}"),
    "a directive without words": (
        ".rst",
        ".. mermaid::\n\n   flowchart LR",
        "6: mermaid: there is no `:alt:`; describe what the diagram shows",
    ),
}
WHY_NOT = {
    "digraph { a -> b }": (1, "it does not begin with flowchart, sequenceDiagram"),
    "%% a\n\npie\n  \"a\" : 1": (1, "it does not begin with flowchart, sequenceDiagram"),
    "---\ntitle: A\n---\nflowchart LR\n  a": (1, "it does not begin with flowchart, sequenceDiagram"),
    'flowchart LR\n  a\n  %%{init: {"themeCSS": "x"}}%%': (3, "it has a directive"),
    'flowchart LR\n  a["$$x^2$$"]': (2, "it has mathematics"),
    'flowchart LR\n  a\n  click a "https://a.org"': (3, "it has a link or a picture"),
    'flowchart LR\n  a\n  click a "javascript:b"': (3, "it has a link or a picture"),
    'flowchart LR\n  a@{ img: "https://a.org/b.png" }\n  b': (2, "it has a link or a picture"),
    "sequenceDiagram\n  A->>A: x\n  link A: B @ https://a.org": (3, "it has a link or a picture"),
    "flowchart LR\n" + "%" * 10_000: (1, "it has more than 10000 characters"),
    "stateDiagram-v2\n" + "state s {\n" * 300 + "a\n" + "}\n" * 300: (1, "it is too large"),
}  # fmt: skip
KINDS = {
    "flowchart": """
flowchart LR
  client[Client, illicit] -->|"POST /pay"| valid{Is it valid?}
  valid -- yes --> ledger[(Ledger)]
  subgraph Payments
    ledger --> worker[[Settlement worker]] & mail([E-mail with a receipt])
  end
""",
    "sequence": """
sequenceDiagram
  autonumber
  actor U as User
  participant S as Server
  U->>+S: POST /payments
  Note over U,S: in one transaction, or none
  alt is new
    S-->>-U: 201 Created
  else seen before
    S--)U: 200 OK
  end
""",
    "state": """
stateDiagram-v2
  direction LR
  [*] --> Draft
  Draft --> Published: publish
  state Published {
    Fresh --> Old: a year passes
  }
  note right of Draft: Only the author sees it
""",
    "class": """
classDiagram
  direction LR
  class Outputs {
    -makers dict
    +add(address, make) None
  }
  class Cache {
    <<interface>>
  }
  Build "1" *-- "1" Outputs: holds
  Cache <|.. SqliteCache
""",
    "ER": """
erDiagram
  ARTICLE }o--|| AUTHOR : "is written by"
  ARTICLE {
    int id PK
    string title "as in the feed"
  }
""",
}


def test_a_diagram_in_either_markup_is_a_figure(tmp_path):
    html = shown(tmp_path, {name: (suffix, text) for name, (suffix, text, _) in HTML.items()})
    assert {name: html[name] for name, (*_, part) in HTML.items() if not re.search(part, html[name])} == {}


def test_a_bad_diagram_is_reported_with_its_line(tmp_path):
    texts = {name: (suffix, text) for name, (suffix, text, _) in PROBLEMS.items()}
    assert reported(tmp_path, texts) == {name: [problem] for name, (*_, problem) in PROBLEMS.items()}


@pytest.mark.parametrize("source", WHY_NOT, ids=lambda source: source[:40])
def test_what_cannot_be_drawn_is_refused_with_its_line(source):
    with pytest.raises(DiagramError) as error:
        draw(source, COLOURS)
    line, why = WHY_NOT[source]
    assert (error.value.line, str(error.value)[: len(why)]) == (line, why)


def test_a_panic_of_the_library_is_an_error(monkeypatch):
    class PanicException(BaseException): ...

    def panic(_source: str) -> None:
        raise PanicException

    monkeypatch.setattr(mmdr, "render", panic)
    with pytest.raises(DiagramError, match="mmdr fails on it"):
        draw("flowchart LR\n a", COLOURS)


def test_a_theme_without_a_colour_is_an_error(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css/site.css").write_text("--ink: #000;", "utf-8")
    with pytest.raises(DiagramError, match="there is no colour --paper"):
        Drawings(tmp_path).image("flowchart LR\n a", "A")


def test_a_diagram_is_a_file_below_the_base_path(build_site):
    text = f"Title: A\nDate: 2020-01-02\n\n{CHART.format('')}\n"
    places = {"SITE_ADDRESS": "https://a.org/blog", "SITEURL": "https://a.org/blog"}
    site = build_site({"articles/a.md": text}, public=True, **places)
    (file,) = (site / "images").iterdir()
    assert file.read_bytes().startswith(b"<svg ")
    assert f'src="/blog/images/{file.name}"' in (site / "a.html").read_text("utf-8")
    assert f"https://a.org/blog/images/{file.name}" in (site / "feeds/all.atom.xml").read_text("utf-8")


def test_a_diagram_of_a_draft_is_not_published(build_site):
    text = f"Title: A\nStatus: draft\nDate: 2020-01-02\n\n{CHART.format('')}\n"
    site = build_site({"articles/a.md": text}, public=True)
    assert not (site / "images").exists()


@pytest.mark.slow
def test_a_diagram_takes_new_colours_of_the_theme(build_site, tmp_path, new_cache):
    theme = shutil.copytree(ROOT / "theme", tmp_path / "theme")
    files = {"articles/a.md": f"Title: A\nDate: 2020-01-02\n\n{CHART.format('')}\n"}
    settings = {"THEME": str(theme), "CACHE_PATH": str(new_cache)}
    (before,) = (build_site(files, **settings) / "images").iterdir()
    css = theme / "css/site.css"
    css.write_text(
        css.read_text("utf-8").replace("--muted: light-dark(#524d45", "--muted: light-dark(#123456")
    )
    (after,) = (build_site(files, **settings, DELETE_OUTPUT_DIRECTORY=True) / "images").iterdir()
    assert "#123456" not in before.name + after.name
    assert before != after
    assert "#123456" in after.read_text("utf-8")


# The drawing ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_processes_draw_the_same():
    code = "from tests.markup.test_diagrams import *; print([draw(each, COLOURS) for each in KINDS.values()])"
    drawings = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawings) == 1


def test_a_drawing_has_the_colours_of_both_schemes():
    light, dark = draw(KINDS["flowchart"], COLOURS).partition("</style>")[0].split("@media")
    assert "--ink:#1d1a16" in light
    assert dark.startswith(" (prefers-color-scheme:dark)")
    assert "--ink:#e9e4da" in dark


@pytest.mark.parametrize(
    "source",
    [
        "flowchart LR\n  a\n  style a fill:#f9f",
        "flowchart LR\n  a:::b\n  classDef b stroke:red",
        "sequenceDiagram\n  rect rgb(0, 0, 255)\n  A->>B: x\n  end",
    ],
)
def test_a_drawing_with_colours_of_the_author_has_light_paper(source):
    assert "prefers-color-scheme" not in draw(source, COLOURS)
    assert ' class="figure-frame"' in Drawings(ROOT / "theme").image(source, "A")


@pytest.mark.parametrize(
    "label",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='https://a.org'>b</a>",
        "&lt;script&gt;",
        "#lt;script#gt;",
        "</text></svg><script>",
        "`**a** <iframe src=https://a.org>`",
    ],
)
def test_labels_are_text_in_the_drawing(label):
    for source in (
        f'flowchart LR\n  a["{label}"] -->|"{label}"| b\n  style b fill:url(https://a.org/b)',
        f"sequenceDiagram\n  participant A as {label}\n  A->>A: {label}\n  Note over A: {label}",
        f'stateDiagram-v2\n  state "{label}" as a\n  a --> b: {label}',
        f'classDiagram\n  class A["{label}"]\n  A: {label}\n  note "{label}"',
        f'erDiagram\n  A ||--|| B : "{label}"',
    ):
        try:
            root = ElementTree.fromstring(draw(source, COLOURS))
        except DiagramError:  # is as good
            continue
        for each in root.iter():
            assert each.tag.partition("}")[2] not in (
                "script",
                "a",
                "image",
                "foreignObject",
                "iframe",
                "use",
            )
            assert not [name for name in each.attrib if name.startswith("on") or "href" in name]
            assert "a.org" not in "".join(each.attrib.values())


# In a browser ---------------------------------------------------------------------------------

# For each text: its colour, that of what is painted below it, and whether it stays in the box that it is in.
TEXTS = """() => [...document.querySelectorAll("text")].filter(each => each.textContent.trim()).map(text => {
    const box = text.getBoundingClientRect(), page = document.documentElement.getBoundingClientRect();
    const below = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)
        .filter(each => !each.closest("text, style") && each.getBBox && each.tagName != "svg"
            && !["none", "rgba(0, 0, 0, 0)"].includes(getComputedStyle(each).fill));
    const shape = below.find(each => each.closest(".node, .actor, .note"));
    const frame = shape ? shape.getBoundingClientRect() : page;
    return [text.textContent, getComputedStyle(text.querySelector("tspan") ?? text).fill,
        below.length ? getComputedStyle(below[0]).fill : "",
        frame.left <= box.left && box.right <= frame.right
            && page.top <= box.top && box.bottom <= page.bottom];
})"""
# The circles below the numbers of a sequence are markers, which are not found at a point.
NUMBERS = """() => {
    const circle = document.querySelector("#merman-sequencenumber circle");
    return circle && getComputedStyle(circle).fill;
}"""


def luminance(colour: str) -> float:
    """Of `rgb(1, 2, 3)`, as WCAG 2.2 has it."""
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(253, 252, 249)"), ("dark", "rgb(23, 21, 17)")])
@pytest.mark.parametrize("kind", KINDS)
def test_text_has_contrast_and_stays_in_its_box(tmp_path, visit, kind, scheme, paper):
    (tmp_path / "a.svg").write_text(draw(KINDS[kind].strip(), COLOURS), "utf-8")
    page = visit((tmp_path / "a.svg").as_uri(), scheme=scheme).page
    texts, numbers = page.evaluate(TEXTS), page.evaluate(NUMBERS)
    assert len(texts) > 4
    assert [text for text, _, _, is_inside in texts if not is_inside] == []
    grounds = {
        text: numbers if text.isdecimal() and numbers else below or paper for text, _, below, _ in texts
    }
    assert [text for text, ink, _, _ in texts if contrast(ink, grounds[text]) < 7] == []


@pytest.mark.slow
def test_a_wide_diagram_scrolls_and_follows_the_switch_of_colours(build_site, visit):
    text = f'Title: A\nDate: 2020-01-02\n\n```mermaid alt="A"\n{KINDS["flowchart"].strip()}\n```\n'
    site = build_site({"articles/a.md": text})
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
