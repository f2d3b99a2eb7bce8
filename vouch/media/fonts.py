"""The font of the pages: XCharter, subset to what an engineer's prose in English or Russian needs, as WOFF2.

XCharter is Michael Sharpe's extension of Bitstream Charter. Its files in theme/typst/fonts, which
the résumé's PDF uses whole, are those of PyPI's `rendercv-fonts`; their licence is beside them.

A browser decides for each font whether it came in time. So that it decides once for a page, all faces are in one
variable font: its axes do not change outlines, they choose the glyphs of a face (OpenType's FeatureVariations).
"""

import io
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from vouch.site import MakeFile, Site
from vouch.sources.cache import made_once
from vouch.sources.digests import digest, named_by_digest

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

LATIN = "U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+0160-0161, U+017D-017E, U+2009-200A"
MARKS = "U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+2030, U+2032-2033, U+2039-203A, U+20AC"
SIGNS = "U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264-2265"
CYRILLIC = "U+0410-044F, U+0401, U+0451, U+2116"
ALL = ", ".join((LATIN, MARKS, SIGNS, CYRILLIC))
LETTERS = "U+0041-005A, U+0061-007A, U+0410-044F, U+0451"
FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "onum", "lnum", "pnum", "tnum")
AXES = (("wght", 400, 400, 700), ("slnt", -20, 0, 0))
BOLD, ITALIC = {"wght": (0.5, 1)}, {"slnt": (-1, -0.5)}  # parts of the axes, which end at 1 and -1
# At most 60 kB, which leaves room for the letters of a bold italic alone. The first face that has a character
# wins, so that its figures and marks are those of the bold.
FACES = (
    ("Regular", {}, ALL, FEATURES),
    ("BoldItalic", BOLD | ITALIC, LETTERS, ()),
    ("Bold", BOLD, ALL, FEATURES),
    ("Italic", ITALIC, ALL, FEATURES),
)
MAKERS = ("fonttools", "brotli")


def font_address(theme: Path) -> str:
    """`theme/xcharter.1f0c2b9a.woff2`, known before it is made."""
    return named_by_digest("theme/xcharter.woff2", digest(*_recipe(theme)))


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    theme, kept = site.assets.theme, Path(site.settings["CACHE_PATH"])
    yield font_address(theme), partial(made_once, kept, partial(_font, theme), *_recipe(theme))


@cache
def _recipe(theme: Path) -> tuple[str | bytes, ...]:
    """Everything that the font is made from."""
    makers = [f"{name} {version(name)}" for name in MAKERS]
    sources = [_source(theme, style).read_bytes() for style, *_ in FACES]
    return ("font", *makers, repr((AXES, FACES)), *sources)


def _source(theme: Path, style: str) -> Path:
    return theme / f"typst/fonts/XCharter-{style}.otf"


def _font(theme: Path) -> bytes:
    from fontTools.cffLib.CFFToCFF2 import convertCFFToCFF2
    from fontTools.merge import Merger
    from fontTools.varLib.featureVars import addFeatureVariations

    faces = [_subset(_source(theme, style), *wanted) for style, _, *wanted in FACES]
    for face in faces[1:]:
        for table in face["cmap"].tables:
            table.cmap = {}  # they are reached from the regular's glyphs
    font = Merger().merge([io.BytesIO(_saved(each)) for each in faces])
    font["head"].created = font["head"].modified = faces[0]["head"].created
    convertCFFToCFF2(font)
    _add_axes(font)
    addFeatureVariations(font, _substitutions(faces, font.getGlyphOrder()))
    font.flavor, font.recalcTimestamp = "woff2", False
    return _saved(font)


def _subset(source: Path, characters: str, features: tuple[str, ...]) -> "TTFont":
    """The font with only these characters, `U+0041-005A, U+00E9`."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=list(features), hinting=False, desubroutinize=True)
    options.drop_tables += ["FFTM"]  # the time of its last edit
    options.name_IDs = [0, 1, 2, 4, 6, 13]
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters))
    subsetter.subset(font)
    return font


def _substitutions(faces: list["TTFont"], merged: list[str]) -> list[tuple[list[dict], dict[str, str]]]:
    """For a part of the axes, the glyph for each of the regular's. `merged` has the glyphs of each face in turn."""
    names, found = iter(merged), []
    for (_, part, *_), face in zip(FACES, faces, strict=True):
        found.append(([part], dict(zip(face.getGlyphOrder(), names, strict=False))))
    regular = set(faces[0].getGlyphOrder())
    return [(part, {each: glyphs[each] for each in glyphs if each in regular}) for part, glyphs in found[1:]]


def _add_axes(font: "TTFont") -> None:
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._f_v_a_r import Axis

    font["fvar"] = newTable("fvar")
    for tag, *limits in AXES:
        axis = Axis()
        axis.axisTag, axis.axisNameID = tag, font["name"].addName(tag)
        axis.minValue, axis.defaultValue, axis.maxValue = limits
        font["fvar"].axes.append(axis)


def _saved(font: "TTFont") -> bytes:
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
