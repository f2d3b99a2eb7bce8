"""The articles and pages in content/ as their author sees them, read without Pelican and its plugins.

A check that used the readers which built the site could not find their errors.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path

from vouch.markup.dates import is_to_come, parsed
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
SETTING = r"^{}\s*=\s*(['\"])(?P<value>.*?)\1"
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
    timezone: str = "UTC"

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
        return "draft" if self.is_scheduled else self._written_status

    @property
    def is_scheduled(self) -> bool:
        """Whether it becomes public on a day to come."""
        is_waiting = self.date is not None and is_to_come(self.date, self.timezone)
        return is_waiting and self._written_status in PUBLIC

    @property
    def _written_status(self) -> str:
        status = self.fields.get("status", "published").lower()
        is_private = any(each.startswith(".") for each in self.name.split("/"))
        return status if status in PUBLIC and not is_private else "draft"

    @property
    def date(self) -> datetime | None:
        """With its time zone if the author wrote one."""
        written = self.fields.get("date", "")
        match = DATE.match(written)
        try:
            found = match and datetime(*(int(each or 0) for each in match.groups()))  # noqa: DTZ001
            return parsed(written) or found
        except ValueError:
            return None

    @property
    def labels(self) -> set[str]:
        """The keys of its tags and category."""
        tags = self.fields.get("tags", "")
        listed = tags.split(";" if ";" in tags else ",")
        return {
            label_key(each)
            for each in (*listed, self.fields.get("category", self.default_category))
            if each.strip()
        }


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
    settings = [
        _setting(root, "DEFAULT_CATEGORY", Source.default_category),
        _setting(root, "TIMEZONE", Source.timezone),
    ]
    return [_source(file, name, settings) for file, name in named if name.split("/")[0] not in NO_SOURCES]


def _setting(root: Path, name: str, default: str) -> str:
    """As the settings file has it; that of the engine if it has none."""
    file = root / "pelicanconf.py"
    text = file.read_text("utf-8") if file.is_file() else ""
    found = re.search(SETTING.format(name), text, re.MULTILINE)
    return found["value"] if found else default


def _source(file: Path, name: str, settings: list[str]) -> Source:
    text = file.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")
    lines = text.split("\n")
    fields, title, end = _rst_head(lines) if name.endswith(".rst") else _markdown_head(lines)
    return Source(name, text, fields, fields.get("title", title), "\n".join(lines[end:]), *settings)


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
