"""The font of the pages: XCharter, subset to what an engineer's prose in English or Russian needs, as WOFF2.

XCharter is Michael Sharpe's extension of Bitstream Charter. Its files in theme/typst/fonts, which
the résumé's PDF uses whole, are those of PyPI's `rendercv-fonts`; their licence is beside them.

A browser decides for each font whether it came in time for the first view. So that it decides once for all
faces of a page, they are in one variable font. Its axes do not change outlines, they choose the glyphs of a
face (OpenType's FeatureVariations).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
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
SIGNS = "U+2122, U+2190-2193, U+2212, U+221A, U+2248, U+2260, U+2264-2265"
CYRILLIC = "U+0410-044F, U+0401, U+0451, U+2116"
ALL = ", ".join((LATIN, MARKS, SIGNS, CYRILLIC))
LETTERS = "U+0041-005A, U+0061-007A, U+0410-044F, U+0451"
FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "onum", "lnum", "pnum", "tnum")
AXES = (("wght", 400, 400, 700), ("slnt", -20, 0, 0))
BOLD, ITALIC = {"wght": (0.5, 1)}, {"slnt": (-1, -0.5)}  # from halfway to the end of an axis


@dataclass(frozen=True)
class Face:
    style: str
    place: dict[str, tuple[float, float]]  # on the axes
    characters: str = ALL
    features: tuple[str, ...] = FEATURES


# At most 60 kB, which leaves room for the letters of a bold italic alone. The first face that has a character
# wins, so that its figures and marks are those of the bold.
REGULAR = Face("Regular", {})
OTHERS = (
    Face("BoldItalic", BOLD | ITALIC, LETTERS, ()),
    Face("Bold", BOLD),
    Face("Italic", ITALIC),
)
# What a font has for a character that it lacks. A browser takes another font where it finds this glyph, so no
# face may replace it.
LACKING = ".notdef"
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
    sources = [_source(theme, face) for face in (REGULAR, *OTHERS)]
    return ("font", *makers, repr((AXES, REGULAR, OTHERS, LACKING)), *sources)


def _source(theme: Path, face: Face) -> bytes:
    return (theme / f"typst/fonts/XCharter-{face.style}.otf").read_bytes()


def _font(theme: Path) -> bytes:
    from fontTools.cffLib.CFFToCFF2 import convertCFFToCFF2
    from fontTools.merge import Merger
    from fontTools.varLib.featureVars import addFeatureVariations

    regular, *others = (_subset(_source(theme, face), face) for face in (REGULAR, *OTHERS))
    for table in (table for each in others for table in each["cmap"].tables):
        table.cmap = {}  # characters lead to the regular's glyphs
    font = Merger().merge([io.BytesIO(_saved(each)) for each in (regular, *others)])
    font["head"].created = font["head"].modified = regular["head"].created
    convertCFFToCFF2(font)
    _add_axes(font)
    glyphs = [each.getGlyphOrder() for each in (regular, *others)]
    addFeatureVariations(font, _substitutions(glyphs, font.getGlyphOrder()))
    font.flavor, font.recalcTimestamp = "woff2", False
    return _saved(font)


def _subset(source: bytes, face: Face) -> "TTFont":
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=list(face.features), hinting=False, desubroutinize=True)
    options.drop_tables += ["FFTM"]  # the time of its last edit
    options.name_IDs = [0, 1, 2, 4, 6, 13]
    font = TTFont(io.BytesIO(source), lazy=True, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(face.characters))
    subsetter.subset(font)
    return font


def _substitutions(glyphs: list[list[str]], merged: list[str]) -> list[tuple[list[dict], dict[str, str]]]:
    """What takes the place of the regular's glyphs. `merged` names the glyphs of each face in turn."""
    names = iter(merged)
    regular, *others = ({glyph: next(names) for glyph in face} for face in glyphs)
    return [
        ([face.place], {glyph: other[glyph] for glyph in regular if glyph in other and glyph != LACKING})
        for face, other in zip(OTHERS, others, strict=True)
    ]


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
