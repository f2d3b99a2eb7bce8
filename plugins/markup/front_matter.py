"""Front matter: the fields above an article, with errors that name the field's line."""

import re
import warnings
from datetime import datetime
from difflib import get_close_matches

from dateutil.parser import UnknownTimezoneWarning, parse
from markupsafe import Markup
from pelican.contents import Article, Content, Static

from plugins import names
from plugins.problems import SourceError, line_of_field, read_source

STATUSES = ("published", "draft", "hidden", "skip")
DATES = ("date", "modified")
YEAR_FIRST = re.compile(r"\s*\d{4}")
KNOWN = ("status", "tags")
STATUS_IN_TEXT = re.compile(r"\s*:?(?P<name>status|draft|published)\s*:", re.IGNORECASE)
NO_ADDRESS = re.compile(r"[\s\\\"'<>&?#%{}|^`]|^/|\.\.|^$")


class FrontMatter:
    """Gives the errors of a field's value the file and the line of that field. For a Pelican reader."""

    path, text = "", ""

    def open(self, path: str) -> str:
        self.path, self.text = path, read_source(path)
        return self.text

    def process_metadata(self, name: str, value: object) -> object:
        if name in DATES and (what := why_no_date(str(value))):
            raise SourceError(
                self.path, line_of_field(self.text, name), f"{name}: {what}", "write it as 2026-11-24"
            )
        read = super().process_metadata(name, value)
        for problem in filter(None, map(names.problem, read if isinstance(read, list) else [read])):
            raise SourceError(self.path, line_of_field(self.text, name), *problem)
        return read


def why_no_date(value: str) -> str:
    """What is wrong with a date; empty if it is a whole date that can be read in one way only."""
    value = value.replace("_", " ")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)
            readings = {
                parse(value, dayfirst=day_first and not YEAR_FIRST.match(value), default=default)
                for day_first in (False, True)
                for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 (of no zone)
            }
    except (ValueError, OverflowError, UnknownTimezoneWarning):
        return f"{value!r} is not a date"
    return "" if len(readings) == 1 else f"{value!r} may be read as more than one day"


def check(content: Content) -> None:
    """What Pelican would only log, without a line: a missing title or date, an unknown status."""
    if isinstance(content, Static):
        return
    path, text = content.source_path, read_source(content.source_path)
    if not getattr(content, "title", ""):
        raise SourceError(path, 1, "there is no title", "begin with `Title: …`")
    _check_status_is_heard(content, text)
    if content.status not in STATUSES:
        what = f"unknown status {content.status!r}"
        raise SourceError(path, line_of_field(text, "status"), what, f"write one of {', '.join(STATUSES)}")
    undated = isinstance(content, Article) and not hasattr(content, "date")
    if undated and content.status != "draft":
        instead = "add `Date: 2026-11-24` or `Status: draft`"
        raise SourceError(path, 1, "the article has no date", instead)
    if hasattr(content, "date") and content.date.date() > getattr(content, "modified", content.date).date():
        what = "modified: that is before the article's date"
        raise SourceError(path, line_of_field(text, "modified"), what, "write the day of the last change")
    if NO_ADDRESS.search(content.slug):
        what = f"{content.slug!r} is no address" if content.slug else "the title gives no address"
        instead = "write `Slug:` with letters, digits and hyphens"
        raise SourceError(path, line_of_field(text, "slug"), what, instead)
    if len(content.slug) > names.LONGEST:
        what = f"the address is {len(content.slug)} letters long"
        instead = f"write a `Slug:` of {names.LONGEST} letters at most"
        field = "slug" if "slug" in content.metadata else "title"
        raise SourceError(path, line_of_field(text, field), what, instead)
    content.title = Markup(content.title)


def _check_status_is_heard(content: Content, text: str) -> None:
    """What is not quite `Status: draft` would be published: Pelican takes no notice of it."""
    path, instead = content.source_path, "write `Status: draft` among the first fields"
    for name in content.metadata:
        if name in ("draft", "published") or (name not in KNOWN and get_close_matches(name, ["status"])):
            raise SourceError(path, line_of_field(text, name), f"the field {name!r} is not heard", instead)
    first = STATUS_IN_TEXT.match(re.sub(r"<[^>]+>", "", (content._content or "")[:200]))
    if first:
        line = line_of_field(text, first["name"].lower())
        raise SourceError(path, line, f"the field {first['name']!r} stands in the text", instead)
