"""The list of contacts as data: e-mail address, telephone number, home page, profiles elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import unquote, urlsplit

from vouch.resume.claims import lines
from vouch.resume.model import Line, Resume, plain

PHONE = re.compile(r"(?:[^\W\d]+[.:]*\s*)?(?P<number>\+?\(?\d[\d ()./\-\u2011]{6,}\d)")
DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d\d)?\d\d|\d{4}([./-])\d\d?\2\d\d?")  # of birth
SURE_PHONE = re.compile(
    r"\W*(?:tel|phone|mobil|cell|fono|móvil|тел|моб|電話|电话|전화|☎|📞|📱)|.*[+(]", re.IGNORECASE
)
BETWEEN_CONTACTS = re.compile(r"\s+[|/·•⋅–—-]\s+|[,;|·•]\s+")
MAX_WORDS = 4  # of a contact beside another
LABELS = "mail e-mail email phone tel telephone mobile web website site home homepage".split()
PROFILE_FOLDERS = ("in", "u", "users", "user", "people", "profile")
NETWORKS = {
    "angel.co": "AngelList",
    "bitbucket.org": "Bitbucket",
    "bsky.app": "Bluesky",
    "codeberg.org": "Codeberg",
    "dev.to": "DEV",
    "facebook.com": "Facebook",
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "instagram.com": "Instagram",
    "keybase.io": "Keybase",
    "linkedin.com": "LinkedIn",
    "medium.com": "Medium",
    "orcid.org": "ORCID",
    "stackoverflow.com": "Stack Overflow",
    "t.me": "Telegram",
    "twitter.com": "Twitter",
    "wellfound.com": "Wellfound",
    "x.com": "X",
    "youtube.com": "YouTube",
}


@dataclass(frozen=True)
class Profile:
    network: str
    username: str
    address: str


@dataclass(frozen=True)
class Contacts:
    """Missing contacts are empty. `others` are the lines of any other kind."""

    email: str
    phone: str
    home: str
    profiles: tuple[Profile, ...]
    others: tuple[str, ...]


def contacts_of(resume: Resume, site_address: str) -> Contacts:
    """The home page is the link to the site itself, or else the first link to no known network."""
    sections = (each for each in resume.sections if each.kind == "contact")
    listed = (*resume.contacts, *(text for each in sections for _, text in lines(each.groups)))
    addresses, prose = _links(listed), (*resume.summary, *resume.remarks)
    emails = [email for email in map(email_of, addresses) if email]
    emails = emails or list(filter(None, map(email_of, _links(prose))))
    pages = [each for each in addresses if urlsplit(each).scheme in ("http", "https")]
    homes = [each for each in pages if each.startswith(site_address)]
    homes += [each for each in pages if _host(each) not in NETWORKS and not urlsplit(each).query]
    home = homes[0] if homes else ""
    numbers = sorted(chain(*map(_phones, listed)), key=_is_sure, reverse=True)
    numbers = numbers or list(filter(_is_sure, chain(*map(_phones, prose))))
    phones = [each["number"] for each in numbers]
    phones += [each.removeprefix("tel:") for each in addresses if each.startswith("tel:")]
    others = [plain(line) for line in resume.contacts if _has_other_words(line)]
    return Contacts(
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        home=home,
        profiles=tuple(_profile(each) for each in pages if each != home),
        others=(*others, *emails[1:], *phones[1:]),
    )


def _links(found: Iterable[Line]) -> list[str]:
    return [run.href for line in found for run in line if run.href]


def email_of(address: str) -> str:
    """Whom a link of `mailto:` writes to; empty for another link."""
    return unquote(urlsplit(address).path) if address.startswith("mailto:") else ""


def is_contact(line: Line) -> bool:
    """Whether a line of a few words has an e-mail address or a telephone number: `a@b.example | Berlin`."""
    known = any(email_of(run.href) for run in line) or any(map(_is_sure, _phones(line)))
    parts = BETWEEN_CONTACTS.split(plain(line))
    return known and all(len(each.split()) <= MAX_WORDS for each in parts)


def _phones(line: Line) -> list[re.Match]:
    """The numbers in a line, each between separators and with a label at most."""
    return list(filter(None, map(_phone, BETWEEN_CONTACTS.split(plain(line)))))


def _phone(text: str) -> re.Match | None:
    found = PHONE.fullmatch(text)
    return None if found and DAY.fullmatch(found["number"]) else found


def _is_sure(phone: re.Match) -> bool:
    """Whether a label or the form shows a telephone number; it may be a postal code as well."""
    return bool(SURE_PHONE.match(phone[0]))


def dialable(line: Line) -> Line:
    """A contact whose telephone number is a link, if the line is one (RFC 3966). A Jinja filter."""
    found = _phone(plain(line))
    if not found or any(run.href for run in line) or not line[-1].text.endswith(found["number"]):
        return line
    label, number = line[-1].text.removesuffix(found["number"]), found["number"]
    before = (*line[:-1], line[-1].with_text(label)) if label else line[:-1]
    return (*before, replace(line[-1], text=number, href=f"tel:{_digits(number)}"))


def _digits(number: str) -> str:
    """`+1-555-0100`. From abroad the 0 in `+49 (0)30` is not dialled."""
    number = number.replace("(0)", " ") if number.startswith("+") else number
    return re.sub(r"[^\d+]+", "-", number).strip("-")


def _has_other_words(line: Line) -> bool:
    """Whether a line has words beyond its numbers and addresses, the names of networks and usual labels."""
    known = {*LABELS}.union(*(_words(phone[0]) for phone in _phones(line)))
    for run in line:
        if run.href:
            known |= {*_words(run.href), *_words(NETWORKS.get(_host(run.href), ""))}
    return not known >= {*_words(plain(line))}


def _words(text: str) -> list[str]:
    return re.findall(r"\w[\w-]*", text.lower())


def _host(address: str) -> str:
    """`linkedin.com` also for `de.linkedin.com`."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return next((known for known in NETWORKS if host.endswith(f".{known}")), host)


def _profile(address: str) -> Profile:
    host = _host(address)
    parts = [each for each in unquote(urlsplit(address).path).split("/") if each]
    parts = parts[1:] if parts and parts[0] in PROFILE_FOLDERS else parts
    return Profile(NETWORKS.get(host, host), parts[0].removeprefix("@") if len(parts) == 1 else "", address)
