"""The fields above an article: their names, also those of other generators, their values and their lines."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from pelican.contents import Article, Page
from pelican.readers import ensure_metadata_list

KNOWN = (
    "title date modified category tags slug summary status author authors lang translation aliases series "
    "timeless"
).split()
OF_ADDRESS = ("url", "save_as")
LISTS = ("tags", "authors", "aliases")
LONG = ("title", "summary", *LISTS)  # may continue on further lines
# Other names of these fields, without case, hyphens, underscores and spaces.
SYNONYMS = {
    **{each.replace("_", ""): each for each in (*KNOWN, *OF_ADDRESS, "template")},
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
# Attributes that Pelican and this engine give every content: a field of such a name would replace one.
OF_CONTENT = {
    *(*dir(Article), *dir(Page)),
    *("settings", "metadata", "translations", "in_default_lang", "source_path", "relative_source_path"),
    *("path", "reader", "date_format", "timezone", "locale_date", "locale_modified"),
    *("override_url", "override_save_as", "html_with_side_notes", "included", "contents", "diagrams"),
    *("wording", "links", "minutes", "part", "older", "newer", "is_old", "is_faulty", "supports", "related"),
    *("resume", "anchors", "moved", "files", "proofs"),
}
# Ordinary words that differ from a field in one letter.
ORDINARY = ("data", "dates", "gate", "land", "late", "long", "rate", "stats", "tabs")

STATUSES = ("published", "draft", "hidden", "skip")
DRAFT = "write `Status: draft`"
YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
HIDING = ("private", "wip", "hidden", "unlisted", "unpublished", "isdraft", "drafts")
SHOWING = ("publish", "public", "ispublished")
OF_STATE, HIDDEN = ("state", "visibility"), ("private", "hidden", "unlisted", "unpublished", "wip")

SLUG = re.compile(r"(?=-*[a-z0-9])[a-z0-9-]+")
LANGUAGE = re.compile(r"(?P<main>[a-z]{2,3})(-[A-Za-z0-9]{2,8})*")  # BCP 47
# The languages of two letters in IANA's registry, with those that it calls deprecated.
TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
    "ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li "
    "ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa "
    "pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th "
    "ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
).split()
ANSWERS = {"timeless": ("yes", "no"), "translation": ("true", "false")}
IN_QUOTES = re.compile(r"([\"'])(?P<plain>[^\"']*)\1")
IN_BRACKETS = re.compile(r"\[(?P<listed>[^\]]*)\]")
JOINERS = re.compile(r"[-_ ]")
KEY = re.compile(r"(?P<name>[A-Za-z_-]+)\s*(?::|：|=)")


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
        found = self.value if isinstance(self.value, list) else separator.join(self.lines)
        return [" ".join(each.split()) for each in ensure_metadata_list(found)]

    @property
    def content(self) -> object:
        """What a template gets of it."""
        if self.name in ("tags", "authors"):
            return self.items
        if self.name in SITE_NAMES:
            return self.value if isinstance(self.value, list) else self.text
        return self.lines if self.more else self.value


SITE_NAMES = frozenset(SYNONYMS.values())
Problem = tuple[int, str, str]  # line, what is wrong, what to write instead


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
        elif name == "categories" or (name == "category" and isinstance(each.value, list)):
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
    return replace(each, named=name, value=value)


def _status(written: str, value: str) -> str:
    """`draft: true` and `published: false` as a status."""
    if written == "status" or value not in (*YES, *NO):
        return value
    return "draft" if (value in YES) == (written == "draft") else "published"


def _with_labels(fields: list[Field], labels: list[Field]) -> list[Field]:
    """The fields with more tags: all categories but the first."""
    if not labels or not (tags := next((each for each in fields if each.name == "tags"), None)):
        return [*fields, *labels[:1]]
    both = replace(tags, value=[*tags.items, *labels[0].items], more=())
    return [both if each is tags else each for each in fields]


def problems_of(found: Iterable[Field]) -> Iterator[Problem]:
    """What is wrong with each of the settled fields by itself."""
    found, firsts = list(found), {}
    names = {each.name for each in found}
    for each in found:
        first = firsts.setdefault(each.name, each)
        if first is not each:
            yield from _problems_of_two(first, each)
        elif each.name not in SITE_NAMES:
            yield from _problems_of_own(each, names)
        else:
            yield from _problems_of_value(each)
        yield from _problems_of_more(each)


def _problems_of_two(first: Field, each: Field) -> Iterator[Problem]:
    if first.written.lower() == each.written.lower():
        yield each.line, f"{each.shown} appears twice, first on line {first.line}", "remove one"
    elif first.lines != each.lines:
        what = f"{each.shown} is the same field as {first.shown} on line {first.line}, with another value"
        yield each.line, what, "remove one"


def _problems_of_own(each: Field, names: set[str]) -> Iterator[Problem]:
    """A field of the author's own is kept for templates, unless it is one that would be lost."""
    meant = near(each.written.split(" ")[0])
    if meant and meant not in names:
        yield each.line, f"the field {each.shown} is not known", f"did you mean `{meant.capitalize()}`?"
    elif instead := _hides(plain(each.written), each.text.lower().partition(" #")[0].strip("\"' ")):
        yield each.line, f"the field {each.shown} does not keep this from being published", instead
    elif each.name in OF_CONTENT or each.name.startswith("_"):
        what = f"the field {each.shown} has the name of something that every page has"
        yield each.line, what, f"give it another name, such as `my_{each.name.lstrip('_')}`"


def _hides(name: str, value: str) -> str:
    """What to write instead of a field with which its author means a draft or a hidden page; else empty."""
    if (name in HIDING and value in YES) or (name in OF_STATE and value in HIDDEN):
        return "write `Status: hidden`" if {name, value} & {"hidden", "unlisted"} else DRAFT
    return DRAFT if value in ("draft", "drafts") or (name in SHOWING and value in NO) else ""


def near(name: str) -> str:
    """The known field that someone who wrote this may have meant; the same if it is one."""
    name = plain(name)
    if (known := SYNONYMS.get(name)) or name in ORDINARY:
        return known or ""
    alike = get_close_matches(name, KNOWN, 1, 0.85) if len(name) > 6 else ()
    return one_letter_off(name, KNOWN) or next(iter(alike), "")


def one_letter_off(name: str, names: Iterable[str]) -> str:
    """The first of the names that differs by one letter: missing, added, replaced or moved; else empty."""
    cut, alike = _cut(name), (each for each in sorted(names) if abs(len(each) - len(name)) <= 1)
    return next((each for each in alike if cut & _cut(each)), "")


def _cut(name: str) -> set[str]:
    return {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}


def _problems_of_more(each: Field) -> Iterator[Problem]:
    if each.more and each.name in SITE_NAMES and each.name not in LONG:
        what = f"{each.shown} continues on a second line, which is ignored"
        yield each.line + 1, what, "write it on one line"
    for number, line in enumerate(each.more, start=1):
        if (key := KEY.match(line)) and near(key["name"]):
            what = f"`{line}` is indented, so it is read as part of {each.shown}"
            yield each.line + number, what, "remove the indent"


def _problems_of_value(each: Field) -> Iterator[Problem]:
    if not (isinstance(each.value, str) or (each.name in LISTS and _is_of_texts(each.value))):
        if each.name in LISTS:
            yield each.line, f"{each.shown} is not a list of names", f"write `{each.written}: a, b`"
        else:
            kind = "a list" if isinstance(each.value, list) else "a group of values"
            yield each.line, f"{each.shown} is {kind}", "write one value"
    elif wrong := _of_yaml(each) or _wrong(each):
        yield each.line, *wrong


def _is_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _of_yaml(each: Field) -> tuple[str, str] | None:
    """What is YAML only between lines of `---`; elsewhere a value is everything after the colon."""
    if each.is_typed:
        return None
    if each.value in ("|", ">", "|-", ">-", "|+", ">+"):
        return f"{each.shown} begins with YAML's `{each.value}`", "write the text itself on this line"
    if quoted := IN_QUOTES.fullmatch(str(each.value)):
        what = f"the quotation marks around {each.shown} would be part of its value"
        return what, f"write `{each.written}: {quoted['plain']}`"
    return None


def is_language(tag: str) -> bool:
    """Whether this is a BCP 47 tag; of languages with three letters, any."""
    found = LANGUAGE.fullmatch(tag)
    return bool(found) and (len(found["main"]) == 3 or found["main"] in TWO_LETTERS)


def _wrong(each: Field) -> tuple[str, str] | None:
    value = each.value
    if each.name == "title" and not each.text:
        return "there is no title", "write one"
    if each.name == "status" and value not in STATUSES:
        return _wrong_status(each)
    if each.name == "slug" and not SLUG.fullmatch(value):
        return f"{value!r} is not a valid slug", "write lower-case letters a to z, digits and hyphens"
    if each.name == "lang" and not is_language(value):
        return f"lang: {value!r} is not a language code", "write one such as `Lang: en` or `Lang: pt-BR`"
    if each.name in ANSWERS and value.lower() not in ANSWERS[each.name]:
        first, second = ANSWERS[each.name]
        what = f"{each.name}: {value!r} is neither {first} nor {second}"
        return what, f"write `{each.name.capitalize()}: {first}`, or leave it out"
    return None


def _wrong_status(each: Field) -> tuple[str, str]:
    if plain(each.written) != "status":
        return f"{each.written}: {each.value!r} is neither true nor false", f"{DRAFT}, or remove it"
    meant = get_close_matches(each.value.split(" ")[0], STATUSES, 1)
    wanted = f"`Status: {meant[0]}`" if meant else f"one of {', '.join(STATUSES[:3])}"
    return f"unknown status {each.value!r}", f"write {wanted}"
