"""What is wrong with a source file, said to its author in one line."""

import os
import re
from pathlib import Path

# XML, and so the feed, can hold none of these; the last two end a line for Python and for nobody else.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u2028\u2029]")


class SourceError(Exception):
    """One thing wrong in one source file: `path:line: what is wrong; what to write instead`.

    `line` counts from 1. The path is shown relative to the working folder when it lies below it.
    """

    def __init__(self, path: str | Path, line: int, what: str, instead: str) -> None:
        super().__init__(f"{shown(path)}:{line}: {what}; {instead}")
        self.line = line


def shown(path: str | Path) -> str:
    """The path as a person at the project's root would type it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith(os.pardir) else Path(relative).as_posix()


def read_source(path: str | Path) -> str:
    """The text of a UTF-8 source file, without a byte order mark and with `\\n` line ends."""
    data = Path(path).read_bytes()
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(path, line, "not UTF-8", "save the file in UTF-8") from error
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise SourceError(path, line, f"the control character {control[0]!r}", "remove it")
    return text


def line_of(text: str, wanted: str) -> int:
    """The line, from 1, on which `wanted` first stands in `text`; 1 if it stands nowhere."""
    return text.count("\n", 0, max(text.find(wanted), 0)) + 1


def line_of_field(text: str, name: str) -> int:
    """The line of a front matter field in either markup (`Name: …` or `:name: …`), else 1."""
    prefixes = (f"{name}:", f":{name}:")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip().lower().startswith(prefixes):
            return number
    return 1
