"""The site's colours for what is drawn and not styled: the tokens of theme/css/site.css, their light side."""

import re
from pathlib import Path

from plugins.problems import SourceError, line_of, read_source

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HEXADECIMAL = r"#(?:[0-9a-f]{6}|[0-9a-f]{3})"
TOKEN = re.compile(
    rf"--(?P<name>[\w-]+)\s*:\s*(?:light-dark\(\s*)?(?P<light>{HEXADECIMAL})\s*[,;]", re.IGNORECASE
)


def light_colours(theme: Path, *names: str) -> dict[str, str]:
    """`{"paper": "#fdfcf9"}` for these tokens. Raises SourceError where one is no colour in hexadecimal."""
    file = theme / "css/site.css"
    css = read_source(file)
    found = tokens(css)
    for name in names:
        if name not in found:
            instead = f"write `--{name}: light-dark(#…, #…);` with colours in hexadecimal"
            raise SourceError(file, line_of(css, f"--{name}:"), f"there is no colour --{name}", instead)
    return {name: found[name] for name in names}


def tokens(css: str) -> dict[str, str]:
    """All of them. What is said of a token first is what it is; later on it changes for some readers."""
    found = TOKEN.finditer(COMMENT.sub("", css))
    return {each["name"]: each["light"] for each in reversed(list(found))}
