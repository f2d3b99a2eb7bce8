"""Makes of Graphviz's SVG a drawing of the site: its colours on light and dark paper, its font, and no more.

What the author colours keeps its colour. Black, Graphviz's own, becomes the colours of the theme;
`class="flame-1"` on a node asks for one of its tints.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
HEADER = re.compile(
    r"(?:\s|//[^\n]*|\#[^\n]*|/\*.*?\*/)*(?:strict\s+)?(?:di)?graph\b\s*(?:\"(?:[^\"\\]|\\.)*\"|[\w.-]+)?\s*\{",
    re.DOTALL | re.IGNORECASE,
)
# Letters of Courier are 0.6 em wide, as Graphviz believes, and so are those of the fonts below.
DEFAULTS = (
    "graph [bgcolor=transparent fontname=Courier fontsize=13]"
    "node [fontname=Courier fontsize=13] edge [fontname=Courier fontsize=12];"
)
FONT = "ui-monospace, SF Mono, Menlo, Consolas, DejaVu Sans Mono, monospace"
TOKEN = re.compile(r"--(?P<name>[\w-]+): light-dark\((?P<light>#\w+), (?P<dark>#\w+)\)")
SHAPES = ("polygon", "ellipse", "path", "polyline")
KEPT = {
    **dict.fromkeys(SHAPES, ("points", "d", "cx", "cy", "rx", "ry")),
    "g": ("transform", "class"),
    "text": (
        "x",
        "y",
        "text-anchor",
        "font-size",
        "font-family",
        "font-weight",
        "font-style",
        "text-decoration",
    ),
    "defs": (),
    "linearGradient": ("id", "gradientUnits", "x1", "y1", "x2", "y2"),
    "radialGradient": ("id", "cx", "cy", "r", "fx", "fy"),
    "stop": ("offset", "style"),
}
PAINT = ("fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity")
OWN_PAINT = {("stroke", "black"): "line", ("fill", "black"): "muted", ("fill", "lightgrey"): "ground"}
ROLES = {
    "ink": (".ink", "fill:@ink"),
    "muted": (".muted", "fill:@muted"),
    "line": (".line", "stroke:@muted"),
    "ground": (".ground", "fill:@code-paper"),
    **{
        tint: (f".{tint}>:is({','.join(SHAPES)})", f"fill:@{tint};stroke:@ink")
        for tint in ("flame-1", "flame-2", "flame-3")
    },
}
NOTHING = ("none", "transparent")


def with_defaults(source: str) -> str:
    """The same graph, on the same lines, set in the font whose widths are known."""
    header = HEADER.match(source)
    return f"{header[0]} {DEFAULTS} {source[header.end() :]}" if header else source


def themed(svg: bytes, css: str, letters: dict[int, str]) -> bytes:
    """The drawing in the colours that the stylesheet `css` gives as tokens, `--ink: light-dark(#…, #…)`.

    `letters` is what is written in the place of others, as plugins.diagrams.letters lends them.
    """
    text = svg.decode().partition("<svg")[2]  # without the DOCTYPE, so that there are no entities
    root = ElementTree.fromstring(f"<svg{text}")  # noqa: S314
    width, height = (root.get(side, "").removesuffix("pt") for side in ("width", "height"))
    size = {"xmlns": SVG, "width": width, "height": height, "viewBox": root.get("viewBox", "")}
    new = ElementTree.Element("svg", {**size, "font-family": FONT, "font-size": "13"})
    style = ElementTree.SubElement(new, "style")
    new.extend(each for child in root for each in _cleaned(child))
    for group in new.iter("g"):
        _colour(group)
    for text in new.iter("text"):
        text.text = text.text.translate(letters)
    follows = not any(_has_own_ground(each) for each in new.iter("g"))
    style.text = _style(new, {each["name"]: each for each in TOKEN.finditer(css)}, follows)
    return ElementTree.tostring(new, encoding="utf-8", short_empty_elements=True)


def _cleaned(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The element with what is known of it; of a link what it holds."""
    name = element.tag.rpartition("}")[2]
    inside = [each for child in element for each in _cleaned(child)]
    if name == "a" or (name == "g" and not element.get("class")):  # the second is a link's as well
        yield from inside
    elif name in KEPT:
        kept = {each: element.get(each) for each in (*KEPT[name], *PAINT) if each in element.attrib}
        if kept.get("font-family", "").startswith("Courier"):
            del kept["font-family"]
        if kept.get("font-size") == "13.00":
            del kept["font-size"]
        new = ElementTree.Element(name, kept)
        new.text = (element.text or "") if name == "text" else None
        new.extend(inside)
        yield new


def _colour(group: ElementTree.Element) -> None:
    """Puts classes in the place of Graphviz's own colours."""
    kind = group.get("class", "").split()[0]
    for each in group:
        if kind == "edge" and each.tag == "text":
            each.set("dx", "3")  # off the line that it belongs to
        names = [OWN_PAINT[name, each.get(name)] for name in PAINT if (name, each.get(name)) in OWN_PAINT]
        if each.tag == "text" and "fill" not in each.attrib:
            if ground := _own_fill(group):
                each.set("fill", _readable_on(ground))
            else:
                names = ["muted" if kind == "edge" else "ink"]
        if names:
            each.set("class", " ".join(names))
            for name in [name for name in PAINT if (name, each.get(name)) in OWN_PAINT]:
                del each.attrib[name]


def _own_fill(group: ElementTree.Element) -> str:
    """The colour that the author has filled a node or cluster with; empty if none."""
    fills = (each.get("fill", "none") for each in group if each.tag in SHAPES)
    return next((each for each in fills if each not in NOTHING and ("fill", each) not in OWN_PAINT), "")


def _has_own_ground(group: ElementTree.Element) -> bool:
    """Whether lines and letters of our colours would stand on a colour of the author's, or on several."""
    fill = _own_fill(group)
    return bool(fill) and (fill.startswith("url(") or group.get("class", "").startswith(("graph", "cluster")))


def _readable_on(colour: str) -> str:
    """Black or white, whichever has more contrast (WCAG 2.2)."""
    from PIL import ImageColor

    if colour.startswith("url("):
        return "black"
    parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "black" if luminance > 0.179 else "white"


def _style(drawing: ElementTree.Element, tokens: dict[str, re.Match], follows: bool) -> str:
    used = {name for each in drawing.iter() for name in each.get("class", "").split()}
    rules = "".join(f"{selector}{{{style}}}" for name, (selector, style) in ROLES.items() if name in used)
    light, dark = (
        re.sub(r"@([\w-]+)", lambda token: tokens[token[1]][scheme], rules)  # noqa: B023 (used at once)
        for scheme in ("light", "dark")
    )
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}" if follows else light
