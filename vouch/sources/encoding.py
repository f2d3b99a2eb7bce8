"""Finds text that was saved in one encoding and read in another (`â€”` for a dash), and repairs it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from vouch.sources.problems import SourceError, shown

# Traces of damage: two adjacent characters of those that a byte becomes in European encodings, or
# one whose second byte became a space. Importing ftfy takes 70 ms; it is not needed without these.
SUSPECT = re.compile("[\x80-\u04ff\u2000-\u25ff\uf8ff\ufb01\ufb02]{2}|[\xc2\xc3] |[\x80-\x9f\ufffd]")
# What ftfy takes for damage but may be intended: a capital with the quote, dash or superscript after it, at
# the end of a word in capitals or between quotes; Ã and Â alone.
PROPER = re.compile(
    "(?<=[A-Z\xc7\u0110\u021a])[\xc0-\xde\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c]"
    "(?=[ »”“’…–—°¹²³](?![A-Z\xc0-\xde]{2})|\xa0[»!?:;])"
    "|(?<=[«“‘„‚])[\xc0-\xde](?=[»”“’])"
    "|(?<![^\\s«“‘„‚\"'(])[\xc2\xc3](?= )"
)
# What is left of a character when one of its bytes is lost, such as the last of a closing quote in `â€`.
REMAINS = re.compile("\ufffd|\xe2\u20ac|\xf0\u0178|[\x80-\x9f]")
INVISIBLE = re.compile("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\ud800-\udfff\ufeff]")  # \x9b commands a terminal
NOT_TEXT = re.compile("[\0\ud800-\udfff]")


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
    single-byte encoding read as another; letters that became `?`.
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
    """One error per damaged line, with the words to write instead."""
    return [_problem(damage, path) for damage in damaged_lines(text)]


def repaired(text: str) -> str:
    """The text with every line that can be repaired."""
    lines = text.split("\n")
    for damage in damaged_lines(text):
        if damage.repaired:
            lines[damage.line - 1] = lines[damage.line - 1].replace(damage.damaged, damage.repaired)
    return "\n".join(lines)


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
    # Into a copy: ftfy also changes curly quotes to straight ones. Entities are meant in a source.
    command = f".venv/bin/ftfy --preserve-entities {shown(path)} -o repaired"
    instead = f"write '{repaired}', or run `{command}`"
    return SourceError(path, damage.line, f"damaged encoding in '{damaged}'", instead)


def _difference(damage: Damage) -> tuple[str, str]:
    """The first words that differ."""
    words, instead = damage.damaged.split(" "), damage.repaired.split(" ")
    changes = SequenceMatcher(None, words, instead, autojunk=False).get_opcodes()
    _, start, end, start_instead, end_instead = next(each for each in changes if each[0] != "equal")
    return _clipped(" ".join(words[start:end])), _clipped(" ".join(instead[start_instead:end_instead]))


def _clipped(text: str) -> str:
    return _visible(text if len(text) <= 40 else text[:40] + "…")


def _visible(text: str) -> str:
    return INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text).replace("\ufffd", "U+FFFD")
