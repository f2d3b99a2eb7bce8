"""Reports files that are almost articles: Pelican would silently skip them, or publish a copy."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from pathlib import Path, PurePosixPath

from vouch.sources.addresses import SOURCES
from vouch.sources.fields import KNOWN
from vouch.sources.problems import SourceError

# Files that editors make while one writes: Emacs, Vim, LibreOffice, GNOME, KDE, JetBrains.
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
RENAME_ADVICE = "rename it to end in .md or .rst, or remove it"


def is_source(path: PurePosixPath) -> bool:
    return path.suffix in SOURCES and not path.name.startswith((".#", "#"))


def problems_of(root: Path, files: Iterable[PurePosixPath], is_public: bool) -> Iterator[SourceError]:
    """Problems of file names; where a name is inconclusive, of the first lines of the file."""
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
            return "this is named like a copy of another article", "remove it, or rename it"
        hidden = next((each for each in path.parts if each.startswith(".")), None)
        return (f"{hidden} is hidden but would be published", "rename it") if hidden else None
    if ENDING.search(name) or OTHER_ENDING.search(name):
        return "this would be skipped: its name does not end in .md or .rst", RENAME_ADVICE
    return None


def _wrong_inside(path: Path, below: PurePosixPath) -> tuple[str, str] | None:
    """A file of another kind that begins like an article."""
    if is_source(below) or (below.suffix and below.suffix.lower() not in OF_TEXT):
        return None
    try:
        with path.open("rb") as file:
            head = file.read(2000).decode("utf-8-sig", "replace")
    except OSError:
        return None  # reported elsewhere
    wrong = "this looks like an article but would be skipped"
    return (wrong, RENAME_ADVICE) if _begins_like_an_article(head) else None


def _begins_like_an_article(head: str) -> bool:
    """At least two fields: a single one may be a line of any notes."""
    first = re.split(r"\n[ \t]*\r?\n", head.lstrip().removeprefix("---").removeprefix("+++").lstrip())[0]
    fields = (FIELD.match(line) for line in first.splitlines())
    known = {each["name"].lower() for each in fields if each and each["name"].lower() in KNOWN}
    return len(known) > 1 or bool(TITLE_OF_RST.match(head))
