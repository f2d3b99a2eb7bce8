"""Draws the steps from an address to names, with the numbers of measured/recording.txt.

Writes content/images/<module's folder>/path.svg.
"""

from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "images" / HERE.name / "path.svg"

WIDTH = 560
BOX_WIDTH, BOX_HEIGHT, LINE, STEP = 216, 30, 18, 62

STYLE = """
text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1d1a16 }
.note { font-size: 13px; fill: #524d45 }
rect { fill: #fdfcf9; stroke: #524d45 }
.names { fill: #f5b570; stroke: #1d1a16 }
path { fill: none; stroke: #524d45 }
.head { fill: #524d45; stroke: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e9e4da }
  .note { fill: #b5ada0 }
  rect { fill: #171511; stroke: #b5ada0 }
  .names { fill: #7d3f14; stroke: #e9e4da }
  path { stroke: #b5ada0 }
  .head { fill: #b5ada0; stroke: none }
}
"""


def read_steps() -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Each step's number with what it is, what leads from a step to the next, and the names at the end."""
    lines = (HERE / "measured" / "recording.txt").read_text("utf-8").splitlines()
    found = dict(line.split(" ", 1) for line in lines if " " in line)
    start = found["mapping"].split("-")[0]
    offset = found["mapping"].split(" ")[1]
    function, inside = found["function"].split(" ")
    base = int(found["linked"], 16) - int(found["offset"], 16)
    boxes = [
        (found["address"], "address in the process"),
        (found["offset"], "offset in the file"),
        (found["linked"], "address by the linker"),
        (found["distance"], "distance into the code"),
        (f"{function}", f"{inside} bytes into it"),
    ]
    arrows = [
        f"/proc/PID/maps: − {start} + {offset}",
        f"segment in the file: + {base:#x}",
        f"moduledata: − {found['text']}",
        "functions: binary search",
        "tables of values: inlined, file, line",
    ]
    return boxes, arrows, [line.removeprefix("frame ") for line in lines if line.startswith("frame ")]


def draw() -> ElementTree.ElementTree:
    boxes, arrows, names = read_steps()
    height = len(boxes) * STEP + LINE * len(names) + 16
    size = {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": str(height)}
    svg = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg", **size)
    ElementTree.SubElement(svg, "style").text = STYLE
    for number, ((value, what), how) in enumerate(zip(boxes, arrows, strict=True)):
        top = number * STEP + 2
        box(svg, top, BOX_WIDTH, BOX_HEIGHT, "step")
        text(svg, 12, top + 20, value)
        text(svg, BOX_WIDTH + 14, top + 20, what, "note")
        arrow(svg, top + BOX_HEIGHT, top + STEP)
        text(svg, 42, top + BOX_HEIGHT + 20, how, "note")
    top = len(boxes) * STEP + 2
    box(svg, top, WIDTH - 160, LINE * len(names) + 12, "names")
    for number, name in enumerate(names):
        text(svg, 12, top + 20 + LINE * number, name)
    return ElementTree.ElementTree(svg)


def box(svg: ElementTree.Element, top: float, width: float, height: float, kind: str) -> None:
    place = {"x": "1", "y": f"{top}", "width": f"{width}", "height": f"{height}", "rx": "3", "class": kind}
    ElementTree.SubElement(svg, "rect", place)


def text(svg: ElementTree.Element, x: float, y: float, words: str, kind: str = "value") -> None:
    ElementTree.SubElement(svg, "text", {"x": f"{x}", "y": f"{y}", "class": kind}).text = words


def arrow(svg: ElementTree.Element, top: float, bottom: float) -> None:
    ElementTree.SubElement(svg, "path", {"d": f"M24 {top} V{bottom - 7}"})
    ElementTree.SubElement(svg, "path", {"d": f"M24 {bottom - 1} l-4 -8 h8 z", "class": "head"})


if __name__ == "__main__":
    tree = draw()
    ElementTree.indent(tree)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    tree.write(TARGET, encoding="utf-8")
