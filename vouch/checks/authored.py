"""The articles and pages in content/ as their author sees them, read without Pelican and its plugins.

A check that used the readers which built the site could not find their errors. The fields of Markdown are
read as for the site, so a line among them that asks for a draft counts whatever was read.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path, PurePosixPath

from vouch.markup.dates import is_to_come, parsed
from vouch.sources.addresses import SOURCES
from vouch.sources.fields import Field, settled
from vouch.sources.heads import head_of
from vouch.sources.labels import label_key, slug_of

CONTENT = "content"
OF_FILES = ("code/", "images/", "extra/")  # folders of content/ in which a source has at least two fields
CODE_OF_ARTICLE = re.compile(r"code/.*/")
PAGES = "pages/"
RESUME = "pages/resume.rst"
PUBLIC = ("published", "hidden")

FIELD = re.compile(r":(?P<name>[A-Za-z][\w -]*)\s*:(?:\s+(?P<value>.*)|\s*)$")
LIST_ITEM = re.compile(r"^ [-*+] ")
ADORNMENT = re.compile(r"([^\w\s])\1{2,}\s*")
SETTING = r"^{}\s*=\s*(['\"])(?P<value>.*?)\1"
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
    timezone: str = "UTC"
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
        return self.slug or slug_of(self.title)

    @property
    def slugs(self) -> set[str]:
        """The last part of any address that it may have, by its fields or any SLUGIFY_SOURCE."""
        own = (self.fields.get(each, "").rstrip("/") for each in ("url", "permalink", "save_as"))
        named = {PurePosixPath(each).stem for each in (self.name, *own)}
        return {self.slug_or_title, *named} - {"", "index"}

    @property
    def status(self) -> str:
        """`published` or `hidden`; `draft` for anything that is not clearly one of them."""
        return "draft" if self.is_scheduled else self._written_status

    @property
    def is_scheduled(self) -> bool:
        """Whether it becomes public on a day to come."""
        is_waiting = self.date is not None and is_to_come(self.date, self.timezone)
        return is_waiting and self._written_status in PUBLIC

    @property
    def _written_status(self) -> str:
        status = self.fields.get("status", "published")
        is_private = any(each.startswith(".") for each in self.name.split("/"))
        return status if status in PUBLIC and not is_private else "draft"

    @property
    def date(self) -> datetime | None:
        """With its time zone if the author wrote one."""
        named = DATE_IN_NAME.match(self.name.rpartition("/")[2])
        return parsed(self.fields.get("date", named[0] if named else ""))

    @property
    def labels(self) -> set[str]:
        """The keys of its tags and category, which may be the name of its folder (USE_FOLDER_AS_CATEGORY)."""
        category = self.fields.get("category")
        named = [category] if category else [self.default_category, *self.name.split("/")[:-1]]
        return {label_key(each) for each in (*self.tags, *named)}


def words(text: str) -> str:
    """The words of a text without case and punctuation: ` a b `, with a space at either end."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return f" {' '.join(WORD.findall(text))} "


def sources(root: Path) -> list[Source]:
    folder = root / CONTENT
    found = (each for each in sorted(folder.rglob("*")) if each.suffix.lower() in SOURCES and each.is_file())
    named = ((each, each.relative_to(folder).as_posix()) for each in found)
    settings = [
        _setting(root, "DEFAULT_CATEGORY", Source.default_category),
        _setting(root, "TIMEZONE", Source.timezone),
    ]
    read = (_source(file, name, settings) for file, name in named if not CODE_OF_ARTICLE.match(name))
    return [each for each in read if len(each.fields) > 1 or not each.name.startswith(OF_FILES)]


def _setting(root: Path, name: str, default: str) -> str:
    """As the settings file has it; that of the engine if it has none."""
    file = root / "pelicanconf.py"
    text = file.read_text("utf-8") if file.is_file() else ""
    found = re.search(SETTING.format(name), text, re.MULTILINE)
    return found["value"] if found else default


def _source(file: Path, name: str, settings: list[str]) -> Source:
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
    title = unescape(fields.get("title", title))
    return Source(name, text, fields, title, "\n".join(lines[end:]), *settings, tags)


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
