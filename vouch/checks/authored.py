"""The articles and pages in content/ as their author sees them, read without Pelican and its plugins.

A check that used the readers which built the site could not find their errors. The fields of Markdown are
read as for the site, so a line among them that asks for a draft counts whatever was read.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from vouch.markup.dates import parsed
from vouch.sources.fields import Field, settled
from vouch.sources.heads import head_of
from vouch.sources.labels import slug_of_title

CONTENT = "content"
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown", ".rst")
NO_SOURCES = ("code", "images", "extra")  # folders of content/ without sources
PAGES = "pages/"
RESUME = "pages/resume.rst"
PUBLIC = ("published", "hidden")

FIELD = re.compile(r":(?P<name>[A-Za-z][\w -]*)\s*:(?:\s+(?P<value>.*)|\s*)$")
LIST_ITEM = re.compile(r"^ [-*+] ")
ADORNMENT = re.compile(r"([^\w\s])\1{2,}\s*")
DEFAULT_CATEGORY = re.compile(r"^DEFAULT_CATEGORY\s*=\s*(['\"])(?P<name>.*?)\1", re.MULTILINE)
WORD = re.compile(r"[^\W_]+")
ASKS_FOR_DRAFT = re.compile(
    r"^[\s:\"']*(?:status\W+draft|draft\W+(?:true|yes)|published\W+(?:false|no))\b",
    re.IGNORECASE | re.MULTILINE,
)
DATE_IN_NAME = re.compile(r"\d{4}-\d\d-\d\d")  # as in Pelican's FILENAME_METADATA


@dataclass(frozen=True)
class Source:
    """`name` is the path below content/; `slug` is empty if the author did not set it."""

    name: str
    text: str
    fields: dict[str, str]
    title: str
    body: str
    default_category: str = "Notes"
    tags: tuple[str, ...] = ()

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
    def status(self) -> str:
        """`published` or `hidden`; `draft` for anything that is not clearly one of them."""
        status = self.fields.get("status", "published")
        is_private = any(each.startswith(".") for each in self.name.split("/"))
        is_public = status in PUBLIC and not is_private and (self.date or NOW) < LATEST
        return status if is_public else "draft"

    @property
    def date(self) -> datetime | None:
        named = DATE_IN_NAME.match(self.name.rpartition("/")[2])
        when = parsed(self.fields.get("date", named[0] if named else ""))
        return when and when.replace(tzinfo=UTC)

    @property
    def labels(self) -> set[str]:
        """The keys of its tags and category."""
        category = self.fields.get("category") or self.default_category
        return {label_key(each) for each in (*self.tags, category)}


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
    if name.endswith(".rst"):
        found, title, end = _rst_head(lines)
    else:
        head = head_of(text)
        found, title, end = head.fields, "", head.body
    fields = {each.name: each.text for each in reversed(found)}
    is_public = all(each.text in PUBLIC for each in found if each.name == "status")
    if not is_public or ASKS_FOR_DRAFT.search("\n".join(lines[:end])):
        fields["status"] = "draft"
    tags = tuple(label for each in found if each.name == "tags" for label in each.items)
    return Source(
        name, text, fields, unescape(fields.get("title", title)), "\n".join(lines[end:]), category, tags
    )


def _rst_head(lines: list[str]) -> tuple[list[Field], str, int]:
    """The title, which is the only underlined text, and the fields before and after it."""
    fields: dict[str, str] = {}
    title = last = ""
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if match := FIELD.match(line) if line.startswith(":") else None:
            last = match["name"].lower()
            fields[last] = LIST_ITEM.sub("", f" {match['value'] or ''}").strip()
        elif last and line[:1].isspace() and line.strip():
            item = LIST_ITEM.sub(", ", f" {line.strip()}")
            fields[last] = f"{fields[last]}{item}".strip(", ")
        elif not title and line.strip() and ADORNMENT.fullmatch(below):
            title, last = re.sub(r"``|(?<!\w)[*`]|[*`](?!\w)", "", line.strip()), ""
        elif line.strip() and not ADORNMENT.fullmatch(line):
            return _settled(fields), title, number
    return _settled(fields), title, len(lines)


def _settled(fields: dict[str, str]) -> list[Field]:
    return settled(Field(name, value, 1) for name, value in fields.items())
