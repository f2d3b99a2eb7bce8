"""The fonts of the pages: XCharter, subset to what an engineer's prose in English or Russian needs, as WOFF2.

XCharter is Michael Sharpe's extension of Bitstream Charter. Its files in theme/typst/fonts, which
the résumé's PDF uses whole, are those of PyPI's `rendercv-fonts`; their licence is beside them.
"""

import io
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from vouch.site import MakeFile, Site
from vouch.sources.cache import made_once
from vouch.sources.digests import digest, named_by_digest

# Together at most 60 kB, which leaves no room for a Cyrillic italic.
FONTS = (("Regular", ""), ("Italic", ""), ("Bold", ""), ("Regular", "-cyrillic"), ("Bold", "-cyrillic"))
LATIN = "U+0020-007E, U+00A0-00FF, U+0131, U+0152-0153, U+0160-0161, U+017D-017E, U+2009-200A"
MARKS = "U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+2030, U+2032-2033, U+2039-203A, U+20AC"
SIGNS = "U+2122, U+2190-2193, U+2212, U+2248, U+2260, U+2264-2265"
SCRIPTS = {"": ", ".join((LATIN, MARKS, SIGNS)), "-cyrillic": "U+0410-044F, U+0401, U+0451, U+2116"}
FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "onum", "lnum", "pnum", "tnum")
MAKERS = ("fonttools", "brotli")


def font_addresses(theme: Path) -> dict[str, str]:
    """`{"xcharter-regular.woff2": "theme/xcharter-regular.1f0c2b9a.woff2"}`, known before they are made."""
    return {name: named_by_digest(f"theme/{name}", digest(*parts)) for name, parts in _recipes(theme).items()}


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    addresses, kept = font_addresses(site.assets.theme), Path(site.settings["CACHE_PATH"])
    for name, (*about, source, characters) in _recipes(site.assets.theme).items():
        make = partial(_subset, source, characters)
        yield addresses[name], partial(made_once, kept, make, *about, source, characters)


@cache
def _recipes(theme: Path) -> dict[str, tuple[str | bytes, ...]]:
    """Everything that each font is made from; the last two are its source font and its characters."""
    makers = [f"{name} {version(name)}" for name in MAKERS]
    recipes = {}
    for style, script in FONTS:
        source = (theme / f"typst/fonts/XCharter-{style}.otf").read_bytes()
        name = f"xcharter-{style.lower()}{script}.woff2"
        recipes[name] = ("font", *makers, *FEATURES, source, SCRIPTS[script])
    return recipes


def _subset(source: bytes, characters: str) -> bytes:
    """The font with only these characters, `U+0041-005A, U+00E9`, as WOFF2."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=list(FEATURES), hinting=False, desubroutinize=True)
    options.drop_tables += ["FFTM"]  # the time of its last edit
    options.name_IDs = [0, 1, 2, 4, 6, 13]
    font = TTFont(io.BytesIO(source), lazy=True, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters))
    subsetter.subset(font)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
