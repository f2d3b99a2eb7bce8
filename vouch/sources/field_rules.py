"""What is wrong with a field above an article: its value, or a name with which it would be lost or harm."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import starmap

from pelican.contents import Article, Page

from vouch.sources.addresses import problem_of_slug, public_host
from vouch.sources.fields import (
    DRAFT,
    IN_QUOTES,
    LISTS,
    NO,
    SITE_NAMES,
    STATUSES,
    YES,
    Field,
    Problem,
    near,
    plain,
)
from vouch.sources.locales import is_language

LONG = ("title", "summary", *LISTS)  # may continue on further lines
# Attributes that Pelican and this engine give every content: a field of such a name would replace one.
OF_CONTENT = {
    *(*dir(Article), *dir(Page)),
    *("settings", "metadata", "translations", "in_default_lang", "source_path", "relative_source_path"),
    *("path", "reader", "date_format", "timezone", "locale_date", "locale_modified"),
    *("override_url", "override_save_as", "html_with_side_notes", "included", "contents", "diagrams"),
    *("wording", "links", "minutes", "part", "older", "newer", "is_old", "is_faulty", "supports", "related"),
    *("resume", "anchors", "moved", "files", "proofs", "known_problems", "unknown_languages", "is_scheduled"),
    "url_when_published",
}
HIDING = ("draft", "private", "wip", "hidden", "unlisted", "unpublished", "isdraft", "drafts")
SHOWING = ("published", "publish", "public", "ispublished", "visible", "render")
ENDING = ("expirydate", "unpublishdate", "expires", "expireson")  # Hugo's, after which nothing is published
OF_STATE, HIDDEN = ("state", "visibility"), ("private", "hidden", "unlisted", "unpublished", "wip")

ANSWERS = {"timeless": ("yes", "no"), "translation": ("true", "false")}
KEY = re.compile(r"(?P<name>[A-Za-z_-]+)\s*(?::|：|=)")


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
    elif instead := next(filter(None, starmap(_hides, _values(each.written, each.value))), ""):
        yield each.line, f"the field {each.shown} does not keep this from being published", instead
    elif each.name in OF_CONTENT or each.name.startswith("_"):
        what = f"the field {each.shown} has the name of something that every page has"
        yield each.line, what, f"give it another name, such as `my_{each.name.lstrip('_')}`"


def _values(name: str, value: object) -> Iterator[tuple[str, str]]:
    """Names with what they name, also within groups and lists of YAML."""
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from _values(inner, each)
    elif isinstance(value, list):
        for each in value:
            yield from _values(name, each)
    else:
        yield plain(name), str(value).lower().partition(" #")[0].strip("\"' ")


def _hides(name: str, value: str) -> str:
    """What to write instead of a field with which its author means a draft or a hidden page; else empty."""
    if (name in HIDING and value in YES) or (name in OF_STATE and value in HIDDEN):
        return "write `Status: hidden`" if {name, value} & {"hidden", "unlisted"} else DRAFT
    is_hiding = value in ("draft", "drafts") or (name in SHOWING and value in (*NO, "never"))
    return DRAFT if is_hiding or name in ENDING else ""


def _problems_of_more(each: Field) -> Iterator[Problem]:
    if each.more and each.name in SITE_NAMES and each.name not in LONG:
        what = f"{each.shown} continues on a second line, which is ignored"
        yield each.line + 1, what, "write it on one line"
    for number, line in enumerate(each.more, start=1):
        if (key := KEY.match(line)) and near(key["name"]):
            what = f"`{line}` is indented, so it is read as part of {each.shown}"
            yield each.line + number, what, "remove the indent"


def _problems_of_value(each: Field) -> Iterator[Problem]:
    if not (each.is_text or (each.name in LISTS and each.is_of_texts)):
        if each.name in LISTS:
            yield each.line, f"{each.shown} is not a list of names", f"write `{each.written}: a, b`"
        else:
            kind = "a list" if isinstance(each.value, list) else "a group of values"
            yield each.line, f"{each.shown} is {kind}", "write one value"
    elif wrong := _of_yaml(each) or _wrong(each):
        yield each.line, *wrong


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


def _wrong(each: Field) -> tuple[str, str] | None:
    value = each.value
    if each.name == "title" and not each.text:
        return "there is no title", "write one"
    if each.name == "status" and value not in STATUSES:
        return _wrong_status(each)
    if each.name == "slug" and (wrong := problem_of_slug(value)):
        return wrong
    if each.name == "lang" and not is_language(value):
        return f"lang: {value!r} is not a language code", "write one such as `Lang: en` or `Lang: pt-BR`"
    if each.name == "discuss":
        wrong = next(
            (url for url in each.content if not (url.startswith("https://") and public_host(url))), None
        )
        return wrong and (
            f"discuss: {wrong!r} is not a public https address",
            "write one, or several with spaces",
        )
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
