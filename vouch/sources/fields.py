"""The fields above an article: their names, also those of other generators, and their values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

KNOWN = (
    "title date modified category tags slug summary status author authors lang translation aliases series "
    "timeless url save_as permalink discuss"
).split()
ADDRESSES = ("aliases", "discuss")  # lists of addresses, also with spaces between them
LISTS = ("tags", "authors", *ADDRESSES)
# Other names of these fields, without case, hyphens, underscores and spaces.
SYNONYMS = {
    **{each.replace("_", ""): each for each in (*KNOWN, "template")},
    **dict.fromkeys(("update", "updated", "updatedat", "updateddate", "lastupdated", "lastmod"), "modified"),
    **dict.fromkeys(("lastmodified", "lastmodifiedat", "moddate", "moddatetime"), "modified"),
    **dict.fromkeys(("pubdate", "pubdatetime", "publishdate", "publishedat", "created"), "date"),
    **dict.fromkeys(("description", "excerpt"), "summary"),  # the first of them, if there is no summary
    **dict.fromkeys(("alias", "redirectfrom", "redirects"), "aliases"),
    **dict.fromkeys(("language", "locale"), "lang"),
    **dict.fromkeys(("draft", "published"), "status"),  # true or false
    "categories": "category",
    "tag": "tags",
    "autor": "author",
}
SUMMARIES = ("summary", "description", "excerpt")
# Ordinary words that differ from a field in one letter.
ORDINARY = ("data", "dates", "gate", "land", "late", "long", "rate", "stats", "tabs")

STATUSES = ("published", "draft", "hidden", "skip")
DRAFT = "write `Status: draft`"
YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")

IN_QUOTES = re.compile(r"([\"'])(?P<plain>[^\"']*)\1")
IN_BRACKETS = re.compile(r"\[(?P<listed>[^\]]*)\]")
JOINERS = re.compile(r"[-_ ]")


@dataclass(frozen=True)
class Field:
    """A field as it is written, with its line from 1, and the lines on which its value continues.

    The value is text, and of known fields text or a list of texts; YAML and TOML (`is_typed`) may give a
    field of the author's own any plain value. `name` is the site's name of it, `node` docutils' value.
    """

    written: str
    value: object
    line: int
    more: tuple[str, ...] = ()
    is_typed: bool = False
    named: str = ""
    node: object = None

    @property
    def name(self) -> str:
        return self.named or self.written.lower()

    @property
    def shown(self) -> str:
        return f"`{self.written}`"

    @property
    def is_text(self) -> bool:
        return isinstance(self.value, str)

    @property
    def is_of_texts(self) -> bool:
        """Whether the value is text, or a list of texts."""
        return self.is_text or (isinstance(self.value, list) and all(isinstance(x, str) for x in self.value))

    @property
    def lines(self) -> list[str]:
        """The lines of the value, or the items of a list."""
        return [*(self.value if isinstance(self.value, list) else [str(self.value)]), *self.more]

    @property
    def text(self) -> str:
        return " ".join(" ".join(map(str, self.lines)).split())

    @property
    def items(self) -> list[str]:
        """The labels of a list, separated as in Pelican, and by lines."""
        separator = ";" if ";" in self.text else ","
        lines = (each.removeprefix("- ") for each in self.lines)
        found = self.value if isinstance(self.value, list) else separator.join(lines).split(separator)
        return list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in found))))

    @property
    def content(self) -> object:
        """What a template gets of it."""
        if self.name in ADDRESSES:
            return [address for each in self.items for address in each.split()]
        if self.name in LISTS:
            return self.items
        if self.name in SITE_NAMES:
            return self.value if isinstance(self.value, list) else self.text
        return self.lines if self.more else self.value


SITE_NAMES = frozenset(SYNONYMS.values())
# Line, what is wrong, what to write instead; MAY_WAIT as well if the problem endangers nobody.
Problem = tuple[int, str, str] | tuple[int, str, str, bool]
MAY_WAIT = True


def plain(name: str) -> str:
    return JOINERS.sub("", name.lower())


def site_name(name: str) -> str:
    """The site's name of a field; that of an author's own is as Pelican has it."""
    return SYNONYMS.get(plain(name), name.lower())


def settled(found: Iterable[Field]) -> list[Field]:
    """The fields under the site's names, with values as the site has them."""
    found = [_unwrapped(each) for each in found]
    written = [plain(each.written) for each in found]
    summary = next((each for each in SUMMARIES if each in written), "")
    fields, labels = [], []
    for each in found:
        name = plain(each.written)
        if name in SUMMARIES and name != summary:
            fields.append(each)
        elif each.is_of_texts and (name == "categories" or (name == "category" and not each.is_text)):
            first, *others = each.items or [""]
            fields.append(replace(each, named="category", value=first, more=()))
            labels += [replace(each, named="tags", value=others)] if others else []
        else:
            fields.append(_settled(each))
    return _with_labels(fields, labels)


def _unwrapped(each: Field) -> Field:
    """Without the quotation marks and brackets of YAML, which a field on a line may have, too."""
    name, value = site_name(each.written), each.value
    if each.is_typed or name not in SITE_NAMES or name in ("title", "summary") or not isinstance(value, str):
        return each
    if (listed := IN_BRACKETS.fullmatch(value)) and name in (*LISTS, "category"):
        return replace(each, value=[item.strip(" \"'") for item in listed["listed"].split(",")])
    quoted = IN_QUOTES.fullmatch(value)
    return replace(each, value=quoted["plain"].strip()) if quoted else each


def _settled(each: Field) -> Field:
    name, value = site_name(each.written), each.value
    if name == "author" and isinstance(value, list):
        return replace(each, named="authors")
    if name not in LISTS and name != "title" and isinstance(value, list) and len(value) == 1:
        value = value[0]
    if name == "status" and isinstance(value, str):
        if plain(each.written) == "published" and value[:1].isdigit() and value not in (*YES, *NO):
            name = "date"
        else:
            value = _status(plain(each.written), value.strip().lower())
    if name == "lang" and isinstance(value, str):
        value = value.replace("_", "-")
    return replace(each, named=name, value=value)


def _status(written: str, value: str) -> str:
    """`draft: true` and `published: false` as a status."""
    if value not in (*YES, *NO):
        return value if written == "status" or value not in STATUSES else "draft"
    if written == "status":
        return value
    return "draft" if (value in YES) == (written == "draft") else "published"


def _with_labels(fields: list[Field], labels: list[Field]) -> list[Field]:
    """The fields with more tags: all categories but the first."""
    tags = next((each for each in fields if each.name == "tags" and each.is_of_texts), None)
    if not labels or not tags:
        return [*fields, *labels[:1]]
    both = replace(tags, value=[*tags.items, *labels[0].items], more=())
    return [both if each is tags else each for each in fields]


def near(name: str) -> str:
    """The known field that someone who wrote this may have meant; the same if it is one."""
    name = plain(name)
    if (known := SYNONYMS.get(name)) or name in ORDINARY:
        return known or ""
    return one_letter_off(name, KNOWN)


def one_letter_off(name: str, names: Iterable[str]) -> str:
    """The first of the names that differs by one letter: missing, added, replaced or moved; else empty."""
    cut, alike = _cut(name), (each for each in sorted(names) if abs(len(each) - len(name)) <= 1)
    return next((each for each in alike if cut & _cut(each)), "")


def _cut(name: str) -> set[str]:
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}
