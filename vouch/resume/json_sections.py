"""Sections other than work and education, as the entries that JSON Resume has for them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from vouch.resume.claims import highlights
from vouch.resume.model import Group, Highlight, Line, Run, plain

JSON: TypeAlias = dict[str, Any]
# Turns an address as the author wrote it into one that works outside the site.
Absolute: TypeAlias = Callable[[str], str]
# Finds what a line is about.
Title: TypeAlias = Callable[[Line], str]

LABELLED = re.compile(r"(?P<label>[^:—–|]{1,60})(?::\s+|\s+[—–|-]\s+)(?P<rest>.+)", re.DOTALL)
QUOTED = re.compile(r"[\"“„«「『](?P<title>[^\"“”„«»「」『』]{3,})[\"”“»」』]")
FLUENCY = re.compile(
    r"(?P<language>[^\W\d]+(?:[ -][^\W\d]+)*(?:\s*\([^)]*\)(?=\s*[—–:-]))?)"
    r"(?:\s*[—–:]\s*|\s+-+\s+|\s*(?=\())(?P<fluency>.+)",
    re.DOTALL,
)


def strings(value: Any) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)
    else:
        yield str(value)


def without_empty(value: Any) -> Any:
    """The same document without its empty fields."""
    if isinstance(value, dict):
        kept = {name: without_empty(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each not in ("", [], {}, None)}
    return [without_empty(each) for each in value] if isinstance(value, list) else value


def with_titles(found: Iterable[Group]) -> list[Group]:
    """The groups, in which those below a heading, or a line in bold, are what is said about it."""
    titled: list[Group] = []
    for group in found:
        if titled and _is_title(titled[-1].introduction) and not _is_title(group.introduction):
            inside = Highlight(group.introduction, group.line, group.highlights)
            below = (inside,) if group.introduction else group.highlights
            titled[-1] = replace(titled[-1], highlights=(*titled[-1].highlights, *below))
        else:
            titled.append(group)
    return titled


def _is_title(line: Line) -> bool:
    return bool(line) and all(run.strong or run.href or not run.text.strip() for run in line)


def _items(group: Group) -> Iterator[tuple[Line, tuple[Highlight, ...]]]:
    """The items of a group: its introduction with all highlights, or else each highlight."""
    if group.introduction:
        yield group.introduction, group.highlights
    else:
        yield from ((each.text, each.highlights) for each in group.highlights)


def _first_link(line: Line, absolute: Absolute) -> str:
    return next((absolute(run.href) for run in line if run.href), "")


def _title(line: Line) -> str:
    """What a line is about: its link, its bold words, or all of it."""
    return next(_emphatic(line), "") or _without_addresses(line) or plain(line)


def _title_of_work(line: Line) -> str:
    """What a publication or talk is called. Bold words may be its author, and later italics a journal."""
    quoted = QUOTED.search(plain(line))
    first = line[0].text if line[0].emphasis else ""
    found = (quoted["title"] if quoted else "", next(_emphatic(line), ""), first, _without_addresses(line))
    return next(filter(None, (each.strip(" :;.,") for each in found)), plain(line))


def _emphatic(line: Line) -> Iterator[str]:
    """The text of links, unless it is an address, and bold words."""
    return (run.text for run in line if (run.href and not _shows_address(run)) or run.strong)


def _shows_address(link: Run) -> bool:
    shown = link.text.casefold().partition("://")[2] or link.text.casefold()
    is_one = re.search(r"\w[./@]\w", shown)
    return bool(is_one) and shown.rstrip("/").removeprefix("www.") in link.href.casefold()


def _without_addresses(line: Line) -> str:
    kept = tuple(run for run in line if not (run.href and _shows_address(run)))
    return " ".join(plain(kept).split()).strip(" :;.,()—–-|")


def _below(found: tuple[Highlight, ...]) -> list[str]:
    return [plain(text) for _, text in highlights(found)]


def _more(line: Line, title: str, below: tuple[Highlight, ...]) -> str:
    """The line, unless it is only its title, and the lines below it."""
    text = plain(line)
    return "\n".join((*([] if text.strip(" :;.") == title else [text]), *_below(below)))


def _project(kind: str, title: Title, group: Group, absolute: Absolute) -> Iterator[JSON]:
    for line, below in _items(group):
        yield {
            "name": title(line),
            "description": plain(line),
            "highlights": _below(below),
            "url": _first_link(line, absolute),
            "type": kind,
        }


def projects(group: Group, absolute: Absolute) -> Iterator[JSON]:
    return _project("", _title, group, absolute)


def talks(group: Group, absolute: Absolute) -> Iterator[JSON]:
    return _project("talk", _title_of_work, group, absolute)


def publications(group: Group, absolute: Absolute) -> Iterator[JSON]:
    return _named(_title_of_work, group, absolute)


def certificates(group: Group, absolute: Absolute) -> Iterator[JSON]:
    return _named(_title, group, absolute)


def _named(title: Title, group: Group, absolute: Absolute) -> Iterator[JSON]:
    for line, below in _items(group):
        name = title(line)
        yield {"name": name, "url": _first_link(line, absolute), "summary": _more(line, name, below)}


def skills(group: Group, _absolute: Absolute) -> Iterator[JSON]:
    for line, below in _items(group):
        text = plain(line)
        if below:
            yield {
                "name": text.strip(" :"),
                "keywords": [each for item in _below(below) for each in _split(item)],
            }
        elif labelled := LABELLED.fullmatch(text):
            yield {"name": labelled["label"], "keywords": _split(labelled["rest"])}
        else:
            yield from ({"name": each} for each in _split(text))


def languages(group: Group, _absolute: Absolute) -> Iterator[JSON]:
    for line, below in _items(group):
        parts = [FLUENCY.fullmatch(each) for each in _split(plain(line))]
        if not below and all(parts):
            yield from ({"language": each["language"], "fluency": _bare(each["fluency"])} for each in parts)
        else:
            yield {"language": plain(line).strip(" ;."), "fluency": "; ".join(_below(below))}


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def awards(group: Group, _absolute: Absolute) -> Iterator[JSON]:
    for line, below in _items(group):
        title = _title(line)
        yield {"title": title, "summary": _more(line, title, below)}


def interests(group: Group, _absolute: Absolute) -> Iterator[JSON]:
    for line, below in _items(group):
        yield {"name": plain(line), "keywords": _below(below)}


def references(group: Group, _absolute: Absolute) -> Iterator[JSON]:
    for line, below in _items(group):
        yield {"name": _title(line), "reference": "\n".join((plain(line), *_below(below)))}


def _split(text: str) -> list[str]:
    """Split at commas and semicolons outside parentheses."""
    parts, depth = [""], 0
    for character in text.strip().rstrip(".;"):
        depth = max(depth + (character == "(") - (character == ")"), 0)
        if character in ",;" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [each.strip() for each in parts if each.strip()]


# A pattern for headings, the schema's field, and the function that makes entries of a group.
ENTRIES: tuple[tuple[str, str, Callable[[Group, Absolute], Iterator[JSON]]], ...] = (
    (r"talk|speaking|presentation|vortr|conférence|charlas|доклад|выступлен", "projects", talks),
    (r"project|open.source|side work|projekt|projet|proyecto|progett|проект", "projects", projects),
    (r"publication|papers|writing|articles|veröffentlich|publikation|публикац", "publications", publications),
    (
        r"^(?!.*(?:program|script|computer)).*\blanguages\b(?! and| &)"
        r"|^(?!program).*sprach|\blangues|\bidiomas|\blingue\b|^(?!.*программ).*языки|言語|語学",
        "languages",
        languages,
    ),
    (
        r"skill|technolog|tools|stack|languages|sprachen|kenntnisse|fähigkeit|compétenc|competenc|habilidades|навыки|スキル",
        "skills",
        skills,
    ),
    (r"award|honou?r|prize|auszeichnung|\bprix\b|premios|премии|наград|受賞", "awards", awards),
    (r"certifi|zertifi|сертифик|資格", "certificates", certificates),
    (r"interes|hobb|intérêt|интерес|趣味", "interests", interests),
    (r"r[eé]f[eé]ren|recommendation|рекомендац", "references", references),
)
