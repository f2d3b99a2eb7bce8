"""One-line messages to an author about what is wrong with a source file."""

import os
import re
import stat
import traceback
from collections.abc import Iterator
from pathlib import Path

from vouch.sources.fields import site_name

# XML, and so the feed, cannot contain these; two of them end a line for Python only. A carriage return that
# is not part of a line end is a mistake, too.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufffe\uffff]")
# Invisible in a message; some of them control a terminal or reverse the line.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
KEY = re.compile(r"\s*:?(?P<name>[\w-]+)\s*[:=]")
MAX_SOURCE_BYTES = 1_000_000
MAX_SHOWN_PROBLEMS = 50  # per file
MAX_PART_LETTERS = 400  # of what is wrong, and of what to write instead


class SourceError(Exception):
    """One thing wrong in one source file: `path:line: what is wrong; what to write instead`.

    `line` counts from 1. The path is shown relative to the working folder when it lies below it. A problem
    that endangers nobody may wait: an author may accept it, see vouch/sources/accepted.py.
    """

    def __init__(self, path: str | Path, line: int, what: str, instead: str, may_wait: bool = False) -> None:
        super().__init__(f"{shown(path)}:{line}: {visible(what)}; {visible(instead)}")
        self.path, self.line, self.what, self.instead = str(path), line, visible(what), visible(instead)
        self.may_wait = may_wait


def clipped(problems: list[SourceError]) -> list[SourceError]:
    """The problems of one file, and in place of those beyond MAX_SHOWN_PROBLEMS their number."""
    shown, rest = problems[:MAX_SHOWN_PROBLEMS], problems[MAX_SHOWN_PROBLEMS:]
    if not rest:
        return shown
    what = f"this file has {counted(len(rest), 'more problem')}"
    return [*shown, SourceError(rest[0].path, rest[0].line, what, "correct those above first")]


def shown(path: str | Path) -> str:
    """The path as a person at the project's root would type it."""
    relative = os.path.relpath(path)
    return visible(str(path) if relative.startswith(os.pardir) else Path(relative).as_posix())


def visible(text: str) -> str:
    """The text on one line, not too long, with invisible characters escaped: `\\n`, `\\xff`, `\\u200b`."""
    clipped = text if len(text) <= MAX_PART_LETTERS else f"{text[:MAX_PART_LETTERS]}…"
    return UNSEEN.sub(lambda found: _escaped(found[0]), clipped)


def counted(number: int, what: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _escaped(character: str) -> str:
    if "\udc80" <= character <= "\udcff":  # a byte of a file's name that is not UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape", "surrogatepass").decode()


def read_source(path: str | Path) -> str:
    """The text of a UTF-8 source file, without a byte order mark and with `\\n` line ends."""
    data = _bytes(Path(path))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(path, line, "not UTF-8", "save the file in UTF-8") from error
    if control := CONTROL.search(text):
        raise SourceError(
            path, line_at(text, control.start()), f"the control character {control[0]!r}", "remove it"
        )
    return text


def _bytes(path: Path) -> bytes:
    """Raises SourceError for what is not a regular file, is too long or cannot be opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(path, 1, *NO_FILE)
        if status.st_size > MAX_SOURCE_BYTES:
            what = f"this source is {status.st_size} bytes long"
            raise SourceError(path, 1, what, f"split it into files of at most {MAX_SOURCE_BYTES}")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(path, 1, *unreadable(error)) from error


NO_FILE = ("this is not a regular file", "remove it")


def unreadable(error: OSError) -> tuple[str, str]:
    """Why a file or folder cannot be read, and what to do about it."""
    reason = (error.strerror or "unknown reason").lower()
    return f"this cannot be read ({reason})", "make it readable, or remove it"


def line_at(text: str, offset: int) -> int:
    """The line, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1


def line_of(text: str, wanted: str) -> int:
    """The line, from 1, of the first `wanted` in `text`; 1 if there is none."""
    return line_at(text, max(text.find(wanted), 0))


def line_of_address(text: str, address: str) -> int:
    """The line of a link, which may be written with spaces. The same letters may begin or end another one."""
    letters = r"\s*".join(map(re.escape, address))
    found = re.search(rf"(?<![\w/.]){letters}(?!\.?[\w/#?&=%~-])", text)
    return line_at(text, found.start()) if found else line_of(text, address)


def line_of_field(text: str, name: str) -> int:
    """The line of a field, under any of its names and in any form (`Name:`, `:name:`, `name =`), else 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if (key := KEY.match(line)) and site_name(key["name"]) == name:
            return number
    return 1


def problem_of_field(path: str | Path, name: str, what: str, instead: str) -> SourceError:
    """A problem at the line of a field of a source."""
    return SourceError(path, line_of_field(read_source(path), name), what, instead)


def own_frames(error: BaseException) -> Iterator[tuple[str, int]]:
    """The project's own lines that led to an error, innermost first: paths as shown, lines from 1."""
    if isinstance(error, SyntaxError) and error.filename:
        yield shown(error.filename), error.lineno or 1
    if lineno := getattr(error, "lineno", None):  # a template that does not parse
        yield shown(getattr(error, "filename", None) or "theme/templates"), lineno
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = shown(frame.filename)
        if not (path.startswith("<") or Path(path).is_absolute() or ".venv" in path):
            yield path, frame.lineno or 1
