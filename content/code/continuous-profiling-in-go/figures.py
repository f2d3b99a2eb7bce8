"""Draws the article's figures from measured/: run with Python 3.11, no arguments."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).parent
MEASURED = HERE / "measured"
IMAGES = HERE.parents[1] / "images" / HERE.name

WIDTH = 720
FONT = 13
ADVANCE = 0.603 * FONT  # of a monospaced letter
ROW = 21

STYLE = """
text { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1d1a16 }
.muted { fill: #524d45 } .line { stroke: #dcd5c8 } .axis { stroke: #524d45 }
.app { fill: #fbdf9d } .run { fill: #f5b570 } .new { fill: #e88b5a }
.a { stroke: #1d1a16 } .b { stroke: #a39b8d }
.hot { stroke: #b0400f } text.hot { stroke: none; fill: #9c2f06 } .other { fill: #6e675c }
@media (prefers-color-scheme: dark) {
text { fill: #e9e4da } .muted { fill: #b5ada0 } .line { stroke: #3b362e } .axis { stroke: #b5ada0 }
.app { fill: #6b4d14 } .run { fill: #7d3f14 } .new { fill: #85301c }
.a { stroke: #e9e4da } .b { stroke: #8d867a }
.hot { stroke: #ff9a5c } text.hot { fill: #ffb067 } .other { fill: #a29b8e }
}
"""


class Drawing:
    """An SVG picture that says what it shows, and is written when done."""

    def __init__(self, name: str, height: int, title: str):
        self.path = IMAGES / f"{name}.svg"
        box = f"0 0 {WIDTH} {height}"
        size = {"width": str(WIDTH), "height": str(height), "viewBox": box, "role": "img"}
        self.root = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", **size)
        ET.SubElement(self.root, "title").text = title
        ET.SubElement(self.root, "style").text = STYLE

    def add(self, tag: str, text: str | None = None, **attributes) -> None:
        plain = {
            name.rstrip("_").replace("_", "-"): f"{value:.2f}".rstrip("0").rstrip(".")
            if isinstance(value, float)
            else str(value)
            for name, value in attributes.items()
        }
        ET.SubElement(self.root, tag, plain).text = text

    def write(self) -> None:
        IMAGES.mkdir(parents=True, exist_ok=True)
        ET.indent(self.root, "")
        self.path.write_text(ET.tostring(self.root, encoding="unicode") + "\n", encoding="utf-8")


# Flame graphs ---------------------------------------------------------------------------------

ROUTING = {  # between the connection and the handler, the same for every request
    "net/http.serverHandler.ServeHTTP",
    "net/http.(*ServeMux).ServeHTTP",
    "net/http.HandlerFunc.ServeHTTP",
    "runtime/pprof.Do",
    "example.com/tally/profiler.Endpoint.func1",
    "example.com/tally/profiler.Endpoint.func1.1",
    "example.com/tally/server.reply.1",
    "runtime.systemstack",
}
NAMES = {
    "example.com/tally/server.New.func2": "POST /summary",
    "example.com/tally/server.New.func3": "POST /slowest",
    "runtime.gcBgMarkWorker": "GC",
    "runtime.mcall": "scheduler",
}
CONNECTION = "net/http.(*conn).serve"
NEW = "example.com/tally/server.V2"
DEEPEST = 8
NARROWEST = 2.5


@dataclass
class Frame:
    name: str
    value: int = 0
    children: dict[str, "Frame"] = field(default_factory=dict)

    def add(self, stack: list[str], value: int) -> None:
        self.value += value
        if stack:
            child = self.children.setdefault(stack[0], Frame(stack[0]))
            child.add(stack[1:], value)

    def depth(self) -> int:
        return 1 + max((each.depth() for each in self.children.values()), default=0)


def folded(version: str) -> Counter:
    stacks: Counter = Counter()
    for line in (MEASURED / f"{version}.folded").read_text().splitlines():
        stack, value = line.rsplit(" ", 1)
        stacks[stack] += int(value)
    return stacks


def total(version: str) -> float:
    """Seconds of CPU in all windows. The stacks add up to 0.1% less: a few samples have none."""
    head = (MEASURED / f"top-{version}.txt").read_text()
    return float(re.search(r"Total samples = ([\d.]+)s", head)[1])


def simple(stack: list[str]) -> list[str]:
    if stack[0] not in NAMES and stack[0] != CONNECTION:
        return ["other"]
    if stack[0] != CONNECTION:
        return stack[:1]
    return [each for each in stack if each not in ROUTING][:DEEPEST]


def flame(version: str) -> Frame:
    root = Frame(f"tally {version}")
    for stack, value in folded(version).items():
        root.add(simple(stack.split(";")), value)
    return root


def order(frame: Frame) -> tuple:
    """The connection first, for it is what changes; the others by name."""
    return (frame.name != CONNECTION, frame.name == "other", frame.name)


def label(name: str, letters: int) -> str:
    """The longest name of a function that fits: with its package, without, or cut off."""
    name = NAMES.get(name, name).split("[")[0]
    if not name.startswith("POST"):
        name = name.rsplit("/", 1)[-1]
    bare = re.sub(r"^[a-z]+\.(\(\*\w+\)\.)?", "", name)
    for each in (name, bare):
        if len(each) <= letters:
            return each
    return bare[: letters - 1] + "…" if letters > 3 else ""


def kind(name: str, inherited: str) -> str:
    if name == NEW or inherited == "new":
        return "new"
    runtime = name.startswith("runtime.") or name == "other"
    return "run" if runtime else "app"


def draw(picture: Drawing, frame: Frame, x: float, y: float, scale: float, inherited="app") -> None:
    width = frame.value * scale
    if width < NARROWEST:
        return
    colour = kind(frame.name, inherited)
    picture.add("rect", x=x, y=y, width=max(width - 1, 0.5), height=ROW - 1, class_=colour)
    letters = int((width - 8) / ADVANCE)
    if name := label(frame.name, letters):
        picture.add("text", name, x=x + 4, y=y + 15)
    for child in sorted(frame.children.values(), key=order):
        draw(picture, child, x, y + ROW, scale, colour)
        x += child.value * scale


def flames() -> None:
    before, after = flame("v1"), flame("v2")
    scale = WIDTH / max(before.value, after.value)
    top = 24
    second = top + before.depth() * ROW + 42
    height = second + after.depth() * ROW + 2
    picture = Drawing("flame", height, "Flame graphs of version 1 and version 2, to the same scale")
    seconds = 10 * sum(1 for w in windows() if w.version == "v1")
    for version, frame, y in (("v1", before, top), ("v2", after, second)):
        cpu = total(version)
        title = f"{version}: {cpu:.1f} s of CPU in {seconds} s, {100 * cpu / seconds:.1f}% of a core"
        picture.add("text", title, x=0, y=y - 9, class_="muted")
        draw(picture, frame, 0.0, y, scale)
    picture.write()


# Windows --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Window:
    start: datetime
    instance: str
    version: str
    cpu: int  # milliseconds, as the next
    compiling: int


def windows() -> list[Window]:
    found = []
    for line in (MEASURED / "windows.txt").read_text().splitlines():
        name, cpu, compiling, _size = line.split()
        _service, version, _kind, at, instance = name.split(",")
        start = datetime.strptime(at, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
        found.append(Window(start, instance, version, int(cpu), int(compiling)))
    return sorted(found, key=lambda each: each.start)


class Axes:
    """Where a moment and a share of a core are in the picture of windows."""

    HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 260, 48, 8, 26, 34

    def __init__(self, of: list[Window]):
        self.zero = of[0].start
        self.end = self.seconds(of[-1]) + 10
        self.most = 10 * (max(each.cpu for each in of) // 1000 + 1)  # percent of a core

    def seconds(self, window: Window) -> float:
        return (window.start - self.zero).total_seconds()

    def x(self, seconds: float) -> float:
        return self.LEFT + seconds / self.end * (WIDTH - self.LEFT - self.RIGHT)

    def y(self, percent: float) -> float:
        return self.HEIGHT - self.BOTTOM - percent / self.most * (self.HEIGHT - self.TOP - self.BOTTOM)

    def draw(self, picture: Drawing) -> None:
        for percent in range(0, self.most + 1, 10):
            y, line = self.y(percent), "axis" if percent == 0 else "line"
            picture.add("line", x1=self.LEFT, x2=WIDTH - self.RIGHT, y1=y, y2=y, class_=line)
            picture.add("text", f"{percent}%", x=self.LEFT - 8, y=y + 4, text_anchor="end", class_="muted")
        for minute in range(0, int(self.end // 60) + 1, 2):
            anchor = "start" if minute == 0 else "middle"
            at = {"x": self.x(60 * minute), "y": self.HEIGHT - 12, "text_anchor": anchor}
            picture.add("text", f"{minute} min", class_="muted", **at)


def timeline() -> None:
    all_windows = windows()
    axes = Axes(all_windows)
    title = "CPU in each window, in total and in regexp.compile, while three versions take turns"
    picture = Drawing("windows", axes.HEIGHT, title)
    axes.draw(picture)
    before = None
    for each in all_windows:
        left, right = axes.x(axes.seconds(each)), axes.x(axes.seconds(each) + 10)
        if each.version != before:
            picture.add("text", each.version, x=left, y=axes.TOP - 6)
            before = each.version
        for value, look in ((each.cpu, each.instance), (each.compiling, "hot")):
            if value:
                y = axes.y(value / 100)
                picture.add("line", x1=left, x2=right, y1=y, y2=y, stroke_width=3, class_=look)
    picture.add("text", "all CPU, instances a", x=axes.x(250), y=axes.y(11.5))
    picture.add("text", "and b", x=axes.x(250) + 21 * ADVANCE, y=axes.y(11.5), class_="other")
    picture.add("text", "in regexp.compile", x=axes.x(250), y=axes.y(6.5), class_="hot")
    picture.write()


if __name__ == "__main__":
    flames()
    timeline()
