"""The fields above an article: which there are, what values each accepts, and the line of each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from markdown.extensions.meta import BEGIN_RE, END_RE, META_MORE_RE, META_RE

from vouch.sources.addresses import problem_of_slug

KNOWN = (
    "title date modified category tags slug summary status author authors lang translation aliases series "
    "timeless url save_as permalink"
).split()
STATUSES = ("published", "draft", "hidden")
LONG = ("title", "summary")  # may continue on further lines
DRAFT = "write `Status: draft`"
# Their names in other generators.
ADVICE = {
    **dict.fromkeys(("draft", "state", "visibility", "private", "wip", "publish", "published"), DRAFT),
    **dict.fromkeys(("hidden", "unlisted"), "write `Status: hidden`"),
    **dict.fromkeys(("template", "layout", "type"), "leave it out; articles look alike"),
    **dict.fromkeys(("lastmod", "updated", "last_modified", "last_updated"), "write `Modified:`"),
    **dict.fromkeys(("alias", "redirect_from", "redirects"), "write `Aliases:`"),
    **dict.fromkeys(("description", "excerpt", "abstract", "subtitle"), "write `Summary:`"),
    **dict.fromkeys(("pubdate", "publishdate", "published_at", "created"), "write `Date:`"),
    **dict.fromkeys(("keywords", "tag"), "write `Tags:`"),
    **dict.fromkeys(("language", "locale"), "write `Lang:`"),
    **dict.fromkeys(
        ("image", "cover", "thumbnail"), "leave it out; an article's picture is made from its title"
    ),
    "categories": "write `Category:`, one only",
}
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
IN_QUOTES = re.compile(r"([\"'])[^\"']*\1")
LIST_OF_YAML = re.compile(r"\[(?P<listed>[^\]]*)\]")
KEY = re.compile(r"(?P<name>[A-Za-z_-]+)\s*(?::|：|=)")


@dataclass(frozen=True)
class Field:
    """A field as it is written, with its line from 1, and the lines on which its value continues."""

    written: str
    value: str
    line: int
    more: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.written.lower()

    @property
    def shown(self) -> str:
        return f"`{self.written}`"


Problem = tuple[int, str, str]  # line, what is wrong, what to write instead


def of_markdown(text: str) -> tuple[list[Field], int]:
    """The fields that Python-Markdown's meta extension recognises, and the line at which it stops."""
    found: list[Field] = []
    lines = text.expandtabs(4).split("\n")
    for number, line in enumerate(lines, start=1):
        if number == 1 and BEGIN_RE.match(line):
            continue
        if not line.strip() or END_RE.match(line):
            return found, number
        if key := META_RE.match(line):
            found.append(Field(key["key"], key["value"].strip(), number))
        elif found and (more := META_MORE_RE.match(line)):
            last = found.pop()
            found.append(Field(last.written, last.value, last.line, (*last.more, more["value"].strip())))
        else:
            return found, number
    return found, len(lines)


def problems_of(found: Iterable[Field], allowed: Iterable[str] = ()) -> Iterator[Problem]:
    """What is wrong with each field by itself. `allowed` are names that this source may use besides KNOWN."""
    lines: dict[str, int] = {}
    for each in found:
        first = lines.setdefault(each.name, each.line)
        if first != each.line:
            yield each.line, f"{each.shown} appears twice, first on line {first}", "remove one"
        elif each.name not in (*KNOWN, *allowed):
            yield each.line, f"the field {each.shown} is not known", advice(each)
        else:
            yield from _problems_of_value(each)


def advice(each: Field) -> str:
    """What to write instead of a field that is not known."""
    name = each.name.replace("-", "_")
    if name == "published" and each.value[:1].isdigit():
        return "write `Date:`"
    if close := near(each.name.split(" ")[0]):
        return f"did you mean `{close.capitalize()}`?"
    if name in ADVICE:
        return ADVICE[name]
    return f"leave it out; the fields are {', '.join(KNOWN)}"


def near(name: str) -> str:
    """The known field that someone who wrote this may have meant; the same if it is one."""
    plain = name.lower()
    return next(iter(() if plain in ADVICE else get_close_matches(plain, KNOWN, 1, 0.78)), "")


def _problems_of_value(each: Field) -> Iterator[Problem]:
    if each.more and each.name not in LONG:
        yield (
            each.line + 1,
            f"{each.shown} continues on a second line, which is ignored",
            "write it on one line",
        )
    for number, line in enumerate(each.more, start=1):
        if (key := KEY.match(line)) and near(key["name"]):
            what = f"`{line}` is indented, so it is read as part of {each.shown}"
            yield each.line + number, what, "remove the indent"
    if yaml := _yaml(each):
        yield each.line, *yaml
    elif wrong := _wrong(each):
        yield each.line, *wrong


def _yaml(each: Field) -> tuple[str, str] | None:
    """Other generators read these fields as YAML; here a value is everything after the colon."""
    if each.value[:1] in ("|", ">") and len(each.value) <= 2:
        return f"{each.shown} begins with YAML's `{each.value}`", "write the text itself on this line"
    if listed := LIST_OF_YAML.fullmatch(each.value):
        names = ", ".join(name.strip(" \"'") for name in listed["listed"].split(","))
        return f"{each.shown} is written as a YAML list", f"write `{each.written}: {names}`"
    if IN_QUOTES.fullmatch(each.value):
        plain = each.value[1:-1]
        return (
            f"the quotation marks around {each.shown} would be part of its value",
            f"write `{each.written}: {plain}`",
        )
    return None


def is_language(tag: str) -> bool:
    """Whether this is a BCP 47 tag; of languages with three letters, any."""
    found = LANGUAGE.fullmatch(tag)
    return bool(found) and (len(found["main"]) == 3 or found["main"] in TWO_LETTERS)


def _wrong(each: Field) -> tuple[str, str] | None:
    value = each.value
    if each.name == "title" and not (value or each.more):
        return "there is no title", "write one"
    if each.name == "status" and value not in STATUSES:
        meant = get_close_matches(value.lower().split(" ")[0], STATUSES, 1)
        wanted = f"`Status: {meant[0]}`" if meant else f"one of {', '.join(STATUSES)}"
        return f"unknown status {value!r}", f"write {wanted}"
    if each.name == "slug" and (wrong := problem_of_slug(value)):
        return wrong
    if each.name == "lang" and not is_language(value):
        return f"lang: {value!r} is not a language code", "write one such as `Lang: en` or `Lang: pt-BR`"
    if each.name in ANSWERS and value.lower() not in ANSWERS[each.name]:
        first, second = ANSWERS[each.name]
        what = f"{each.name}: {value!r} is neither {first} nor {second}"
        return what, f"write `{each.name.capitalize()}: {first}`, or leave it out"
    return None
