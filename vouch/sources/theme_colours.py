"""The site's colours for drawings, which no stylesheet reaches: the tokens of theme/css/site.css."""

import re
from pathlib import Path

from vouch.sources.problems import SourceError, line_of, read_source

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HEXADECIMAL = r"#(?:[0-9a-f]{6}|[0-9a-f]{3})"
TOKEN = re.compile(
    rf"--(?P<name>[\w-]+)\s*:\s*(?:light-dark\(\s*)?(?P<light>{HEXADECIMAL})\s*(?:;|,\s*(?P<dark>{HEXADECIMAL})?)",
    re.IGNORECASE,
)


def colour_pairs(theme: Path, *names: str) -> dict[str, tuple[str, str]]:
    """`{"paper": ("#fdfcf9", "#171511")}`, light and dark, for these tokens.

    A colour without `light-dark()` is the same in both. Raises SourceError where one is not hexadecimal.
    """
    file = theme / "css/site.css"
    css = read_source(file)
    found = _pairs(css)
    for name in names:
        if name not in found:
            instead = f"write `--{name}: light-dark(#…, #…);` with colours in hexadecimal"
            raise SourceError(file, line_of(css, f"--{name}:"), f"there is no colour --{name}", instead)
    return {name: found[name] for name in names}


def declarations(colours: dict[str, tuple[str, str]], *, with_dark: bool = True) -> str:
    """CSS that declares pairs of colours as tokens of an SVG file, which does not see those of a page."""
    light, dark = (
        "svg{" + ";".join(f"--{name}:{pair[side]}" for name, pair in colours.items()) + "}" for side in (0, 1)
    )
    return light + (f"@media (prefers-color-scheme:dark){{{dark}}}" if with_dark else "")


def light_colours(theme: Path, *names: str) -> dict[str, str]:
    """`{"paper": "#fdfcf9"}` for these tokens. Raises SourceError as above."""
    return {name: light for name, (light, _) in colour_pairs(theme, *names).items()}


def _pairs(css: str) -> dict[str, tuple[str, str]]:
    """The first value of a token counts; later ones apply to some readers only."""
    found = list(TOKEN.finditer(COMMENT.sub("", css)))
    return {each["name"]: (each["light"], each["dark"] or each["light"]) for each in reversed(found)}
