"""Digests of all that a page may read, as it is now: what plugins/renders/watching.py writes down by name."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, tzinfo
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType
from typing import Any

from pelican.contents import Article, Content
from pelican.urlwrappers import URLWrapper

from plugins.readings.store import SIZE, key_of
from plugins.readings.surroundings import canonical, digest_of_code, installed
from plugins.watching import Read

# Settings that say where, not what, and what plugins leave there for one another.
ELSEWHERE = frozenset(
    "OUTPUT_PATH CACHE_PATH WRITE_ONLY BEFORE STEPS_BEFORE STEPS_AFTER STEPS WRITER ASSETS GALLERY READINGS"
    " LIKENESS LIKENESS_FILE CLOSED SETTINGS_CHECKED".split()
)
# Where a content lies, and what follows from its fields and the settings.
NOT_SAID = frozenset(
    "settings _context source_path metadata _content relative_source_path timezone locale_date"
    " locale_modified date_format in_default_lang author authors wording".split()
)
OF_FIELDS = NOT_SAID | {"structured_data"}  # of an article, which has no more in it than its fields
PLAIN_FACE = "title date modified lang slug status minutes template timezone date_format override_url".split()
BEFORE_LINK = ('"{', '"|', "'{", "'|")  # which is sooner looked for
LINK = re.compile(r"[{|](?:filename|static|attach|category|tag|author|index)[|}]")


class Values:
    """The present value of everything, by the name of a read. Each digest is made when it is asked for."""

    def __init__(self, context: dict, settings: dict, templates: Iterable[Path]) -> None:
        self._context, self._root = context, Path(settings["PATH"])
        self._templates = {each.name: each for folder in templates for each in folder.glob("*.html")}
        self._known: dict[Read, bytes] = {}
        self._makers: Mapping[str, Callable[[str], bytes]] = MappingProxyType(
            {
                "face": lambda source: self._of_content(source, _face),
                "whole": lambda source: self._of_content(source, _whole),
                "list": lambda name: key_of(said(context.get(name))),
                "holds": self._holds,
                "template": lambda name: key_of(self._templates[name].read_bytes()),
                "asset": key_of,
                "file": lambda path: key_of((self._root / path).read_bytes()),
                "files": lambda _: key_of(*self._files),
            }
        )

    def of(self, reads: Iterable[Read], given: Mapping[str, object]) -> bytes:
        """One digest of all these. `given` are the lists of one page."""
        known, found = self._known, []
        for read in reads:
            if (digest := known.get(read)) is None:
                kind, name = read
                digest = key_of(said(given.get(name, ...))) if kind == "given" else self._of(kind, name)
            found.append(digest)
        return key_of(b"".join(found))

    def forget(self, source: str) -> None:
        """A content has changed."""
        for kind in ("face", "whole"):
            self._known.pop((kind, source), None)

    def _of(self, kind: str, name: str) -> bytes:
        try:
            known = self._makers[kind](name)
        except (KeyError, OSError):  # it is no more there
            known = bytes(SIZE)
        self._known[kind, name] = known
        return known

    def _holds(self, name: str) -> bytes:
        listed, _, word = name.partition("/")
        return key_of(str(word in list.__iter__(self._context[listed])))

    def _of_content(self, source: str, what: Callable[[Content], str]) -> bytes:
        for kind in ("generated_content", "static_content"):
            if content := self._context[kind].get(source):
                return key_of(what(content))
        return b""

    @cached_property
    def _files(self) -> list[str]:
        return sorted(
            each.relative_to(self._root).as_posix() for each in self._root.rglob("*") if each.is_file()
        )


def of_all(settings: dict, theme: Path) -> bytes:
    """What every page depends on: settings, code, libraries, and the files of the theme but its templates."""
    names = sorted(name for name in settings if name.isupper() and name not in ELSEWHERE)
    here = str(Path(settings["PATH"]).parent)
    values = (f"{name}={canonical(settings[name])}".replace(here, ".") for name in names)
    return key_of(
        *values, digest_of_code(), *_settings_files(here), *_files(theme), *installed(), sys.version
    )


def _settings_files(root: str) -> Iterable[bytes]:
    """The code of the settings, whose functions are only named in them."""
    return (each.read_bytes() for each in sorted(Path(root).glob("*.py")))


def _files(theme: Path) -> Iterable[bytes | str]:
    for each in sorted(theme.rglob("*")):
        if each.is_file() and each.parent.name != "templates":
            yield each.relative_to(theme).as_posix()
            yield each.read_bytes()


def _face(content: Content) -> str:
    own, fields = vars(content), own_fields(content)
    named = (str(each) for each in (own.get("category", ""), *own.get("tags", ()), *own.get("authors", ())))
    plain = (str(own.get(name)) for name in PLAIN_FACE)
    summary = own.get("_summary") if "summary" in fields else None
    return "\0".join(
        (content.url, content.save_as, *plain, *named, *sorted(fields), str(summary), said(own.get("proves")))
    )


def _whole(content: Content) -> str:
    """The fields of a source whose bytes are the same are the same; what plugins have added is told."""
    own, fields = vars(content), own_fields(content)
    text, reading = own.get("_content") or "", own.get("reading") or said(fields)
    known = OF_FIELDS if isinstance(content, Article) else NOT_SAID
    known = known | fields.keys() if "reading" in own else NOT_SAID
    added = {name: own[name] for name in own if name not in known}
    is_linked = any(each in text for each in BEFORE_LINK) and LINK.search(text)
    links = content.get_content(content.get_siteurl()) if is_linked else ""
    return "\0".join((content.url, content.save_as, reading, said(added), text, str(links)))


def own_fields(content: Content) -> dict:
    return vars(content).get("metadata", {})


def said(value: Any) -> str:
    """Words that are the same for the same value in any process. A content in it is named, not told.

    For a value of a kind that is not known here the words are new each time, so that nothing stays.
    """
    kind = type(value)
    if (words := _words.get(kind)) is None:
        words = _words[kind] = next((words for known, words in WORDS if issubclass(kind, known)), _told)
    return words(value)


def _told(value: Any) -> str:
    if not is_dataclass(value):
        return f"?{token_hex()}"
    return f"{type(value).__name__}{said([getattr(value, each.name) for each in fields(value)])}"


WORDS = (
    ((str, bytes, int, float, bool, type(None)), repr),
    (Content, lambda content: f"<{content.relative_source_path}>"),
    (URLWrapper, lambda named: f"{type(named).__name__}({named.name!r})"),
    ((date, tzinfo), str),
    (Mapping, lambda items: f"{{{','.join(f'{said(key)}:{said(each)}' for key, each in items.items())}}}"),
    (list, lambda items: f"[{','.join(map(said, list.__iter__(items)))}]"),  # of a Listed it is not heard
    (tuple, lambda items: f"[{','.join(map(said, items))}]"),
    ((set, frozenset), lambda items: f"{{{','.join(sorted(map(said, items)))}}}"),
)
_words: dict[type, Callable[[Any], str]] = {}
