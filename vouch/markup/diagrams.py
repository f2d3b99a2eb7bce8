"""Draws the Mermaid diagrams of a source as SVG.

Each is drawn by PyPI's mmdr when its source is read, and published as a file of shapes and text: the page
needs no script, and the drawing loads nothing.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from vouch.site import MakeFile, Site
from vouch.sources.digests import digest, named_by_digest
from vouch.sources.problems import SourceError
from vouch.sources.theme_colours import colour_pairs, declarations
from vouch.sources.time_limit import TooSlow

MAX_CHARACTERS = 10_000  # of a diagram
KINDS = "flowchart, sequenceDiagram, stateDiagram-v2, classDiagram or erDiagram"
KIND = re.compile(
    r"(?:[ \t]*(?:%%[^\n]*)?\n)*[ \t]*"
    r"(?:flowchart|graph|sequenceDiagram|stateDiagram(?:-v2)?|classDiagram|erDiagram)\b"
)
UNSUPPORTED = {
    "%%{": "it has a directive, %%{…}, and the theme decides what drawings look like",
    "$$": "it has mathematics, $$…$$, which mmdr leaves out",
}
# Text on or beside the author's colours has the theme's, so such a drawing stays on light paper.
OWN_COLOURS = re.compile(r"\b(?:fill|stroke|color)\s*:|^\s*(?:rect|box)\b", re.MULTILINE)

# Tokens of theme/css/site.css and the variables of Mermaid's theme that have their colours.
VARIABLES = {
    "paper": """
        background edgeLabelBackground labelBackgroundColor compositeBackground
        innerEndBackground clusterBkg tertiaryColor rowEven sequenceNumberColor
    """,
    "code-paper": """
        primaryColor secondaryColor mainBkg actorBkg labelBoxBkgColor noteBkgColor stateBkg
        rowOdd compositeTitleBackground altBackground activationBkgColor
    """,
    "ink": """
        primaryTextColor secondaryTextColor tertiaryTextColor textColor nodeTextColor titleColor
        actorTextColor signalTextColor labelTextColor loopTextColor noteTextColor
        stateLabelColor transitionLabelColor classText
    """,
    "muted": """
        primaryBorderColor secondaryBorderColor tertiaryBorderColor nodeBorder lineColor
        defaultLinkColor arrowheadColor actorBorder actorLineColor signalColor
        labelBoxBorderColor activationBorderColor noteBorderColor transitionColor
        compositeBorder clusterBorder specialStateColor relationColor
    """,
}
FIXED = {"black": "muted", "#000": "muted", "#000000": "muted", "white": "paper", "#e0e0e0": "code-paper"}
COLOUR = re.compile(r"#[0-9a-f]{3,6}\b|rgb\((\d+), (\d+), (\d+)\)|\b(?:black|white)\b(?!-)", re.IGNORECASE)
LAYOUT = {
    "look": "classic",
    "flowchart": {"minNodeWidth": 40, "padding": 10},
    "sequence": {"actorMargin": 30, "width": 120},
}
# mmdr underestimates the width of these fonts: text that it measures at 16 pixels is shown at 14.
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
MEASURED_SIZE, SHOWN_SIZE = "font-size:16px", "font-size:14px"
LABELS_OVER_LINES = (
    ".messageText,.loopText{paint-order:stroke;stroke:var(--paper)!important;stroke-width:4px}"
)

SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", SVG[1:-1])
ELEMENTS = set(
    "svg g defs symbol marker style title desc text tspan path rect circle ellipse line polygon polyline"
    " filter feDropShadow linearGradient stop".split()
)
# Any address other than an anchor in the drawing, in every form that a style allows.
ADDRESS = re.compile(r"//|[\\@]|url\((?![\"']?#)|image-set|javascript:", re.IGNORECASE)
SIZE = re.compile(r'<svg\b[^>]*? width="(\d+)"[^>]*? height="(\d+)"')
MMDR_AFFIXES = re.compile(r"^Diagram parse error \([^)]*\): | at \d+$")  # around mmdr's reason
DECIMALS = re.compile(r"(\.\d\d)\d+")
SOURCE = "data-merman-source-classes"  # attribute of a text: the element that it labels
ROWS = ("members-group", "methods-group")  # of a class


class DiagramError(Exception):
    """Why a diagram cannot be drawn. `line` of the diagram, from 1; 0 while unknown."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


@dataclass
class Drawings:
    """The drawings of one source: SVG by its address below the site's root."""

    theme: Path
    by_address: dict[str, str] = field(default_factory=dict)

    @property
    def made_from(self) -> list[str]:
        """The files that a reading with drawings depends on besides the source."""
        return [str(self.theme / "css/site.css")] if self.by_address else []

    def image(self, source: str, alt: str) -> str:
        """Draw a diagram; returns the HTML that shows it. Raises DiagramError."""
        try:
            colours = colour_pairs(self.theme, *VARIABLES)
        except SourceError as error:  # superfences would swallow it
            raise DiagramError(str(error), 1) from error
        svg = draw(source, colours)
        address = named_by_digest("images/diagram.svg", digest(svg.encode()))
        self.by_address[address] = svg
        frame = ' class="figure-frame"' if OWN_COLOURS.search(source) else ""
        width, height = SIZE.match(svg).groups()
        return f'<img src="/{address}" alt="{escape(alt)}"{frame} width="{width}" height="{height}">'


def figure(image: str, caption: str = "") -> str:
    """The HTML around an image, with a caption that is HTML already."""
    caption = caption and f"<figcaption>{caption}</figcaption>"
    return f'<figure class="diagram">{image}{caption}</figure>'


def draw(source: str, colours: dict[str, tuple[str, str]]) -> str:
    """The drawing in these colours on light and on dark paper, as SVG. Raises DiagramError."""
    try:
        return _drawn(source, colours)
    except DiagramError as error:
        line = error.line or _line_of(str(error), source.split("\n"), colours)
        raise DiagramError(str(error), line) from error


def _line_of(why: str, lines: list[str], colours: dict[str, tuple[str, str]]) -> int:
    """The first line at which the diagram fails for this reason, as mmdr seldom names it."""
    for count in range(len(lines) - 1, 0, -1):
        try:
            _drawn("\n".join(lines[:count]), colours)
        except DiagramError as error:
            if str(error) == why:
                continue
        return count + 1
    return 1


def _drawn(source: str, colours: dict[str, tuple[str, str]]) -> str:
    if len(source) > MAX_CHARACTERS:
        raise DiagramError(f"it has more than {MAX_CHARACTERS} characters", 1)
    for sign, what in UNSUPPORTED.items():
        if sign in source:
            raise DiagramError(what)
    if not KIND.match(source):
        raise DiagramError(f"it does not begin with {KINDS}")
    root = ElementTree.fromstring(_rendered(source, colours))  # noqa: S314 (mmdr declares no entities)
    _align_rows(root)
    names = {light.lower(): name for name, (light, _) in colours.items()}
    for element in root.iter():
        _clean(element, names)
    if not any(each.text for each in root.iter() if each.tag in (f"{SVG}text", f"{SVG}tspan")):
        raise DiagramError("there is nothing in it")
    _, _, width, height = root.get("viewBox", "").split()
    root.attrib |= {"width": str(round(float(width))), "height": str(round(float(height)))}
    root.find(f"{SVG}style").text += LABELS_OVER_LINES + declarations(
        colours, with_dark=not OWN_COLOURS.search(source)
    )
    return ElementTree.tostring(root, encoding="unicode")


def _rendered(source: str, colours: dict[str, tuple[str, str]]) -> str:
    import mmdr

    variables = {each: colours[name][0] for name, all_of in VARIABLES.items() for each in all_of.split()}
    theme = {**LAYOUT, "theme": "base", "themeVariables": {**variables, "fontFamily": FONT}}
    try:
        return mmdr.render(f"%%{{init: {json.dumps(theme)}}}%% {source}").svg()
    except ValueError as error:
        if str(error).startswith("resource limit"):
            raise DiagramError("it is too large", 1) from error
        raise DiagramError(MMDR_AFFIXES.sub("", str(error))) from error
    except (KeyboardInterrupt, SystemExit, TooSlow):
        raise
    except BaseException as error:  # a Rust panic is not an Exception
        raise DiagramError("mmdr fails on it") from error


def _clean(element: ElementTree.Element, names: dict[str, str]) -> None:
    """Remove invisible attributes and use the theme's colours. Raises DiagramError for links and pictures."""
    if element.tag.removeprefix(SVG) not in ELEMENTS:
        raise DiagramError("it has a link or a picture, which a drawing cannot have")
    for name, value in list(element.attrib.items()):
        if name.startswith("data-"):
            del element.attrib[name]
        elif name.startswith("on") or name.endswith("href") or ADDRESS.search(value):
            raise DiagramError("it has an address, which a drawing cannot have")
        elif name in ("fill", "stroke", "style"):
            element.set(name, _in_theme(value, names))
        elif name in ("d", "points", "transform"):
            element.set(name, DECIMALS.sub(r"\1", value))
    if element.tag == f"{SVG}style":
        element.text = _in_theme(element.text, names)


def _in_theme(style: str, names: dict[str, str]) -> str:
    """The same style with variables in place of the theme's colours, and text in the size shown."""

    def named(colour: re.Match) -> str:
        parts = "".join(f"{int(part):02x}" for part in colour.groups() if part)
        plain = f"#{parts}" if parts else colour[0].lower()
        name = names.get(plain) or FIXED.get(plain)
        return f"var(--{name})" if name else colour[0]

    if ADDRESS.search(style):
        raise DiagramError("it has an address, which a drawing cannot have")
    return COLOUR.sub(named, style).replace(MEASURED_SIZE, SHOWN_SIZE)


def _align_rows(root: ElementTree.Element) -> None:
    """Left-align the rows of a class, each of which mmdr centres by the width that it measured."""
    lefts = list(_lefts(root))
    rows = [each for each in root.iter(f"{SVG}text") if {*ROWS} & {*each.get(SOURCE, "").split()}]
    if len(lefts) == len(rows):  # else one is empty
        for left, row in zip(lefts, rows, strict=True):
            row.set("x", f"{left:.2f}")
            row.set("style", row.get("style", "").replace("text-anchor:middle", "text-anchor:start"))


def _lefts(element: ElementTree.Element, x: float = 0) -> Iterator[float]:
    """Where each row of a class begins."""
    if moved := re.match(r"translate\(([-\d.]+)", element.get("transform", "")):
        x += float(moved[1])
    if element.get("class", "").startswith(ROWS):
        yield from [x] * len(element)
    else:
        for child in element:
            yield from _lefts(child, x)


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    """The drawings of all contents that have a page, each once."""
    contents = site.all_contents
    drawings = {address: svg for each in contents for address, svg in getattr(each, "diagrams", {}).items()}
    for address, svg in drawings.items():
        yield address, partial(bytes, svg.encode())
