"""Makes theme/static/fonts from XCharter: what an engineer's prose in English or Russian needs, as WOFF2.

XCharter is Michael Sharpe's extension of Bitstream Charter, free to use and change; its licence
stands beside the fonts. Run it by hand after changing what is kept:

    pip install fonttools brotli rendercv-fonts && python theme/make_fonts.py
"""

from pathlib import Path

import rendercv_fonts
from fontTools import subset

SOURCE = Path(rendercv_fonts.__file__).parent / "XCharter"
TARGET = Path(__file__).parent / "static" / "fonts"
# All of them stay under 60 kB; there is no room for a Cyrillic italic.
FONTS = (("Regular", ""), ("Italic", ""), ("Bold", ""), ("Regular", "-cyrillic"), ("Bold", "-cyrillic"))
LATIN = "U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+0160-0161, U+017D-017E, U+2009-200A"
MARKS = "U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+2030, U+2032-2033, U+2039-203A, U+20AC"
SIGNS = "U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264-2265"
SCRIPTS = {"": ", ".join((LATIN, MARKS, SIGNS)), "-cyrillic": "U+0410-044F, U+0401, U+0451, U+2116"}
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "onum", "lnum", "pnum", "tnum"]


def make(style: str, script: str) -> None:
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True)
    options.name_IDs = [0, 1, 2, 4, 6, 13]
    options.recalc_timestamp = False
    font = subset.load_font(SOURCE / f"XCharter-{style}.otf", options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(SCRIPTS[script]))
    subsetter.subset(font)
    subset.save_font(font, TARGET / f"xcharter-{style.lower()}{script}.woff2", options)


if __name__ == "__main__":
    for style, script in FONTS:
        make(style, script)
