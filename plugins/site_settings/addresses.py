"""Rules for settings that are addresses: of the site, of others, and patterns of those of its pages."""

import re
from string import Formatter
from urllib.parse import SplitResult, urlsplit

from plugins.site_settings.rules import Fault, Rule, is_text, said

HOST = re.compile(r"localhost|(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+")
PATHS = re.compile(r"(/[^/\s?#]+)*")
LINK = re.compile(r"(https?://[^/\s]+\S*|mailto:\S+@\S+)")
OF_ONE_MACHINE = re.compile(r"(.+\.)?localhost|(\d+\.){3}\d+|.+\.local")
# What Pelican puts in the place of braces, beside fields of an article's own.
FIELDS = ("slug", "lang", "date", "category", "author", "title", "path", "status")


def address(example: str) -> Rule:
    """An address on the web to which a path can be added."""

    def rule(value: object) -> Fault | None:
        if not isinstance(value, str):
            return f"is {said(value)}", f"write it as {example}"
        parts = _parts(value)
        right = f"https://{parts.netloc.lower()}{parts.path.rstrip('/')}"
        if parts.scheme == "http" and parts.netloc:
            return f"{value!r} is not https", f"write {right}"
        if _can_be_added_to(parts) and value == right:
            return None
        instead = f"write {right}" if _can_be_added_to(parts) else f"write it as {example}"
        return f"{value!r} is no address to put paths behind", instead

    return rule


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _can_be_added_to(parts: SplitResult) -> bool:
    in_order = HOST.fullmatch(parts.netloc.lower()) and PATHS.fullmatch(parts.path.rstrip("/"))
    return parts.scheme == "https" and bool(in_order) and not parts.query and not parts.fragment


def link(value: object) -> Fault | None:
    return None if LINK.fullmatch(str(value)) else (f"{value!r} is no address", "write it with its https://")


def file_name(example: str) -> Rule:
    """The name of a file below the output."""
    fits = lambda value: is_text(value) and not value.startswith("/")  # noqa: E731
    return lambda value: None if fits(value) else (f"is {said(value)}", f"write it as {example}")


def pattern(example: str) -> Rule:
    """An address with a place for the slug, without which all would have one."""

    def rule(value: object) -> Fault | None:
        try:
            fields = [name for _, name, _, _ in Formatter().parse(value) if name is not None]
        except (ValueError, TypeError):
            return f"is {said(value)}", f"write it as {example}"
        wrong = next((f"with an unknown {{{each}}}" for each in fields if each not in FIELDS), "")
        wrong = wrong or ("" if "slug" in fields else "without {slug}")
        return (f"is {value!r}, {wrong}", f"write it as {example}") if wrong else None

    return rule
