"""Front matter: the fields above an article, with errors that name the field's line."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from markupsafe import Markup
from pelican.contents import Article, Content, Static
from pelican.readers import METADATA_PROCESSORS

from vouch.markup import dates
from vouch.markup.dates import today
from vouch.markup.harmless import harmless, problems_left
from vouch.markup.html_policy import Allowed, tidy
from vouch.sources import field_rules, fields, labels
from vouch.sources.addresses import SLUG_ADVICE, problem_of_slug
from vouch.sources.fields import MAY_WAIT, Field, Problem
from vouch.sources.problem_log import report_waiting
from vouch.sources.problems import SourceError, clipped, line_of_field, problem_of_field, read_source

DATES = ("date", "modified")
LEFT_OUT = METADATA_PROCESSORS["slug"]("", {})  # Pelican's mark of a field without a value
PROBLEMS = "known_problems"  # the metadata field of what may wait to be corrected
DRAFT_NAME = re.compile(r"^drafts?[-_ .]|[-_ .]drafts?$", re.IGNORECASE)
DRAFT_FOLDERS = ("draft", "drafts", "_draft", "_drafts", ".draft", ".drafts")
SKIPPED = "", {"status": "skip"}  # what a reader returns of a source that Pelican skips


class FrontMatter:
    """Collects all problems of a source, each with its line. A mixin for Pelican's readers."""

    path, text = "", ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[SourceError] = []
        self.unnamed: list[tuple[str, str, str]] = []  # fields with what is wrong and what to write instead

    def open(self, path: str) -> str:
        self.problems = []
        # Elsewhere are the files that another plugin's reader writes.
        is_source = Path(path).is_relative_to(self.settings["PATH"])
        self.path = path if is_source else str(self.settings["SITE"].source)
        self.text = read_source(path)
        if not self.text.strip():
            instead = "write its fields and its text, or remove it"
            raise SourceError(self.path, 1, "this source is empty", instead)
        return self.text

    def report(self, found: Iterable[Problem]) -> None:
        self.problems += (SourceError(self.path, *each) for each in found)

    @property
    def is_broken(self) -> bool:
        """Whether it has problems that may not wait."""
        return not all(each.may_wait for each in self.problems)

    def harmless(self, html: str, metadata: dict) -> str:
        """The HTML without what may wait to be corrected, which is recorded in the metadata.

        Raises an ExceptionGroup of all problems if one may not wait, or would be left in the HTML.
        """
        if self.problems and not self.is_broken:
            html = harmless(tidy(html), Allowed.of(self.settings))
            self.report(problems_left(html, self.text, Allowed.of(self.settings)))
        problems = sorted(self.problems, key=lambda each: each.line)
        waiting = [each for each in problems if each.may_wait]
        if self.is_broken:
            others = clipped([each for each in problems if not each.may_wait])
            raise ExceptionGroup("source", [*others, *waiting])
        metadata[PROBLEMS] = [(each.line, each.what, each.instead) for each in waiting]
        return html

    def process_metadata(self, name: str, value: object) -> object:
        """Dates as Pelican has them, but from one reading; a wrong one, in a file's name, is left out."""
        if name in DATES:
            when = dates.parsed(str(value))
            return super().process_metadata(name, when.isoformat(" ")) if when else LEFT_OUT
        read = super().process_metadata(name, value)
        for problem in filter(None, map(labels.problem, read if isinstance(read, list) else [read])):
            self.unnamed.append((name, *problem))
        return read

    def metadata_of(self, found: list[Field], formatted: Callable[[Field], str]) -> dict[str, object]:
        """The values of settled fields, and reports their problems; `formatted` makes HTML of one."""
        problems = [
            *field_rules.problems_of(found),
            *self._problems_of_place(found),
            *problems_of_dates(found, self.settings["TIMEZONE"]),
        ]
        self.report(problems)
        wrong, metadata = {each[0] for each in problems}, {}
        for each in found:
            if each.line not in wrong and each.name not in metadata:
                is_formatted = each.name in self.settings["FORMATTED_FIELDS"]
                value = self.process_metadata(each.name, formatted(each) if is_formatted else each.content)
                metadata |= {} if value is LEFT_OUT else {each.name: value}
        self.report((line_of_field(self.text, name), *problem) for name, *problem in self.unnamed)
        self.unnamed = []
        return metadata

    @property
    def _source(self) -> str:
        return os.path.relpath(self.path, self.settings["PATH"]).replace(os.sep, "/")

    @property
    def _is_page(self) -> bool:
        return PurePosixPath(self._source).parts[0] in self.settings["PAGE_PATHS"]

    def _problems_of_place(self, found: list[Field]) -> Iterator[Problem]:
        """Files that look like drafts by their name or folder must have the status."""
        *folders, file = PurePosixPath(self._source).parts
        status = status_of(found)
        folder = next((each for each in folders if each.lower() in DRAFT_FOLDERS), None)
        if folder and status != "draft":
            yield 1, f"a file in a folder `{folder}` is published like any other", fields.DRAFT
        if file.startswith("_") and status != "draft":
            yield 1, "a file whose name begins with `_` is published like any other", fields.DRAFT
        if status is None and DRAFT_NAME.search(PurePosixPath(file).stem):
            what = "this file is named as a draft but published like any other"
            yield 1, what, f"{fields.DRAFT}, or `published`"
        for each in (field for field in found if field.name == "template"):
            if not self._is_page and each.text != "article":
                yield each.line, "the field `Template` is for pages", "leave it out; articles look alike"
            elif self._is_page and not _is_template(Path(self.settings["THEME"], "templates"), each.text):
                what = f"the theme has no template {each.text!r}"
                yield each.line, what, "leave it out, or write `Template: page`"


def status_of(found: list[Field]) -> str | None:
    return next((each.text for each in found if each.name == "status"), None)


def _is_template(templates: Path, name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and (templates / f"{name}.html").is_file()


def problems_of_dates(found: list[Field], zone: str) -> Iterator[Problem]:
    """Invalid dates, a change to come, and one before the article was written."""
    by_name = {each.name: each for each in reversed(found) if isinstance(each.value, str)}
    days = {}
    for field in (by_name[name] for name in DATES if name in by_name):
        if wrong := dates.problem_of(field.value):
            yield field.line, f"{field.name}: {wrong[0]}", wrong[1]
            continue
        day = days[field.name] = dates.day_of(dates.parsed(field.value), zone)
        if field.name == "modified" and day > today(zone):
            what = f"modified: {day} is after today, {today(zone)} in {zone}"
            yield field.line, what, "write the day of the change"
    if len(days) == 2 and days["date"] > days["modified"]:
        what = "modified: that is before the article's date"
        yield by_name["modified"].line, what, "write the day of the last change"


def check(content: Content) -> None:
    """Check what only the whole article shows: a missing date, an address made from the title.

    Raises SourceError."""
    if isinstance(content, Static):
        return
    report_what_may_wait(content)
    path = content.source_path
    undated = isinstance(content, Article) and not hasattr(content, "date")
    if undated and content.status != "draft":
        instead = "add `Date: 2026-11-24` or `Status: draft`"
        raise SourceError(path, 1, "the article has no date", instead)
    if wrong := _problem_of_address(content):
        raise problem_of_field(path, "slug" if "slug" in content.metadata else "title", *wrong)
    content.title = Markup(content.title)


def report_what_may_wait(content: Content) -> None:
    """In each build, also if the content is one of an earlier build."""
    path, found = content.source_path, getattr(content, PROBLEMS, ())
    report_waiting(path, (SourceError(path, *each, MAY_WAIT) for each in found))


def _problem_of_address(content: Content) -> tuple[str, str] | None:
    """What is wrong with an address that Pelican made from the title or the file's name."""
    source = "title" if content.settings["SLUGIFY_SOURCE"] == "title" else "file's name"
    if not getattr(content, "slug", ""):
        return f"the {source} gives no address", SLUG_ADVICE
    return problem_of_slug(content.slug)
