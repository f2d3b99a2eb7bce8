"""Draws the import graph of this module from measured/imports.txt, which `go list` wrote.

    go list -f '{{.ImportPath}}{{range .Imports}} {{.}}{{end}}' ./...

with the standard library left out. Writes content/images/<module's folder>/imports.svg.
"""

from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "images" / HERE.name / "imports.svg"
MODULE = "example.com/bank/"

WIDTH, HEIGHT = 720, 272
ROWS = {0: 228, 1: 116, 2: 4}  # the top of a box, by its distance from the domain
BOX_WIDTH, BOX_HEIGHT, GAP = 106, 36, 14.8

Point = tuple[float, float]

STYLE = """
text { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
text { fill: #1d1a16; text-anchor: middle }
.note { font-size: 12px; fill: #524d45; text-anchor: start }
rect { fill: #fdfcf9; stroke: #524d45 }
.domain { fill: #f5b570; stroke: #1d1a16 }
.command { fill: #fbdf9d; stroke: #1d1a16 }
path { fill: none; stroke: #524d45 }
.head { fill: #524d45; stroke: none }
.tests { stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e9e4da }
  .note { fill: #b5ada0 }
  rect { fill: #171511; stroke: #b5ada0 }
  .domain { fill: #7d3f14; stroke: #e9e4da }
  .command { fill: #6b4d14; stroke: #e9e4da }
  path { stroke: #b5ada0 }
  .head { fill: #b5ada0; stroke: none }
}
"""


def read_imports() -> dict[str, list[str]]:
    """What each package imports, both by their last names; packages without a link are left out."""
    imports = {}
    for line in (HERE / "measured" / "imports.txt").read_text("utf-8").splitlines():
        package, *imported = (each.removeprefix(MODULE).removeprefix("internal/") for each in line.split())
        imports[package] = imported
    linked = {each for names in imports.values() for each in names}
    return {name: sorted(names) for name, names in sorted(imports.items()) if names or name in linked}


def distance(package: str, imports: dict[str, list[str]]) -> int:
    """The length of the longest chain of imports below a package."""
    return max((1 + distance(each, imports) for each in imports[package]), default=0)


def positions(imports: dict[str, list[str]]) -> dict[str, Point]:
    """The centre of each box's top edge."""
    places = {}
    for row, top in ROWS.items():
        names = [each for each in imports if distance(each, imports) == row]
        left = (WIDTH - len(names) * BOX_WIDTH - (len(names) - 1) * GAP) / 2
        for number, name in enumerate(names):
            places[name] = (left + BOX_WIDTH / 2 + number * (BOX_WIDTH + GAP), top)
    return places


def draw(imports: dict[str, list[str]]) -> ElementTree.ElementTree:
    places = positions(imports)
    commands = {each for each in imports if each.startswith("cmd/")}
    in_program = commands | {each for name in commands for each in imports[name]}
    size = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "width": str(WIDTH), "height": str(HEIGHT)}
    svg = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg", **size)
    ElementTree.SubElement(svg, "style").text = STYLE
    for package, imported in imports.items():
        for other in imported:
            if package not in commands or other != "wallet":
                arrow(svg, places[package], places[other], tests_only=package not in in_program)
    for package, (x, top) in places.items():
        box = {
            "x": f"{x - BOX_WIDTH / 2:g}",
            "y": f"{top:g}",
            "width": f"{BOX_WIDTH}",
            "height": f"{BOX_HEIGHT}",
        }
        kind = "command" if package in commands else "domain" if package == "wallet" else "adapter"
        ElementTree.SubElement(svg, "rect", {**box, "rx": "3", "class": kind})
        ElementTree.SubElement(svg, "text", x=f"{x:g}", y=f"{top + 23:g}").text = package
    note(svg, ROWS[2] + 23, "wires")
    note(svg, ROWS[0] + 23, "the domain imports none of them")
    return ElementTree.ElementTree(svg)


def arrow(
    svg: ElementTree.Element, start: tuple[float, float], end: tuple[float, float], tests_only: bool
) -> None:
    """From the bottom of one box to the top of another. An arrow that only tests follow is dashed."""
    (x1, top), (x2, y2) = start, end
    y1 = top + BOX_HEIGHT
    x2 += (x1 - x2) * 0.12  # heads side by side, not on one another
    bend = (y2 - y1) * 0.5
    curve = f"M{x1:.1f} {y1:.1f} C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2 - 7:.1f}"
    ElementTree.SubElement(svg, "path", {"d": curve, **({"class": "tests"} if tests_only else {})})
    head = f"M{x2:.1f} {y2 - 1:.1f} l-4 -8 h8 z"
    ElementTree.SubElement(svg, "path", {"d": head, "class": "head"})


def note(svg: ElementTree.Element, y: float, words: str) -> None:
    x = (WIDTH + BOX_WIDTH) / 2 + 14
    place = {"x": f"{x:g}", "y": f"{y:g}", "class": "note"}
    ElementTree.SubElement(svg, "text", place).text = words


if __name__ == "__main__":
    tree = draw(read_imports())
    ElementTree.indent(tree)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    tree.write(TARGET, encoding="utf-8")
