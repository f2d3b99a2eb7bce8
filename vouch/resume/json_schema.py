"""Checks the résumé's JSON against the schema of JSON Resume, whenever it is made.

The schema needs five keywords of JSON Schema, so no package for all of them is installed with the engine; the
tests compare this with one. A keyword that is not known here raises KeyError: a newer schema is not checked
by half.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("json-resume.schema.json")  # of npm's @jsonresume/schema 1.3.1, MIT
TYPES = {"object": (dict, "an object"), "array": (list, "a list"), "string": (str, "a text")}
# RFC 3986, without literal addresses of IPv6.
HOST = r"[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2}"
PATH = rf"[/:@]|{HOST}"
AUTHORITY = rf"(?:(?:{HOST}|:)*@)?(?:{HOST})*(?::\d*)?(?![^/?#])"
URI = rf"[A-Za-z][A-Za-z0-9+.-]*:(?://{AUTHORITY}|(?!//))(?:{PATH})*"
FORMATS = {
    "uri": (rf"{URI}(?:\?(?:{PATH}|\?)*)?(?:#(?:{PATH}|\?)*)?", "a URI"),
    "email": (r"[^@\s,;:<>]+@[^@\s.,;:<>]+(?:\.[^@\s.,;:<>]+)+", "an e-mail address"),
}


def schema_errors(document: Any) -> Iterator[tuple[Any, str]]:
    """Each value that breaks the schema, and what it is not: "an e-mail address"."""
    return _errors(document, _schema())


@cache
def _schema() -> dict[str, Any]:
    return json.loads(SCHEMA.read_text("utf-8"))


def _errors(value: Any, rules: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    for keyword, rule in rules.items():
        yield from KEYWORDS[keyword](value, rule)


def _of_type(value: Any, name: str) -> Iterator[tuple[Any, str]]:
    kind, words = TYPES[name]
    if not isinstance(value, kind):
        yield value, words


def _of_properties(value: Any, rules: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    for name in value if isinstance(value, dict) else ():
        yield from _errors(value[name], rules.get(name, {}))


def _of_items(value: Any, rules: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    for each in value if isinstance(value, list) else ():
        yield from _errors(each, rules)


def _of_pattern(value: Any, pattern: str) -> Iterator[tuple[Any, str]]:
    if isinstance(value, str) and not re.search(pattern, value):
        yield value, "a date of ISO 8601"  # the only pattern of the schema


def _of_format(value: Any, name: str) -> Iterator[tuple[Any, str]]:
    form, words = FORMATS[name]
    if isinstance(value, str) and not re.fullmatch(form, value, re.ASCII):
        yield value, words


def _of_reference(value: Any, place: str) -> Iterator[tuple[Any, str]]:
    _, folder, name = place.split("/")  # "#/definitions/iso8601"
    return _errors(value, _schema()[folder][name])


def _of_nothing(_value: Any, _rule: Any) -> tuple[()]:
    return ()


KEYWORDS = {
    "type": _of_type,
    "properties": _of_properties,
    "items": _of_items,
    "pattern": _of_pattern,
    "format": _of_format,
    "$ref": _of_reference,
    **dict.fromkeys(("$schema", "$id", "title", "description", "definitions"), _of_nothing),
    "additionalProperties": _of_nothing,  # true everywhere
}
