"""Draws the article's figures, one of them from measured/: run with Python 3.11, no arguments."""

from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "images" / HERE.name
WIDTH = 720

STYLE = """
text { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
text { fill: #1d1a16; text-anchor: middle }
.note { font-size: 12px; fill: #524d45 }
.end { text-anchor: end }
.start { text-anchor: start }
rect { fill: #fdfcf9; stroke: #524d45 }
.core { fill: #f5b570; stroke: #1d1a16 }
.asks { fill: #fbdf9d; stroke: #1d1a16 }
path { fill: none; stroke: #524d45 }
.head { fill: #524d45; stroke: none }
.around { fill: #dcd5c8; stroke: none }
.page { fill: #fbdf9d; stroke: none }
.style { fill: #f5b570; stroke: none }
.words { fill: #e88b5a; stroke: none }
.empty { fill: none; stroke: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e9e4da }
  .note { fill: #b5ada0 }
  rect { fill: #171511; stroke: #b5ada0 }
  .core { fill: #7d3f14; stroke: #e9e4da }
  .asks { fill: #6b4d14; stroke: #e9e4da }
  path { stroke: #b5ada0 }
  .head { fill: #b5ada0 }
  .around { fill: #3b362e }
  .page { fill: #6b4d14 }
  .style { fill: #7d3f14 }
  .words { fill: #85301c }
}
"""


class Drawing:
    def __init__(self, height: int) -> None:
        size = {"viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": str(height)}
        self.root = ElementTree.Element("svg", xmlns="http://www.w3.org/2000/svg", **size)
        ElementTree.SubElement(self.root, "style").text = STYLE

    def add(self, tag: str, text: str | None = None, **attributes: object) -> None:
        plain = {
            name.rstrip("_"): f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        }
        ElementTree.SubElement(self.root, tag, plain).text = text

    def box(self, x: float, y: float, width: float, look: str, *lines: str) -> None:
        height = 20 + 17 * len(lines)
        self.add("rect", x=x, y=y, width=width, height=height, rx=3, class_=look)
        for number, line in enumerate(lines):
            self.add("text", line, x=x + width / 2, y=y + 23 + 17 * number)

    def arrow(self, x1: float, y1: float, x2: float, y2: float) -> None:
        bend = (x2 - x1) / 2
        self.add("path", d=f"M{x1:g} {y1:g} C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 7:g} {y2:g}")
        self.add("path", d=f"M{x2 - 1:g} {y2:g} l-8 -4 v8 z", class_="head")

    def write(self, name: str) -> None:
        ElementTree.indent(self.root)
        TARGET.mkdir(parents=True, exist_ok=True)
        ElementTree.ElementTree(self.root).write(TARGET / name, encoding="utf-8")


def table() -> None:
    picture, middle = Drawing(150), 75
    picture.box(1, middle - 18.5, 92, "rest", "sources")
    picture.arrow(93, middle, 177, middle)
    picture.add("text", "read, kept", x=133, y=middle - 10, class_="note")
    picture.box(177, middle - 18.5, 92, "rest", "contents")
    picture.arrow(269, middle, 340, middle)
    picture.add("text", "connect", x=303, y=middle - 10, class_="note")
    picture.box(340, middle - 35.5, 158, "core", "outputs", "", "address → function")
    for number, (who, what) in enumerate(
        (("serve", "one output"), ("resume", "four"), ("build, publish", "all"))
    ):
        y = 20 + 55 * number
        picture.add("path", d=f"M590 {y} C560 {y} 540 {middle} 505 {middle}")
        picture.box(590, y - 18.5, 129, "asks", who)
        picture.add("text", what, x=580, y=y + (15 if number == 2 else -6), class_="note end")
    picture.add("path", d=f"M499 {middle} l8 -4 v8 z", class_="head")
    picture.write("table.svg")


LOOKS = {"head": "page", "style": "style", "text": "words", "foot": "page"}
NAMES = {"around": "headers, frames", "style": "style", "page": "head and foot", "words": "text"}
SEGMENT, SEGMENTS = 1460, 10


def measured() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for line in (HERE / f"measured/flight-{HERE.name}.txt").read_text("utf-8").splitlines():
        name, *values = line.split("\t")
        found.setdefault(name, []).append(values)
    return found


def flight() -> None:
    values = measured()
    picture, left, top, height = Drawing(136), 66, 34, 44
    scale = (WIDTH - left - 1) / (SEGMENT * SEGMENTS)
    pieces = [("around", int(values["around"][0][0]))]
    pieces += [(LOOKS[name], int(size)) for name, _, size in values["part"]]
    start = 0
    for look, size in pieces:
        end = min(start + size, SEGMENT * SEGMENTS)
        x, width = left + start * scale, (end - start) * scale
        if width > 0:
            picture.add("rect", x=float(x), y=top, width=float(width), height=height, class_=look)
        start = end
    picture.add("text", "segment", x=left - 8, y=top - 9, class_="note end")
    picture.add("text", "words", x=left - 8, y=top + height + 18, class_="note end")
    for number, words, _ in values["segments"]:
        x = left + int(number) * SEGMENT * scale
        picture.add("path", d=f"M{x:.1f} {top - 4} v{height + 8}")
        if number != "0":
            picture.add("text", number, x=float(x - SEGMENT * scale / 2), y=top - 9, class_="note")
            picture.add("text", words, x=float(x - 2), y=top + height + 18, class_="end")
    x = left
    for look, name in NAMES.items():
        picture.add("rect", x=x, y=top + height + 37, width=12, height=12, class_=look)
        picture.add("text", name, x=x + 19, y=top + height + 47.5, class_="note start")
        x += 40 + 8 * len(name)
    picture.write("flight.svg")


if __name__ == "__main__":
    table()
    flight()
