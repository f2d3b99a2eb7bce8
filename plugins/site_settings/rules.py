"""What a setting can be: a rule takes a value and tells what is wrong with it and what to write instead."""

import difflib
import os
import re
import reprlib
from collections.abc import Callable, Collection
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from plugins.problems import shown

Fault = tuple[str, str]  # what is wrong, as it follows the name of the setting; what to write instead
Rule = Callable[[object], Fault | None]

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47
KINDS: dict[type, tuple[tuple[type, ...], str]] = {
    bool: ((bool,), "True or False"),
    int: ((int,), "a number"),
    str: ((str, os.PathLike), "a text"),
    list: ((list, tuple), "a list"),
    dict: ((dict,), "a dictionary"),
}


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


class NotSet:
    def __repr__(self) -> str:
        return "not set"


def said(value: object) -> str:
    return reprlib.repr(value)


def close(name: str, names: Collection[str]) -> str:
    """The one of the names that was probably meant; empty if none is near."""
    return next(iter(difflib.get_close_matches(name, sorted(names), 1, 0.8)), "")


def text(example: str) -> Rule:
    return lambda value: None if is_text(value) else (f"is {said(value)}", f"write {example}")


def optional_text(value: object) -> Fault | None:
    fits = value is None or isinstance(value, str | NotSet)
    return None if fits else (f"is {said(value)}", "write a text, or None")


def texts(value: object) -> Fault | None:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return None
    return f"is {said(value)}", "write a list of texts, in square brackets"


def given_up(instead: str) -> Rule:
    return lambda value: None if not value else (f"is {said(value)}, which Pelican has given up", instead)


def flag(value: object) -> Fault | None:
    return None if isinstance(value, bool) else (f"is {said(value)}", "write True or False")


def off(reason: str) -> Rule:
    return lambda value: None if value is False else (f"is {said(value)}: {reason}", "write False")


def one_of(*names: str) -> Rule:
    instead = f"write one of {', '.join(names)}"
    return lambda value: None if str(value).lower() in names else (f"is {said(value)}", instead)


def like(stock: object) -> Rule:
    """Of the kind of Pelican's own value."""
    kinds, example = KINDS[type(stock)]

    def rule(value: object) -> Fault | None:
        fits = isinstance(value, kinds) and isinstance(value, bool) == isinstance(stock, bool)
        return None if fits else (f"is {said(value)}", f"write {example}, as Pelican's {said(stock)}")

    return rule


def folder(example: str, holding: str = "") -> Rule:
    """A folder that is there, and is known by a folder that it holds."""

    def rule(value: object) -> Fault | None:
        if not isinstance(value, str | os.PathLike) or not str(value):
            return f"is {said(value)}", example
        if not is_folder(value):
            return f"is {shown(value)!r}, which is no folder", example
        if not Path(value, holding).is_dir():
            return f"is {shown(value)!r}, which has no folder {holding}", example
        return None

    return rule


def is_folder(path: object) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError, TypeError):  # no name that a folder could have
        return False


def language(value: object) -> Fault | None:
    if isinstance(value, str) and LANGUAGE.fullmatch(value):
        return None
    return f"is {said(value)}", 'write the code of a language, as "en" or "pt-BR"'


def time_zone(value: object) -> Fault | None:
    try:
        ZoneInfo(value)
    except (LookupError, ValueError, TypeError, OSError):
        near = close(str(value), available_timezones())
        return f"is {said(value)}", f"write {near or 'the name of a time zone, as UTC or Europe/Berlin'}"
    return None


def pairs(example: str, second: Rule, empty: bool = False) -> Rule:
    """A list of pairs of texts, which may be empty ones. One pair without a comma behind it is two texts."""
    fits = (lambda each: isinstance(each, str)) if empty else is_text

    def rule(value: object) -> Fault | None:
        if not isinstance(value, list | tuple):
            return f"is {said(value)}", f"write {example}"
        for each in value:
            if not isinstance(each, list | tuple) or len(each) != 2 or not all(map(fits, each)):
                return f"holds {said(each)}, which is no pair of texts", f"write {example}"
            if fault := second(each[1]):
                return f"holds {each[0]!r}, and {fault[0]}", fault[1]
        return None

    return rule


def each_of(*names: str) -> Rule:
    """A list of some of these."""

    def rule(value: object) -> Fault | None:
        if not isinstance(value, list | tuple):
            return f"is {said(value)}", f"write a list of some of {', '.join(names)}"
        wrong = next((each for each in value if each not in names), None)
        return None if wrong is None else (f"holds {wrong!r}", f"write some of {', '.join(names)}")

    return rule


def with_all(*names: str) -> Rule:
    """A list that holds at least these."""

    def rule(value: object) -> Fault | None:
        if not isinstance(value, list | tuple):
            return f"is {said(value)}", f"write a list with {', '.join(names)}"
        if wrong := [each for each in value if not is_text(each)]:
            return f"holds {said(wrong[0])}", "write a text there"
        missing = [each for each in names if each not in value]
        return (f"lacks {missing[0]!r}", "add it") if missing else None

    return rule
