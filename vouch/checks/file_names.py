"""Files whose names work on every system and in an address, and which were meant to be published."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from vouch.checks.built_site import BuiltSite, problem
from vouch.checks.references import references
from vouch.checks.source_places import problem_at_source
from vouch.sources.addresses import DEVICE, same_file
from vouch.sources.problems import SourceError

MAX_PATH_BYTES = 240  # Windows accepts 260 with the folder, most systems 255 for one name
MAX_FILE_BYTES, MAX_SITE_BYTES = 100 * 2**20, 10**9  # limits of GitHub and of GitHub Pages
FORBIDDEN = re.compile(r"[<>:\"|?*\\\x00-\x1f\x7f]")
MISREAD_IN_ADDRESS = re.compile(r"[%#?\u00a0\u200b-\u200f\u2028-\u202e\ufeff]")
HIDDEN = (".nojekyll", ".well-known")
LEFT_BEHIND = re.compile(
    r".*(?:~|\.bak|\.orig|\.rej|\.sw[op]|\.tmp|\.py[co]|\.pid)|#.*#|__pycache__|thumbs\.db|desktop\.ini",
    re.IGNORECASE,
)
PRIVATE = re.compile(
    r"id_(?:rsa|dsa|ecdsa|ed25519)|.*\.(?:pem|key|p12|pfx|jks|kdbx|sqlite3?|db|env)|secrets?\.(?:ya?ml|json|toml)",
    re.IGNORECASE,
)
SOURCE = re.compile(r".*\.(?:py|md|markdown|rst|j2|typ|toml|ini|cfg|lock)|makefile|dockerfile", re.IGNORECASE)
RENAME_ADVICE = "give it another name, with letters, digits and hyphens"


def names_work_everywhere(site: BuiltSite) -> Iterator[SourceError]:
    for entry in site.entries:
        if what := next(filter(None, map(_fault, PurePosixPath(entry.name).parts)), None):
            yield problem_at_source(site, entry.name, 1, what, RENAME_ADVICE)
        elif len(entry.name.encode(errors="surrogateescape")) > MAX_PATH_BYTES:
            what = f"the path is longer than {MAX_PATH_BYTES} bytes"
            yield problem_at_source(site, entry.name, 1, what, "give it a shorter name")


def _fault(name: str) -> str:
    try:
        name.encode()
    except UnicodeEncodeError:
        return "the name is not UTF-8"
    if found := FORBIDDEN.search(name):
        return f"a name on Windows must not contain {found[0]!r}"
    if found := MISREAD_IN_ADDRESS.search(name):
        return f"an address with {found[0]!r} leads elsewhere"
    if DEVICE.fullmatch(name):
        return f"{name} is a device on Windows"
    if name != name.strip() or name.endswith("."):
        return "Windows drops a space or dot at the end of a name"
    is_composed = unicodedata.is_normalized("NFC", name)
    return "" if is_composed else "macOS stores this name with other bytes (not NFC)"


def names_differ_everywhere(site: BuiltSite) -> Iterator[SourceError]:
    """Folders count as well: two that differ only in case become one."""
    first: dict[str, str] = {}
    for name in sorted(site.names):
        path = PurePosixPath(name)
        for each in map(str, (path, *path.parents)):
            same = same_file(each)
            if first.setdefault(same, each) != each:
                what = f"{each} is {first[same]} where case is ignored"
                yield problem_at_source(site, name, 1, what, RENAME_ADVICE)


def only_plain_files(site: BuiltSite) -> Iterator[SourceError]:
    for entry in site.entries:
        if not entry.is_file:
            wrong = "this is not a plain file", "put a copy of the file there"
        elif entry.size > MAX_FILE_BYTES:
            wrong = "GitHub rejects files over 100 MiB", "keep it elsewhere, and link to it"
        else:
            continue
        yield problem_at_source(site, entry.name, 1, *wrong)
    if (total := sum(site.sizes.values())) > MAX_SITE_BYTES:
        what = f"the site has {total / 1e9:.1f} GB, GitHub Pages accepts 1"
        yield problem(".", 1, what, "keep large files elsewhere")


def only_meant_files(site: BuiltSite) -> Iterator[SourceError]:
    for name in site.named(""):
        if wrong := _wrong_kind(site, name):
            yield problem_at_source(site, name, 1, *wrong)


def _wrong_kind(site: BuiltSite, name: str) -> tuple[str, str] | None:
    parts = PurePosixPath(name).parts
    if any(each.startswith(".") and each not in HIDDEN for each in parts):
        return "a hidden file", "leave it out of content/"
    if any(LEFT_BEHIND.fullmatch(each) for each in parts):
        return "a leftover of a program", "remove it"
    if PRIVATE.fullmatch(parts[-1]):
        return "a file of this kind holds secrets", "keep it to yourself"
    if SOURCE.fullmatch(parts[-1]) and name not in _linked(site):
        return "a source that no page links to", "leave it out of the site"
    return None


@lru_cache(maxsize=1)
def _linked(site: BuiltSite) -> set[str]:
    found = set()
    for name, link in references(site):
        try:
            found.add(site.own_path(site.absolute(name, link.address)))
        except ValueError:
            continue
    return found
