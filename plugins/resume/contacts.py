"""The list of contacts as data: an e-mail address, a telephone number, a home page, profiles elsewhere."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from plugins.resume.model import Resume, plain

PHONE = re.compile(r"\+?\(?\d[\d ()./\-\u2011]{6,}\d")
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
    """What is not there is empty. `others` are the lines that are none of these."""

    email: str
    phone: str
    home: str
    profiles: tuple[Profile, ...]
    others: tuple[str, ...]


def contacts_of(resume: Resume, site_address: str) -> Contacts:
    """The home page is the link to the site itself, else the first link that is no known network's."""
    addresses = [run.href for run in resume.links]
    emails = [unquote(each.removeprefix("mailto:")) for each in addresses if each.startswith("mailto:")]
    pages = [each for each in addresses if urlsplit(each).scheme in ("http", "https")]
    homes = [each for each in pages if each.startswith(site_address)]
    homes += [each for each in pages if _host(each) not in NETWORKS]
    home = homes[0] if homes else ""
    texts = [plain(line) for line in resume.contacts if not any(run.href for run in line)]
    phones = [found[0] for each in texts if (found := PHONE.search(each))]
    phones += [each.removeprefix("tel:") for each in addresses if each.startswith("tel:")]
    return Contacts(
        email=emails[0] if emails else "",
        phone=phones[0] if phones else "",
        home=home,
        profiles=tuple(_profile(each) for each in pages if each != home),
        others=tuple(each for each in texts if not PHONE.search(each)),
    )


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _profile(address: str) -> Profile:
    host = _host(address)
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    return Profile(NETWORKS.get(host, host), last.removeprefix("@"), address)
