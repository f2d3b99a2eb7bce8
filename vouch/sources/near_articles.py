"""Files that are nearly articles: what Pelican would pass over in silence, or publish though it is a copy."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from pathlib import Path, PurePosixPath

from vouch.sources.addresses import SOURCES
from vouch.sources.fields import KNOWN
from vouch.sources.problems import SourceError

# What an editor makes while one writes: Emacs, Vim, LibreOffice, GNOME, KDE, JetBrains.
OF_EDITORS = (
    ".#*",
    "#*#",
    "*~",
    "*.swp",
    "*.swo",
    "*.swx",
    "4913",
    ".~lock.*",
    ".goutputstream-*",
    "*.kate-swp",
    "*___jb_tmp___",
    "*___jb_old___",
)
IS_OF_EDITOR = re.compile("|".join(map(translate, OF_EDITORS))).match
BACKUP = re.compile(
    r"\.(?:bak|backup|orig|old|save|saved|rej|tmp|sw[a-z]|un~)$|~$|^#.*#$|^\.#", re.IGNORECASE
)
COPY = re.compile(
    r"(?: copy(?: \d+)?| - Copy(?: \(\d+\))?| \([1-9]\d?\)|\(conflicted copy.*\)|\.sync-conflict-.*)$",
    re.IGNORECASE,
)
ENDING = re.compile(r"(?:\.(?:md|markdown|mkd|mdown|rst))(?=\.|$)", re.IGNORECASE)
OTHER_ENDING = re.compile(
    r"\.(?:mdx|mdwn|mdtext|mkdn|mmd|qmd|rmd|rest|restx|mardown|mrkdown)$", re.IGNORECASE
)
# Endings under which an editor may have saved an article; beside names without one.
OF_TEXT = (".txt", ".text", ".draft", ".html", ".htm", ".adoc", ".asciidoc", ".org", ".wiki", ".doc", ".docx")
FIELD = re.compile(r"\s*:?(?P<name>[a-z]+)\s*[:=：]", re.IGNORECASE)
TITLE_OF_RST = re.compile(r"[^\n]*\n([=#*-])\1{2,}\s*\n\s*:\w+:")
INSTEAD = "rename it so that it ends in .md or .rst, or remove it"


def is_source(path: PurePosixPath) -> bool:
    return path.suffix in SOURCES and not path.name.startswith((".#", "#"))


def problems_of(root: Path, files: Iterable[PurePosixPath], is_public: bool) -> Iterator[SourceError]:
    """What the names of files say; also what the first lines of a file say whose name says nothing."""
    for path in files:
        if not is_public and IS_OF_EDITOR(path.name):
            continue
        if wrong := _wrong(path) or _wrong_inside(root / path, path):
            yield SourceError(root / path, 1, *wrong)


def _wrong(path: PurePosixPath) -> tuple[str, str] | None:
    name = path.name
    if BACKUP.search(name):
        return "this is an editor's copy", "remove it"
    if is_source(path):
        if COPY.search(path.stem):
            return "this is a copy of another article by its name", "remove it, or rename it"
        hidden = next((each for each in path.parts if each.startswith(".")), None)
        return (f"{hidden} is hidden, and would be published all the same", "rename it") if hidden else None
    if ENDING.search(name) or OTHER_ENDING.search(name):
        return "this is no article by its name, and would be passed over", INSTEAD
    return None


def _wrong_inside(path: Path, below: PurePosixPath) -> tuple[str, str] | None:
    """A file of another kind that begins as an article does."""
    if is_source(below) or (below.suffix and below.suffix.lower() not in OF_TEXT):
        return None
    try:
        with path.open("rb") as file:
            head = file.read(2000).decode("utf-8-sig", "replace")
    except OSError:
        return None  # as is told of it elsewhere
    wrong = "this begins as an article does, and would be passed over"
    return (wrong, INSTEAD) if _begins_as_an_article(head) else None


def _begins_as_an_article(head: str) -> bool:
    """With two fields at least: one may be a line of any notes."""
    first = re.split(r"\n[ \t]*\r?\n", head.lstrip().removeprefix("---").removeprefix("+++").lstrip())[0]
    fields = (FIELD.match(line) for line in first.splitlines())
    known = {each["name"].lower() for each in fields if each and each["name"].lower() in KNOWN}
    return len(known) > 1 or bool(TITLE_OF_RST.match(head))
