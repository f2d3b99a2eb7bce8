"""A picture or file of content/ may be in the site only if a published source names it.

Or a page of the author's own that one of them names.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from vouch.checks.authored import CONTENT, Source
from vouch.checks.built_site import BuiltSite, problem
from vouch.markup.own_pages import READ
from vouch.sources.addresses import SOURCES
from vouch.sources.problems import SourceError

# A picture in another size, `talk.b0e78ec0/480.webp`, or its dark variant, `talk.dark.b0e78ec0.png`.
VARIANT = re.compile(r"\.[0-9a-f]{8}(?:/\d+)?\.\w+$")
NAME_ADVICE = "name it in a published source, or build the site with publishconf.py"


def only_named_files(site: BuiltSite) -> Iterator[SourceError]:
    private = _private(site)
    stems = {name.rpartition(".")[0]: name for name in private}
    by_size = {each.stat().st_size for each in private.values()} - {0}
    digests = {hashlib.sha256(each.read_bytes()).digest(): name for name, each in private.items()}
    for entry in site.entries:
        name, variant = entry.name, VARIANT.search(entry.name)
        found = stems.get(name[: variant.start()]) if variant else (name if name in private else None)
        is_named = name not in private and (site.root / CONTENT / name).is_file()  # and has an identical copy
        if not found and not is_named and entry.is_file and entry.size in by_size:
            found = digests.get(hashlib.sha256(site.read(name)).digest())
        if found:
            what = f"this is content/{found}, which no published source names"
            yield problem(name, 1, what, NAME_ADVICE)


def _private(site: BuiltSite) -> dict[str, Path]:
    """The files of content/ that no published source names, by their paths below it."""
    folder, public = site.root / CONTENT, site.public_sources
    found = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*") if each.is_file()}
    others = {name: each for name, each in found.items() if each.suffix.lower() not in SOURCES}
    private = {name: each for name, each in sorted(others.items()) if not name.startswith("extra/")}
    while public:
        named = [name for name in private if any(_names(source, name) for source in public)]
        public = [_page(name, private.pop(name)) for name in named]
    return private


def _page(name: str, file: Path) -> Source:
    """The author's own page, which may name more files; other files name none."""
    text = file.read_text("utf-8", "replace") if file.suffix.lower() in READ else ""
    return Source(name, text.replace("=", " "), {}, "", "")


def _names(source: Source, name: str) -> bool:
    """Whether the text of the source names the path, relative to its folder or to content/."""
    last, beside = name.rpartition("/")[2], PurePosixPath(source.name).parent
    text = unquote(source.text)
    for match in re.finditer(rf"[^\s\"'()<>\[\]{{}}|]*{re.escape(last)}", text) if last in text else ():
        path = match[0]
        if name in (normpath(path.lstrip("/")), normpath(f"{beside}/{path}")) or path.endswith(f"/{name}"):
            return True
    return False
