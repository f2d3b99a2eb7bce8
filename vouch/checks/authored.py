"""The articles and pages in content/ as their author sees them, read without Pelican and its plugins.

A check that used the readers which built the site could not find their errors.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path, PurePosixPath

from vouch.sources.labels import slug_of_title

CONTENT = "content"
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown", ".rst")
NO_SOURCES = ("code", "images", "extra")  # folders of content/ without sources
PAGES = "pages/"
RESUME = "pages/resume.rst"
PUBLIC = ("published", "hidden")

FIELD = re.compile(r" {0,3}:?(?P<name>[A-Za-z][\w-]*)\s*:(?:\s+(?P<value>.*)|\s*)$")
MORE = re.compile(r"(?:    |\t| +(?=\S))(?P<value>.*)")
ADORNMENT = re.compile(r"([^\w\s])\1{2,}\s*")
DEFAULT_CATEGORY = re.compile(r"^DEFAULT_CATEGORY\s*=\s*(['\"])(?P<name>.*?)\1", re.MULTILINE)
WORD = re.compile(r"[^\W_]+")
DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d\d))?")


@dataclass(frozen=True)
class Source:
    """`name` is the path below content/; `slug` is empty if the author did not set it."""

    name: str
    text: str
    fields: dict[str, str]
    title: str
    body: str
    default_category: str = "Notes"

    @property
    def path(self) -> str:
        return f"{CONTENT}/{self.name}"

    @property
    def is_page(self) -> bool:
        return self.name.startswith(PAGES)

    @property
    def slug(self) -> str:
        return "resume" if self.name == RESUME else self.fields.get("slug", "")

    @property
    def slug_or_title(self) -> str:
        return self.slug or slug_of_title(self.title)

    @property
    def slugs(self) -> set[str]:
        """The last part of any address that it may have, by its fields or any SLUGIFY_SOURCE."""
        own = (self.fields.get(each, "").rstrip("/") for each in ("url", "permalink", "save_as"))
        named = {PurePosixPath(each).stem for each in (self.name, *own)}
        return {self.slug_or_title, *named} - {"", "index"}

    @property
    def status(self) -> str:
        """`published` or `hidden`; `draft` for anything that is not clearly one of them."""
        status = self.fields.get("status", "published").lower()
        is_private = any(each.startswith(".") for each in self.name.split("/"))
        is_public = status in PUBLIC and not is_private and (self.date or NOW) < LATEST
        return status if is_public else "draft"

    @property
    def date(self) -> datetime | None:
        match = DATE.match(self.fields.get("date", ""))
        try:
            return match and datetime(*(int(each or 0) for each in match.groups()), tzinfo=UTC)
        except ValueError:
            return None

    @property
    def labels(self) -> set[str]:
        """The keys of its tags and category, which may be the name of its folder (USE_FOLDER_AS_CATEGORY)."""
        tags = self.fields.get("tags", "")
        listed = tags.split(";" if ";" in tags else ",")
        folders = self.name.split("/")[:-1]
        category = (
            [self.fields["category"]] if "category" in self.fields else [self.default_category, *folders]
        )
        return {label_key(each) for each in (*listed, *category) if each.strip()}


NOW = datetime.now(UTC)
LATEST = NOW + timedelta(days=1)  # it may be that day already in the time zone of the build


def words(text: str) -> str:
    """The words of a text without case and punctuation: ` a b `, with a space at either end."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return f" {' '.join(WORD.findall(text))} "


def label_key(label: str) -> str:
    """Labels with one key are one label."""
    return re.sub(r"[\s-]+", " ", label.strip().casefold())


def sources(root: Path) -> list[Source]:
    folder = root / CONTENT
    found = (each for each in sorted(folder.rglob("*")) if each.suffix.lower() in SUFFIXES and each.is_file())
    named = ((each, each.relative_to(folder).as_posix()) for each in found)
    category = _default_category(root)
    return [_source(file, name, category) for file, name in named if name.split("/")[0] not in NO_SOURCES]


def _default_category(root: Path) -> str:
    """As the settings file has it; that of the engine if it has none."""
    file = root / "pelicanconf.py"
    found = DEFAULT_CATEGORY.search(file.read_text("utf-8") if file.is_file() else "")
    return found["name"] if found else Source.default_category


def _source(file: Path, name: str, category: str) -> Source:
    text = file.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")
    lines = text.split("\n")
    fields, title, end = _rst_head(lines) if name.endswith(".rst") else _markdown_head(lines)
    return Source(name, text, fields, fields.get("title", title), "\n".join(lines[end:]), category)


def _markdown_head(lines: list[str]) -> tuple[dict[str, str], str, int]:
    """Fields up to the first blank line, maybe between `---` lines; continuation lines are indented."""
    fields: dict[str, str] = {}
    last = ""
    begin = next((number for number, line in enumerate(lines) if line.strip()), 0)
    begin += lines[begin].strip() == "---"
    for number, line in enumerate(lines[begin:], start=begin):
        if match := FIELD.match(line):
            last = match["name"].lower()
            fields[last] = unescape(match["value"] or "").strip()
        elif last and (more := MORE.match(line)) and line.strip():
            fields[last] = f"{fields[last]} {more['value']}".strip()
        else:
            return fields, "", number
    return fields, "", len(lines)


def _rst_head(lines: list[str]) -> tuple[dict[str, str], str, int]:
    """The title, which is the only underlined text, and the fields before and after it."""
    fields: dict[str, str] = {}
    title = last = ""
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if match := FIELD.match(line) if line.startswith(":") else None:
            last = match["name"].lower()
            fields[last] = (match["value"] or "").strip()
        elif last and line[:1].isspace() and line.strip():
            fields[last] = f"{fields[last]} {line.strip()}".strip()
        elif not title and line.strip() and ADORNMENT.fullmatch(below):
            title, last = re.sub(r"``|(?<!\w)[*`]|[*`](?!\w)", "", line.strip()), ""
        elif line.strip() and not ADORNMENT.fullmatch(line):
            return fields, title, number
    return fields, title, len(lines)
