"""The company that a job's phrase names: "contractor at icon fonts generator Lettercase (Foundry) 🤌"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from vouch.resume.model import Line, Run, emoji_name, plain

AT = re.compile(r"(?:^|\s)(?:at(?:\s|$)|@)")
SEPARATOR = re.compile(r"(?:[,—–|·]|-{1,3}\s)\s*")  # in place of "at", at the start of the phrase
LEGAL = r"(?:Inc|Ltd|Limited|LLC|LLP|PLC|plc|Corp|Co|GmbH|AG|KG|SE|S\.|B\.V|Oy|AB|AS|ApS|Pty)\b"
# A proper name before punctuation: the link that follows is not the company's.
PROPER = re.compile(
    r"(?P<name>[^\W\d_a-z][^\s,(|\[]*(?:\s+(?:of|and|&|the|[^\W_a-z][^\s,(|\[]*))*)\s*(?:[,|\[]|\([^)]*$)"
)
# Where a name without a link ends: before a place or a remark.
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
    """The company in a phrase, of which `first_line` is the first line; a place may follow on the next."""
    before, company = split_at_company(phrase)
    kind = plain(before).strip(" ,—–-|·")
    mark = split_off_emoji(plain(first_line))[1] or split_off_emoji(plain(company))[1]
    link = next((run for run in company if run.href), None)
    described = plain(tuple(takewhile(lambda run: run is not link, company)))
    if link and (proper := PROPER.match(described.strip())):
        partner, address = _partner(company), link.href if _is_address(link) else ""
        return Company(proper["name"], address, kind, "", None if address else partner, mark)
    if link:
        return Company(link.text, link.href, kind, described.strip(), _partner(company), mark)
    words, _ = split_off_emoji(plain(split_at_company(first_line)[1]))
    whole, _ = split_off_emoji(plain(company))
    name = words if words[:1].isupper() else whole
    return Company(END.split(name, maxsplit=1)[0] or name, "", kind, "", None, mark)


def named(phrase: Line, company: Company) -> Line:
    """The phrase with the company's name as a run of its own."""
    return tuple(part for run in phrase for part in _with_name(run, company))


def _with_name(run: Run, company: Company) -> Iterator[Run]:
    before, name, after = run.text.rpartition(company.name)
    if not name or (run.href and run.href != company.address):
        yield run
        return
    parts = (run.with_text(before), replace(run.with_text(name), part="name"), run.with_text(after))
    yield from (part for part in parts if part.text)


def split_at_company(phrase: Line) -> tuple[Line, Line]:
    """The text before the company, and the company with its description, which is empty if there is none."""
    before, company = after_at(phrase)
    return (before, company) if company else ((), after_separator(phrase))


def after_at(phrase: Line) -> tuple[Line, Line]:
    """The text before the word "at" and the text after it, which is empty without that word."""
    for number, run in enumerate(phrase):
        if not run.href and (at := AT.search(run.text)):
            before = (*phrase[:number], run.with_text(run.text[: at.start()]))
            return before, (run.with_text(run.text[at.end() :]), *phrase[number + 1 :])
    return phrase, ()


def after_separator(phrase: Line) -> Line:
    if phrase and not phrase[0].href and (separator := SEPARATOR.match(phrase[0].text)):
        return phrase[0].with_text(phrase[0].text[separator.end() :]), *phrase[1:]
    return ()


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
