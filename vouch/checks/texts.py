"""The text in each file of the site, visible to readers or found in its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vouch.checks.built_site import BuiltSite
from vouch.checks.document import Document
from vouch.checks.packed import fragments, pdf_objects, unzipped
from vouch.checks.references import strings

BINARY = (
    *(
        ".png",
        ".jpg",
        ".jpeg",
        ".webp",
        ".avif",
        ".gif",
        ".ico",
        ".woff2",
        ".woff",
        ".pagefind",
        ".gz",
        ".zip",
    ),
    *(".mp4", ".webm", ".ogv", ".mp3", ".ogg", ".m4a"),
)
MAX_TEXT_BYTES = 20_000_000
PACKED = (".pf_index", ".pf_meta")
# Of the site itself; other text files are linked sources.
OWN = (".xml", ".json", ".webmanifest", ".txt", ".css", ".js", ".pdf")


@dataclass(frozen=True)
class Text:
    """`document` knows which parts of the text are code; without one `is_code` applies to all of it.

    `line` is where the text begins in the file. A `copy` is a text that pages have as well; a `plain` one may
    repeat words of a page without marking which of them are code.
    """

    name: str
    text: str
    document: Document | None = None
    is_code: bool = False
    line: int = 1
    whole_lines: bool = True
    copy: bool = False
    plain: bool = False

    def line_at(self, offset: int) -> int:
        return self.line + (self.text.count("\n", 0, offset) if self.whole_lines else 0)

    def in_code(self, offset: int) -> bool:
        return self.document.is_code(offset) if self.document else self.is_code

    def words_at(self, offset: int) -> str:
        """The line around an offset, with its spaces normalised."""
        end = self.text.find("\n", offset)
        return _normalised(self.text[self.text.rfind("\n", 0, offset) + 1 : end if end >= 0 else None])


@lru_cache(maxsize=1)
def texts(site: BuiltSite) -> tuple[Text, ...]:
    """All texts, those in several feeds once, pages before their copies."""
    return tuple({(each.text, each.copy or each.name): each for each in _texts(site)}.values())


def lost_markup(site: BuiltSite, text: Text, offset: int) -> bool:
    """Whether an offset is in a copy without markup: a description, or a list of another page."""
    words = text.words_at(offset)
    return text.plain or any(
        words in _normalised(document.unseen) for name, document in site.pages.items() if name != text.name
    )


def _normalised(words: str) -> str:
    return " ".join(words.split())


def _texts(site: BuiltSite) -> Iterator[Text]:
    for name, document in {**site.pages, **site.drawings}.items():
        yield Text(name, document.shown, document)
        yield Text(name, document.unseen, plain=True)
        for each in document.all("style"):
            yield Text(name, each.text, line=each.line, copy=True)
    yield from _of_feeds(site)
    for name, found in fragments(site):
        yield Text(name, "\n".join(strings(found)), is_code=True, whole_lines=False, copy=True)
    for name in site.named(""):
        if name not in site.pages and name not in site.drawings and name not in site.feeds:
            yield from _of_file(site, name)


def _of_feeds(site: BuiltSite) -> Iterator[Text]:
    for name, feed in site.feeds.items():
        yield Text(name, feed.title)
        for each in feed.entries:
            about = "\n".join((each.title, each.summary, *each.tags))
            yield Text(name, about, line=each.line, whole_lines=False, plain=True)
            if each.content:
                whole = not name.endswith(".json")
                for text, document in ((each.content.shown, each.content), (each.content.unseen, None)):
                    plain = document is None
                    yield Text(name, text, document, False, each.content_line, whole, copy=True, plain=plain)


def _of_file(site: BuiltSite, name: str) -> Iterator[Text]:
    if name in site.data:
        yield Text(name, "\n".join(strings(site.data[name])), whole_lines=False, plain=True)
    elif name.endswith(PACKED):
        words = unzipped(site.read(name)).decode("utf-8", "ignore")
        yield Text(name, words, whole_lines=False, copy=True, plain=True)
    elif name.endswith(".pdf"):
        yield Text(name, pdf_objects(site.read(name)).decode("latin-1"), whole_lines=False, plain=True)
    elif not name.endswith((*BINARY, ".pf_fragment")) and site.sizes[name] <= MAX_TEXT_BYTES:
        text = site.text(name)
        if "\0" not in text:
            yield Text(name, text, is_code=not name.endswith(OWN), plain=name.endswith(".txt"))
