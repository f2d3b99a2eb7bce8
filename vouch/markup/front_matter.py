"""Front matter: the fields above an article, with errors that name the field's line."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pelican.contents import Article, Content, Static

from vouch.markup import dates
from vouch.markup.dates import today
from vouch.sources import fields, labels
from vouch.sources.addresses import SLUG_ADVICE, problem_of_slug
from vouch.sources.fields import Field, Problem
from vouch.sources.problems import SourceError, counted, line_of_field, read_source

DATES = ("date", "modified")
MAX_SHOWN_PROBLEMS = 50  # per file
DRAFT_NAME = re.compile(r"^drafts?[-_ .]|[-_ .]drafts?$", re.IGNORECASE)
DRAFT_FOLDERS = ("draft", "drafts", "_draft", "_drafts", ".draft", ".drafts")


class FrontMatter:
    """Collects all problems of a source, each with its line. A mixin for Pelican's readers."""

    path, text = "", ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[SourceError] = []
        self.unnamed: list[tuple[str, str, str]] = []  # fields with what is wrong and what to write instead

    def open(self, path: str) -> str:
        self.problems = []
        is_temporary = not Path(path).is_relative_to(
            self.settings["PATH"]
        )  # written by another plugin's reader
        self.path = str(self.settings["SITE"].source) if is_temporary else path
        self.text = read_source(path)
        return self.text

    def report(self, found: Iterable[Problem]) -> None:
        self.problems += (SourceError(self.path, *each) for each in found)

    def raise_problems(self) -> None:
        problems = sorted(dict.fromkeys(self.problems), key=lambda each: each.line)
        if len(problems) > MAX_SHOWN_PROBLEMS:
            rest = f"this file has {counted(len(problems) - MAX_SHOWN_PROBLEMS, 'more problem')}"
            problems[MAX_SHOWN_PROBLEMS:] = [
                SourceError(self.path, problems[MAX_SHOWN_PROBLEMS].line, rest, "correct those above first")
            ]
        if problems:
            raise ExceptionGroup("source", problems)

    def process_metadata(self, name: str, value: object) -> object:
        if name in DATES and dates.problem_of(str(value)):
            return None  # reported by report_fields
        read = super().process_metadata(name, value)
        for problem in filter(None, map(labels.problem, read if isinstance(read, list) else [read])):
            self.unnamed.append((name, *problem))
        return read

    def report_fields(self, found: list[Field], parsed: dict[str, int] | None = None) -> None:
        """Report the problems of the source's fields; `parsed` counts those that the library found."""
        allowed = ["orphan"] if self._source == self.settings["RESUME"] else []
        allowed += ["template"] if self._is_page else []
        self.report(fields.problems_of(found, allowed))
        self.report(problems_of_dates(found, self.settings["TIMEZONE"]))
        self.report(self._problems_of_place(found))
        self.report((line_of_field(self.text, name), *problem) for name, *problem in self.unnamed)
        self.unnamed = []
        if not self.problems and parsed is not None and parsed != _counted(found):
            self.report([(1, "it is unclear where the fields end", "leave an empty line below them")])

    @property
    def _source(self) -> str:
        return os.path.relpath(self.path, self.settings["PATH"]).replace(os.sep, "/")

    @property
    def _is_page(self) -> bool:
        return PurePosixPath(self._source).parts[0] in self.settings["PAGE_PATHS"]

    def _problems_of_place(self, found: list[Field]) -> Iterator[Problem]:
        """Files that look like drafts by their name or folder must have the status."""
        *folders, file = PurePosixPath(self._source).parts
        status = {each.name: each.value for each in found}.get("status")
        folder = next((each for each in folders if each.lower() in DRAFT_FOLDERS), None)
        if folder and status != "draft":
            yield 1, f"a file in a folder `{folder}` is published like any other", fields.DRAFT
        if file.startswith("_") and status != "draft":
            yield 1, "a file whose name begins with `_` is published like any other", fields.DRAFT
        if status is None and DRAFT_NAME.search(PurePosixPath(file).stem):
            yield (
                1,
                "this file is named as a draft but published like any other",
                f"{fields.DRAFT}, or `published`",
            )
        for each in found:
            templates = Path(self.settings["THEME"], "templates")
            if each.name == "template" and self._is_page and not _is_template(templates, each.value):
                yield (
                    each.line,
                    f"the theme has no template {each.value!r}",
                    "leave it out, or write `Template: page`",
                )


def _counted(found: list[Field]) -> dict[str, int]:
    return {each.name: 1 + len(each.more) for each in found}


def _is_template(templates: Path, name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and (templates / f"{name}.html").is_file()


def problems_of_dates(found: list[Field], zone: str) -> Iterator[Problem]:
    """Invalid dates, days in the future, and a change before the article was written."""
    by_name = {each.name: each for each in reversed(found)}
    is_draft = "status" in by_name and by_name["status"].value == "draft"
    days = {}
    for field in (by_name[name] for name in DATES if name in by_name):
        if wrong := dates.problem_of(field.value):
            yield field.line, f"{field.name}: {wrong[0]}", wrong[1]
            continue
        day = days[field.name] = dates.day_of(dates.parsed(field.value), zone)
        now = today(ZoneInfo(zone))
        if day > now and not (is_draft and field.name == "date"):
            instead = (
                "add `Status: draft` until that day"
                if field.name == "date"
                else "write the day of the change"
            )
            yield field.line, f"{field.name}: {day} is after today, {now} in {zone}", instead
    if len(days) == 2 and days["date"] > days["modified"]:
        what = "modified: that is before the article's date"
        yield by_name["modified"].line, what, "write the day of the last change"


def check(content: Content) -> None:
    """Check what only the whole article shows: a missing date, an address made from the title.

    Raises SourceError."""
    if isinstance(content, Static):
        return
    path = content.source_path
    undated = isinstance(content, Article) and not hasattr(content, "date")
    if undated and content.status != "draft":
        instead = "add `Date: 2026-11-24` or `Status: draft`"
        raise SourceError(path, 1, "the article has no date", instead)
    if wrong := _problem_of_address(content):
        text = read_source(path)
        field = "slug" if "slug" in content.metadata else "title"
        raise SourceError(path, line_of_field(text, field), *wrong)
    content.title = Markup(content.title)


def _problem_of_address(content: Content) -> tuple[str, str] | None:
    """What is wrong with an address that Pelican made from the title or the file's name."""
    source = "title" if content.settings["SLUGIFY_SOURCE"] == "title" else "file's name"
    if not getattr(content, "slug", ""):
        return f"the {source} gives no address", SLUG_ADVICE
    return problem_of_slug(content.slug)
