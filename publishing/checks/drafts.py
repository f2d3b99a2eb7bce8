"""No byte of a draft is in the site: its title, address, first words, and tags."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plugins.problems import SourceError
from publishing.checks.published import pages_by_source
from publishing.checks.references import references
from publishing.checks.site import Site, problem
from publishing.checks.sources import Source, words
from publishing.checks.texts import texts

LETTERS, WORDS = 12, 5  # fewer are anyone's
VARIANT = re.compile(r"-\d+\.[0-9a-f]{8}(?=\.\w+$)")
# What stands between words that follow each other on the page as in the source.
BETWEEN = re.compile(r"[*_`\[\](){}<>|\\#~^=+]|https?://\S+|\n\s*\n|--8<--.*")
NO_PROSE = re.compile(
    r"^(?:\.\. |:\w+:|:::|!!!|\?\?\?|\[TOC\]|\[\^|\*\[|--8<--|@|```|~~~|\s+\S).*$", re.MULTILINE
)
FENCED = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)
DRAFTS = "build the site with publishconf.py"


@dataclass(frozen=True)
class Trace:
    """What would tell of a draft: words as they are heard, or the name of a file."""

    what: str
    words: str


class Draft:
    def __init__(self, source: Source, known: str) -> None:
        self.source, self._known = source, known

    @cached_property
    def traces(self) -> list[Trace]:
        """Those which no published source holds as well."""
        title = words(self.source.title)
        told = [("the title", title)] if len(title) > LETTERS + 1 or title.count(" ") > 2 else []
        slug = words(self.source.slug_or_title)
        told += [("the address", slug)] if len(slug) > LETTERS + 1 and slug != title else []
        told += [("the summary", words(self.source.fields.get("summary", "")))]
        told += [("the words", each) for each in first_words(self.source.body)]
        return [Trace(*each) for each in told if len(each[1]) > LETTERS // 2 and each[1] not in self._known]

    @cached_property
    def files(self) -> set[str]:
        """The names that it would have in the site, and has as a source."""
        slug = self.source.slug_or_title
        made = (f"{slug}.html", f"{slug}.pdf", f"drafts/{slug}.html", f"cards/{slug}.png") if slug else ()
        return {*made, self.source.name}


def first_words(body: str) -> list[str]:
    """Of the first three runs of plain words that are long enough to be nobody else's."""
    prose = NO_PROSE.sub("", FENCED.sub("", re.sub(r":[\w:]+:(?=`)|^> ?", "", body, flags=re.MULTILINE)))
    runs = (words(each).split() for each in BETWEEN.split(prose))
    found = []
    for run in runs:
        enough = next((n for n in range(WORDS, len(run) + 1) if len("".join(run[:n])) >= 2 * LETTERS), None)
        if enough:
            found.append(f" {' '.join(run[:enough])} ")
    return found[:3]


def no_draft_is_told(site: Site) -> Iterator[SourceError]:
    drafts = _drafts(site)
    for text in texts(site) if drafts else ():
        heard = words(text.text)
        for draft in drafts:
            if found := next((each for each in draft.traces if each.words in heard), None):
                what = f"{found.what} of the draft {draft.source.path}"
                yield problem(text.name, text.line_at(_end(text.text, found.words)), what, DRAFTS)


def _drafts(site: Site) -> list[Draft]:
    public = [each.text for each in site.sources if each.status != "draft"]
    settings = site.root / "pelicanconf.py"
    known = words("\n".join([*public, settings.read_text("utf-8") if settings.is_file() else ""]))
    return [Draft(each, known) for each in site.sources if each.status == "draft"]


def _end(text: str, wanted: str) -> int:
    """Where the words end: the first place to which a text that holds them can be cut."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if wanted in words(text[:middle]) else (middle + 1, high)
    return low


def no_draft_is_there(site: Site) -> Iterator[SourceError]:
    """Neither as a page nor as an address."""
    drafts = {file: each for each in _drafts(site) for file in each.files}
    taken = {f"{each.slug_or_title}.html" for each in site.sources if each.status != "draft"}
    made = {page: name for name, pages in pages_by_source(site).items() for page in pages}
    told = {each.source.name: each.source for each in drafts.values()}
    for name, document in site.pages.items():
        marked = next((each.line for each in document.elements if each.get("data-status") == "draft"), 0)
        if marked or name.startswith("drafts/"):
            yield problem(name, marked or 1, "this is a draft", DRAFTS)
        elif made.get(name) in told:
            yield problem(name, 1, f"this is the draft {told[made[name]].path}", DRAFTS)
    for name in sorted(site.names):
        file = name.removeprefix("cards/").replace(".png", ".html") if name.startswith("cards/") else name
        if name in drafts and file not in taken and name not in made and not name.startswith("drafts/"):
            yield problem(name, 1, f"it bears the name of the draft {drafts[name].source.path}", DRAFTS)
    for name, link in references(site):
        path = _path(site, name, link.address)
        if path in drafts and path not in taken and path not in site.names:
            yield problem(name, link.line, f"it names the draft {drafts[path].source.path}", DRAFTS)


def _path(site: Site, name: str, address: str) -> str:
    try:
        return site.own_path(site.absolute(name, address)) or ""
    except ValueError:
        return ""
