"""The résumé as plain text for pasting into a form: 72 columns, ASCII punctuation, the author's words.

The words stand as in the source; the addresses of links are listed at the end, each on one line, so
that an address longer than the columns stays whole.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from unidecode import unidecode
from wcwidth import wcswidth

from plugins.resume.model import Employer, Group, Highlight, Line, Resume, plain
from plugins.resume_files.json_sections import Absolute

COLUMNS = 72
ASCII = {"«": '"', "»": '"', "„": '"', "‹": "'", "›": "'", "•": "*", "—": "-", "–": "-", "―": "-", "−": "-"}


def plain_text(resume: Resume, absolute: Absolute) -> str:
    """The whole document, with a line end at its end. Columns are those of a terminal (UAX #11)."""
    blocks = [resume.name, *map(filled, resume.summary)]
    blocks.append("\n".join(map(filled, resume.contacts)))
    blocks += map(filled, resume.remarks)
    for section in resume.sections:
        blocks.append(_heading(section.heading))
        for employer in section.employers:
            blocks += [_roles(employer), *_groups(employer.groups)]
        blocks += _groups(section.groups)
    if addresses := list(dict.fromkeys(_addresses(resume, absolute))):
        blocks += [_heading("Links"), "\n".join(addresses)]
    return "\n\n".join(map(ascii_punctuation, filter(None, blocks))) + "\n"


def ascii_punctuation(text: str) -> str:
    """The same text in which punctuation and spaces are those of a typewriter; letters and emoji stay."""
    return "".join(_typed(each) for each in text)


def _typed(character: str) -> str:
    kind = unicodedata.category(character)
    if character.isascii() or (kind[0] not in "PZ" and character not in ASCII):
        return character
    return " " if kind[0] == "Z" else ASCII.get(character) or unidecode(character) or character


def filled(line: Line | str, first: str = "", rest: str = "") -> str:
    """Words on lines of at most 72 columns; `first` and `rest` begin the first line and the others."""
    text = ascii_punctuation(line if isinstance(line, str) else plain(line))
    lines, current = [], first
    for word in text.split():
        longer = current + word if current in (first, rest) else f"{current} {word}"
        if wcswidth(longer) > COLUMNS and current not in (first, rest):
            lines.append(current)
            longer = rest + word
        current = longer
    return "\n".join([*lines, current])


def _heading(text: str) -> str:
    return f"{text}\n{'-' * max(wcswidth(text), 2)}"


def _roles(employer: Employer) -> str:
    """As the author writes them: what the role was and where, and below it the dates."""
    lines = []
    for number, role in enumerate(employer.roles):
        phrase = employer.phrase if number == 0 else role.phrase
        gap = "" if plain(phrase).startswith(",") else " "
        lines += [filled(f"{role.title}{gap}{plain(phrase)}"), str(role.period)]
    return "\n".join(lines)


def _groups(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        yield filled(group.introduction)
        yield "\n".join(_items(group.highlights))


def _items(highlights: Iterable[Highlight], indent: str = "") -> Iterator[str]:
    for each in highlights:
        yield filled(each.text, f"{indent}- ", f"{indent}  ")
        yield from _items(each.highlights, f"{indent}  ")


def _addresses(resume: Resume, absolute: Absolute) -> Iterator[str]:
    """A link's text and its address, unless the text is the address."""
    for run in resume.all_links:
        address = absolute(run.href)
        if run.text != address and run.text != address.removeprefix("mailto:"):
            together = f"{run.text}: {address}"
            yield together if wcswidth(together) <= COLUMNS else f"{run.text}:\n{address}"
