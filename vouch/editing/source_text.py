"""Changes links and fields in the text of a source, in either markup, and nothing else of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import quote, urlsplit

from vouch.sources.heads import FENCES
from vouch.sources.prose import prose_of

FIELD_OF_RST = re.compile(r":[\w-]+:(?:\s|$)")
NAMES = {"aliases": "alias(?:es)?|redirect[-_]from|redirects"}  # other generators' for the same field
UNDERLINE = re.compile(r"([^\w\s])\1*\s*$")
# Where an address begins that is a link, or one of this site in any text, and where it ends.
LINK, TEXT, END = r"(?<=[(<\"'])", r"(?:(?<=[\s(<\"'=])|^)/", r"(?=[#?)>\"'\]\s]|[.,;:!]*(?:\s|$))"


@dataclass(frozen=True)
class Move:
    """What changes of an article or page: the file at its address, and its source below content/."""

    old: str
    new: str
    old_source: str
    new_source: str

    @property
    def spellings(self) -> Iterator[tuple[str, str, bool]]:
        """The old and new address as people write them, and whether they have all of it."""
        yield self.old, self.new, True
        if self.old.endswith("/index.html"):
            yield self.old.removesuffix("index.html"), self.new.removesuffix("index.html"), True
        short = (re.sub(r"(/index)?\.html$", "", each) for each in (self.old, self.new))
        yield *short, False


def with_links(text: str, source: str, moves: Sequence[Move], site: str) -> str:
    """The text of `source`, a path below content/, with its links to what moves on the site at an address."""
    patterns = [(re.compile(old), new) for each in moves for old, new in _patterns(each, site)]
    lines = text.split("\n")
    for number, prose in enumerate(prose_of(text.replace("\r\n", "\n"), source).split("\n")):
        found = [(match.span("old"), new) for pattern, new in patterns for match in pattern.finditer(prose)]
        found += [each for move in moves for each in _links_to_source(prose, source, move)]
        for (start, end), new in sorted(found, reverse=True):
            lines[number] = lines[number][:start] + new + lines[number][end:]
    return "\n".join(lines)


def _patterns(move: Move, site: str) -> Iterator[tuple[str, str]]:
    """For each way to write the address its pattern, with the group `old`, and what to write instead."""
    ours = urlsplit(site)
    whole = rf"https?://{re.escape(ours.netloc + ours.path.rstrip('/'))}/"
    for old, new, is_whole in move.spellings:
        before = f"{whole}|{TEXT}|{LINK}" if is_whole else f"{whole}|{LINK}/"
        for written in dict.fromkeys((old, quote(old))):
            yield rf"(?:{before})(?P<old>{re.escape(written)}){END}", new


def _links_to_source(prose: str, source: str, move: Move) -> Iterator[tuple[tuple[int, int], str]]:
    """Places of the file's name in links, also in `{filename}` links, from beside the source or content/."""
    old, new = PurePosixPath(move.old_source), PurePosixPath(move.new_source)
    link = (
        rf"(?:[{{|]filename[}}|]|{LINK})(?P<folder>(?:[^\s?#\"'<>()]*/)?)(?P<old>{re.escape(old.name)}){END}"
    )
    for match in re.finditer(link, prose) if old != new else ():
        named = f"{match['folder']}{old.name}"
        beside = f"{PurePosixPath(source).parent}/{named}"
        if str(old) in (normpath(named.lstrip("/")), normpath(beside)):
            yield match.span("old"), new.name


def with_field(text: str, name: str, value: str, is_rst: bool) -> str:
    """The text with a field of this value, in the place that it has or below the title."""
    lines = text.split("\n")
    head = len(lines) if is_rst else _end_of_fields(lines)
    line_end = "\r" if lines[0].endswith("\r") else ""
    is_toml = not is_rst and lines[0].strip() == "+++"
    value = f'"{value}"' if is_toml else value
    if found := _field(lines[:head], name, is_rst):
        begin, end, key = found
        lines[begin:end] = [f"{key} {value}{line_end}"]
        return "\n".join(lines)
    if is_rst:
        place, new = _place_in_rst(lines), [f":{name}: {value}"]
        new += [""] if place < len(lines) and not FIELD_OF_RST.match(lines[place]) else []
    else:
        top = 0, int(lines[0].strip() in FENCES), "Title:"
        _, place, title = _field(lines[:head], "title", is_rst) or top
        key = name if title.strip().islower() else name.capitalize()
        new = [f"{key} = {value}" if is_toml else f"{key}: {value}"]
    lines[place:place] = [f"{each}{line_end}" for each in new]
    return "\n".join(lines)


def _end_of_fields(lines: list[str]) -> int:
    """Of Markdown: the line that ends them, which is the second fence or an empty one."""
    begin = next((number for number, line in enumerate(lines) if line.strip()), 0)
    ends = FENCES.get(lines[begin].strip(), ("",))
    after = range(begin + 1, len(lines))
    return next((number for number in after if lines[number].strip() in ends), len(lines))


def _field(lines: list[str], name: str, is_rst: bool) -> tuple[int, int, str] | None:
    """The lines of a field, from and to, and its name with the colon."""
    names = f"(?:{NAMES.get(name, name)})"
    written = rf":{names}:" if is_rst else rf" {{0,3}}{names}\s*[:=]"
    pattern = re.compile(f"(?P<key>{written})", re.IGNORECASE)
    for number, line in enumerate(lines):
        if found := pattern.match(line):
            end = number + 1
            while end < len(lines) and re.match(r"[ \t]+\S|- |\]", lines[end]):
                end += 1
            return number, end, found["key"]
    return None


def _place_in_rst(lines: list[str]) -> int:
    """Before the first field, or else below the title and the empty line after it."""
    numbered = list(enumerate(lines))
    fields = (number for number, line in numbered if FIELD_OF_RST.match(line))
    titles = (number for number, line in numbered if UNDERLINE.match(line) and lines[number - 1].strip())
    return next(chain(fields, (number + 2 for number in titles if number)), 0)
