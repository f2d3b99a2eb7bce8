"""Finds text that was saved in one encoding and read in another (`â€”` for a dash), and repairs it."""

import codecs
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from plugins.problems import SourceError, shown

# What damage leaves: two neighbours out of the characters that a byte becomes in the encodings of Europe, or
# one whose second byte became a space. Importing ftfy takes 70 ms; text without any of these need not.
SUSPECT = re.compile("[\x80-\u04ff\u2000-\u25ff\uf8ff\ufb01\ufb02]{2}|[\xc2\xc3] |[\x80-\x9f\ufffd]")
# What ftfy takes for damage and may well be meant: a capital with the quote, dash or superscript after it, at
# the end of a word in capitals or between quotes; Ã and Â alone.
PROPER = re.compile(
    "(?<=[A-Z\xc7\u0110\u021a])[\xc0-\xde\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c]"
    "(?=[ »”“’…–—°¹²³](?![A-Z\xc0-\xde]{2})|\xa0[»!?:;])"
    "|(?<=[«“‘„‚])[\xc0-\xde](?=[»”“’])"
    "|(?<![^\\s«“‘„‚\"'(])[\xc2\xc3](?= )"
)
# What stays of a character when one of its bytes is gone, as the last of a closing quote is in `â€`.
REMAINS = re.compile("\ufffd|\xe2\u20ac|\xf0\u0178|[\x80-\x9f]")
INVISIBLE = re.compile("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\ud800-\udfff\ufeff]")  # \x9b commands a terminal
NOT_TEXT = re.compile("[\0\ud800-\udfff]")
# What Russian, Greek or Polish, read as Windows-1252, is full of: words of accents, signs within words.
NOT_WESTERN = re.compile(r"[À-ÿ]{4}|\b[À-ÿ]{2,}\b|(?<=[^\W\d_])[£³¿¹¼¾¥¦§¨©¬±²´¶¸½]+(?=[^\W\d_])")
MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32-LE",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "UTF-32-BE",
    codecs.BOM_UTF16_LE: "UTF-16-LE",
    codecs.BOM_UTF16_BE: "UTF-16-BE",
}


class NotRepaired(Exception):
    """Why a file is not repaired, or not all of it: `path: what; what to do`."""


@dataclass(frozen=True)
class Damage:
    """A line, from 1, as it is and as it was, without line end; `repaired` is `""` if a character is lost."""

    line: int
    damaged: str
    repaired: str


def damaged_lines(text: str) -> Iterator[Damage]:
    """The lines that hold UTF-8 read in another encoding, or the remains of a lost character.

    Recognised: UTF-8 read as Latin-1, ISO 8859-2, Mac Roman, Windows-1250 to 1254 or 1257, also twice, and
    Windows-1252 read as Latin-1. Not recognised: damage that could be meant, such as two Cyrillic letters in
    the place of one (Windows-1251), or a capital and a closing quote at the end of a word in capitals; one
    encoding of one byte a character read in another; letters that became `?`.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        damaged = line.removesuffix("\r")
        if SUSPECT.search(damaged):
            repaired = _repaired(damaged)
            if REMAINS.search(repaired):
                yield Damage(number, damaged, "")
            elif repaired != damaged:
                yield Damage(number, damaged, repaired)


def problems_of(text: str, path: str | Path) -> list[SourceError]:
    """One error a damaged line, with the words to write instead."""
    return [_problem(damage, path) for damage in damaged_lines(text)]


def repaired(text: str) -> str:
    """The text with every line that can be repaired."""
    return _with([damage for damage in damaged_lines(text) if damage.repaired], text)


def fix_encoding(path: Path) -> str:
    """Repairs a file in place; returns `path:line: repaired text` a line, or `path: nothing to repair`.

    A file with the mark of UTF-16 or UTF-32 is read so (the mark goes), and lines that are not UTF-8 as
    Windows-1252, which is a guess: the file as it was is kept beside it, `.orig`, and the report begins
    with that. Line ends, a UTF-8 byte order mark, permissions and links stay.
    Raises NotRepaired; where characters are lost, after it has repaired the other lines.
    """
    data = _read(path)
    encoding, text = _decoded(data, path)
    damages = list(damaged_lines(text.removeprefix("\ufeff")))
    repairs = [damage for damage in damages if damage.repaired]
    new = _with(repairs, text).encode()
    kept = path.with_name(f"{path.name}.orig")
    if encoding == "Windows-1252":
        _write(kept, data)
    if new != data:
        _write(path, new)
    if lost := [str(damage.line) for damage in damages if not damage.repaired]:
        what = f"characters were lost on line {', '.join(lost)}"
        raise NotRepaired(f"{shown(path)}: {what}; type them again (the other lines are right now)")
    report = [] if encoding == "UTF-8" else [f"{shown(path)}: was {encoding}, is UTF-8 now"]
    report += (
        [f"{shown(kept)}: as it was; look whether all reads right"] if encoding == "Windows-1252" else []
    )
    report += [f"{shown(path)}:{damage.line}: {_surroundings(damage)}" for damage in repairs]
    return "\n".join(report) or f"{shown(path)}: nothing to repair"


def _repaired(line: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding as repair

    # A lossy sequence is to ftfy any question mark after Ã.
    config = TextFixerConfig(explain=False, replace_lossy_sequences=False)
    without = PROPER.sub("A", line)
    if repair(without, config) == without:
        return line
    repaired = repair(line, config)
    return line if NOT_TEXT.search(repaired) else repaired


def _problem(damage: Damage, path: str | Path) -> SourceError:
    if not damage.repaired:
        remains = REMAINS.search(_repaired(damage.damaged))
        what = f"a character was lost ({_visible(remains[0])})"
        return SourceError(path, damage.line, what, "type it again")
    damaged, repaired = _difference(damage)
    instead = f"write '{repaired}', or run ./invoke fix-encoding {shown(path)}"
    return SourceError(path, damage.line, f"damaged encoding in '{damaged}'", instead)


def _difference(damage: Damage) -> tuple[str, str]:
    """The first words that differ."""
    words, instead = damage.damaged.split(" "), damage.repaired.split(" ")
    changes = SequenceMatcher(None, words, instead, autojunk=False).get_opcodes()
    _, start, end, start_instead, end_instead = next(each for each in changes if each[0] != "equal")
    return _clipped(" ".join(words[start:end])), _clipped(" ".join(instead[start_instead:end_instead]))


def _surroundings(damage: Damage) -> str:
    """The repaired line, about where the first repair is."""
    pairs = zip(damage.damaged, damage.repaired, strict=False)
    first = next((at for at, (old, new) in enumerate(pairs) if old != new), len(damage.repaired))
    start = max(first - 40, 0)
    return ("…" if start else "") + _clipped(damage.repaired[start:], 60)


def _clipped(text: str, length: int = 40) -> str:
    return _visible(text if len(text) <= length else text[:length] + "…")


def _visible(text: str) -> str:
    return INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).replace("\ufffd", "U+FFFD")


def _with(repairs: list[Damage], text: str) -> str:
    lines = text.split("\n")
    for repair in repairs:
        lines[repair.line - 1] = lines[repair.line - 1].replace(repair.damaged, repair.repaired)
    return "\n".join(lines)


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise NotRepaired(f"{shown(path)}: a folder; name one file in it")
    if not path.is_file():
        raise NotRepaired(f"{shown(path)}: no such file; see that the name is right")
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotRepaired(f"{shown(path)}: {error.strerror}; see that you may read it") from error


def _decoded(data: bytes, path: Path) -> tuple[str, str]:
    """The encoding's name and the text, with a UTF-8 byte order mark if the file has one."""
    try:
        for mark, encoding in MARKS.items():
            if data.startswith(mark):
                return encoding, data.removeprefix(mark).decode(encoding)
        if b"\0" in data:
            raise NotRepaired(f"{shown(path)}: a binary file; name a text file")
        text = "\n".join(_decoded_line(line) for line in data.split(b"\n"))
    except UnicodeDecodeError as error:
        what = "neither UTF-8, UTF-16 nor Windows-1252"
        raise NotRepaired(f"{shown(path)}: {what}; save it as UTF-8 in the program that wrote it") from error
    return "UTF-8" if text.encode() == data else "Windows-1252", text


def _decoded_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        text = line.decode("windows-1252")
        if NOT_WESTERN.search(text):
            raise error
        return text


def _write(path: Path, data: bytes) -> None:
    """Puts a new file in the place of the one that `path` leads to, whole or not at all."""
    target = path.resolve()
    try:
        if target.exists():
            target.open("r+b").close()  # a write-protected file could be replaced all the same
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as folder:
            aside = Path(folder, target.name)
            aside.write_bytes(data)
            if target.exists():
                shutil.copymode(target, aside)
            aside.replace(target)
    except OSError as error:
        raise NotRepaired(f"{shown(path)}: {error.strerror}; see that you may write it") from error
