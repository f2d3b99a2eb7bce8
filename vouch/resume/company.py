"""The company that a job's phrase names: "contractor at icon fonts generator Lettercase (Foundry) 🤌"."""

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

from vouch.resume.model import Line, Run, emoji_name, plain
from vouch.resume.words import LEGAL

# A proper name before punctuation: the link that follows is not the company's.
PROPER = re.compile(
    r"(?P<name>[^\W\d_a-z][^\s,(|\[]*(?:\s+(?:of|and|&|the|[^\W_a-z][^\s,(|\[]*))*)\s*(?:[,|\[]|\([^)]*$)"
)
# Where a name without a link ends: before a place or a remark.
END = re.compile(
    rf",\s+(?!{LEGAL})|\s+[(|–—]|[（）、，；]|\s+-\s|[:;,]$|(?<!Inc)(?<!Ltd)(?<!Corp)(?<!\bCo)\.$"
)

IN_CITY = re.compile(
    r"(?:(?<=GmbH)|(?<=\b[AK]G)|(?<=Ltd)|(?<=Ltd\.)|(?<=Inc)|(?<=Inc\.))\s+in\s+(?=[A-ZÄÖÜ]).*"
)


@dataclass(frozen=True)
class Company:
    name: str = ""
    address: str = ""
    kind: str = ""
    description: str = ""
    partner: Run | None = None
    mark: str = ""


def company_of(words: Line, first_line: Line, kind: str = "") -> Company:
    """The company in the words after "at"; after their `first_line` there may be a place."""
    mark = split_off_emoji(plain(first_line))[1] or split_off_emoji(plain(words))[1]
    link = next((run for run in words if run.href), None)
    described = plain(tuple(takewhile(lambda run: run is not link, words)))
    if link and (proper := PROPER.match(described.strip())):
        partner, address = _partner(words), link.href if _is_address(link) else ""
        return Company(proper["name"], address, kind, "", None if address else partner, mark)
    if link:
        return Company(link.text, link.href, kind, described.strip(), _partner(words), mark)
    first, whole = split_off_emoji(plain(first_line))[0], split_off_emoji(plain(words))[0]
    name = first if first[:1].isupper() else whole
    name = IN_CITY.sub("", name)
    name = name if "(" in name else name.rstrip(")")  # `Developer (Acme Ltd)`
    return Company(END.split(name, maxsplit=1)[0].rstrip() or name, "", kind, "", None, mark)


def split_off_emoji(text: str) -> tuple[str, str]:
    """The text, and the emoji at its end; either may be empty."""
    words = text.split()
    mark = list(takewhile(_is_emoji, reversed(words)))
    return " ".join(words[: len(words) - len(mark)]), " ".join(reversed(mark))


def _is_emoji(word: str) -> bool:
    return bool(emoji_name(word)) and not any(each in "()[]" for each in word)


def _is_address(link: Run) -> bool:
    return link.text.rstrip("/").removeprefix("https://") in link.href


def _partner(company: Line) -> Run | None:
    """The second company: a link right after an opening parenthesis."""
    pairs = pairwise(company)
    return next((run for before, run in pairs if run.href and before.text.endswith("(")), None)
