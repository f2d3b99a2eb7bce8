"""Which company a job's phrase names: "contractor at icon fonts generator Lettercase (Foundry) 🤌"."""

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

from vouch.resume.model import Line, Run, emoji_name, plain

AT = re.compile(r"(?:^|\s)(?:at(?:\s|$)|@)")
MARK = re.compile(r"(?:[,—–|·]|-{1,3}\s)\s*")  # instead of "at", where the phrase begins
LEGAL = r"(?:Inc|Ltd|Limited|LLC|LLP|PLC|plc|Corp|Co|GmbH|AG|KG|SE|S\.|B\.V|Oy|AB|AS|ApS|Pty)\b"
# A proper name that a sign parts from what follows: what is linked there is not the company.
PROPER = re.compile(
    r"(?P<name>[^\W\d_a-z][^\s,(|\[]*(?:\s+(?:of|and|&|the|[^\W_a-z][^\s,(|\[]*))*)\s*(?:[,|\[]|\([^)]*$)"
)
# Where a name without a link ends: at a place, or at a remark.
END = re.compile(rf",\s+(?!{LEGAL})|\s+[(|]|:$")


@dataclass(frozen=True)
class Company:
    name: str = ""
    address: str = ""
    kind: str = ""
    description: str = ""
    partner: Run | None = None
    mark: str = ""


def company_of(phrase: Line, first_line: Line) -> Company:
    """What the phrase says of the company; a place may stand below its first line."""
    before, company = parted(phrase)
    kind = plain(before).strip(" ,—–-|·")
    _, mark = (
        without_mark(plain(first_line))
        if without_mark(plain(first_line))[1]
        else without_mark(plain(company))
    )
    link = next((run for run in company if run.href), None)
    described = plain(tuple(takewhile(lambda run: run is not link, company)))
    if link and (proper := PROPER.match(described.strip())):
        partner, address = _partner(company), link.href if _is_address(link) else ""
        return Company(proper["name"], address, kind, "", None if address else partner, mark)
    if link:
        return Company(link.text, link.href, kind, described.strip(), _partner(company), mark)
    words, _ = without_mark(plain(parted(first_line)[1]))
    whole, _ = without_mark(plain(company))
    name = words if words[:1].isupper() else whole
    return Company(END.split(name, maxsplit=1)[0] or name, "", kind, "", None, mark)


def parted(phrase: Line) -> tuple[Line, Line]:
    """What stands before the company, and the company with what describes it, empty if there is none."""
    before, company = after_at(phrase)
    return (before, company) if company else ((), after_mark(phrase))


def after_at(phrase: Line) -> tuple[Line, Line]:
    """What stands before the word "at", and what after it, which is empty without that word."""
    for number, run in enumerate(phrase):
        if not run.href and (at := AT.search(run.text)):
            before = (*phrase[:number], run.saying(run.text[: at.start()]))
            return before, (run.saying(run.text[at.end() :]), *phrase[number + 1 :])
    return phrase, ()


def after_mark(phrase: Line) -> Line:
    if phrase and not phrase[0].href and (mark := MARK.match(phrase[0].text)):
        return phrase[0].saying(phrase[0].text[mark.end() :]), *phrase[1:]
    return ()


def without_mark(text: str) -> tuple[str, str]:
    """The text and the emoji that end it, each empty where there is none."""
    words = text.split()
    mark = list(takewhile(_is_mark, reversed(words)))
    return " ".join(words[: len(words) - len(mark)]), " ".join(reversed(mark))


def _is_mark(word: str) -> bool:
    return bool(emoji_name(word)) and not any(each in "()[]" for each in word)


def _is_address(link: Run) -> bool:
    return link.text.rstrip("/").removeprefix("https://") in link.href


def _partner(company: Line) -> Run | None:
    """The second company: a link right after an opening parenthesis."""
    pairs = pairwise(company)
    return next((run for before, run in pairs if run.href and before.text.endswith("(")), None)
