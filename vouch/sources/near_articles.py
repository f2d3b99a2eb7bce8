"""Recognises articles by their first lines, and reports files that are almost articles.

Pelican would silently skip them, or publish a copy.
"""

import re
from collections.abc import Iterable, Iterator
from fnmatch import translate
from pathlib import Path, PurePosixPath

from vouch.sources.addresses import SOURCES
from vouch.sources.fields import KNOWN
from vouch.sources.problems import SourceError

# Files that editors make while one writes: Emacs, Vim, LibreOffice, GNOME, KDE, JetBrains.
OF_EDITORS = """
    .#* #*# *~ *.swp *.swo *.swx 4913 .~lock.* .goutputstream-* *.kate-swp *___jb_tmp___ *___jb_old___
""".split()
IS_OF_EDITOR = re.compile("|".join(map(translate, OF_EDITORS))).match
BACKUP = re.compile(
    r"\.(?:bak|backup|orig|old|save|saved|rej|tmp|sw[a-z]|un~)$|~$|^#.*#$|^\.#", re.IGNORECASE
)
COPY = re.compile(
    r"(?: copy(?: \d+)?| - Copy(?: \(\d+\))?| \([1-9]\d?\)|\(conflicted copy.*\)|\.sync-conflict-.*)$",
    re.IGNORECASE,
)
ENDING = re.compile(rf"(?:{'|'.join(map(re.escape, SOURCES))})(?=\.|$)", re.IGNORECASE)
OTHER_ENDING = re.compile(
    r"\.(?:mdx|mdwn|mdtext|mkdn|mmd|qmd|rmd|rest|restx|mardown|mrkdown)$", re.IGNORECASE
)
# Other markup, which an author may have written an article in.
NOT_READ = (
    *(".adoc", ".asciidoc", ".asc", ".org", ".ipynb", ".textile", ".wiki", ".mediawiki", ".creole", ".pod"),
    *(".djot", ".dj", ".typ", ".tex", ".doc", ".docx", ".odt", ".rtf"),
)
# Endings under which an editor may have saved an article; beside names without one.
OF_TEXT = (".txt", ".text", ".draft", ".html", ".htm")
FIELD = re.compile(r"\s*:?(?P<name>[a-z]+)\s*[:=：]", re.IGNORECASE)
ADORNMENT = r"([=#*~^\"'+-])\{}*[ \t]*\r?\n"
TITLE_OF_RST = re.compile(rf"(?:{ADORNMENT.format(1)})?[^\n]+\n{ADORNMENT.format(2)}\s*:(?P<name>\w+):\s")
ARTICLE_OF_HTML = re.compile(
    r"<meta\s+name=[\"']?(?:date|category|tags|slug|summary|authors?)\b", re.IGNORECASE
)
RENAME_ADVICE = "rename it to end in .md or .rst, or remove it"
# Folders of content/ for files that articles show or link to. In `code` each article has a folder of its own.
FOLDERS_OF_FILES = (CODE := "code", "images", "extra")


def is_source(path: PurePosixPath) -> bool:
    return path.suffix in SOURCES and not path.name.startswith((".#", "#"))


def is_article(root: Path, path: PurePosixPath) -> bool:
    """Whether a source is read: among the files of articles only if it begins like an article itself."""
    if path.parts[0] not in FOLDERS_OF_FILES:
        return True
    return not is_code_of_article(path) and _begins_like_an_article(root / path)


def is_code_of_article(path: PurePosixPath) -> bool:
    return path.parts[0] == CODE and len(path.parts) > 2


def problems_of_names(root: Path, files: Iterable[PurePosixPath]) -> Iterator[SourceError]:
    wrong = ((path, _wrong(path)) for path in files)
    return (SourceError(root / path, 1, *each) for path, each in wrong if each)


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


def problem_of_unread(root: Path, path: PurePosixPath) -> SourceError | None:
    """What is wrong with a file that nothing reads or links to, if its author may have meant an article."""
    if wrong := None if _wrong(path) else _wrong_inside(root / path, path):
        return SourceError(root / path, 1, *wrong)
    return None


def _wrong_inside(path: Path, below: PurePosixPath) -> tuple[str, str] | None:
    if is_source(below):
        instead = f'move it to content/articles/, or write `ARTICLE_EXCLUDES += ["{below.parent}"]`'
        what = f"this looks like an article but would be skipped in content/{below.parent}"
        return (what, instead) if _begins_like_an_article(path) else None
    if below.parts[0] == CODE:
        return None
    if below.suffix.lower() in NOT_READ:
        what = f"this would be skipped: nothing reads {below.suffix}"
        return what, "write it as .md or .rst, or link to it"
    if below.suffix and below.suffix.lower() not in OF_TEXT:
        return None
    wrong = "this looks like an article but would be skipped"
    return (wrong, RENAME_ADVICE) if _begins_like_an_article(path) else None


def _begins_like_an_article(path: Path) -> bool:
    """At least two fields: a single one may be a line of any notes."""
    try:
        with path.open("rb") as file:
            head = file.read(2000).decode("utf-8-sig", "replace")
    except OSError:
        return False  # reported elsewhere
    first = re.split(r"\n[ \t]*\r?\n", head.lstrip().removeprefix("---").removeprefix("+++").lstrip())[0]
    fields = (FIELD.match(line) for line in first.splitlines())
    known = {each["name"].lower() for each in fields if each} & {*KNOWN}
    below = TITLE_OF_RST.match(head)
    has_field = below is not None and below["name"].lower() in KNOWN
    return len(known) > 1 or has_field or bool(ARTICLE_OF_HTML.search(head))
