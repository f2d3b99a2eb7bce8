"""The résumé as plain text for pasting into a form: 72 columns, ASCII punctuation, the author's words.

The words are in the order of the source; the addresses of links are listed at the end, each on one line, so
that an address longer than the columns stays whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from unidecode import unidecode
from wcwidth import wcswidth

from vouch.resume.json_sections import Absolute
from vouch.resume.model import Employer, Group, Highlight, Line, Resume, plain

COLUMNS = 72
# A word with the space before it, and with the signs and emoji after it, which look lost on a line of their
# own. A line may break before and after any Chinese or Japanese character.
WIDE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
WORD = re.compile(rf"\s*(?:[{WIDE}][,.:;!?)\]]*|[^\s{WIDE}]+)(?:\s[^\w\s]+(?!\S))*")
ASCII = {"«": '"', "»": '"', "„": '"', "‹": "'", "›": "'", "•": "*", "—": "-", "–": "-", "―": "-", "−": "-"}


def plain_text(resume: Resume, absolute: Absolute, language: str = "en") -> str:
    """The whole document, with a final line end. Columns are those of a terminal (UAX #11)."""
    blocks = [filled(resume.name), *map(filled, resume.summary)]
    blocks.append("\n".join(map(filled, resume.contacts)))
    blocks += map(filled, resume.remarks)
    for section in resume.sections:
        blocks.append(_heading(section.heading) if section.heading else "")
        blocks += _groups(section.groups)
        for employer in section.employers:
            blocks += _job(employer, language)
    if addresses := list(dict.fromkeys(_addresses(resume, absolute))):
        blocks += [_heading("Links"), "\n".join(addresses)]
    return "\n\n".join(filter(None, blocks)) + "\n"


def ascii_punctuation(text: str) -> str:
    """The same text with ASCII punctuation and spaces; letters and emoji stay."""
    return "".join(_as_ascii(each) for each in text)


def _as_ascii(character: str) -> str:
    kind = unicodedata.category(character)
    if character.isascii() or (kind[0] not in "PZ" and character not in ASCII):
        return character
    typed = " " if kind[0] == "Z" else ASCII.get(character) or unidecode(character)
    return character if any(map(str.isalnum, typed)) else typed or character


def filled(line: Line | str, first: str = "", rest: str = "") -> str:
    """The words on lines of at most 72 columns; `first` begins the first line and `rest` the others."""
    text = " ".join(ascii_punctuation(line if isinstance(line, str) else plain(line)).split())
    lines, current = [], first
    for word in WORD.findall(text):
        longer = current + (word.lstrip() if current in (first, rest) else word)
        if wcswidth(longer) > COLUMNS and current not in (first, rest):
            lines.append(current)
            longer = rest + word.lstrip()
        current = longer
    return "\n".join([*lines, current])


def _heading(text: str) -> str:
    lines = filled(text)
    return f"{lines}\n{'-' * max(2, *map(wcswidth, lines.splitlines()), 2)}"


def _job(employer: Employer, language: str) -> Iterator[str]:
    """As the author wrote it: each role and where it was, and the dates below."""
    yield filled(employer.heading)
    yield from _groups(employer.about)
    together: list[str] = []
    for role in employer.roles:
        together += filter(None, (filled(role.heading), ascii_punctuation(role.period.in_words(language))))
        if role.groups:
            yield from ("\n".join(together), *_groups(role.groups))
            together = []
    yield "\n".join(together)
    yield from _groups(employer.groups)


def _groups(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        yield filled(group.introduction)
        yield "\n".join(_items(group.highlights))


def _items(highlights: Iterable[Highlight], indent: str = "") -> Iterator[str]:
    for each in highlights:
        yield filled(each.text, f"{indent}- ", f"{indent}  ")
        yield from _items(each.highlights, f"{indent}  ")


def _addresses(resume: Resume, absolute: Absolute) -> Iterator[str]:
    """The text and the address of each link, unless its text is the address."""
    for run in resume.all_links:
        address = absolute(run.href)
        if letters(run.text) != letters(re.sub("^(?:mailto|tel):", "", address)):
            text = filled(f"{run.text}:")
            together = f"{text} {address}"
            fits = "\n" not in text and wcswidth(together) <= COLUMNS
            yield together if fits else f"{text}\n{address}"


def letters(text: str) -> str:
    """A telephone number's text differs from its address in spaces."""
    return "".join(filter(str.isalnum, text))
