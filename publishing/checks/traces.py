"""What would tell of a draft: its title, address, summary, and the first words of its text."""

import re
from functools import cached_property
from pathlib import PurePosixPath

from publishing.checks.sources import Source, words

LETTERS, WORDS = 12, 5  # fewer are anyone's
# What stands between words that follow each other on the page as in the source.
BETWEEN = re.compile(r"[*_`\[\](){}<>|\\#~^=+]|https?://\S+|\n\s*\n")
NO_PROSE = re.compile(
    r"^(?:\.\. |:\w+:|:::|!!!|\?\?\?|\[TOC\]|\[\^|\*\[|--8<--|@|```|~~~|[ \t]+\S).*$", re.MULTILINE
)
FENCED = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)
ROLE_OR_QUOTE = re.compile(r":[\w:]+:(?=`)|^> ?", re.MULTILINE)


class Draft:
    """`known` are the words of all that is published: what stands there as well is no trace."""

    def __init__(self, source: Source, known: str) -> None:
        self.source, self._known = source, known
        self.slug = source.slug_or_title

    @property
    def path(self) -> str:
        return self.source.path

    @cached_property
    def traces(self) -> list[tuple[str, str]]:
        """What each is, and the words as they are heard."""
        title, slug = words(self.source.title), words(self.slug)
        told = [("the title", title)] if len(title.split()) > 1 or is_long(title) else []
        told += [("the address", slug)] if is_long(slug) and slug != title else []
        summary = words(self.source.fields.get("summary", ""))
        told += [("the summary", summary)] if is_long(summary) else []
        told += [("the words", each) for each in first_words(self.source.body)]
        return [each for each in told if each[1] not in self._known]

    def is_named_by(self, file: str) -> bool:
        """Whether a file of the site has its name; a name that is one short word only as a page or card."""
        path = PurePosixPath(file)
        if not self.slug:
            return False
        if path.stem == self.slug and str(path.parent) in (".", "cards"):
            return True
        return "-" in self.slug and self.slug in (path.stem, *path.parts[:-1])


def is_long(text: str) -> bool:
    return len(text.replace(" ", "")) >= LETTERS


def first_words(body: str) -> list[str]:
    """Of the first three runs of plain words that are long enough to be nobody else's."""
    prose = NO_PROSE.sub("", FENCED.sub("", ROLE_OR_QUOTE.sub("", body)))
    found = []
    for run in (words(each).split() for each in BETWEEN.split(prose)):
        enough = (each for each in range(WORDS, len(run) + 1) if len("".join(run[:each])) >= 2 * LETTERS)
        if count := next(enough, 0):
            found.append(f" {' '.join(run[:count])} ")
    return found[:3]
