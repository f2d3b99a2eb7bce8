"""The head of a Markdown source: Pelican's fields, YAML between lines of `---`, or TOML between `+++`."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from markdown.extensions.meta import BEGIN_RE, END_RE, META_MORE_RE, META_RE

from vouch.sources.fields import SITE_NAMES, Field, Problem, settled, site_name

FENCES = {"---": ("---", "..."), "+++": ("+++",)}
# A value that YAML would end somewhere: what comes first was meant as YAML.
OPENED = re.compile(r"([\"'])(?!.*\1)|\[[^\]]*$|\{[^}]*$|[|>][-+]?$|!!?\w|[&*]\w+(?:\s|$)")
TOML_LINE = re.compile(r"at line (\d+)")
ATX = re.compile(r"#[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*$")
UNDERLINE = re.compile(r"=+[ \t]*$")
EMPHASIS = re.compile(r"``|(?<!\w)[*_`]+|[*_`]+(?!\w)")
NO_END = "write the same line below the last field"


@dataclass(frozen=True)
class Head:
    """The settled fields, and the index of the line at which the text begins.

    `ends_in_text`: the line at `body` is neither empty nor a field, but follows the fields at once.
    """

    fields: list[Field]
    body: int
    problems: tuple[Problem, ...] = ()
    ends_in_text: bool = False


def head_of(text: str) -> Head:
    lines = text.split("\n")
    blank = next((index for index, line in enumerate(lines) if line.strip()), 0)
    head = _moved(_read(lines[blank:]), blank)
    return _with_heading(replace(head, fields=settled(head.fields)), lines)


def _moved(head: Head, lines: int) -> Head:
    return Head(
        [replace(each, line=each.line + lines) for each in head.fields],
        head.body + lines,
        tuple((line + lines, *rest) for line, *rest in head.problems),
        head.ends_in_text,
    )


def _read(lines: list[str]) -> Head:
    fence = lines[0].rstrip()
    if fence not in FENCES:
        return _of_pelican(lines)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() in FENCES[fence]), 0)
    if end:
        return _of_toml(lines, end) if fence == "+++" else _of_yaml(lines, end)
    head = _of_pelican(lines)
    has_fields = head.fields or fence == "+++"
    return replace(head, problems=((1, f"`{fence}` has no end", NO_END),)) if has_fields else head


def _of_pelican(lines: list[str]) -> Head:
    """As Python-Markdown's extension "meta" reads them."""
    found: list[Field] = []
    for index, line in enumerate(each.expandtabs(4) for each in lines):
        if index == 0 and BEGIN_RE.match(line):
            continue
        if not line.strip() or END_RE.match(line):
            return Head(found, index + 1)
        if key := META_RE.match(line):
            found.append(Field(key["key"], key["value"].strip(), index + 1))
        elif found and (more := META_MORE_RE.match(line)):
            found[-1] = replace(found[-1], more=(*found[-1].more, more["value"].strip()))
        else:
            return Head(found, index, ends_in_text=bool(found))
    return Head(found, len(lines))


def _of_yaml(lines: list[str], end: int) -> Head:
    """Fields that are not YAML, such as `Title: a: b`, may be between lines of `---` as well."""
    from vouch.sources import yaml_fields  # takes a while, and few sources need it

    found, problems = yaml_fields.read(lines[:end])
    if found is None:  # two horizontal rules
        return Head([], 0)
    if problems and not found:
        simple = _of_pelican(lines)
        if simple.body == end + 1 and not any(OPENED.match(str(each.value)) for each in simple.fields):
            return simple
        if not simple.fields and not lines[1].strip():
            return Head([], 0)
    return Head(found, end + 1, tuple(problems))


def _of_toml(lines: list[str], end: int) -> Head:
    try:
        data = tomllib.loads("\n".join(["", *lines[1:end]]))
    except ValueError as error:  # also of a number that is too long
        line = TOML_LINE.search(str(error))
        problem = int(line[1]) if line else end, f"this is not TOML ({error})", "correct it"
        return Head([], end + 1, (problem,))
    taxonomies = data.pop("taxonomies", {})  # Zola's
    values = {**data, **(taxonomies if isinstance(taxonomies, dict) else {})}
    fields = [
        Field(name, _of_toml_value(name, value), _line(name, lines), is_typed=True)
        for name, value in values.items()
    ]
    return Head(fields, end + 1)


def _of_toml_value(name: str, value: object) -> object:
    if isinstance(value, dict):
        return {key: _of_toml_value("", each) for key, each in value.items()}
    if isinstance(value, list):
        return [_of_toml_value(name, each) for each in value]
    if isinstance(value, date | time | float):
        return str(value)
    return str(value).lower() if site_name(name) in SITE_NAMES and not isinstance(value, str) else value


def _line(name: str, lines: Sequence[str]) -> int:
    wanted = re.compile(rf"\s*\[*[\"']?{re.escape(name)}\b")
    return next((number for number, line in enumerate(lines, start=1) if wanted.match(line)), 1)


def _with_heading(head: Head, lines: list[str]) -> Head:
    """A heading of the first level above the text is the title, or repeats it."""
    first = next((n for n in range(head.body, len(lines)) if lines[n].strip()), len(lines))
    found = first < len(lines) and not head.ends_in_text and _heading(lines, first)
    if not found or head.problems:
        return head
    text, after = found
    title = next((each for each in head.fields if each.name == "title"), None)
    if title is None:
        field = Field("Title", text, first + 1, is_typed=True, named="title")
        return replace(head, fields=[*head.fields, field], body=after)
    return replace(head, body=after) if title.text == text else head


def _heading(lines: list[str], index: int) -> tuple[str, int] | None:
    """The words of the heading at a line, and the index of the line after it."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if atx := ATX.match(lines[index]):
        text, after = atx["text"], index + 1
    elif UNDERLINE.match(below) and not lines[index][:1].isspace():
        text, after = lines[index], index + 2
    else:
        return None
    words = EMPHASIS.sub("", text).strip()
    return (words, after) if words and not re.search(r"[\[{<]", words) else None
