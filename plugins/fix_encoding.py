"""Repairs a file's encoding in place, whole or not at all."""

import codecs
import re
import shutil
import tempfile
from pathlib import Path

from plugins.encoding import Damage, clipped, damaged_lines, with_repairs
from plugins.problems import shown

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
    new = with_repairs(repairs, text).encode()
    kept = path.with_name(f"{path.name}.orig")
    if encoding == "Windows-1252":
        _write(kept, data)
    if new != data:
        _write(path, new)
    if lost := [str(damage.line) for damage in damages if not damage.repaired]:
        what = f"characters were lost on line {', '.join(lost)}"
        raise NotRepaired(f"{shown(path)}: {what}; type them again (the other lines are right now)")
    report = [] if encoding == "UTF-8" else [f"{shown(path)}: was {encoding}, is UTF-8 now"]
    if encoding == "Windows-1252":
        report.append(f"{shown(kept)}: as it was; look whether all reads right")
    report += [f"{shown(path)}:{damage.line}: {_surroundings(damage)}" for damage in repairs]
    return "\n".join(report) or f"{shown(path)}: nothing to repair"


def _surroundings(damage: Damage) -> str:
    """The repaired line, about where the first repair is."""
    pairs = zip(damage.damaged, damage.repaired, strict=False)
    first = next((at for at, (old, new) in enumerate(pairs) if old != new), len(damage.repaired))
    start = max(first - 40, 0)
    return ("…" if start else "") + clipped(damage.repaired[start:], 60)


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
