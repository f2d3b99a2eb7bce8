"""Turns the author's straight quotes into typographic ones wherever the résumé is typeset."""

import re

from smartypants import Attr, smartypants

from vouch.resume.model import Line

# smartypants reads HTML and knows a backslash as its own escape; here both are plain text.
PROTECT = str.maketrans("<>&\\", "\ue000\ue001\ue002\ue003")
RESTORE = str.maketrans("\ue000\ue001\ue002\ue003", "<>&\\")
APOSTROPHE = re.compile(r"(?<=\d)'(?=\d)|(?<!\w)'(?=\d\ds\b)")  # five foot 5'11, and the '90s


def typographic_text(text: str) -> str:
    """The same text with typographic quotes, each in place of one character."""
    text = APOSTROPHE.sub("’", text).translate(PROTECT)
    return smartypants(text, Attr.q | Attr.u).translate(RESTORE)


def typographic(line: Line) -> Line:
    """The same runs; code keeps its straight quotes. A Jinja filter."""
    text = typographic_text("".join("x" * len(run.text) if run.literal else run.text for run in line))
    result, start = [], 0
    for run in line:
        end = start + len(run.text)
        result.append(run if run.literal else run.with_text(text[start:end]))
        start = end
    return tuple(result)
