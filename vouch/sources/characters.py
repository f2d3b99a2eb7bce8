"""Reports invisible characters that do nothing, or something unexpected, where they are (Unicode TR 36)."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from vouch.sources.problems import CONTROL, SourceError, line_at

HIDDEN = re.compile(
    "[\u200b\u2060-\u2064\u206a-\u206f\ufeff\u180e\u3164\uffa0\ufff9-\ufffb]"  # no width, invisible
    "|[\u202a-\u202e\u2066-\u2069]"  # reverse the text after them
    "|[\u061c\u200e\u200f\u200c\u200d\xad\U000e0000-\U000e007f]"  # legitimate in some places, see below
)
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Scripts whose letters join, or do not, by U+200C and U+200D: Arabic, Syriac, N'Ko, Indic and related ones.
JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1a00-\u1aff\ua840-\ua9df\ufb50-\ufefc]"
)
# Thai, Lao, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham and their extensions: words without spaces
# between them, where a line may break at U+200B.
WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf]"
)
EMOJI = re.compile("[\u203c-\u3299\ufe0f\U0001f000-\U0001faff]")
FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]*")
FIELD = re.compile(r":?[\w-]+:")
# These let code read otherwise than it runs, or carry a text that nobody sees.
REVERSING_OR_TAG = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
MARKS, JOINER, NON_JOINER, SOFT_HYPHEN = "\u061c\u200e\u200f", "\u200d", "\u200c", "\xad"
WORD_BREAK = "\u200b"


def problems_of(text: str, prose: str, path: Path) -> Iterator[SourceError]:
    """One error per kind of character. `prose` is the text with spaces in place of its code."""
    places: dict[str, list[int]] = {}
    for found in HIDDEN.finditer(text):
        if not _is_legitimate(text, prose, found.start()):
            places.setdefault(found[0], []).append(found.start())
    for character, found in places.items():
        name = f"U+{ord(character):04X} {unicodedata.name(character, '').lower()}".strip()
        times = "" if len(found) == 1 else f", {len(found)} times"
        yield SourceError(path, line_at(text, found[0]), f"invisible character {name}{times}", "remove it")
    for control in list(CONTROL.finditer(text))[1:10]:  # read_source reports the first one
        line = line_at(text, control.start())
        yield SourceError(path, line, f"the control character {control[0]!r}", "remove it")


def _is_legitimate(text: str, prose: str, at: int) -> bool:
    """Whether a hidden character is where it has its proper effect."""
    character, before, after = text[at], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if _is_in_code(text, prose, at) and not REVERSING_OR_TAG.match(character):
        return True  # an example
    if character in MARKS:
        return bool(RIGHT_TO_LEFT.search(_line_around(text, at)))
    if character in (JOINER, NON_JOINER):
        script = JOINING.match(before) or JOINING.match(after)
        return bool(script or (character == JOINER and EMOJI.match(before) and EMOJI.match(after)))
    if character == WORD_BREAK:
        return bool(WITHOUT_SPACES.match(before) or WITHOUT_SPACES.match(after))
    if character == SOFT_HYPHEN:
        return not FIELD.match(_line_around(text, at))
    if character >= "\U000e0000":
        flag = FLAG.match(text, text.rfind("\U0001f3f4", 0, at)) if "\U0001f3f4" in text[:at] else None
        return bool(flag and flag.end() > at)
    return False


def _is_in_code(text: str, prose: str, at: int) -> bool:
    """Also in a block of Markdown that is indented, below the fields."""
    is_indented = _line_around(text, at).startswith(("    ", "\t")) and "\n\n" in text[:at]
    return prose[at] != text[at] or is_indented


def _line_around(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]
