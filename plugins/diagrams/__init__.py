"""Diagrams that an article holds as text, in Graphviz's language, are drawings in the page.

In Markdown a fence `dot` with `alt="…"`, in reStructuredText the directives of Sphinx. Each is
drawn once, kept, and published as a file: no script comes into the page.
"""

import logging
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from pelican import signals
from pelican.contents import Content
from pelican.generators import Generator

from plugins.addresses import Site
from plugins.cache import made_once
from plugins.diagrams.drawing import themed, with_defaults
from plugins.diagrams.graphviz import VERSION, NotDrawn, draw
from plugins.diagrams.letters import lent
from plugins.diagrams.model import MARK, Diagram
from plugins.pictures.schemes import follows
from plugins.problems import SourceError, read_source

SIZE = re.compile(rb'width="\d+" height="\d+"')
FENCE = re.compile(r"(?:`{3,}|~{3,}).*\balt=")

logger = logging.getLogger(__name__)


def _draw_all(generators: Iterable[Generator]) -> None:
    problems: list[SourceError] = []

    def figure(mark: re.Match) -> str:
        """The HTML in the place of a mark. What cannot be drawn is told, and left out."""
        diagram = Diagram.of(mark)
        try:
            svg = _svg(diagram.source, content.settings)
        except NotDrawn as error:
            problems.append(_problem(diagram, content, error))
            return mark["figure"] or ""
        image = _image(diagram, svg, content)
        return f'<figure class="diagram" tabindex="0">{image}' + ("" if mark["figure"] else "</figure>")

    for content in next(iter(generators)).context["generated_content"].values():
        if content and " data-dot=" in content._content:
            content._content = MARK.sub(figure, content._content)
    for problem in problems:
        logger.error("%s", problem)


def _svg(source: str, settings: dict) -> bytes:
    css = (Path(settings["THEME"]) / "css/site.css").read_text("utf-8")
    kept, ingredients = Path(settings["CACHE_PATH"]), ("drawing", VERSION, with_defaults(source), css)
    return made_once(kept, lambda: drawn(source, css), *ingredients)


def drawn(source: str, css: str) -> bytes:
    """The drawing of a source in Graphviz's language, as SVG. Raises NotDrawn."""
    changed, letters = lent(with_defaults(source))
    try:
        return themed(draw(changed), css, letters)
    except NotDrawn as error:
        raise NotDrawn(str(error).translate(letters), error.line) from error


def _image(diagram: Diagram, svg: bytes, content: Content) -> str:
    base, assets = Site.of(content.settings).base, content.settings["BUILD"].assets
    address = assets.add(f"images/{content.slug}-diagram.svg", svg)
    plate = "" if follows(svg) else ' class="plate"'
    size = SIZE.search(svg)[0].decode()
    return f'<img src="{base}/{quote(address)}" alt="{diagram.alt}"{plate} {size}>'


def _problem(diagram: Diagram, content: Content, error: NotDrawn) -> SourceError:
    line, above = diagram.line, diagram.above
    if not line:
        line = above = _line_of_fence(read_source(content.source_path), diagram.source)
    what = f"this diagram cannot be drawn: {error}"
    return SourceError(
        content.source_path,
        above + error.line if error.line else line,
        what,
        "correct it, or make it smaller",
    )


def _line_of_fence(text: str, source: str) -> int:
    """The line of the fence around a diagram, which may be indented or quoted; 1 if there is none."""
    wanted, lines = ([each.strip(" >\t") for each in part.splitlines()] for part in (source, text))
    for number, line in enumerate(lines, start=1):
        if FENCE.match(line) and lines[number : number + len(wanted)] == wanted:
            return number
    return 1


def register() -> None:
    signals.all_generators_finalized.connect(_draw_all)
